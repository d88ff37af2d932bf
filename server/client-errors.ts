/** What a client is told whose request Node's parser does not take: no route sees it, and Node would only give the status. */
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { Problem, problemBody } from './problem.ts';

const NO_HTTP = new Problem(
  400,
  'This cannot be read as HTTP. An address has no spaces in it (%20 stands for one), and https needs a proxy before this server.',
);

const PROBLEMS: Readonly<Record<string, Problem>> = {
  HPE_INVALID_URL: new Problem(
    400,
    'The address holds characters that must be percent-encoded, such as Chinese ones or a space. ' +
      'Let curl do it: curl -sG localhost:8787/ask --data-urlencode "q=你好".',
  ),
  HPE_HEADER_OVERFLOW: new Problem(
    431,
    'The headers, with the address, are over 16 KiB. Send a long question by POST.',
  ),
  HPE_CHUNK_EXTENSIONS_OVERFLOW: new Problem(
    413,
    'The extensions of a chunk are too large. Send the body without any.',
  ),
  ERR_HTTP_REQUEST_TIMEOUT: new Problem(408, 'The request took too long to arrive. Send it again.'),
};

/** A listener of `clientError`. A reply that has begun must not be written into. */
export function answerClientError({ code = '' }: NodeJS.ErrnoException, socket: Socket): void {
  const begun = (socket as Socket & { _httpMessage?: { _headerSent?: boolean } })._httpMessage?._headerSent;
  if (!socket.writable || begun) return void socket.destroy();
  socket.write(replyOf(PROBLEMS[code] ?? NO_HTTP));
  socket.destroySoon();
}

function replyOf(problem: Problem): string {
  const body = JSON.stringify(problemBody(problem));
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    'content-type: application/problem+json',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
}

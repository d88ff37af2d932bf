import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createClient, type Failure, failureOf } from '../../web/client.ts';

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

async function failureFrom(respond: RequestListener): Promise<Failure> {
  const server = createServer(respond).listen(0, '127.0.0.1');
  ends.push(() => server.close());
  await once(server, 'listening');
  const client = createClient(new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`));
  try {
    for await (const _ of client.ask({ question: 'When?', history: [] }, new AbortController().signal));
  } catch (error) {
    return failureOf(error);
  }
  throw new Error('There was no failure.');
}

describe('a failure', () => {
  it('to reach the server from another site names the setting in the console: the browser hides the cause', async () => {
    vi.stubGlobal('origin', 'https://news.example');
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    ends.push(vi.unstubAllGlobals, () => warn.mockRestore());
    const offline = await failureFrom((request) => request.socket.destroy());
    expect(offline.kind).toBe('offline');
    expect(warn.mock.calls).toEqual([['Samman: is https://news.example in ALLOWED_ORIGINS?']]);
  });

  it('carries the request id that stands in the server’s log, of a response and of a stream', async () => {
    const refused = await failureFrom((_, response) => response.writeHead(500, { 'x-request-id': 'abc' }).end('{}'));
    expect(refused).toMatchObject({ kind: 'broken', requestId: 'abc' });
    const streamed = await failureFrom((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end(': still here\n\nevent: error\ndata: {"status":500,"requestId":"def"}\n\n');
    });
    expect(streamed).toMatchObject({ kind: 'broken', requestId: 'def' });
  });

  it('says how long to wait where the server does', async () => {
    const limited = await failureFrom((_, response) => response.writeHead(429, { 'retry-after': '30' }).end('{}'));
    expect(limited).toMatchObject({ kind: 'limit', retryAfter: 30, requestId: undefined });
    const busy = await failureFrom((_, response) => response.writeHead(503, { 'retry-after': '2' }).end('{}'));
    expect(busy).toMatchObject({ kind: 'busy', retryAfter: 2 });
  });
});

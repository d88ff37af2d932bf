/** Model providers that speak their real wire format over a real socket and do as a script says. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { errorResponse } from './failures.ts';
import { aboutRoute } from './routes.ts';
import { type FakeReply, type FakeRequest, type FakeScript, type ProviderKind, replyTo } from './script.ts';
import { type Wire, wireOf } from './wires.ts';

export interface FakeProvider {
  /** The base URL to configure: with `/v1` where the provider's has one. */
  readonly url: string;
  /** The chat requests so far, oldest first. */
  readonly requests: readonly FakeRequest[];
  close(): Promise<void>;
}

export interface FakeOptions {
  /** Any other key is refused. Without it every key, and none, is good. */
  readonly key?: string;
  /** What the list of models holds; a chat with any model is answered. */
  readonly models?: readonly string[];
  readonly contextTokens?: number;
  /** Every route answers 503 “Loading model”, as llama.cpp's server does. */
  readonly loading?: boolean;
  /** llama.cpp's server as it was, without the context in its list. */
  readonly isOld?: boolean;
}

/** Where each provider's routes begin. */
const PREFIX: Readonly<Record<ProviderKind, string>> = {
  openai: '/v1',
  'openai-compatible': '/v1',
  deepseek: '',
  qwen: '/compatible-mode/v1',
  hkgai: '/v1',
  'llama-cpp': '/v1',
  ollama: '',
  anthropic: '',
};

export async function startFakeProvider(
  kind: ProviderKind,
  script: FakeScript = {},
  { key, models = ['fake-model'], contextTokens = 4096, loading = false, isOld = false }: FakeOptions = {},
): Promise<FakeProvider> {
  const requests: FakeRequest[] = [];

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await readRequest(incoming, response);
    const asked = { model: String(request.body.model ?? ''), key: keyOf(incoming) };
    const wire = wireOf(kind, asked.model);
    const isChat = incoming.method === 'POST' && request.path === PREFIX[kind] + wire.chat;
    if (isChat) requests.push(request);
    const refusal = loading ? 'loading' : key !== undefined && asked.key !== key ? 'key-refused' : undefined;
    if (refusal) return sendError(response, errorResponse(kind, refusal, asked));
    if (!isChat) {
      const about = aboutRoute(kind, request.path, { models, contextTokens, isOld }, request.body);
      if (about !== undefined) return sendJson(response, 200, about);
      return sendError(response, errorResponse(kind, 'no-such-model', asked));
    }
    const reply = replyTo(script, request, requests.length - 1);
    if (reply.delay) await pause(reply.delay);
    if (reply.fail) {
      const error = errorResponse(kind, reply.fail, asked);
      return sendError(response, { ...error, ...(reply.status && { status: reply.status }) }, reply.headers);
    }
    await stream(response, wire, reply);
  }

  const server = createServer((incoming, response) => {
    // A client that went away is what many tests are about.
    handle(incoming, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${PREFIX[kind]}`,
    requests,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function readRequest(incoming: IncomingMessage, response: ServerResponse): Promise<FakeRequest> {
  const abandoned = new Promise<boolean>((settle) => response.once('close', () => settle(!response.writableFinished)));
  let text = '';
  for await (const chunk of incoming.setEncoding('utf8')) text += chunk;
  const path = new URL(incoming.url ?? '/', 'http://fake').pathname;
  return { path, headers: incoming.headers, body: text ? JSON.parse(text) : {}, abandoned };
}

const keyOf = ({ headers }: IncomingMessage): string =>
  String(headers['x-api-key'] ?? headers.authorization?.replace(/^Bearer /, '') ?? '');

function sendJson(response: ServerResponse, status: number, body: unknown, headers: object = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

function sendError(
  response: ServerResponse,
  { status, body, headers }: ReturnType<typeof errorResponse>,
  more: object = {},
): void {
  sendJson(response, status, body, { ...headers, ...more });
}

async function stream(response: ServerResponse, wire: Wire, reply: FakeReply): Promise<void> {
  response.writeHead(reply.status ?? 200, { 'content-type': wire.contentType, ...reply.headers });
  response.flushHeaders();
  const write = async (text: string) => {
    if (response.destroyed) throw new Error('the client has gone');
    const bytes = Buffer.from(text);
    const step = reply.bytesPerWrite ?? (bytes.length || 1);
    for (let at = 0; at < bytes.length; at += step) {
      response.write(bytes.subarray(at, at + step));
      // One packet a write, or the kernel puts the halves of a character together again.
      if (reply.bytesPerWrite) await new Promise(setImmediate);
    }
    if (reply.pause) await pause(reply.pause);
  };
  for (const event of [...wire.before(reply), ...wire.text(reply), ...wire.after(reply)]) await write(event);
  if (reply.end === 'hang') return;
  if (reply.end === 'reset') {
    // Lets what was written leave first.
    await pause(20);
    response.socket?.resetAndDestroy();
    return;
  }
  response.end();
}

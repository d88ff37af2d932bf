/** The socket: how long clients may dawdle, and how serving ends. */
import type { Server } from 'node:http';
import { type AddressInfo, Server as NetServer, type Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { serve } from '@hono/node-server';
import type { Hono } from 'hono';
import { answerClientError } from './client-errors.ts';
import type { AnswerSlots } from './guard/answer-slots.ts';

interface ListenOptions {
  readonly port: number;
  readonly host: string;
  readonly slots: AnswerSlots;
  readonly timeouts?: Partial<Timeouts>;
}

/** Milliseconds. */
export interface Timeouts {
  /** For all headers of a request. */
  readonly headers: number;
  /** For a request with its body: 256 KiB at 13 KB/s. */
  readonly request: number;
  /** A connection kept open between requests. Proxies keep theirs for 60 s; the side that asks should close first. */
  readonly idle: number;
  /** Silence in both directions, while an answer is worked on too. */
  readonly silence: number;
  /** From the signal to stop until what is still being answered is cut short. */
  readonly grace: number;
  /** From there until connections are cut. */
  readonly cut: number;
}

const TIMEOUTS: Timeouts = { headers: 10_000, request: 20_000, idle: 65_000, silence: 150_000, grace: 5000, cut: 2000 };

/** Of one address that is not this machine's, where proxies live. A browser opens six. */
const CONNECTIONS_PER_ADDRESS = 256;

export interface Listening {
  readonly port: number;
  /** Takes no more connections and lets answers end: of their own in `grace`, with an error of ours after it. */
  stop(): Promise<void>;
}

/** @throws NodeJS.ErrnoException where the port cannot be had. */
export async function listen(app: Pick<Hono, 'fetch'>, options: ListenOptions): Promise<Listening> {
  const { port, host, slots } = options;
  const times = { ...TIMEOUTS, ...options.timeouts };
  const server = serve({
    fetch: app.fetch,
    port,
    hostname: host,
    serverOptions: {
      headersTimeout: times.headers,
      requestTimeout: times.request,
      keepAliveTimeout: times.idle,
      connectionsCheckingInterval: Math.min(2000, times.headers),
    },
  }) as Server;
  server.timeout = times.silence;
  server.on('connection', fewPerAddress());
  server.on('connection', closeGently);
  server.on('clientError', answerClientError);
  await new Promise<void>((resolve, reject) => server.once('listening', resolve).once('error', reject));
  let stopping: Promise<void> | undefined;
  return {
    port: (server.address() as AddressInfo).port,
    stop: () => (stopping ??= end(server, slots, times)),
  };
}

async function end(server: Server, slots: AnswerSlots, { grace, cut }: Timeouts): Promise<void> {
  slots.close();
  await letIn(server);
  const idle = setInterval(() => turn().then(() => server.closeIdleConnections()), 50);
  const short = setTimeout(slots.stop, grace);
  const all = setTimeout(() => server.closeAllConnections(), grace + cut);
  // Of HTTP's own `close` the part that ends idle connections would take those that were let in a moment ago.
  await new Promise<void>((resolve) => NetServer.prototype.close.call(server, () => resolve()));
  clearInterval(idle);
  clearTimeout(short);
  clearTimeout(all);
}

/** Node's own length of the system's queue. */
const QUEUE = 511;

/** Who has connected and waits in the system's queue would be reset with the port: let in, they are told to come back. */
async function letIn(server: Server): Promise<void> {
  let come = 0;
  const count = () => void come++;
  server.on('connection', count);
  // A turn of the event loop takes one.
  for (let before = -1; before < come && come < QUEUE; ) {
    before = come;
    await turn();
    await turn();
  }
  server.off('connection', count);
}

/** How long a client that was answered before it had sent everything may go on sending. */
const LINGER_MS = 500;

/**
 * Closing a socket while its client still sends resets the connection, and the reply that says why is lost on the way. So
 * what comes after the last reply is taken in unread for a moment. Node calls `destroySoon` when that reply is written.
 */
function closeGently(socket: Socket): void {
  socket.destroySoon = () => {
    socket.end();
    const late = setTimeout(() => socket.destroy(), LINGER_MS);
    socket.once('close', () => clearTimeout(late));
  };
}

function fewPerAddress(): (socket: Socket) => void {
  const open = new Map<string, number>();
  return (socket) => {
    const address = socket.remoteAddress ?? '';
    if (/^(::ffff:)?127\.|^::1$/.test(address)) return;
    const count = (open.get(address) ?? 0) + 1;
    open.set(address, count);
    socket.once('close', () => {
      const left = open.get(address)! - 1;
      if (left === 0) open.delete(address);
      else open.set(address, left);
    });
    if (count > CONNECTIONS_PER_ADDRESS) socket.destroy();
  };
}

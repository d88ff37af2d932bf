/** What only a real socket shows: clients that dawdle, leave, or never read, and a server that is told to stop. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { ChatModel } from '../../core/types.ts';
import { type Listening, listen, type Timeouts } from '../../server/listen.ts';
import { createToyApp, type ToyOptions } from '../support/toy-app.ts';

const open: { sockets: Socket[]; servers: Listening[] } = { sockets: [], servers: [] };
afterEach(async () => {
  for (const socket of open.sockets.splice(0)) socket.destroy();
  for (const server of open.servers.splice(0)) await server.stop();
});

async function start(options: ToyOptions = {}, timeouts: Partial<Timeouts> = {}) {
  const toy = await createToyApp(options);
  const server = await listen(toy.app, {
    port: 0,
    host: '127.0.0.1',
    slots: toy.slots,
    timeouts: { grace: 50, cut: 500, ...timeouts },
  });
  open.servers.push(server);
  return { ...toy, server, url: `http://127.0.0.1:${server.port}` };
}

async function dial(port: number) {
  const socket = connect(port, '127.0.0.1');
  open.sockets.push(socket);
  await once(socket, 'connect');
  let received = '';
  socket.on('error', () => {});
  const listening = {
    socket,
    received: () => received,
    listen: () => socket.on('data', (chunk) => (received += chunk)),
    closed: once(socket, 'close').then(() => received),
  };
  return listening;
}

/** Says a word every few milliseconds until it is told to stop. */
const endless = (text = 'word ', everyMs = 5): ChatModel => ({
  backend: 'endless',
  model: 'endless',
  async *reply(_, signal) {
    while (!signal.aborted) {
      yield { type: 'token', text };
      await sleep(everyMs);
    }
  },
});

const head = (path: string, length: number, accept = 'application/json') =>
  `POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\naccept: ${accept}\r\ncontent-length: ${length}\r\n\r\n`;
const QUESTION = JSON.stringify({ question: 'When did the tram line open?' });

describe('a client that dawdles', () => {
  it('over its headers or its body is cut off, while others are answered', async () => {
    const { server, slots, url } = await start({ answersAtOnce: 1 }, { headers: 1500, request: 3000 });
    const headers = await dial(server.port);
    headers.listen();
    headers.socket.write('POST /ask HTTP/1.1\r\nhost: x\r\nx-a: ');
    const body = await dial(server.port);
    body.listen();
    body.socket.write(head('/ask', 1000));
    const drip = setInterval(() => body.socket.writable && body.socket.write('{'), 50);
    await sleep(50);
    expect(slots.taken).toBe(0);
    const answer = await fetch(`${url}/ask?q=When+did+the+tram+line+open%3F`);
    expect(answer.status).toBe(200);
    expect(await headers.closed).toMatch(/^HTTP\/1\.1 408/);
    await body.closed;
    clearInterval(drip);
    expect(body.received()).not.toMatch(/^HTTP\/1\.1 200/);
  });

  it('with more headers than fit, or what is no HTTP, is told so and cut off', async () => {
    const { server } = await start();
    const big = await dial(server.port);
    big.listen();
    big.socket.write(`GET / HTTP/1.1\r\nhost: x\r\nx-a: ${'a'.repeat(20_000)}\r\n\r\n`);
    expect(await big.closed).toMatch(/^HTTP\/1\.1 431/);
    const noise = await dial(server.port);
    noise.listen();
    noise.socket.write('\u0016\u0003\u0001 no http\r\n\r\n');
    expect(await noise.closed).toMatch(/^HTTP\/1\.1 400/);
  });

  it('with an address that is not percent-encoded is shown how to do that', async () => {
    const { server } = await start();
    const client = await dial(server.port);
    client.listen();
    client.socket.write('GET /ask?q=你好 HTTP/1.1\r\nhost: x\r\n\r\n');
    const [headers, body] = (await client.closed).split('\r\n\r\n');
    expect(headers).toMatch(/^HTTP\/1\.1 400 Bad Request\r\ncontent-type: application\/problem\+json\r\n/);
    expect(JSON.parse(body!)).toMatchObject({ status: 400, detail: expect.stringContaining('--data-urlencode') });
  });

  it('cannot smuggle: two lengths, or a length and chunks, are refused', async () => {
    const { server } = await start();
    for (const headers of [
      'content-length: 5\r\ncontent-length: 6',
      'content-length: 5\r\ntransfer-encoding: chunked',
      'transfer-encoding: chunked, identity',
    ]) {
      const client = await dial(server.port);
      client.listen();
      client.socket.write(
        `POST /ask HTTP/1.1\r\nhost: x\r\n${headers}\r\n\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\nhost: x\r\n\r\n`,
      );
      expect(await client.closed).toMatch(/^HTTP\/1\.1 400[\s\S]*$/);
      expect(client.received()).not.toContain('"ok"');
    }
  });

  it('cannot inject a header through what it sends', async () => {
    const { server } = await start();
    for (const path of [
      '/%0d%0aset-cookie:%20a=b',
      '/articles/%0d%0aset-cookie:%20a=b',
      '/ask?q=%0d%0aset-cookie:%20a=b',
    ]) {
      const client = await dial(server.port);
      client.listen();
      client.socket.write(
        `GET ${path} HTTP/1.1\r\nhost: x\r\nx-request-id: a%0d%0aset-cookie: c=d\r\nconnection: close\r\n\r\n`,
      );
      expect(await client.closed).toMatch(/^HTTP\/1\.1 (200|400|404)/);
      const [headers] = client.received().split('\r\n\r\n');
      expect(headers!.toLowerCase()).not.toContain('set-cookie');
    }
  });
});

describe('a body that is too large', () => {
  it.each([
    ['by its length', 'content-length: 10485760', (json: string) => json],
    ['in chunks', 'transfer-encoding: chunked', (json: string) => `${json.length.toString(16)}\r\n${json}\r\n`],
  ])('%s is refused before it is read', async (_, header, wrap) => {
    const { server } = await start();
    const client = await dial(server.port);
    client.listen();
    client.socket.write(`POST /ask HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n${header}\r\n\r\n`);
    const chunk = wrap('['.repeat(64 * 1024));
    for (let i = 0; i < 160 && client.received() === '' && client.socket.writable; i++) {
      client.socket.write(chunk);
      await sleep(1);
    }
    await expect.poll(client.received).toMatch(/^HTTP\/1\.1 413/);
    expect(client.received()).toContain('256 KiB');
  });
});

describe('a reader that goes away or never reads', () => {
  it('stops the model when it goes', async () => {
    const { server, slots } = await start({ chatModel: endless() });
    const client = await dial(server.port);
    client.listen();
    client.socket.write(head('/ask', QUESTION.length, 'text/event-stream') + QUESTION);
    await expect.poll(client.received).toContain('event: token');
    expect(slots.taken).toBe(1);
    client.socket.destroy();
    await expect.poll(() => slots.taken).toBe(0);
  });

  it('loses its place when it reads nothing for a while, and its connection', async () => {
    const { server, slots } = await start({ chatModel: endless('x'.repeat(64 * 1024), 0), writeMs: 300 });
    const client = await dial(server.port);
    client.socket.pause();
    client.socket.write(head('/ask', QUESTION.length, 'text/event-stream') + QUESTION);
    await expect.poll(() => slots.taken).toBe(1);
    await expect.poll(() => slots.taken, { timeout: 10_000 }).toBe(0);
    client.socket.resume();
    await client.closed;
  });

  it('loses the places of all the questions it sent ahead, too', async () => {
    const { server, slots } = await start({ chatModel: endless('x'.repeat(64 * 1024), 0), writeMs: 300 });
    const client = await dial(server.port);
    client.socket.pause();
    client.socket.write((head('/ask', QUESTION.length, 'text/event-stream') + QUESTION).repeat(50));
    await expect.poll(() => slots.taken).toBeGreaterThan(0);
    await expect.poll(() => slots.taken, { timeout: 10_000 }).toBe(0);
  });
});

describe('told to stop', () => {
  it('lets an answer end of its own, takes nobody new, and is gone', async () => {
    let go = () => {};
    const wait = new Promise<void>((resolve) => (go = resolve));
    const chatModel: ChatModel = {
      backend: 'slow',
      model: 'slow',
      async *reply() {
        yield { type: 'token', text: 'One ' };
        await wait;
        yield { type: 'token', text: 'two.' };
      },
    };
    const { server, url } = await start({ chatModel }, { grace: 5000 });
    const response = await fetch(`${url}/ask`, {
      method: 'POST',
      body: QUESTION,
      headers: { accept: 'text/event-stream' },
    });
    const stopped = server.stop();
    const isGone = () =>
      fetch(`${url}/healthz`).then(
        () => false,
        () => true,
      );
    await expect.poll(isGone).toBe(true);
    go();
    expect(await response.text()).toMatch(/two\.[\s\S]*event: done/);
    await stopped;
  });

  it('answers who had connected and was not let in yet', async () => {
    const { server } = await start();
    // The system connects them; this thread has accepted none of them when the server is told to stop.
    const sockets = Array.from({ length: 20 }, () => connect(server.port, '127.0.0.1'));
    open.sockets.push(...sockets);
    const replies = sockets.map(async (socket) => {
      let received = '';
      socket.on('data', (chunk) => (received += chunk)).on('error', () => {});
      socket.write(head('/ask', QUESTION.length) + QUESTION);
      await new Promise((closed) => socket.once('close', closed));
      return received.slice(0, 12);
    });
    // It does so in the next tick.
    await new Promise<void>((later) => process.nextTick(later));
    await server.stop();
    expect(new Set(await Promise.all(replies))).toEqual(new Set(['HTTP/1.1 503']));
  });

  it('ends a stream that goes on with a word and a proper end, and is gone in time', async () => {
    const { server } = await start({ chatModel: endless() });
    const client = await dial(server.port);
    client.listen();
    client.socket.write(head('/ask', QUESTION.length, 'text/event-stream') + QUESTION);
    await expect.poll(client.received).toContain('event: token');
    await server.stop();
    await client.closed;
    expect(client.received()).toMatch(/event: error\r?\ndata: .*"status":503/);
    // The last chunk of a chunked body: the stream was ended, not cut.
    expect(client.received().endsWith('0\r\n\r\n')).toBe(true);
  });

  it('cuts off who neither reads nor leaves', async () => {
    const deaf: ChatModel = {
      ...endless(),
      async *reply() {
        yield { type: 'token', text: 'x' };
        await sleep(60_000, undefined, { ref: false });
      },
    };
    const { server } = await start({ chatModel: deaf }, { grace: 20, cut: 100 });
    const client = await dial(server.port);
    client.listen();
    client.socket.write(head('/ask', QUESTION.length, 'text/event-stream') + QUESTION);
    await expect.poll(client.received).toContain('event: token');
    await server.stop();
    await client.closed;
  });
});

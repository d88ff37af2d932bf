/** The whole server, in its own process, attacked over raw sockets on every route; afterwards it answers as before. */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATIONS } from '../../server/openapi/operations.ts';
import { temporaryFolder } from '../support/folder.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

const TOKEN = 'a-token-that-nobody-guesses-in-this-test';
const LIMIT = 20;

let server: TestServer;
let limited: TestServer;
beforeAll(async () => {
  const data = await temporaryFolder();
  const env = { ADMIN_TOKEN: TOKEN, LOG_LEVEL: 'info', KEEP_QUESTIONS: 'unanswered' };
  server = await startTestServer({ ...env, DATA_DIR: join(data, 'open') });
  limited = await startTestServer({ ...env, DATA_DIR: join(data, 'limited'), RATE_LIMIT: `${LIMIT}` });
});
afterAll(async () => {
  await server?.close();
  await limited?.close();
});

/** What comes back until the server closes, or nothing more comes. */
async function raw(to: TestServer, bytes: string | Buffer, patience = 5000): Promise<string> {
  const socket = connect(Number(new URL(to.url).port), '127.0.0.1');
  const closed = once(socket, 'close').catch(() => {});
  let received = '';
  socket.on('error', () => {}).on('data', (chunk) => (received += chunk));
  socket.write(bytes);
  await Promise.race([closed, sleep(patience)]);
  socket.destroy();
  return received;
}

const statusOf = (response: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(response)?.[1] ?? 0);

const request = (method: string, path: string, headers = '', body: string | Buffer = '') =>
  Buffer.concat([
    Buffer.from(`${method} ${path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n${headers}`, 'latin1'),
    Buffer.from(`content-length: ${Buffer.byteLength(body)}\r\n\r\n`),
    Buffer.from(body),
  ]);

const deep = (depth: number) => `{"question":${'['.repeat(depth)}${']'.repeat(depth)}}`;
const JSON_TYPE = 'content-type: application/json\r\n';

/** Each for every route. */
const ATTACKS: Readonly<Record<string, (method: string, path: string) => string | Buffer>> = {
  'a body of 2 MB': (method, path) => request(method, path, JSON_TYPE, 'x'.repeat(2 * 1024 * 1024)),
  'JSON 100,000 deep': (method, path) => request(method, path, JSON_TYPE, deep(100_000)),
  'no UTF-8': (method, path) =>
    request(method, path, JSON_TYPE, Buffer.from([0x7b, 0xff, 0xc0, 0xaf, 0xed, 0xa0, 0x80, 0x7d])),
  'a prototype': (method, path) =>
    request(method, path, JSON_TYPE, '{"__proto__":{"a":1},"constructor":{"prototype":{"a":1}}}'),
  'a form of a file': (method, path) =>
    request(
      method,
      path,
      'content-type: multipart/form-data; boundary=x\r\n',
      '--x\r\ncontent-disposition: form-data; name="token"; filename="../../x"\r\n\r\na\r\n--x--',
    ),
  'bytes beyond ASCII in the path': (method, path) => request(method, `${path}/\xff\xfe%ff%c0%af`, JSON_TYPE),
  'a path that climbs': (method, path) => request(method, `${path}/..%2f..%2f..%2f..%2fetc%2fpasswd`),
  'a path with NUL': (method, path) => request(method, `${path}%00.json`),
  'a query without end': (method, path) => request(method, `${path}?${'q=a&'.repeat(3500)}`),
  'a header to be split': (method, path) =>
    request(
      method,
      `${path}?lang=en%0d%0aset-cookie:%20evil=1`,
      'x-request-id: a%0d%0aset-cookie: evil=1\r\naccept-language: \u0001en\r\n',
    ),
  'headers that contradict': (method, path) =>
    request(
      method,
      path,
      'accept: text/html;q=x, */*;q=-1\r\nrange: bytes=0-,1-,2-\r\nif-none-match: "\r\nexpect: 200-ok\r\n',
    ),
  'an upgrade': (method, path) =>
    request(method, path, 'connection: upgrade\r\nupgrade: h2c\r\nhttp2-settings: AAMAAABkAAQAAP__\r\n'),
  'two lengths': (method, path) =>
    `${method} ${path} HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\naaaaa`,
  'a forged sign-in': (method, path) =>
    request(method, path, `cookie: samman_admin=9999999999.${'A'.repeat(43)}\r\nauthorization: Basic YTpi\r\n`),
  'a forged origin': (method, path) =>
    request(method, path, 'origin: https://evil.example\r\nsec-fetch-site: cross-site\r\n'),
};

const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'PATCH', 'TRACE'];
const ROUTES = [
  ...OPERATIONS.map(({ method, path }) => [method.toUpperCase(), path.replace('{id}', 'tram')] as const),
  ...[
    '/admin',
    '/admin/gaps',
    '/admin/feedback',
    '/admin/why',
    '/admin/rebuild',
    '/admin/rebuild/events',
    '/admin/sign-in',
    '/mcp',
  ].flatMap((path) => [['GET', path] as const, ['POST', path] as const]),
  ...METHODS.map((method) => [method, '/ask'] as const),
];

/** Nothing of the machine it runs on, nor of the code. */
const INSIDE = /node_modules|node:internal|\bat (?:async )?\S+ \(|\.ts:\d+|\/dist\/server|ZodError|SyntaxError|root:x:/;

describe('the whole server, attacked', () => {
  it.each(Object.entries(ATTACKS))(
    'with %s, refuses or serves on every route and tells nothing of its inside',
    async (_, attack) => {
      const results = await Promise.all(
        ROUTES.map(async ([method, path]) => {
          // What streams goes on streaming: a moment of it is enough.
          const response = await raw(server, attack(method, path), path.endsWith('/events') ? 300 : 5000);
          return { route: `${method} ${path}`, status: statusOf(response), response };
        }),
      );
      for (const { route, status, response } of results) {
        // 0: cut off in the middle of a body that was too large.
        expect([route, status < 500 || status === 503]).toEqual([route, true]);
        const [head = ''] = response.split('\r\n\r\n');
        expect([route, head.match(/evil|x-powered-by|^server:/im)?.[0]]).toEqual([route, undefined]);
        if (!route.endsWith('.js')) expect([route, response.match(INSIDE)?.[0]]).toEqual([route, undefined]);
        if (route.includes('/admin') && !route.includes('sign-in'))
          expect([route, status]).toEqual([route, expect.toBeOneOf([0, 303, 400, 401, 403, 404, 405, 413, 417, 204])]);
      }
    },
  );

  it('by those who claim to be others, keeps to the limit', async () => {
    const statuses: number[] = [];
    for (let i = 0; i < LIMIT + 5; i++) {
      const claims = `x-forwarded-for: 203.0.113.${i}\r\nx-real-ip: 203.0.113.${i}\r\nforwarded: for=203.0.113.${i}\r\ncf-connecting-ip: 203.0.113.${i}\r\ntrue-client-ip: 203.0.113.${i}\r\n`;
      statuses.push(statusOf(await raw(limited, request('GET', '/ask?q=hello', claims))));
    }
    expect(statuses).toEqual([...Array(LIMIT).fill(200), ...Array(5).fill(429)]);
    const around = [
      '/ask?q=hi',
      '/%61sk?q=hi',
      '/./ask?q=hi',
      '/x/../ask?q=hi',
      'http://other/ask?q=hi',
      '/search?q=hi',
    ];
    for (const path of around) expect([path, statusOf(await raw(limited, request('GET', path)))]).toEqual([path, 429]);
    // Guessing the token is limited as questions are.
    const guess = request(
      'POST',
      '/admin/sign-in',
      'content-type: application/x-www-form-urlencoded\r\nsec-fetch-site: same-origin\r\n',
      'token=a',
    );
    expect(statusOf(await raw(limited, guess))).toBe(429);
  });

  it('with metrics and the editor’s pages asked for without a token, shows neither', async () => {
    for (const [path, header] of [
      ['/metrics', ''],
      ['/metrics', 'authorization: Bearer \r\n'],
      ['/metrics', `authorization: Bearer ${TOKEN.slice(0, -1)}\r\n`],
      ['/admin', `authorization: Bearer ${TOKEN}x\r\n`],
      ['/admin', 'x-original-url: /\r\nx-rewrite-url: /\r\n'],
    ] as const)
      expect([path, header, statusOf(await raw(server, request('GET', path, header)))]).toEqual([path, header, 401]);
  });

  it('by connections that dawdle or never read, goes on answering', async () => {
    const port = Number(new URL(server.url).port);
    const before = await residentMiB();
    const sockets: Socket[] = [];
    const open = () => {
      const socket = connect(port, '127.0.0.1').on('error', () => {});
      sockets.push(socket);
      return socket;
    };
    for (let i = 0; i < 300; i++) open().write('POST /ask HTTP/1.1\r\nhost: x\r\nx-a: ');
    for (let i = 0; i < 100; i++) open().write('POST /ask HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\n{');
    const body = '{"question":"When did the tram line open?","stream":true}';
    for (let i = 0; i < 50; i++)
      open()
        .pause()
        .write(request('POST', '/ask', JSON_TYPE, body));
    await sleep(500);
    for (let i = 0; i < 5; i++) {
      const started = performance.now();
      expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
      expect(performance.now() - started).toBeLessThan(2000);
    }
    for (const socket of sockets) socket.destroy();
    expect((await residentMiB()) - before).toBeLessThan(200);
  });

  it('answers as before, and has written neither an error nor what was typed', async () => {
    await expect
      .poll(
        async () =>
          (await fetch(`${server.url}/ask?q=${encodeURIComponent('How many departments are trying HKGAI v1?')}`))
            .status,
      )
      .toBe(200);
    expect(server.process.exitCode).toBeNull();
    const lines = server.output().split('\n');
    expect(lines.filter((line) => /"level":[56]0/.test(line))).toEqual([]);
    expect(server.output()).not.toMatch(/departments are trying|tram line|evil/);
    expect(server.output()).not.toContain(TOKEN);
  });
});

async function residentMiB(): Promise<number> {
  if (process.platform !== 'linux') return 0;
  const status = await readFile(`/proc/${server.process.pid}/status`, 'utf8');
  return Number(/^VmRSS:\s*(\d+)/m.exec(status)![1]) / 1024;
}

import { type AddressInfo, createServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ANYWHERE, isPublic, PUBLIC, type Reach } from '../../../ingest/add/addresses.ts';
import { createRobots } from '../../../ingest/add/robots.ts';
import { createWeb, type WebOptions } from '../../../ingest/add/web.ts';
import { answer, redirect, webServer } from '../../support/web-server.ts';

const web = (options: WebOptions = {}) => createWeb({ delay: 0, ...options });

/** The public internet, and one server of this machine that stands in for a public one. */
const publicAnd = (port: string): Reach => ({
  address: (address) => address === '127.0.0.1' || isPublic(address),
  port: (asked) => asked === port || PUBLIC.port(asked),
});

describe('addresses', () => {
  it.each(['8.8.8.8', '2606:4700::1111', '::ffff:8.8.8.8'])('%s is public', (address) => {
    expect(isPublic(address)).toBe(true);
  });

  it.each([
    ...['127.0.0.1', '10.0.0.1', '172.16.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '224.0.0.1'],
    ...['255.255.255.255', '192.0.2.1', '198.18.0.1', '240.0.0.1', '::', '::1', 'fe80::1', 'fc00::1', 'fd00:ec2::254'],
    ...[
      '::ffff:127.0.0.1',
      '::ffff:a9fe:a9fe',
      '64:ff9b::7f00:1',
      '2002:7f00:1::',
      '2001:db8::1',
      'ff02::1',
      'not an address',
    ],
  ])('%s is not', (address) => {
    expect(isPublic(address)).toBe(false);
  });
});

describe('a web of public addresses', () => {
  it.each([
    ...[
      'http://127.0.0.1/',
      'http://2130706433/',
      'http://0x7f000001/',
      'http://0x7f.1/',
      'http://0177.0.0.1/',
      'http://127.1/',
    ],
    ...['http://127.0.0.1./', 'http://0/', 'http://[::1]/', 'http://[::ffff:127.0.0.1]/', 'http://[::ffff:7f00:1]/'],
    ...[
      'http://169.254.169.254/latest/meta-data/',
      'http://10.1.2.3/',
      'http://[fd00:ec2::254]/',
      'http://127。0。0。1/',
    ],
    ...['http://localhost/', 'http://LOCALHOST/'],
  ])('refuses %s', async (url) => {
    await expect(web().get(url)).rejects.toThrow(/not on the public internet.*--allow-private/);
  });

  it('refuses a name that leads to a private address, or to one among public ones', async () => {
    const resolve = async (host: string) =>
      host === 'mixed.example'
        ? [
            { address: '8.8.8.8', family: 4 },
            { address: '::1', family: 6 },
          ]
        : [{ address: '10.0.0.1', family: 4 }];
    await expect(web({ resolve }).get('http://rebound.example/')).rejects.toThrow(/rebound\.example \(10\.0\.0\.1\)/);
    await expect(web({ resolve }).get('http://localhost./')).rejects.toThrow(/localhost\. \(10\.0\.0\.1\)/);
    await expect(web({ resolve }).get('http://mixed.example/')).rejects.toThrow(/mixed\.example \(::1\)/);
  });

  it('looks at the address that it connects to, not at one of before', async () => {
    const server = await webServer({ '/': 'Hello' });
    const answers = ['127.0.0.1', '10.0.0.1'];
    const resolve = async () => [{ address: answers.shift() ?? '10.0.0.1', family: 4 }];
    const rebinding = web({ resolve, reach: publicAnd(server.port) });
    expect((await rebinding.get(`http://rebinding.example:${server.port}/`)).status).toBe(200);
    const second = web({ resolve, reach: publicAnd(server.port) });
    await expect(second.get(`http://rebinding.example:${server.port}/`)).rejects.toThrow(/10\.0\.0\.1/);
  });

  it.each([
    'http://127.0.0.2/',
    'http://[::1]/',
    'http://169.254.169.254/',
    'http://localhost/',
    'file:///etc/passwd',
    'http://8.8.8.8:22/',
  ])('follows no redirect to %s', async (target) => {
    const server = await webServer({ '/': redirect(target) });
    const resolve = async () => [{ address: '::1', family: 6 }];
    await expect(web({ reach: publicAnd(server.port), resolve }).get(`${server.url}/`)).rejects.toThrow(
      /not on the public internet|not to http|leads to port 22/,
    );
  });

  it('refuses other protocols, other ports, passwords and addresses without end', async () => {
    await expect(web().get(`https://example.org/${'a'.repeat(3000)}`)).rejects.toThrow(/longer than 2048/);
    await expect(web().get('ftp://example.org/')).rejects.toThrow(/leads to ftp:/);
    await expect(web().get('http://example.org:8080/')).rejects.toThrow(/port 8080/);
    await expect(web().get('http://me:secret@example.org/')).rejects.toThrow(/password/);
  });
});

describe('fetching', () => {
  const anywhere = (options: WebOptions = {}) => web({ reach: ANYWHERE, ...options });

  it('says who it is, follows redirects and tells type and encoding', async () => {
    let agent: string | undefined;
    const server = await webServer({
      '/old': redirect('/new'),
      '/new': (request, response) => {
        agent = request.headers['user-agent'];
        response.writeHead(200, { 'content-type': 'Text/HTML; Charset="big5"' }).end('x');
      },
    });
    expect(await anywhere().get(`${server.url}/old`)).toMatchObject({
      url: `${server.url}/new`,
      type: 'text/html',
      charset: 'big5',
    });
    expect(agent).toMatch(/^Samman\/\d/);
  });

  it('gives up on a circle of redirects, a silent server and a page without end', async () => {
    const server = await webServer({
      '/round': redirect('/round'),
      '/silent': () => {},
      '/endless': (_, response) => {
        const more = () => {
          while (response.write('x'.repeat(10_000)));
        };
        response.writeHead(200, { 'content-type': 'text/html' });
        response.on('drain', more);
        more();
      },
    });
    await expect(anywhere().get(`${server.url}/round`)).rejects.toThrow(/more than 5 times/);
    await expect(anywhere({ timeout: 200 }).get(`${server.url}/silent`)).rejects.toThrow(/did not answer within 0.2 s/);
    await expect(anywhere({ maxBytes: 1024 ** 2 }).get(`${server.url}/endless`)).rejects.toThrow(/more than 1 MB/);
  });

  it('stops unpacking where an article would long have ended', async () => {
    const bomb = gzipSync(new Uint8Array(64 * 1024 ** 2));
    expect(bomb.length).toBeLessThan(100_000);
    const server = await webServer({ '/': answer('text/html', bomb, 200, { 'content-encoding': 'gzip' }) });
    await expect(anywhere({ maxBytes: 1024 ** 2 }).get(`${server.url}/`)).rejects.toThrow(/more than 1 MB/);
  });

  it('says that nobody answers', async () => {
    const port = await new Promise<number>((resolve) => {
      const server = createServer().listen(0, '127.0.0.1', () => {
        const { port } = server.address() as AddressInfo;
        server.close(() => resolve(port));
      });
    });
    await expect(anywhere().get(`http://127.0.0.1:${port}/`)).rejects.toThrow(/cannot be fetched: .*ECONNREFUSED/);
  });

  it('rests between two requests to a host', async () => {
    const server = await webServer({ '/': 'x' });
    const rests: number[] = [];
    const polite = anywhere({ delay: 60_000, rest: async (milliseconds) => void rests.push(milliseconds) });
    for (let i = 0; i < 3; i++) await polite.get(`${server.url}/`);
    expect(rests).toHaveLength(2);
    expect(rests[0]).toBeLessThanOrEqual(60_000);
    expect(rests[1]).toBeGreaterThan(60_000);
  });
});

describe('robots.txt', () => {
  const ask = async (robots: Parameters<typeof webServer>[0]) => {
    const server = await webServer({ '/a': 'A', '/private/b': 'B', ...robots });
    const client = web({ reach: ANYWHERE });
    const allowed = createRobots(client);
    return { server, get: (path: string) => client.get(`${server.url}${path}`, allowed) };
  };

  it('is kept, and asked once', async () => {
    const { server, get } = await ask({ '/robots.txt': answer('text/plain', 'User-agent: *\nDisallow: /private') });
    expect((await get('/a')).status).toBe(200);
    await expect(get('/private/b')).rejects.toThrow(/robots\.txt disallows/);
    expect(server.requests).toEqual(['/robots.txt', '/a']);
  });

  it('is kept behind redirects too, and for this program by name', async () => {
    const { get } = await ask({
      '/robots.txt': answer('text/plain', 'User-agent: samman\nDisallow: /private'),
      '/to': redirect('/private/b'),
    });
    await expect(get('/to')).rejects.toThrow(/robots\.txt disallows/);
  });

  it('is given the time between two requests that it asks for, within reason', async () => {
    const server = await webServer({
      '/a': 'A',
      '/robots.txt': answer('text/plain', 'User-agent: *\nCrawl-delay: 9000'),
    });
    const rests: number[] = [];
    const client = web({ reach: ANYWHERE, rest: async (milliseconds) => void rests.push(milliseconds) });
    const allowed = createRobots(client);
    for (let i = 0; i < 2; i++) await client.get(`${server.url}/a`, allowed);
    expect(rests).toHaveLength(2);
    expect(rests[0]).toBeLessThanOrEqual(30_000);
    expect(rests[1]).toBeGreaterThan(30_000);
  });

  it('allows everything where there is none, and nothing where the server is broken', async () => {
    expect((await (await ask({})).get('/a')).status).toBe(200);
    await expect((await ask({ '/robots.txt': answer('text/plain', '', 503) })).get('/a')).rejects.toThrow(
      /cannot be read now/,
    );
  });
});

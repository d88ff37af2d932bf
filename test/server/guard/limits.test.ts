/** Limits as a client meets them: through the app. */
import { execFile } from 'node:child_process';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../../config.ts';
import type { ChatModel } from '../../../core/types.ts';
import { addKey, readKeys, revokeKey } from '../../../server/guard/api-keys.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { createToyApp } from '../../support/toy-app.ts';

type Toy = Awaited<ReturnType<typeof createToyApp>>;

async function ask(
  { app }: Toy,
  headers: Record<string, string> = {},
  from = '192.0.2.1',
  body: object = {},
): Promise<Response> {
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ question: 'When did the tram line open?', ...body }),
  };
  return app.request('/ask', init, { incoming: { socket: { remoteAddress: from } } });
}

const statuses = async (responses: Promise<Response>[]) => (await Promise.all(responses)).map(({ status }) => status);

describe('the rate limit', () => {
  it('lets a client ask so often and then says when to come back, in headers of the current draft', async () => {
    const toy = await createToyApp({ limits: { rateLimit: 2 }, allowedOrigins: ['https://news.example'] });
    const first = await ask(toy);
    expect(first.status).toBe(200);
    expect(first.headers.get('ratelimit-policy')).toBe('"questions";q=2;w=60');
    expect(first.headers.get('ratelimit')).toBe('"questions";r=1;t=30');
    await ask(toy);
    const third = await ask(toy, { origin: 'https://news.example' });
    expect(third.status).toBe(429);
    expect(third.headers.get('retry-after')).toMatch(/^(30|[12]?\d)$/);
    expect(third.headers.get('access-control-allow-origin')).toBe('https://news.example');
    expect(third.headers.get('access-control-expose-headers')).toContain('retry-after');
    expect(await third.json()).toMatchObject({ status: 429, detail: expect.stringMatching(/\d s/) });
    expect((await ask(toy, {}, '192.0.2.2')).status).toBe(200);
  });

  it('keeps pages, health checks and preflights apart from questions', async () => {
    const toy = await createToyApp({ limits: { rateLimit: 1 } });
    expect(await statuses([ask(toy), ask(toy)])).toEqual([200, 429]);
    const page = await toy.app.request('/articles');
    expect([page.status, page.headers.get('ratelimit-policy')]).toEqual([200, '"requests";q=10;w=60']);
    for (let i = 0; i < 30; i++) expect((await toy.app.request('/healthz')).status).toBe(200);
    const preflight = { method: 'OPTIONS', headers: { 'access-control-request-method': 'POST' } };
    for (let i = 0; i < 30; i++) expect((await toy.app.request('/ask', preflight)).status).toBe(204);
    const pages = Array.from({ length: 12 }, () => toy.app.request('/', { headers: { accept: 'text/html' } }));
    const limited = (await Promise.all(pages)).filter(({ status }) => status === 429);
    expect(limited.length).toBe(3);
    expect(limited[0]!.headers.get('retry-after')).toMatch(/^[1-6]$/);
    expect(limited[0]!.headers.get('content-type')).toMatch(/text\/html/);
  });

  it('counts whatever is embedded as a question, however it is asked', async () => {
    const toy = await createToyApp({ limits: { rateLimit: 3 } });
    const get = async (path: string, method = 'GET') => (await toy.app.request(path, { method })).status;
    expect(await get('/search?q=tram')).toBe(200);
    expect(await get('/%73earch?q=tram')).toBe(200);
    expect(await get('/ask?q=tram', 'HEAD')).toBe(200);
    for (const path of ['/search?q=tram', '/ask?q=tram', '/%61sk?q=tram']) expect(await get(path)).toBe(429);
    // The empty form is a page.
    const form = await toy.app.request('/search', { headers: { accept: 'text/html' } });
    expect(form.headers.get('ratelimit-policy')).toContain('requests');
  });

  it('holds for those who try keys, too', async () => {
    const toy = await createToyApp({ limits: { rateLimit: 2 } });
    const guess = (i: number) => ask(toy, { authorization: `Bearer samman_0000000${i}_${'a'.repeat(43)}` });
    // Who comes first is not told when all come at once.
    expect((await statuses([guess(1), guess(2), guess(3), guess(4)])).sort()).toEqual([401, 401, 429, 429]);
    expect((await ask(toy, {}, '192.0.2.2')).status).toBe(200);
  });

  it('believes X-Forwarded-For only as far as its own proxies wrote it', async () => {
    const open = await createToyApp({ limits: { rateLimit: 1 } });
    expect(await statuses(['1.1.1.1', '2.2.2.2'].map((ip) => ask(open, { 'x-forwarded-for': ip })))).toEqual([
      200, 429,
    ]);
    const behind = await createToyApp({ limits: { rateLimit: 1, trustedHops: 1 } });
    const forged = ['1.1.1.1, 9.9.9.9', '2.2.2.2, 9.9.9.9', '1.1.1.1, 8.8.8.8'];
    expect(await statuses(forged.map((hops) => ask(behind, { 'x-forwarded-for': hops })))).toEqual([200, 429, 200]);
  });
});

describe('answers in flight', () => {
  /** Says a word, then waits for `go`. */
  function slowModel() {
    let go = () => {};
    const wait = new Promise<void>((resolve) => {
      go = resolve;
    });
    const chatModel: ChatModel = {
      backend: 'slow',
      model: 'slow',
      async *reply(_, signal) {
        yield { type: 'token', text: 'One' };
        if (signal.aborted) return;
        await Promise.race([
          wait,
          new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true })),
        ]);
      },
    };
    return { chatModel, go: () => go() };
  }

  it('are so many; more are sent away at once and not queued, and a place is free again when one ends', async () => {
    const { chatModel, go } = slowModel();
    const toy = await createToyApp({ chatModel, answersAtOnce: 2 });
    const first = ask(toy);
    const second = await ask(toy, {}, '192.0.2.1', { stream: true });
    expect(second.status).toBe(200);
    const third = await ask(toy);
    expect([third.status, third.headers.get('retry-after')]).toEqual([503, '2']);
    const streamed = await ask(toy, { accept: 'text/event-stream' });
    expect([streamed.status, streamed.headers.get('content-type')]).toEqual([503, 'application/problem+json']);
    // Before the body is looked at, in every format, and forms without a question are served.
    const unread = await toy.app.request('/ask', { method: 'POST', body: '{ no JSON' });
    expect([unread.status, unread.headers.get('retry-after')]).toEqual([503, '2']);
    const openAi = await toy.app.request('/v1/chat/completions', { method: 'POST', body: '{' });
    expect([openAi.status, (await openAi.json()).error.message]).toEqual([503, expect.stringContaining('2 s')]);
    expect((await toy.app.request('/search?q=tram')).status).toBe(503);
    expect((await toy.app.request('/', { headers: { accept: 'text/html' } })).status).toBe(200);
    go();
    expect((await first).status).toBe(200);
    expect(await second.text()).toContain('event: done');
    expect(toy.slots.taken).toBe(0);
    expect((await ask(toy)).status).toBe(200);
  });

  it('gives the place back when the reader leaves, the model fails or the question is bad', async () => {
    const { chatModel } = slowModel();
    const toy = await createToyApp({ chatModel, answersAtOnce: 1 });
    const left = await ask(toy, {}, '192.0.2.1', { stream: true });
    const reader = left.body!.getReader();
    await reader.read();
    await reader.cancel();
    await expect.poll(() => toy.slots.taken).toBe(0);
    expect((await ask(toy, {}, '192.0.2.1', { question: '' })).status).toBe(400);
    expect(toy.slots.taken).toBe(0);
    const failing: ChatModel = {
      ...chatModel,
      // biome-ignore lint/correctness/useYield: it fails before it says anything.
      async *reply() {
        throw new Error('broken');
      },
    };
    const broken = await createToyApp({ chatModel: failing, answersAtOnce: 1 });
    expect(await statuses([ask(broken)])).toEqual([500]);
    expect(broken.slots.taken).toBe(0);
  });

  it('are cut short when they take too long, with the reason', async () => {
    const { chatModel } = slowModel();
    const toy = await createToyApp({ chatModel, answerSeconds: 0.05 });
    const whole = await ask(toy);
    expect(whole.status).toBe(504);
    const streamed = await (await ask(toy, {}, '192.0.2.1', { stream: true })).text();
    expect(streamed).toContain('event: token');
    expect(streamed).toMatch(/event: error\ndata: .*"status":504/);
    expect(toy.slots.taken).toBe(0);
  });

  it('end with a word when the server stops, and nobody else is let in', async () => {
    const { chatModel } = slowModel();
    const toy = await createToyApp({ chatModel });
    const streamed = await ask(toy, {}, '192.0.2.1', { stream: true });
    await sleep(20);
    toy.slots.close();
    expect((await ask(toy)).status).toBe(503);
    toy.slots.stop();
    expect(await streamed.text()).toMatch(/event: error\ndata: .*"status":503.*restarting/);
  });
});

describe('API keys', () => {
  it('that cannot be read or written say so with what to do', async () => {
    const file = join(await temporaryFolder(), 'file');
    await writeFile(file, '');
    const path = join(file, 'api-keys.json');
    await expect(readKeys(path)).rejects.toThrow(`${path} cannot be read (ENOTDIR). Do it as the server's user,`);
    await expect(addKey(path, 'x', ['ask'])).rejects.toThrow(/ENOTDIR.*DATA_DIR/);
  });

  it('have limits of their own, are refused when unknown or revoked, and are nowhere in a log or a file', async () => {
    const toy = await createToyApp({ limits: { rateLimit: 1, keyRateLimit: 3 } });
    const key = await addKey(toy.keysFile, 'nightly check', ['ask']);
    const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
    await ask(toy);
    expect((await ask(toy)).status).toBe(429);
    const keyed = await ask(toy, bearer(key));
    expect([keyed.status, keyed.headers.get('ratelimit-policy')]).toEqual([200, '"questions";q=3;w=60']);
    const { id, hash } = (await readKeys(toy.keysFile))[0]!;
    const flipped = `${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`;
    const wrong = [flipped, `samman_${id}_${hash}`, `samman_${id}`, 'samman_', `${key}x`];
    for (const [i, token] of wrong.entries()) {
      const refused = await ask(toy, bearer(token), `198.51.100.${i}`);
      expect(refused.status).toBe(401);
      expect(refused.headers.get('www-authenticate')).toMatch(/^Bearer/);
    }
    expect(await readFile(toy.keysFile, 'utf8')).not.toContain(key.slice(16));
    expect((await stat(toy.keysFile)).mode & 0o777).toBe(0o600);
    expect(await revokeKey(toy.keysFile, id)).toBe(true);
    expect((await ask(toy, bearer(key), '198.51.100.9')).status).toBe(401);
    expect(await revokeKey(toy.keysFile, id)).toBe(false);
    expect(toy.logged()).not.toContain(key.slice(16));
  });

  it.each([
    ['off', [200, 200, 200]],
    ['optional', [200, 401, 200]],
    ['required', [401, 401, 200]],
  ] as const)('%s: a request without one, with an unknown one and with a good one', async (apiKeys, expected) => {
    const toy = await createToyApp({ limits: { apiKeys } });
    const key = await addKey(toy.keysFile, 'script', ['ask']);
    const unknown = `samman_00000000_${'a'.repeat(43)}`;
    const sent = [{}, { authorization: `Bearer ${unknown}` }, { authorization: `Bearer ${key}` }];
    expect(await statuses(sent.map((headers) => ask(toy, headers as Record<string, string>)))).toEqual(expected);
  });

  it('can be required, and what is no key of ours is then not enough', async () => {
    const toy = await createToyApp({ limits: { apiKeys: 'required' } });
    expect((await ask(toy)).status).toBe(401);
    expect((await ask(toy, { authorization: 'Bearer of-somebody-else' })).status).toBe(401);
    const metrics = await addKey(toy.keysFile, 'prometheus', ['metrics']);
    expect((await ask(toy, { authorization: `Bearer ${metrics}` })).status).toBe(403);
    const key = await addKey(toy.keysFile, 'script', ['ask']);
    expect((await ask(toy, { authorization: `bearer ${key}` })).status).toBe(200);
    expect((await toy.app.request('/articles')).status).toBe(200);
  });

  it('fail loudly, and closed, when their file is damaged', async () => {
    const toy = await createToyApp();
    const key = await addKey(toy.keysFile, 'script', ['ask']);
    await writeFile(toy.keysFile, '[{');
    expect((await ask(toy, { authorization: `Bearer ${key}` })).status).toBe(500);
    expect(toy.logged()).toContain('api-keys.json is damaged');
    expect((await ask(toy)).status).toBe(200);
  });

  it('are made, listed and revoked by npm run keys', async () => {
    const folder = await temporaryFolder();
    const cli = (...args: string[]) =>
      promisify(execFile)(process.execPath, [join(ROOT, 'dist', 'server', 'keys-cli.js'), ...args], {
        env: { ...process.env, DATA_DIR: join(folder, 'data') },
      }).catch((error) => error as { stdout: string; stderr: string; code: number });
    const { stdout } = await cli('add', 'nightly check', '--scope', 'ask', '--scope', 'metrics');
    expect(stdout).toMatch(/^samman_[0-9a-f]{8}_[\w-]{43}\n$/);
    const id = stdout.split('_')[1]!;
    const listed = (await cli('list')).stdout;
    expect(listed).toMatch(new RegExp(`^${id} {2}\\d{4}-\\d\\d-\\d\\d {2}ask,metrics {2}nightly check\n$`));
    expect(listed).not.toContain(stdout.trim().slice(16));
    expect(await cli('revoke', id)).toMatchObject({ stderr: `${id} is revoked.\n` });
    expect(await cli('revoke', id)).toMatchObject({ code: 1, stderr: expect.stringContaining('There is no key') });
    expect(await cli('add', 'x', '--scope', 'all')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('“all”'),
    });
    expect(await cli('add')).toMatchObject({ code: 1, stderr: expect.stringContaining('Usage') });
    expect(await cli('--help')).toMatchObject({ stdout: expect.stringMatching(/^Usage/), stderr: '' });
  });
});

/** A server while its index is brought up to date, made anew, damaged or lost: not one request fails. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, cp, mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { ROOT } from '../../config.ts';
import { currentVersion } from '../../store/index-folder.ts';
import { temporaryFolder } from '../support/folder.ts';
import { bulk, ingest } from '../support/ingest.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

vi.setConfig({ testTimeout: 240_000 });

const QUESTION = 'When did the tram line open?';

async function setUp() {
  const folder = await temporaryFolder();
  const corpus = join(folder, 'corpus');
  const index = join(folder, 'index');
  await mkdir(corpus);
  await writeFile(join(corpus, 'tram.en.md'), 'The tram line opened in 1904.');
  expect((await ingest(corpus, index)).code).toBe(0);
  const env = { CORPUS_DIR: corpus, INDEX_DIR: index, DATA_DIR: join(folder, 'data'), LOG_LEVEL: 'info' };
  return { corpus, index, env, serve: () => startTestServer(env) };
}

async function answerOf({ url }: TestServer, question = QUESTION): Promise<string> {
  const response = await fetch(`${url}/ask`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ question }),
  });
  if (response.status !== 200) throw new Error(`${response.status}: ${await response.text()}`);
  return (await response.json()).answer;
}

const poll = { timeout: 120_000, interval: 200 };

describe('a server under load', () => {
  it('takes over one new index after another with not one failed request', async () => {
    const { corpus, index, serve } = await setUp();
    const server = await serve();
    let stop = false;
    const answers: string[] = [];
    const health: number[] = [];
    const readers = Array.from({ length: 4 }, async () => {
      while (!stop) answers.push(await answerOf(server));
    });
    const watcher = (async () => {
      while (!stop) health.push((await fetch(`${server.url}/healthz`)).status);
    })();
    for (const year of [1905, 1906]) {
      await writeFile(join(corpus, 'tram.en.md'), `The tram line opened in ${year}.`);
      expect((await ingest(corpus, index)).code).toBe(0);
      await expect.poll(() => answers.at(-1), poll).toContain(String(year));
    }
    stop = true;
    await Promise.all([...readers, watcher]);
    for (const answer of answers) expect(answer).toMatch(/^The tram line opened in 190[456]\. \[1\]$/);
    expect(new Set(health)).toEqual(new Set([200]));
    await server.close();
  });
});

/** Whether the process that writes the index is gone. */
async function ingestEnded(pid: number): Promise<boolean> {
  try {
    return !process.kill(pid, 0);
  } catch {
    return true;
  }
}

const ingestOf = async (index: string): Promise<number> =>
  Number.parseInt(await readFile(join(index, 'ingest.lock'), 'utf8').catch(() => '0'), 10);

describe('a server that is started', () => {
  it('serves the index from before at once, and takes over what changed while it was stopped', async () => {
    const { corpus, serve } = await setUp();
    await writeFile(join(corpus, 'tram.en.md'), `The tram line opened in 1905.\n\n${bulk(60)}`);
    const server = await serve();
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
    expect(await answerOf(server)).toContain('1904');
    expect(server.output()).toMatch(
      /Serving the index of 20\S+ \d\d:\d\d UTC; bringing it up to date with \S+corpus\./,
    );
    await expect.poll(() => answerOf(server), poll).toContain('1905');
    await server.close();
  });

  it('makes no new index where nothing has changed', async () => {
    const { index, serve } = await setUp();
    const before = await currentVersion(index);
    const server = await serve();
    await expect.poll(() => server.output(), poll).toContain('The index is up to date.');
    expect(await currentVersion(index)).toBe(before);
    await server.close();
  });

  it('says why the articles could not be read, and serves all the same', async () => {
    const { corpus, serve } = await setUp();
    await rm(corpus, { recursive: true });
    const server = await serve();
    await expect
      .poll(() => server.output(), poll)
      .toMatch(/The corpus folder .* cannot be read.*could not be brought/s);
    expect(await answerOf(server)).toContain('1904');
    await server.close();
  });

  it('takes its ingest with it when it ends, when it serves already and before', async () => {
    const { corpus, index, env, serve } = await setUp();
    const ending = async (end: () => Promise<unknown>) => {
      await expect.poll(() => ingestOf(index), poll).toBeGreaterThan(0);
      const pid = await ingestOf(index);
      await end();
      await expect.poll(() => ingestEnded(pid), poll).toBe(true);
    };
    await writeFile(join(corpus, 'stops.en.md'), bulk(3000));
    const before = await currentVersion(index);
    const server = await serve();
    await ending(() => server.close());
    expect(await currentVersion(index)).toBe(before);

    await rm(index, { recursive: true });
    const first = spawn(process.execPath, [join(ROOT, 'dist', 'server', 'main.js')], {
      env: { ...process.env, ...env, PORT: '0' },
    });
    const ended = once(first, 'exit');
    await ending(async () => first.kill('SIGTERM'));
    expect(await ended).toEqual([0, null]);
    expect(await currentVersion(index)).toBeUndefined();
  });
});

describe('a damaged index', () => {
  async function damage(index: string, file: string) {
    await truncate(join(index, 'versions', (await currentVersion(index))!, file), 7);
  }

  it('is served by the version before it, loudly, and replaced from the articles', async () => {
    const { corpus, index, serve } = await setUp();
    await appendFile(join(corpus, 'tram.en.md'), ' A ride costs three dollars.');
    expect((await ingest(corpus, index)).code).toBe(0);
    const damaged = await currentVersion(index);
    await damage(index, 'vectors.f32');
    const server = await serve();
    expect(await answerOf(server)).toContain('1904');
    expect(server.output()).toMatch(/vectors\.f32 has 7 bytes.*Serving the version before it/);
    await expect.poll(() => currentVersion(index), poll).not.toBe(damaged);
    await expect.poll(() => answerOf(server, 'How much does a ride cost?'), poll).toContain('three dollars');
    await server.close();
  });

  it('is made anew before the first answer when no version is intact, without embedding anything', async () => {
    const { index, serve } = await setUp();
    await damage(index, 'keywords.bin');
    const server = await serve();
    expect(await answerOf(server)).toContain('1904');
    expect(server.output()).toMatch(/keywords\.bin.*No older version can serve/);
    expect(server.output()).toMatch(/1 passage, 0 of them new/);
    await server.close();
  });

  it('keeps serving when what replaces it while it runs is damaged', async () => {
    const { index, serve } = await setUp();
    const server = await serve();
    const versions = join(index, 'versions');
    const broken = '29990101000000000-1';
    await cp(join(versions, (await currentVersion(index))!), join(versions, broken), { recursive: true });
    await truncate(join(versions, broken, 'vectors.f32'), 7);
    await writeFile(join(index, 'CURRENT'), broken);
    await expect.poll(() => server.output(), poll).toMatch(/a new index could not be opened/);
    expect(await answerOf(server)).toContain('1904');
    await server.close();
  });

  it('costs no article: the corpus is as it was', async () => {
    const { corpus, index, serve } = await setUp();
    for (const version of await readdir(join(index, 'versions')))
      await rm(join(index, 'versions', version, 'manifest.json'));
    const server = await serve();
    expect(await answerOf(server)).toContain('1904');
    expect(await readFile(join(corpus, 'tram.en.md'), 'utf8')).toBe('The tram line opened in 1904.');
    await server.close();
  });
});

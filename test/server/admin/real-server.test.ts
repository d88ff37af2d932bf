/** `/admin` of the real server: real weights, database file, ingest processes and socket. */
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../../../config.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { bulk } from '../../support/ingest.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';

const ADMIN_TOKEN = '0123456789abcdef0123456789abcdef';
const BEARER = { authorization: `Bearer ${ADMIN_TOKEN}` };

let env: Record<'CORPUS_DIR' | 'INDEX_DIR' | 'DATA_DIR' | 'ADMIN_TOKEN' | 'KEEP_QUESTIONS', string>;
let server: TestServer;

beforeAll(async () => {
  const folder = await temporaryFolder();
  const [CORPUS_DIR, INDEX_DIR, DATA_DIR] = ['corpus', 'index', 'data'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  env = { CORPUS_DIR, INDEX_DIR, DATA_DIR, ADMIN_TOKEN, KEEP_QUESTIONS: 'unanswered' };
  await mkdir(CORPUS_DIR);
  await cp(join(ROOT, 'corpus', 'about-samman.en.md'), join(CORPUS_DIR, 'about-samman.en.md'));
  server = await startTestServer(env);
});
afterAll(() => server.close());

const get = (path: string) => fetch(server.url + path, { headers: BEARER });
const admin = async (path = '') => (await get(`/admin${path}`)).json();
const rebuild = () => fetch(`${server.url}/admin/rebuild`, { method: 'POST', headers: BEARER });

async function ask(question: string) {
  const body = JSON.stringify({ question });
  return (
    await fetch(`${server.url}/ask`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  ).json();
}

const sendFeedback = (reason: string) =>
  fetch(`${server.url}/feedback`, {
    method: 'POST',
    body: JSON.stringify({ answerId: crypto.randomUUID(), helpful: false, reason, language: 'yue' }),
  });

describe('/admin of the real server', () => {
  it('opens no database before there is something to keep', async () => {
    expect(await admin('/gaps')).toMatchObject({ total: 0 });
    expect(existsSync(env.DATA_DIR)).toBe(false);
  });

  it('indexes dropped-in articles with live progress, and remembers what was left out', async () => {
    await writeFile(join(env.CORPUS_DIR, 'peak-tram.en.md'), 'The Peak Tram line is 1.27 kilometres long.\n');
    await writeFile(join(env.CORPUS_DIR, 'empty.en.md'), '\n');
    expect((await rebuild()).status).toBe(202);
    expect((await rebuild()).status).toBe(409);
    const text = await (await get('/admin/rebuild/events')).text();
    const states = [...text.matchAll(/^data: (.*)$/gm)].map(([, data]) => JSON.parse(data!));
    expect(states.some(({ status, total }) => status === 'running' && total > 0)).toBe(true);
    const left = [{ file: 'empty.en.md', reason: 'has no text.' }];
    expect(states.at(-1)).toMatchObject({ status: 'done', embedded: 1, problems: left });
    // Told only once the new index serves.
    expect(await ask('How long is the Peak Tram line?')).toMatchObject({ refused: false });
    const { index } = await admin();
    expect(index.leftOut).toEqual(left);
    const said = { yue: '入面冇文字。', 'zh-Hant': '沒有文字。', 'zh-Hans': '没有文字。', en: 'has no text.' };
    for (const [ui, reason] of Object.entries(said)) {
      const page = await fetch(`${server.url}/admin?ui=${ui}`, { headers: { ...BEARER, accept: 'text/html' } });
      expect(await page.text()).toContain(reason);
    }
    expect(index).not.toHaveProperty('waiting');
  });

  it('stops a rebuild: the index from before answers on, and the next one may begin', async () => {
    const stops = join(env.CORPUS_DIR, 'stops.en.md');
    await writeFile(stops, bulk(2000));
    const status = async () => (await admin()).rebuild.status;
    const stop = () => fetch(`${server.url}/admin/rebuild/stop`, { method: 'POST', headers: BEARER });
    expect((await rebuild()).status).toBe(202);
    await expect.poll(async () => (await admin()).rebuild.done).toBeGreaterThan(0);
    expect((await stop()).status).toBe(202);
    await expect.poll(status).toBe('stopped');
    expect(existsSync(join(env.INDEX_DIR, 'ingest.lock'))).toBe(false);
    expect(await ask('How long is the Peak Tram line?')).toMatchObject({ refused: false });
    expect((await stop()).status).toBe(409);
    await rm(stops);
    expect((await rebuild()).status).toBe(202);
    await expect.poll(status).toBe('done');
  });

  it('has questions and feedback of before a restart, though it was killed', async () => {
    expect(await ask('Who won the 2022 World Cup?')).toMatchObject({ refused: true });
    expect((await sendFeedback('冇講到收費')).status).toBe(204);
    await expect.poll(async () => (await admin('/gaps')).total).toBe(1);
    server.process.kill('SIGKILL');
    await server.close();
    server = await startTestServer(env);
    expect((await admin('/gaps')).groups).toMatchObject([{ gaps: [{ question: 'Who won the 2022 World Cup?' }] }]);
    expect((await admin('/feedback')).entries).toMatchObject([{ reason: '冇講到收費', helpful: false }]);
  });

  it('finishes a rebuild that was running when the server was told to stop', async () => {
    const current = () => readFile(join(env.INDEX_DIR, 'CURRENT'), 'utf8');
    const before = await current();
    await expect.poll(() => server.output()).toContain('The index is up to date.');
    await writeFile(join(env.CORPUS_DIR, 'ferry.en.md'), 'The ferry takes 35 minutes.\n');
    expect((await rebuild()).status).toBe(202);
    await server.close();
    await expect.poll(current, { timeout: 60_000, interval: 200 }).not.toBe(before);
    server = await startTestServer(env);
    expect(await ask('How long does the ferry take?')).toMatchObject({ answer: 'The ferry takes 35 minutes. [1]' });
  });

  it.skipIf(process.platform === 'win32')(
    'answers although the disk is full, says why nothing is kept, and refuses feedback',
    async () => {
      await server.close();
      // No file may grow beyond 4 KiB: what a full disk is to whoever writes.
      const full = ['bash', '-c', 'trap "" XFSZ; ulimit -f 4; exec "$@"', 'bash'];
      const DATA_DIR = join(env.DATA_DIR, 'full');
      server = await startTestServer({ ...env, DATA_DIR }, full);
      expect(await ask('How long does the ferry take?')).toMatchObject({ refused: false });
      expect(await ask('Who won the 2022 World Cup?')).toMatchObject({ refused: true });
      await expect.poll(() => server.output()).toMatch(/could not be kept/);
      expect(server.output()).toMatch(/Is the disk full/);
      expect(server.output()).not.toContain('World Cup');
      const refused = await sendFeedback('冇講到收費');
      expect([refused.status, (await refused.json()).detail]).toEqual([
        503,
        expect.stringContaining('Try again later'),
      ]);
      expect(await ask('How long does the ferry take?')).toMatchObject({ refused: false });
    },
  );
});

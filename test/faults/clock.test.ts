/** The clock of the machine is set, years ahead and years back, under a server that answers. */
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it, vi } from 'vitest';
import { ROOT } from '../../config.ts';
import { temporaryFolder } from '../support/folder.ts';
import { INGEST, ingestBy } from '../support/ingest.ts';
import { answerOf, folders, opened, POLL, post, QUESTION, serve } from './served.ts';

vi.setConfig({ testTimeout: 240_000 });

const YEARS = 10 * 365 * 86_400_000;
const TOKEN = 'a-token-that-is-long-enough-for-an-admin';

it('limits, answers, feedback and new indexes go by the time that passes, not by the clock', async () => {
  const own = await folders();
  const clock = join(await temporaryFolder(), 'clock');
  const set = (off: number) => writeFile(clock, String(off));
  await set(0);
  const env = {
    JUMPING_CLOCK: clock,
    NODE_OPTIONS: `--import ${pathToFileURL(join(ROOT, 'test', 'support', 'jumping-clock.mjs'))}`,
  };
  const server = await serve(own, { ...env, RATE_LIMIT: '2', KEY_RATE_LIMIT: '0', ADMIN_TOKEN: TOKEN });
  const ask = () => post(`${server.url}/ask`, { question: QUESTION });
  const admin = (path: string) => fetch(`${server.url}${path}`, { headers: { authorization: `Bearer ${TOKEN}` } });
  expect((await ask()).status).toBe(200);
  const vote = { answerId: randomUUID(), helpful: true, language: 'en' };
  expect((await post(`${server.url}/feedback`, vote)).status).toBe(204);

  for (const off of [YEARS, -YEARS]) {
    await set(off);
    const date = Date.parse((await fetch(`${server.url}/healthz`)).headers.get('date')!);
    expect(Number.isFinite(date)).toBe(true);
    const refused = await expectRefusal(ask);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(30);
    const metrics = await (await admin('/metrics')).text();
    expect(Number(/^samman_index_age_seconds (\S+)$/m.exec(metrics)![1])).toBeGreaterThanOrEqual(0);
    expect(await (await admin('/admin/feedback')).text()).toContain(vote.answerId.slice(0, 8));
  }
  await server.close();

  // The clock is ten years back: the name of the new version comes before that of the old.
  const patient = await serve(own, env);
  await writeFile(join(own.corpus, 'tram.en.md'), opened(1905));
  const args = [INGEST, '--corpus', own.corpus, '--index', own.index];
  expect((await ingestBy(process.execPath, args, { env: { ...process.env, ...env } })).code).toBe(0);
  await expect.poll(async () => (await answerOf(patient)).answer, POLL).toContain(opened(1905));
  await patient.close();
});

/** Two questions a minute: the third in a row is one too many, whatever the clock says meanwhile. */
async function expectRefusal(ask: () => Promise<Response>): Promise<Response> {
  for (let asked = 0; asked < 3; asked++) {
    const response = await ask();
    if (response.status === 429) return response;
  }
  throw new Error('Three questions at once passed a limit of two a minute.');
}

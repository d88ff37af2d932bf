import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRecords, type Records } from '../../../server/records/records.ts';
import { temporaryFolder } from '../../support/folder.ts';

const DAY_MS = 86_400_000;

let dataDir: string;
let lines: string[];
let records: Records;
const open = () => {
  const log = pino({ level: 'info' }, { write: (line) => lines.push(line) });
  return createRecords({ dataDir, retentionDays: 30, log });
};
beforeEach(async () => {
  dataDir = join(await temporaryFolder(), 'data');
  lines = [];
  records = open();
});
afterEach(() => records.close());

const vote = (more: object = {}) => ({ answerId: randomUUID(), helpful: true, language: 'en' as const, ...more });
const votes = async () => (await records.feedback.list({ limit: 100 })).entries;
const file = () => join(dataDir, 'samman.db');
const run = (script: string, argument: string) =>
  spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, script), argument], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
/** Two days old, and forty: before and beyond the retention time. */
const [recent, old] = [2, 40].map((days) => new Date(Date.now() - days * DAY_MS).toISOString()) as [string, string];

describe('the database', () => {
  it('is not made before there is something to keep', async () => {
    expect(await votes()).toEqual([]);
    expect(await records.gaps.list(10)).toEqual({ gaps: [], total: 0 });
    await records.tidy();
    expect(existsSync(dataDir)).toBe(false);
  });

  it('survives a restart', async () => {
    const { answerId } = vote();
    await records.feedback.keep(vote({ answerId, reason: '冇講到收費' }));
    await records.gaps.keep('可唔可以帶狗？', 'yue');
    await records.close();
    records = open();
    expect(await votes()).toMatchObject([{ answerId, helpful: true, reason: '冇講到收費' }]);
    expect((await records.gaps.list(10)).gaps).toMatchObject([
      { question: '可唔可以帶狗？', language: 'yue', count: 1 },
    ]);
  });

  it('has every vote that was said to be kept, when its process is killed while writing', async () => {
    for (const wait of [700, 30, 60]) {
      const child = run('keep-votes.ts', dataDir);
      let said = '';
      child.stdout.on('data', (chunk) => {
        said += chunk;
      });
      await once(child.stdout, 'data');
      await sleep(wait);
      child.kill('SIGKILL');
      await once(child, 'close');
      const kept = new Set((await records.feedback.list({ limit: 50_000 })).entries.map(({ answerId }) => answerId));
      const promised = said.split('\n').slice(0, -1);
      expect(promised.length).toBeGreaterThan(0);
      expect(promised.filter((id) => !kept.has(id))).toEqual([]);
    }
  });

  it('that is damaged is set aside, and a new one begun', async () => {
    await mkdir(dataDir);
    await writeFile(file(), 'this was a database once. '.repeat(400));
    await records.feedback.keep(vote());
    expect(await votes()).toHaveLength(1);
    const [aside] = (await readdir(dataDir)).filter((name) => name.includes('damaged'));
    expect(await readFile(join(dataDir, aside!), 'utf8')).toContain('a database once');
    expect(lines.join('')).toContain('the database is damaged: it was set aside');
  });

  it('whose pages are overwritten while it is open is set aside too', async () => {
    await records.feedback.keep(vote());
    await records.close();
    const bytes = await readFile(file());
    await writeFile(file(), Buffer.concat([bytes.subarray(0, 4096), Buffer.alloc(bytes.length - 4096, 0xff)]));
    records = open();
    await records.feedback.keep(vote());
    expect(await votes()).toHaveLength(1);
    expect(lines.join('')).toContain('damaged');
  });

  it('that another process holds refuses, saying why, and goes on when the lock is free', async () => {
    await records.feedback.keep(vote());
    const holder = run('hold-database.ts', file());
    await once(holder.stdout, 'data');
    await expect(records.feedback.keep(vote())).rejects.toMatchObject({ status: 503 });
    expect(lines.join('')).toMatch(/database is locked.*Another process holds it/);
    holder.kill('SIGKILL');
    await once(holder, 'close');
    await records.feedback.keep(vote());
    expect(await votes()).toHaveLength(2);
  });

  it('has what it had, when a process is killed with half of its changes in the file', async () => {
    const { answerId } = vote();
    await records.feedback.keep(vote({ answerId }));
    const before = await readFile(file());
    const torn = run('tear-database.ts', file());
    await once(torn, 'close');
    expect((await readFile(file())).equals(before)).toBe(false);
    expect(existsSync(`${file()}-journal`)).toBe(true);
    expect((await votes()).map((kept) => kept.answerId)).toEqual([answerId]);
    expect(existsSync(`${file()}-journal`)).toBe(false);
    await records.feedback.keep(vote());
    expect(await votes()).toHaveLength(2);
    expect(lines.join('')).not.toContain('damaged');
  });

  it('can be read by its owner alone', async () => {
    await records.feedback.keep(vote());
    expect((await stat(file())).mode & 0o077).toBe(0);
  });

  it('is begun anew when its folder is deleted under it', async () => {
    await records.feedback.keep(vote());
    await rm(dataDir, { recursive: true });
    await records.feedback.keep(vote());
    expect(await votes()).toHaveLength(1);
    expect(existsSync(file())).toBe(true);
  });

  it('refuses, saying why, where it cannot be written', async () => {
    await writeFile(dataDir, 'a file where the folder should be');
    await expect(records.feedback.keep(vote())).rejects.toMatchObject({ status: 503 });
    expect(lines.join('')).toMatch(/set DATA_DIR to another folder/);
    await expect(records.gaps.keep('Why?', 'en')).rejects.toThrow(/DATA_DIR/);
  });

  it('keeps what comes at once, one after the other', async () => {
    await Promise.all(Array.from({ length: 20 }, () => records.feedback.keep(vote())));
    expect(await votes()).toHaveLength(20);
  });
});

describe('retention', () => {
  it('removes what is older, and its text from the file', async () => {
    await records.feedback.add([
      { ...vote({ reason: 'a secret that has grown old' }), at: old },
      { ...vote(), at: recent },
    ]);
    await records.tidy();
    expect((await votes()).map(({ at }) => at)).toEqual([recent]);
    await records.close();
    expect((await readFile(file())).includes('grown old')).toBe(false);
  });
});

describe('a clock that is set', () => {
  const YEARS = 10 * 365 * DAY_MS;

  it('ahead removes nothing at once, and nothing at all when it is set right again', async () => {
    await records.close();
    let off = 0;
    const log = pino({ level: 'info' }, { write: (line) => lines.push(line) });
    records = createRecords({ dataDir, retentionDays: 30, log, now: () => Date.now() + off });
    await records.feedback.add([{ ...vote(), at: recent }]);
    off = YEARS;
    await records.tidy();
    expect(await votes()).toHaveLength(1);
    expect(lines.join('')).toContain('the clock of the machine was set');
    off = 0;
    await records.tidy();
    await records.tidy();
    expect(await votes()).toHaveLength(1);
  });

  it('and stays so is believed', async () => {
    await records.close();
    let off = 0;
    const log = pino({ level: 'info' }, { write: (line) => lines.push(line) });
    records = createRecords({ dataDir, retentionDays: 30, log, now: () => Date.now() + off });
    await records.feedback.add([{ ...vote(), at: recent }]);
    off = YEARS;
    await records.tidy();
    await records.tidy();
    expect(await votes()).toHaveLength(0);
  });
});

describe('feedback', () => {
  it('counts the last vote on an answer', async () => {
    const { answerId } = vote();
    await records.feedback.keep(vote({ answerId, helpful: false, reason: 'Wrong year' }));
    await records.feedback.keep(vote({ answerId, helpful: true }));
    const page = await records.feedback.list({ limit: 10 });
    expect(page).toMatchObject({ helpful: 1, unhelpful: 0, entries: [{ answerId, helpful: true }] });
    expect(page.entries[0]).not.toHaveProperty('reason');
  });

  it('is listed newest first, by vote, and counted whatever is listed', async () => {
    const times = ['2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z', '2026-01-03T00:00:00.000Z'];
    await records.feedback.add(times.map((at, i) => ({ ...vote({ helpful: i === 1 }), at })));
    const page = await records.feedback.list({ helpful: false, limit: 10 });
    expect(page).toMatchObject({ helpful: 1, unhelpful: 2 });
    expect(page.entries.map(({ at }) => at)).toEqual([times[2], times[0]]);
  });

  it('is refused when there is too much of it, and what there is stays', async () => {
    const first = { ...vote(), at: recent };
    await records.feedback.add([first, ...Array.from({ length: 49_999 }, () => ({ ...vote(), at: recent }))]);
    await expect(records.feedback.keep(vote())).rejects.toMatchObject({ status: 503, message: /No more feedback/ });
    expect(await records.feedback.list({ limit: 1 })).toMatchObject({ helpful: 50_000 });
    // Whoever has voted may still change the vote, or say why.
    await records.feedback.keep(vote({ answerId: first.answerId, helpful: false, reason: 'old' }));
    expect(await records.feedback.list({ limit: 1 })).toMatchObject({ helpful: 49_999, unhelpful: 1 });
  });
});

describe('questions that found no answer', () => {
  it('are counted, most asked first, whatever spaces are in them', async () => {
    await records.gaps.keep('What is new?', 'en');
    for (const question of ['Any  news?', ' Any news?\n']) await records.gaps.keep(question, 'en');
    const { gaps, total } = await records.gaps.list(1);
    expect(total).toBe(2);
    expect(gaps).toMatchObject([{ question: 'Any news?', count: 2 }]);
  });

  it('of one moment are written together, and none is lost when the server stops meanwhile', async () => {
    const questions = Array.from({ length: 50 }, (_, i) => `Question ${i % 40}?`);
    const kept = questions.map((question) => records.gaps.keep(question, 'en'));
    await records.close();
    expect(await Promise.all(kept)).toEqual(questions.map(() => true));
    records = open();
    const { gaps, total } = await records.gaps.list(50);
    expect([total, gaps[0]?.count, gaps.at(-1)?.count]).toEqual([40, 2, 1]);
  });

  it('take a note, lose it, and can be removed', async () => {
    await records.gaps.keep('Any news?', 'en');
    await records.gaps.keep('有乜新聞？', 'yue');
    const ids = (await records.gaps.list(10)).gaps.map(({ id }) => id);
    await records.gaps.note(ids, 'news.en.md');
    expect((await records.gaps.list(10)).gaps.map(({ note }) => note)).toEqual(['news.en.md', 'news.en.md']);
    await records.gaps.note(ids.slice(0, 1), '');
    await records.gaps.remove(ids.slice(1));
    const { gaps } = await records.gaps.list(10);
    expect(gaps).toHaveLength(1);
    expect(gaps[0]).not.toHaveProperty('note');
  });

  it('hold text that looks like SQL as text', async () => {
    const question = `'); DROP TABLE gaps; -- ${'字'.repeat(1900)}`;
    await records.gaps.keep(question, 'en');
    expect((await records.gaps.list(10)).gaps).toMatchObject([{ question }]);
  });
});

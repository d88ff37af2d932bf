/** What goes wrong on real machines, each of it done for real: the index from before serves on, nothing embedded is lost. */
import { once } from 'node:events';
import { chmod, chown, mkdir, readdir, rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { currentVersion, FILES } from '../../store/index-folder.ts';
import { docx, paragraph } from '../support/documents.ts';
import { temporaryFolder } from '../support/folder.ts';
import { bulk, finish, INGEST, ingest, ingestBy, passagesOf, start } from '../support/ingest.ts';
import { fill, smallDisk } from '../support/small-disk.ts';

const TRAM = 'The tram line opened in 1904.';
const PARTS = 120;
const NOBODY = { uid: 65534, gid: 65534 };

// Whole processes, one after the other, on machines that do other things too.
vi.setConfig({ testTimeout: 240_000 });

async function setUp() {
  const folder = await temporaryFolder();
  const corpus = join(folder, 'corpus');
  const index = join(folder, 'index');
  for (const path of [corpus, index]) await mkdir(path);
  await writeFile(join(corpus, 'tram.en.md'), TRAM);
  return { folder, corpus, index };
}

/** `--watch`, and what it tells. */
function watching(corpus: string, index: string) {
  const child = start(corpus, index, '--watch', '--json');
  const ended = finish(child);
  let output = '';
  child.stdout!.on('data', (chunk) => {
    output += chunk;
  });
  return {
    /** Waits until it does. @returns all that it told since it was last waited for. */
    async said(pattern: RegExp): Promise<string> {
      while (!pattern.test(output)) await sleep(50);
      const told = output;
      output = '';
      return told;
    },
    async stop(): Promise<void> {
      child.kill('SIGINT');
      expect((await ended).code).toBe(130);
    },
  };
}

const newOf = (output: string): number => Number(/(\d+) of them new/.exec(output)?.[1]);

/** Its first progress beyond nothing, so that something is embedded. */
function embedsSomething(child: ReturnType<typeof start>): Promise<void> {
  let output = '';
  return new Promise((resolve, reject) => {
    child.stdout!.on('data', (chunk) => {
      output += chunk;
      if (/"type":"progress","done":[1-9]/.test(output)) resolve();
    });
    child.once('exit', () => reject(new Error(`It ended too early:\n${output}`)));
  });
}

describe('an ingest that is stopped', () => {
  it('goes on from where Ctrl-C stopped it, and says so', async () => {
    const { corpus, index } = await setUp();
    expect((await ingest(corpus, index)).code).toBe(0);
    await writeFile(join(corpus, 'bulk.en.md'), bulk(PARTS));
    const child = start(corpus, index, '--json');
    const ended = finish(child);
    await embedsSomething(child);
    child.kill('SIGINT');
    const { code } = await ended;
    expect(code).toBe(130);
    expect(await passagesOf(index)).toEqual([TRAM]);
    expect(await readdir(index)).not.toContain('ingest.lock');
    const next = await ingest(corpus, index);
    expect(next.code).toBe(0);
    expect(newOf(next.output)).toBeLessThan(PARTS);
    expect(await passagesOf(index)).toHaveLength(PARTS + 1);
  });

  it('goes on from where kill -9 hit it, however often, and ends in the whole index', async () => {
    const { corpus, index } = await setUp();
    await ingest(corpus, index);
    await writeFile(join(corpus, 'bulk.en.md'), bulk(PARTS));
    for (let kill = 0; kill < 3; kill++) {
      const child = start(corpus, index, '--json');
      const exited = once(child, 'exit');
      await embedsSomething(child);
      await sleep(Math.random() * 300);
      child.kill('SIGKILL');
      await exited;
      if (await finished(index)) break;
      expect(await passagesOf(index)).toEqual([TRAM]);
    }
    const last = await ingest(corpus, index);
    expect(last.code).toBe(0);
    expect(newOf(last.output)).toBeLessThan(PARTS);
    expect(await passagesOf(index)).toHaveLength(PARTS + 1);
  });

  it('goes on with a rebuild, and has not lost what was embedded before it', async () => {
    const { corpus, index } = await setUp();
    const ferry = join(corpus, 'ferry.en.md');
    await writeFile(ferry, 'The ferry crosses in nine minutes.');
    await writeFile(join(corpus, 'bulk.en.md'), bulk(PARTS));
    expect((await ingest(corpus, index)).code).toBe(0);
    await rm(ferry);
    for (const signal of ['SIGINT', 'SIGKILL'] as const) {
      const child = start(corpus, index, '--rebuild', '--json');
      const ended = finish(child);
      await embedsSomething(child);
      child.kill(signal);
      const { code, output } = await ended;
      if (signal === 'SIGKILL') continue;
      expect(code).toBe(130);
      expect(output).toMatch(/the next --rebuild goes on from there/);
    }
    expect(newOf((await ingest(corpus, index)).output)).toBe(0);
    await writeFile(ferry, 'The ferry crosses in nine minutes.');
    expect(newOf((await ingest(corpus, index)).output)).toBe(0);

    const { toEmbed } = JSON.parse((await ingest(corpus, index, '--plan', '--rebuild', '--json')).output);
    expect(toEmbed).toBeLessThan(PARTS);
    expect(newOf((await ingest(corpus, index, '--rebuild')).output)).toBe(toEmbed);
    expect(newOf((await ingest(corpus, index, '--rebuild')).output)).toBe(PARTS + 2);
    expect((await readdir(index)).filter((name) => name.endsWith('.cache'))).toEqual(['vectors.cache']);
  });

  const finished = async (index: string) => (await passagesOf(index)).length > 1;
});

describe('many files to read', () => {
  const FILES_TO_READ = 800;

  async function manyFiles() {
    const folders = await setUp();
    for (let i = 0; i < FILES_TO_READ; i++)
      await writeFile(join(folders.corpus, `page-${i}.en.html`), `<title>Page</title><main><p>${TRAM}</p></main>`);
    return folders;
  }

  it('are told while they are read, and count for how long it will take', async () => {
    const { corpus, index } = await manyFiles();
    const lines = (await ingest(corpus, index, '--plan', '--json')).output.trim().split('\n');
    const events = lines.map((line) => JSON.parse(line));
    const reading = events.filter(({ type }) => type === 'reading');
    expect(reading.length).toBeGreaterThan(1);
    expect(reading.at(-1)).toEqual({ type: 'reading', done: FILES_TO_READ + 1, total: FILES_TO_READ + 1 });
    // One text, so that nearly all of the time is reading: half a second between two events of it.
    expect(events.at(-1)).toMatchObject({ type: 'plan', toEmbed: 1 });
    expect(events.at(-1).seconds).toBeGreaterThan((reading.length - 1) / 2);
    const { output } = await ingest(corpus, index);
    expect(output).toMatch(/^Reading \d+ of 801 files$/m);
  });

  it.each([['an ingest'], ['a plan', '--plan']])('stop being read at the first Ctrl-C of %s', async (_, ...options) => {
    const { corpus, index } = await manyFiles();
    const child = start(corpus, index, '--json', ...options);
    const ended = finish(child);
    child.stdout!.once('data', () => child.kill('SIGINT'));
    const { code, output } = await ended;
    expect(code).toBe(130);
    expect(output).toMatch(/"type":"reading".*"message":"Stopping\..*"message":"Stopped\./s);
    expect(output).not.toContain('"type":"progress"');
    expect(await readdir(index)).not.toContain('ingest.lock');
    expect(await currentVersion(index)).toBeUndefined();
  });
});

describe('two ingests at once', () => {
  it('lets the first finish, and the second says who it is', async () => {
    const { corpus, index } = await setUp();
    await writeFile(join(corpus, 'bulk.en.md'), bulk(150));
    const first = start(corpus, index, '--json');
    const ended = finish(first);
    await embedsSomething(first);
    const second = await ingest(corpus, index);
    expect(second.code).toBe(1);
    expect(second.output).toContain(`process ${first.pid}`);
    expect((await ended).code).toBe(0);
    expect(await passagesOf(index)).toHaveLength(151);
  });
});

describe('a disk that takes no more', () => {
  it('is a clear error when it is full; the old index serves, and the next ingest succeeds', async ({ skip }) => {
    const { corpus, index } = await setUp();
    if (!smallDisk(index, 6)) skip('this user may not mount a small disk');
    expect((await ingest(corpus, index)).code).toBe(0);
    await writeFile(join(corpus, 'bulk.en.md'), bulk(20));
    const ballast = join(index, 'ballast');
    await fill(ballast);
    const full = await ingest(corpus, index);
    expect(full.code).toBe(1);
    expect(full.output).toMatch(/the index from before goes on serving.*The disk is full/s);
    expect(await passagesOf(index)).toEqual([TRAM]);
    await rm(ballast);
    expect((await ingest(corpus, index)).code).toBe(0);
    expect(await passagesOf(index)).toHaveLength(21);
  });

  it('is not kept full by what a killed ingest had half written', async ({ skip }) => {
    const { corpus, index } = await setUp();
    if (!smallDisk(index, 6)) skip('this user may not mount a small disk');
    expect((await ingest(corpus, index)).code).toBe(0);
    await writeFile(join(index, '.writing-vectors.cache'), 'half');
    const left = join(index, 'versions', 'tmp-20260101000000000-1');
    await mkdir(left);
    await fill(join(left, FILES.vectors));
    // Enough for the lock.
    await truncate(join(left, FILES.vectors), (await stat(join(left, FILES.vectors))).size - 16 * 1024);
    await writeFile(join(corpus, 'bulk.en.md'), bulk(20));
    expect((await ingest(corpus, index)).code).toBe(0);
    expect(await passagesOf(index)).toHaveLength(21);
    expect((await readdir(index)).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('is a clear error when a file may not grow so far', async () => {
    const { corpus, index } = await setUp();
    await ingest(corpus, index);
    await writeFile(join(corpus, 'bulk.en.md'), bulk(40));
    // In KiB.
    const limited = `ulimit -f 32; exec "${process.execPath}" "${INGEST}" --corpus "${corpus}" --index "${index}"`;
    const { code, output } = await ingestBy('bash', ['-c', limited]);
    expect(code).toBe(1);
    expect(output).toMatch(/the index from before goes on serving.*ulimit -f/s);
    expect(await passagesOf(index)).toEqual([TRAM]);
    expect((await ingest(corpus, index)).code).toBe(0);
    expect(await passagesOf(index)).toHaveLength(41);
  });

  it('is a clear error when the folder may not be written to', async ({ skip }) => {
    // Root may write anywhere, so another user does it; only root can become one.
    if (process.getuid?.() !== 0) skip('only root can run it as another user');
    const { folder, corpus, index } = await setUp();
    await ingest(corpus, index);
    await chmod(folder, 0o755);
    const { code, output } = await ingestBy(process.execPath, [INGEST, '--corpus', corpus, '--index', index], NOBODY);
    expect(output).toMatch(
      /the index from before goes on serving.*ingest.lock: It may not be written to.*INDEX_DIR or --index/s,
    );
    expect(output).toContain(index);
    expect(code).toBe(1);
    expect(await passagesOf(index)).toEqual([TRAM]);
  });
});

describe('--plan and --json', () => {
  it('says what would be done, indexes nothing, and what is done then agrees', async () => {
    const { corpus, index } = await setUp();
    const plan = async () => JSON.parse((await ingest(corpus, index, '--plan', '--json')).output);
    const first = await plan();
    expect(first).toMatchObject({ type: 'plan', added: ['tram.en.md'], passages: 1, toEmbed: 1 });
    expect(first.rebuild).toMatch(/no index yet/);
    expect(first.seconds).toEqual(expect.any(Number));
    expect(await currentVersion(index)).toBeUndefined();
    expect(await readdir(index).catch(() => [])).toEqual([]);

    const lines = (await ingest(corpus, index, '--json')).output.trim().split('\n');
    const events = lines.map((line) => JSON.parse(line));
    expect(events.at(-1)).toMatchObject({ type: 'done', articles: 1, passages: 1, embedded: 1, leftOut: 0 });
    expect(events.filter(({ type }) => type === 'progress').length).toBeGreaterThan(0);

    await rm(join(corpus, 'tram.en.md'));
    await writeFile(join(corpus, 'renamed.en.md'), TRAM);
    await writeFile(join(corpus, 'ferry.en.md'), 'The ferry crosses in nine minutes.');
    const second = await plan();
    expect(second).toMatchObject({
      added: ['ferry.en.md'],
      moved: [{ from: 'tram.en.md', to: 'renamed.en.md' }],
      removed: [],
      changed: [],
      unchanged: 0,
      passages: 2,
      toEmbed: 1,
    });
    expect(second.rebuild).toBeUndefined();
    expect(second.articles).toEqual([{ file: 'ferry.en.md', id: 'ferry', language: 'en', title: 'ferry' }]);
    expect((await ingest(corpus, index, '--plan')).output).toContain('  ferry.en.md: ferry, en, no date\n');
    expect((await ingest(corpus, index)).output).toMatch(/2 passages, 1 of them new/);
  });
});

describe('the plan', () => {
  it('says what a new line of a feed, another language and a new name come to', async () => {
    const { corpus, index } = await setUp();
    const feed = join(corpus, 'wire.jsonl');
    const line = (n: number) => JSON.stringify({ id: `wire-${n}`, text: `Item ${n} of the wire.`, language: 'en' });
    await writeFile(feed, [1, 2, 3].map(line).join('\n'));
    await writeFile(join(corpus, 'ferry.md'), '---\nlanguage: en\n---\nThe ferry crosses in nine minutes.');
    expect((await ingest(corpus, index)).code).toBe(0);
    await writeFile(feed, [4, 1, 2, 3].map(line).join('\n'));
    await writeFile(join(corpus, 'ferry.md'), '---\nlanguage: zh-Hant\n---\nThe ferry crosses in nine minutes.');
    await rename(join(corpus, 'tram.en.md'), join(corpus, 'trams.en.md'));
    const { output } = await ingest(corpus, index, '--plan');
    expect(output).toMatch(/^1 added\n {2}wire\.jsonl:1: wire-4, en, no date\n1 changed\n/m);
    expect(output).toContain('  ferry.md: ferry, zh-Hant, no date; language en → zh-Hant\n');
    expect(output).toContain('1 moved\n  tram.en.md → trams.en.md; id tram → trams\n0 removed\n3 unchanged\n');
  });
});

describe('articles that are gone', () => {
  async function setUpMany() {
    const { corpus, index } = await setUp();
    const year = join(corpus, '2024');
    await mkdir(year);
    for (let i = 0; i < 12; i++) await writeFile(join(year, `note-${i}.en.md`), `Note ${i} is about trams.`);
    return { corpus, index, year, away: join(index, '..', 'away') };
  }

  it('are counted in the end, and said plainly where they are much of the library', async () => {
    const { corpus, index, year } = await setUpMany();
    expect((await ingest(corpus, index)).output).toMatch(/ s\. 13 added\./);
    await rm(join(year, 'note-0.en.md'));
    await writeFile(join(corpus, 'tram.en.md'), 'The tram line opened in 1905.');
    const few = await ingest(corpus, index);
    expect(few.output).toMatch(/ s\. 1 changed, 1 removed\./);
    expect(few.output).not.toMatch(/readers lose/);
    await rm(year, { recursive: true });
    const plan = await ingest(corpus, index, '--plan');
    const { code, output } = await ingest(corpus, index, '--json');
    const said = /11 of the 12 versions .* readers lose them: 2024\/note-1\.en\.md, .* and 8 more\..*put them back/;
    for (const told of [plan.output, output]) expect(told).toMatch(said);
    expect(JSON.parse(output.trim().split('\n').at(-1)!)).toMatchObject({
      type: 'done',
      added: 0,
      changed: 0,
      removed: 11,
    });
    expect(code).toBe(2);
    expect((await ingest(corpus, index)).code).toBe(0);
  });

  it('are held back by --watch where they are many, until they are back or an ingest takes them out', async () => {
    const { corpus, index, year, away } = await setUpMany();
    const { said, stop } = watching(corpus, index);
    await said(/"watching"/);
    await rename(year, away);
    await said(/"held-back","removed":12,"served":13,.*"seconds":600\b/);
    expect(await passagesOf(index)).toHaveLength(13);
    await rename(away, year);
    await said(/"watching"/);
    expect(await passagesOf(index)).toHaveLength(13);
    await rm(year, { recursive: true });
    await said(/"held-back"/);
    expect((await ingest(corpus, index)).output).toMatch(/12 removed/);
    expect(await passagesOf(index)).toEqual([TRAM]);
    await stop();
  });
});

/** As a slow copy leaves it for a while. */
const WHOLE = docx(paragraph('Kai Tak in its first year') + paragraph('A million people came to Kai Tak.'));
const HALF = WHOLE.slice(0, WHOLE.length / 2);

describe('a file that was in the index and is broken', () => {
  it('is named with the article that readers lose by it, and what to do, beforehand too', async () => {
    const { corpus, index } = await setUp();
    await writeFile(join(corpus, 'kai-tak.en.docx'), WHOLE);
    expect((await ingest(corpus, index)).code).toBe(0);
    await writeFile(join(corpus, 'kai-tak.en.docx'), HALF);
    const said =
      /Left out kai-tak\.en\.docx: it is damaged.*Readers lose kai-tak \(en\) by it.*Put the whole file back/;
    expect((await ingest(corpus, index, '--plan')).output).toMatch(said);
    const json = (await ingest(corpus, index, '--plan', '--json')).output;
    const event = JSON.parse(json.slice(0, json.indexOf('\n')));
    expect(event).toMatchObject({
      type: 'left-out',
      lost: ['kai-tak (en)'],
      advice: expect.stringMatching(/^Readers/),
    });
    expect(await passagesOf(index)).toHaveLength(2);
    expect(await ingest(corpus, index)).toMatchObject({ code: 2, output: expect.stringMatching(said) });
    expect(await passagesOf(index)).toEqual([TRAM]);
    expect((await ingest(corpus, index)).output).not.toMatch(/Readers/);
  });

  it('is left out with its folder where that may not be read, and the rest goes in', async () => {
    const { folder, corpus, index } = await setUp();
    const locked = join(corpus, '2024');
    await mkdir(locked);
    await writeFile(join(locked, 'kai-tak.en.docx'), WHOLE);
    // Root may read anything, so another user does it.
    const isRoot = process.getuid?.() === 0;
    if (isRoot) {
      await chmod(folder, 0o755);
      await chown(index, NOBODY.uid, NOBODY.gid);
    }
    const own = (...rest: string[]) =>
      ingestBy(process.execPath, [INGEST, '--corpus', corpus, '--index', index, ...rest], isRoot ? NOBODY : {});
    expect((await own()).code).toBe(0);
    await chmod(locked, 0);
    await writeFile(join(corpus, 'ferry.en.md'), 'The ferry crosses in nine minutes.');
    const said =
      /Left out 2024\/: it cannot be read \(EACCES\)\. Readers lose kai-tak \(en\) by it.*Make the folder readable/;
    expect(await own('--plan')).toMatchObject({ code: 2, output: expect.stringMatching(said) });
    expect(await own()).toMatchObject({ code: 2, output: expect.stringMatching(said) });
    expect(await passagesOf(index)).toEqual(['The ferry crosses in nine minutes.', TRAM]);
    await chmod(locked, 0o755);
    expect((await own()).output).toMatch(/3 passages, 0 of them new.* 1 added/);
  });

  it('is named with its loss in a feed whose lines have moved too', async () => {
    const { corpus, index } = await setUp();
    const feed = join(corpus, 'wire.jsonl');
    const line = (n: number) => JSON.stringify({ id: `wire-${n}`, text: `Item ${n} of the wire.`, language: 'en' });
    await writeFile(feed, [1, 2, 3].map(line).join('\n'));
    expect((await ingest(corpus, index)).code).toBe(0);
    await writeFile(feed, [line(4), line(1), '{ broken', line(3)].join('\n'));
    const { code, output } = await ingest(corpus, index);
    expect(output).toMatch(/Left out wire\.jsonl:3: .* Readers lose wire-2 \(en\) by it.*Mend the line/);
    expect(code).toBe(2);
  });

  it('is waited for by --watch while it may still be being saved, and left out when nothing more comes', async () => {
    const { corpus, index } = await setUp();
    const file = join(corpus, 'kai-tak.en.docx');
    await writeFile(file, WHOLE);
    const { said, stop } = watching(corpus, index);
    await said(/"watching"/);
    await writeFile(file, HALF);
    await said(/"waiting","file":"kai-tak\.en\.docx"/);
    expect(await passagesOf(index)).toHaveLength(2);
    const cut = performance.now();
    await writeFile(file, WHOLE);
    await said(/"watching"/);
    expect(performance.now() - cut).toBeLessThan(8000);
    expect(await passagesOf(index)).toHaveLength(2);
    await writeFile(file, HALF);
    await said(/"left-out".*"lost":\["kai-tak \(en\)"\]/);
    await said(/"watching"/);
    expect(await passagesOf(index)).toEqual([TRAM]);
    await stop();
  });
});

describe('--watch', () => {
  it('indexes what changes, what is broken and mended, and ends with Ctrl-C', async () => {
    const { corpus, index } = await setUp();
    const child = start(corpus, index, '--watch', '--json');
    const ended = finish(child);
    const until = async (condition: () => Promise<boolean>) => {
      while (!(await condition())) await sleep(100);
    };
    const has = (text: string) =>
      until(async () => (await currentVersion(index)) !== undefined && (await passagesOf(index)).includes(text));
    await has(TRAM);
    await writeFile(join(corpus, 'ferry.en.md'), 'The ferry crosses in nine minutes.');
    await has('The ferry crosses in nine minutes.');
    await rm(join(corpus, 'ferry.en.md'));
    await until(async () => (await passagesOf(index)).length === 1);
    child.kill('SIGINT');
    const { code, output } = await ended;
    expect(code).toBe(130);
    expect(output).toMatch(/"type":"watching"/);
  });

  it('takes in by itself what changed while somebody else was writing the index', async () => {
    const { corpus, index } = await setUp();
    expect((await ingest(corpus, index)).code).toBe(0);
    const lock = join(index, 'ingest.lock');
    const ferry = 'The ferry crosses in nine minutes.';
    await writeFile(join(corpus, 'ferry.en.md'), ferry);
    await writeFile(lock, String(process.pid));
    const { said, stop } = watching(corpus, index);
    expect(await said(/"failed"/)).toMatch(new RegExp(`process ${process.pid}.*tried again by itself`));
    expect(await passagesOf(index)).toEqual([TRAM]);
    await rm(lock);
    await said(/"watching"/);
    expect(await passagesOf(index)).toContain(ferry);
    await stop();
  });
});

describe('--if-changed, which a server begins with', () => {
  it('waits for another ingest', async () => {
    const { corpus, index } = await setUp();
    expect((await ingest(corpus, index)).code).toBe(0);
    const lock = join(index, 'ingest.lock');
    const ferry = 'The ferry crosses in nine minutes.';
    await writeFile(join(corpus, 'ferry.en.md'), ferry);
    await writeFile(lock, String(process.pid));
    const child = start(corpus, index, '--if-changed');
    const ended = finish(child);
    await once(child.stderr!, 'data');
    expect(await passagesOf(index)).toEqual([TRAM]);
    await rm(lock);
    const { code, output } = await ended;
    expect(output).toMatch(new RegExp(`process ${process.pid}[^]*goes on when it is done`));
    expect(code).toBe(0);
    expect(await passagesOf(index)).toContain(ferry);
  });
});

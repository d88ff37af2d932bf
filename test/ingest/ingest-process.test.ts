/** `npm run ingest` as an editor runs it: real processes, real weights, real files. */
import { once } from 'node:events';
import { cp, mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { currentVersion } from '../../store/index-folder.ts';
import { temporaryFolder } from '../support/folder.ts';
import { bulk, ingest, passagesOf, start } from '../support/ingest.ts';

async function setUp() {
  const folder = await temporaryFolder();
  const corpus = join(folder, 'corpus');
  const index = join(folder, 'index');
  await mkdir(corpus);
  await writeFile(join(corpus, 'tram.en.md'), '---\ntitle: Trams\n---\nThe tram line opened in 1904.\n');
  return { corpus, index };
}

describe('npm run ingest', () => {
  let base: Awaited<ReturnType<typeof setUp>>;
  beforeAll(async () => {
    base = await setUp();
    const { code, output } = await ingest(base.corpus, base.index);
    expect(output).toMatch(/Indexed 1 article in 1 version: 1 passage, 1 of them new/);
    expect(code).toBe(0);
  });

  async function copyOfBase() {
    const folder = await temporaryFolder();
    await cp(join(base.corpus, '..'), folder, { recursive: true });
    return { corpus: join(folder, 'corpus'), index: join(folder, 'index') };
  }

  it('embeds only what is new, and forgets what is gone', async () => {
    const { corpus, index } = await copyOfBase();
    await writeFile(join(corpus, 'ferry.en.md'), 'The ferry crosses the harbour in nine minutes.\n');
    expect((await ingest(corpus, index)).output).toMatch(/2 passages, 1 of them new/);
    await rm(join(corpus, 'tram.en.md'));
    expect((await ingest(corpus, index)).output).toMatch(/1 passage, 0 of them new/);
    expect(await passagesOf(index)).toEqual(['The ferry crosses the harbour in nine minutes.']);
  });

  it('leaves the old index serving when it is killed at any moment, and the next run cleans up', async () => {
    const { corpus, index } = await copyOfBase();
    const version = await currentVersion(index);
    await writeFile(join(corpus, 'bulk.en.md'), bulk(400));
    for (const delay of [150, 700, 1500]) {
      const child = start(corpus, index);
      await new Promise((resolve) => setTimeout(resolve, delay));
      child.kill('SIGKILL');
      await once(child, 'exit');
      expect(await currentVersion(index)).toBe(version);
      expect(await passagesOf(index)).toEqual(['The tram line opened in 1904.']);
    }
    await writeFile(join(corpus, 'bulk.en.md'), bulk(3));
    const { code } = await ingest(corpus, index);
    expect(code).toBe(0);
    expect((await readdir(join(index, 'versions'))).some((name) => name.startsWith('tmp-'))).toBe(false);
    expect(await passagesOf(index)).toHaveLength(4);
  });

  it('leaves a bad article out by name, keeps the others and says so in its exit code', async () => {
    const { corpus, index } = await copyOfBase();
    await writeFile(join(corpus, 'empty.en.md'), '\n');
    const { code, output } = await ingest(corpus, index);
    expect(code).toBe(2);
    expect(output).toMatch(/Left out empty\.en\.md: it has no text/);
    expect(output).toMatch(/Left out 1, named above\./);
    expect(await passagesOf(index)).toHaveLength(1);
    const again = await ingest(corpus, index);
    expect(again.code).toBe(0);
    expect(again.output).toMatch(/1 left out as before; --plan lists them\.$/m);
    expect(again.output).not.toMatch(/empty\.en\.md/);
    expect(await ingest(corpus, index, '--plan')).toMatchObject({
      code: 0,
      output: expect.stringMatching(/empty\.en\.md/),
    });
    await writeFile(join(corpus, 'blank.en.md'), '\n');
    const more = await ingest(corpus, index, '--json');
    expect(more.code).toBe(2);
    expect(more.output).toMatch(/"file":"empty.en.md","reason":"[^"]+","asBefore":true/);
    expect(more.output).toMatch(/"leftOut":2,"leftOutBefore":1/);
  });

  it('writes no index where nothing has changed, and one in the place of a damaged or an older one', async () => {
    const { corpus, index } = await copyOfBase();
    const version = await currentVersion(index);
    const same = await ingest(corpus, index);
    expect(same).toMatchObject({ code: 0, output: expect.stringMatching(/1 passage, 0 of them new.*No article has/) });
    expect(await currentVersion(index)).toBe(version);
    await truncate(join(index, 'versions', version!, 'texts.utf16'), 3);
    await ingest(corpus, index);
    const mended = await currentVersion(index);
    expect(mended).not.toBe(version);
    expect(await passagesOf(index)).toHaveLength(1);
    const manifest = join(index, 'versions', mended!, 'manifest.json');
    await writeFile(manifest, (await readFile(manifest, 'utf8')).replace(/"format": \d+/, '"format": 1'));
    await ingest(corpus, index);
    expect(await currentVersion(index)).not.toBe(mended);
    expect(await passagesOf(index)).toHaveLength(1);
    await ingest(corpus, index, '--rebuild');
    expect(await readdir(join(index, 'versions'))).toHaveLength(2);
  });

  it('names documents of kinds that are not read, and is done all the same', async () => {
    const { corpus, index } = await copyOfBase();
    await writeFile(join(corpus, 'data.csv'), 'a,b\n');
    for (const rest of [['--plan'], []]) {
      const { code, output } = await ingest(corpus, index, ...rest);
      expect(code).toBe(0);
      expect(output).toMatch(/Passed over.*: data\.csv\./);
    }
  });

  it('keeps the old index when the corpus is empty or gone', async () => {
    const { corpus, index } = await copyOfBase();
    await rm(corpus, { recursive: true });
    const gone = await ingest(corpus, index);
    expect(gone.code).toBe(1);
    expect(gone.output).toContain(corpus);
    await mkdir(corpus);
    const empty = await ingest(corpus, index);
    expect(empty.code).toBe(1);
    expect(empty.output).toMatch(/No article in.*The index from before goes on serving\./);
    expect(await passagesOf(index)).toHaveLength(1);
  });

  it('says who holds the lock when two run at once', async () => {
    const { corpus, index } = await copyOfBase();
    await writeFile(join(index, 'ingest.lock'), String(process.pid));
    const { code, output } = await ingest(corpus, index);
    expect(code).toBe(1);
    expect(output).toContain(`process ${process.pid}`);
  });

  it('takes over the lock of a process that is gone', async () => {
    const { corpus, index } = await copyOfBase();
    const gone = start(corpus, index, '--help');
    await once(gone, 'exit');
    await writeFile(join(index, 'ingest.lock'), String(gone.pid));
    expect((await ingest(corpus, index)).code).toBe(0);
  });

  it('explains a folder it may not write to', async () => {
    const { corpus } = await copyOfBase();
    const file = join(corpus, '..', 'a-file');
    await writeFile(file, '');
    const { code, output } = await ingest(corpus, join(file, 'index'));
    expect(code).toBe(1);
    expect(output).toMatch(/a-file/);
  });

  it('reports an unknown option and a bad setting in words', async () => {
    const { corpus, index } = await copyOfBase();
    const { code, output } = await ingest(corpus, index, '--fast');
    expect(code).toBe(1);
    expect(output).toMatch(/--fast/);
    expect(output).toMatch(/Usage: npm run ingest/);
  });
});

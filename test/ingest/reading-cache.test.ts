/** Files that were not touched are not read again; whatever was done to one, it is. */
import { chmod, mkdir, readdir, readFile, rename, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keptIn, readCorpus } from '../../ingest/articles.ts';
import { temporaryFolder } from '../support/folder.ts';

/** Written long ago, as far as an ingest can tell. */
function later(seconds: number): void {
  vi.setSystemTime(Date.now() + seconds * 1000);
}

async function corpus(files: Record<string, string>) {
  const folder = await temporaryFolder();
  const indexDir = await temporaryFolder();
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  const detected: string[] = [];
  async function read(detector = 'one') {
    detected.length = 0;
    const detect = (text: string) => {
      detected.push(text.trim());
      return 'en' as const;
    };
    const { articles, problems } = await readCorpus(folder, detect, keptIn(indexDir, detector));
    return { texts: articles.map(({ text }) => text.trim()), problems, detected: [...detected].sort(), articles };
  }
  return { folder, indexDir, read, path: (name: string) => join(folder, name), kept: join(indexDir, 'readings.jsonl') };
}

const FILES = { 'a.md': 'One.', 'b.txt': 'Two.', 'c.html': '<p>Three.</p>', 'd.md': '' };

describe('what files held', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
  afterEach(() => void vi.useRealTimers());

  it('is not read again while they are not touched', async () => {
    const { read } = await corpus(FILES);
    later(60);
    const first = await read();
    expect(first.detected).toEqual(['One.', 'Three.', 'Two.']);
    expect(first.problems).toMatchObject([{ file: 'd.md' }]);
    const second = await read();
    expect(second).toEqual({ ...first, detected: [] });
  });

  it('is read again where a file was written to just before', async () => {
    const { read, path } = await corpus(FILES);
    expect((await read()).detected).toHaveLength(3);
    // Nothing has rested yet.
    expect((await read()).detected).toHaveLength(3);
    later(60);
    await read();
    expect((await read()).detected).toEqual([]);
    // A clock that was set back: the file is of the future.
    later(-7200);
    await writeFile(path('a.md'), 'Uno.');
    expect((await read()).detected).toEqual(['Uno.']);
    expect((await read()).detected).toEqual(['Uno.']);
  });

  it('is read again after any change, though size and time of writing are set back', async () => {
    const { read, path } = await corpus(FILES);
    later(60);
    await read();
    const { atime, mtime } = await stat(path('a.md'));
    await writeFile(path('a.md'), 'Six.');
    await utimes(path('a.md'), atime, mtime);
    expect((await read()).texts).toContain('Six.');
    // Another file of the same size and time in its place.
    await writeFile(path('new'), 'Ten.');
    await utimes(path('new'), atime, mtime);
    await rename(path('new'), path('a.md'));
    expect((await read()).texts).toContain('Ten.');
    await truncate(path('a.md'), 3);
    expect((await read()).texts).toContain('Ten');
    await rm(path('b.txt'));
    expect((await read()).texts).not.toContain('Two.');
    await writeFile(path('b.txt'), 'Two.');
    expect((await read()).texts).toContain('Two.');
  });

  it('is read again for another detector, and where it was damaged', async () => {
    const { read, kept } = await corpus(FILES);
    later(60);
    const first = await read();
    expect((await read('two')).detected).toHaveLength(3);
    expect((await read('two')).detected).toEqual([]);
    const whole = await readFile(kept, 'utf8');
    for (const damaged of ['', '{', whole.slice(0, -9), whole.replace('One.', 'Odd.'), `${whole}{"file":"a.md"}\n`]) {
      await writeFile(kept, damaged);
      expect(await read('two')).toEqual(first);
    }
  });

  it('is no longer kept when the file is gone, and kept parsed while it is there', async () => {
    const { read, path, kept, indexDir } = await corpus(FILES);
    later(60);
    await read();
    await read();
    // Found without being read, and so not forgotten.
    await rm(kept);
    expect(await readdir(join(indexDir, 'parsed'))).toHaveLength(1);
    await read();
    await rm(path('a.md'));
    await read();
    expect(await readFile(kept, 'utf8')).not.toContain('One.');
  });

  it('is kept while the folder is empty or gone, as that of a share that is away for a moment', async () => {
    const { folder, read, indexDir } = await corpus(FILES);
    later(60);
    const first = await read();
    const parsed = await readdir(join(indexDir, 'parsed'));
    await rename(folder, `${folder}-away`);
    await expect(read()).rejects.toThrow(/cannot be read/);
    await mkdir(folder);
    expect((await read()).articles).toEqual([]);
    expect(await readdir(join(indexDir, 'parsed'))).toEqual(parsed);
    await rm(folder, { recursive: true });
    await rename(`${folder}-away`, folder);
    expect(await read()).toEqual({ ...first, detected: [] });
  });

  it('does not hide that a file cannot be read', async () => {
    if (process.getuid?.() === 0) return;
    const { read, path } = await corpus(FILES);
    later(60);
    await read();
    await chmod(path('a.md'), 0);
    expect((await read()).problems.map(({ file }) => file)).toContain('a.md');
    await chmod(path('a.md'), 0o600);
    expect((await read()).texts).toContain('One.');
  });
});

import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeWhole } from '../../store/write-whole.ts';
import { temporaryFolder } from '../support/folder.ts';

describe('writeWhole', () => {
  it('makes a file and its folder, and replaces it', async () => {
    const path = join(await temporaryFolder(), 'data', 'keys.json');
    await writeWhole(path, 'one', { mode: 0o600 });
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    await writeWhole(path, 'two');
    expect(await readFile(path, 'utf8')).toBe('two');
    expect(await readdir(join(path, '..'))).toEqual(['keys.json']);
  });

  it('makes a fresh file once, of many who try, and then whole', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, 'a.md');
    const tries = ['a', 'b', 'c', 'd'].map((text) => writeWhole(path, text.repeat(100_000), { fresh: true }));
    const refused = (await Promise.allSettled(tries)).filter(({ status }) => status === 'rejected');
    expect(refused).toEqual(
      Array(3).fill(expect.objectContaining({ reason: expect.objectContaining({ code: 'EEXIST' }) })),
    );
    expect(await readFile(path, 'utf8')).toMatch(/^(a{100000}|b{100000}|c{100000}|d{100000})$/);
    await writeFile(path, 'mine');
    await expect(writeWhole(path, 'theirs', { fresh: true })).rejects.toMatchObject({ code: 'EEXIST' });
    expect(await readFile(path, 'utf8')).toBe('mine');
    expect(await readdir(folder)).toEqual(['a.md']);
  });

  it('leaves nothing behind where it fails', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'taken'));
    await expect(writeWhole(join(folder, 'taken'), 'text')).rejects.toMatchObject({ code: 'EISDIR' });
    expect(await readdir(folder)).toEqual(['taken']);
  });
});

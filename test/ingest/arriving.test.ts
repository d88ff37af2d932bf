import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { arriving } from '../../ingest/arriving.ts';
import { temporaryFolder } from '../support/folder.ts';

const problem = (file: string) => ({ file, reason: 'is damaged.' });

describe('a file that cannot be read', () => {
  it('may still be being saved as long as it changed a moment ago, and was not broken before', async () => {
    const folder = await temporaryFolder();
    for (const name of ['a.pdf', 'known.pdf', 'feed.jsonl']) await writeFile(join(folder, name), 'x');
    const problems = ['a.pdf', 'known.pdf', 'feed.jsonl:2', 'gone.pdf'].map(problem);
    const found = await arriving(folder, problems, [problem('known.pdf')], 10_000);
    expect(found.map(({ file }) => file)).toEqual(['a.pdf', 'feed.jsonl:2']);
    for (const { milliseconds } of found) expect(milliseconds).toBeLessThanOrEqual(10_000);
    expect(await arriving(folder, problems, [], 0)).toEqual([]);
  });

  it('is not waited for till a day to come', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'a.pdf'), 'x');
    const future = new Date(Date.now() + 3_600_000);
    await utimes(join(folder, 'a.pdf'), future, future);
    expect(await arriving(folder, [problem('a.pdf')], [], 10_000)).toEqual([]);
  });
});

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../config.ts';
import { ensureIndex } from '../../server/ensure-index.ts';
import { temporaryFolder } from '../support/folder.ts';

describe('ensureIndex where the articles cannot be read', () => {
  const ensured = async (indexDir: string) => {
    const logged: unknown[] = [];
    const config = readConfig({ CORPUS_DIR: '/nonexistent', INDEX_DIR: indexDir });
    await ensureIndex(config, 'e5', () => 'en', 'lid', { error: (...said: unknown[]) => void logged.push(said) });
    return logged;
  };

  it('says why, and leaves the index as it is', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'CURRENT'), '20260101-abc\n');
    expect(await ensured(folder)).toMatchObject([
      [{ err: { message: expect.stringMatching(/^The corpus folder \/nonexistent/) } }, /goes on serving/],
    ]);
  });

  it('ends there without an index', async () => {
    await expect(ensured(await temporaryFolder())).rejects.toThrow(/^The corpus folder \/nonexistent .*CORPUS_DIR/);
  });
});

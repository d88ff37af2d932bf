/** Writes a file in one step: whoever looks sees what was there before or the whole of the new, never half of it. */
import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Of a file that is still being written: a hidden name, which no ingest reads. */
export const WRITING = '.writing-';

interface WriteWholeOptions {
  /** Fails with EEXIST where the file is there, instead of replacing it. */
  readonly fresh?: boolean;
  /** Waits for the disk, so that a power cut loses nothing. A cache, which is only read where it is whole, need not. */
  readonly durable?: boolean;
  readonly mode?: number;
}

/** Makes the folder where there is none, and leaves no half-written file behind. */
export async function writeWhole(
  path: string,
  content: string,
  { fresh = false, durable = true, mode }: WriteWholeOptions = {},
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = join(dirname(path), WRITING + randomBytes(6).toString('hex'));
  try {
    await writeNew(temporary, content, durable, mode);
    // The name is taken first: not every file system has links, which would do both at once.
    if (fresh) await (await open(path, 'wx')).close();
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw error;
  }
}

async function writeNew(path: string, content: string, durable: boolean, mode?: number): Promise<void> {
  const file = await open(path, 'wx', mode);
  try {
    await file.writeFile(content);
    if (durable) await file.sync();
  } finally {
    await file.close();
  }
}

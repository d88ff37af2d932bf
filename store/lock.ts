/** One ingest at a time, by a file that names its process. */
import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { IndexError } from './index-folder.ts';

/**
 * Runs `work` while holding `ingest.lock`; a lock whose process is gone is taken over.
 * @throws IndexError naming the process that holds it.
 */
export async function withLock<T>(indexDir: string, work: () => Promise<T>): Promise<T> {
  await mkdir(indexDir, { recursive: true });
  const path = join(indexDir, 'ingest.lock');
  await take(path);
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

async function take(path: string, retry = true): Promise<void> {
  try {
    const file = await open(path, 'wx');
    await file.writeFile(String(process.pid));
    await file.close();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const holder = Number(await readFile(path, 'utf8').catch(() => ''));
    if (retry && holder && !isRunning(holder)) {
      await rm(path, { force: true });
      return take(path, false);
    }
    throw new IndexError(
      `Another ingest (process ${holder || 'unknown'}) is writing this index. Wait for it, or remove ${path} if it is gone.`,
    );
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

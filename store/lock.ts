/** One ingest at a time, by a file that names its process. */

import { mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { IndexError } from './index-error.ts';

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
    await create(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const [pid = '', host = hostname()] = (await readFile(path, 'utf8').catch(() => '')).split(' ');
    // Containers that share a folder know nothing of each other's processes. One restarted gets its old number again.
    const isGone =
      pid === '' ? await isOld(path) : host === hostname() && (Number(pid) === process.pid || !isRunning(Number(pid)));
    if (retry && isGone) {
      await rm(path, { force: true });
      return take(path, false);
    }
    const where = host === hostname() ? '' : ` on ${host}`;
    throw new IndexError(
      `Another ingest (process ${pid || 'unknown'}${where}) is writing this index. Wait for it, or remove ${path} if it is gone.`,
    );
  }
}

async function create(path: string): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(`${process.pid} ${hostname()}`);
  } catch (error) {
    // On a full disk: an empty lock would hold for ever.
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}

/** A process that was killed between making the lock and writing its number there. */
const isOld = async (path: string): Promise<boolean> =>
  // Of the future is old too: the clock was set back since.
  Math.abs(Date.now() - (await stat(path).catch(() => ({ mtimeMs: 0 }))).mtimeMs) > 10_000;

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

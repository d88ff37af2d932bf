/** One ingest at a time, by a file that names its process. */

import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { IndexError, LockedError } from './index-error.ts';

/** Between two signs of life that the holder gives: it touches the file. */
const TOUCH_MS = 15_000;

/**
 * A holder that has given none for so long is gone, wherever it ran: a container made anew has another name, and numbers
 * its processes anew. Four touches, and two minutes by which the clocks of two hosts may differ.
 */
const GONE_MS = 4 * TOUCH_MS + 120_000;

/** Locks that this process holds. */
const held = new Set<string>();

/**
 * Runs `work` while holding `ingest.lock`; a lock whose process is gone is taken over.
 * @param work its signal fires when this process was taken for gone (it was paused), and another one writes.
 * @throws IndexError naming the process that holds it.
 */
export async function withLock<T>(indexDir: string, work: (lost: AbortSignal) => Promise<T>): Promise<T> {
  await mkdir(indexDir, { recursive: true });
  const path = join(indexDir, 'ingest.lock');
  const own = `${process.pid} ${hostname()} ${randomUUID()}`;
  held.add(own);
  try {
    await take(path, own);
    return await whileTouching(path, own, work);
  } finally {
    held.delete(own);
    if ((await readHolder(path)) === own) await rm(path, { force: true });
  }
}

async function whileTouching<T>(path: string, own: string, work: (lost: AbortSignal) => Promise<T>): Promise<T> {
  const lost = new AbortController();
  const timer = setInterval(async () => {
    const holder = await readHolder(path);
    if (holder === own) await utimes(path, new Date(), new Date()).catch(() => {});
    // Nobody's, where an editor removed it.
    else if (holder !== '')
      lost.abort(new IndexError(`This ingest stood still for minutes, and ${named(holder)} took over.`));
  }, TOUCH_MS).unref();
  try {
    return await work(lost.signal);
  } finally {
    clearInterval(timer);
  }
}

async function take(path: string, own: string): Promise<void> {
  if (await create(path, own)) return;
  if ((await isGone(path)) && (await takeOver(path, own))) return;
  throw new LockedError(
    `Another ingest (${named(await readHolder(path))}) is writing this index. Wait for it, or remove ${path} if it is gone; ` +
      `one that has not touched it for ${GONE_MS / 60_000} minutes counts as gone.`,
  );
}

/**
 * One at a time, and each looks once more: another may have taken the lock over since, and has it now.
 * @returns false where another one has.
 */
async function takeOver(path: string, own: string): Promise<boolean> {
  const turn = `${path}.turn`;
  // Left by one that was killed in the middle of this.
  if (await isGone(turn)) await rm(turn, { force: true });
  if (!(await create(turn, own))) return false;
  try {
    if (await isGone(path)) await rm(path, { force: true });
    return await create(path, own);
  } finally {
    await rm(turn, { force: true });
  }
}

/** @returns false where there is one. */
async function create(path: string, own: string): Promise<boolean> {
  const file = await open(path, 'wx').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') return undefined;
    throw error;
  });
  try {
    await file?.writeFile(own);
  } catch (error) {
    // On a full disk: an empty lock would hold for ever.
    await rm(path, { force: true });
    throw error;
  } finally {
    await file?.close();
  }
  return file !== undefined;
}

async function isGone(path: string): Promise<boolean> {
  const holder = await readHolder(path);
  // Killed between making the lock and writing its number there.
  if (holder === '') return isOlder(path, 10_000);
  const [pid, host = hostname()] = holder.split(' ');
  // A container restarted gives its processes their old numbers again.
  const runs = host !== hostname() || (Number(pid) === process.pid ? held.has(holder) : isRunning(Number(pid)));
  return !runs || isOlder(path, GONE_MS);
}

const readHolder = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '');

function named(holder: string): string {
  const [pid, host = hostname()] = holder.split(' ');
  return `process ${pid || 'unknown'}${host === hostname() ? '' : ` on ${host}`}`;
}

/** @returns false where there is no such file. */
async function isOlder(path: string, ms: number): Promise<boolean> {
  const stats = await stat(path).catch(() => undefined);
  // Of the future is old too: the clock was set back since.
  return stats !== undefined && Math.abs(Date.now() - stats.mtimeMs) > ms;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Runs an ingest whenever the corpus has changed and come to rest. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { textHash } from '../store/checksum.ts';
import { visibleFiles } from './list-files.ts';

interface WatchOptions {
  readonly folder: string;
  /**
   * An ingest of the folder as it is. What changes while it runs is seen by the next.
   * @returns milliseconds after which it wants to be called again though nothing changes; mostly undefined.
   * @throws whatever made it fail: it is called again after a wait that doubles each time.
   */
  readonly onChange: () => Promise<number | undefined>;
  readonly onFailure: (error: unknown) => void;
  readonly signal: AbortSignal;
  /** Between two looks, at least. */
  readonly everyMs?: number;
  /** Between a first failure and the next try. */
  readonly retryMs?: number;
}

/** Between two tries, at most: what was in the way, another ingest or a full disk, goes by itself or by somebody's hand. */
export const LONGEST_RETRY_MS = 60_000;

/** A look at 20,000 files takes a fifth of a second: it may take a twentieth of the time. */
const SHARE = 20;

/**
 * Polls: file events do not cross containers and network mounts, and miss files on some systems. The first ingest is at
 * once; another begins when two looks in a row have seen the same change, so that a half-copied folder is not indexed.
 * Ends when `signal` fires.
 */
export async function watchFolder(options: WatchOptions): Promise<void> {
  const { folder, onChange, onFailure, signal, everyMs = 1000, retryMs = 5000 } = options;
  let indexed: string | undefined;
  let last: string | undefined;
  let again = Number.POSITIVE_INFINITY;
  let retry = retryMs;
  while (!signal.aborted) {
    const started = performance.now();
    const state = await stateOf(folder);
    const look = performance.now() - started;
    const changed = state !== indexed && (indexed === undefined || state === last);
    if (changed || started >= again) {
      indexed = state;
      let wait = Number.POSITIVE_INFINITY;
      try {
        wait = (await onChange()) ?? wait;
        retry = retryMs;
      } catch (error) {
        onFailure(error);
        wait = retry;
        retry = Math.min(2 * retry, LONGEST_RETRY_MS);
      }
      again = performance.now() + wait;
    }
    last = state;
    await sleep(indexed === state ? Math.max(everyMs, SHARE * look) : everyMs, undefined, { signal }).catch(() => {});
  }
}

/** Changes with every file's name, size and time. A folder that cannot be read is a state of its own. */
async function stateOf(folder: string): Promise<string> {
  try {
    const lines = await Promise.all(
      (await visibleFiles(folder)).map(async (name) => {
        const { size, mtimeMs } = await stat(join(folder, name)).catch(() => ({ size: 0, mtimeMs: 0 }));
        return `${name} ${size} ${mtimeMs}`;
      }),
    );
    return textHash(lines.join('\n'));
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'unreadable';
  }
}

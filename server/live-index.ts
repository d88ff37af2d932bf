/** The index that is served, swapped for a newer one while requests go on. */
import { currentVersion } from '../store/index-folder.ts';

export interface Served {
  readonly version: string;
  close(): void;
}

export interface LiveIndex<T extends Served> {
  /** Runs `work` on the index of this moment, which stays open until `work` ends. */
  use<R>(work: (index: T) => Promise<R>): Promise<R>;
  /** Looks for a newer version now, instead of at the next tick. */
  refresh(): Promise<void>;
  close(): void;
}

interface LiveIndexOptions<T extends Served> {
  readonly indexDir: string;
  /** Names the version to serve; CURRENT of `indexDir` by default. */
  readonly current?: (() => Promise<string | undefined>) | undefined;
  /** @param first whatever can be served is better than nothing; later, only the version that CURRENT names is. */
  readonly open: (first: boolean) => Promise<T>;
  /** A newer index that could not be opened; the one before goes on serving. */
  readonly onError: (error: unknown) => void;
  readonly onSwap?: (version: string) => void;
  /** The folder names no version any more: what is open goes on serving. Told once, and when it is back. */
  readonly onLost?: (lost: boolean) => void;
  /** Between two looks at CURRENT. Polled, since file events do not cross network mounts and containers. */
  readonly everyMs?: number;
  /** Before a version that could not be opened is tried again, then twice as long each time. */
  readonly retryMs?: number;
}

/** A version that could not be opened may be complete a moment later, but checking it costs a reading of all of it. */
const RETRY_MS = 5000;
const LONGEST_RETRY_MS = 10 * 60_000;

/** @throws whatever `open` throws the first time. */
export async function createLiveIndex<T extends Served>(options: LiveIndexOptions<T>): Promise<LiveIndex<T>> {
  const { indexDir, open, onError, onSwap, onLost, everyMs = 1000 } = options;
  const { retryMs = RETRY_MS } = options;
  const versionToServe = options.current ?? (() => currentVersion(indexDir));
  let current = counted(await open(true));
  let failed: { readonly version: string; readonly wait: number; readonly again: number } | undefined;
  let lost = false;
  let refreshing: Promise<void> | undefined;

  async function swap(): Promise<void> {
    const version = await versionToServe().catch(() => undefined);
    if (lost !== (version === undefined)) {
      lost = version === undefined;
      onLost?.(lost);
    }
    if (!version || version === current.index.version) return;
    const before = failed?.version === version ? failed : undefined;
    if (before && performance.now() < before.again) return;
    try {
      const next = counted(await open(false));
      current.release();
      current = next;
      failed = undefined;
      onSwap?.(next.index.version);
    } catch (error) {
      const wait = before ? Math.min(2 * before.wait, LONGEST_RETRY_MS) : retryMs;
      failed = { version, wait, again: performance.now() + wait };
      if (!before) onError(error);
    }
  }
  const refresh = () =>
    (refreshing ??= swap().finally(() => {
      refreshing = undefined;
    }));
  const timer = setInterval(refresh, everyMs);
  timer.unref();

  return {
    async use(work) {
      const held = current;
      held.retain();
      try {
        return await work(held.index);
      } finally {
        held.release();
      }
    },
    refresh,
    close() {
      clearInterval(timer);
      current.release();
    },
  };
}

/** Closed when its last user lets go. */
function counted<T extends Served>(index: T) {
  let users = 1;
  return {
    index,
    retain: () => {
      users++;
    },
    release: () => {
      if (--users === 0) index.close();
    },
  };
}

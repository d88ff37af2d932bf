/** How long a provider is waited for, and when it is asked again. */
import { setTimeout as pause } from 'node:timers/promises';
import type { ModelError } from '../../core/model-error.ts';
import type { ModelErrorKind } from '../../core/types.ts';

export interface Patience {
  /** Requests for one answer at most. */
  readonly attempts: number;
  /** Milliseconds before the second request; doubled for each one after it. */
  readonly firstPause: number;
  /** No request begins later than this many milliseconds after the first: a reader waits. */
  readonly budget: number;
  /** Milliseconds between two words. A stream that stands still this long does not come back. */
  readonly betweenWords: number;
}

export const PATIENCE: Patience = { attempts: 3, firstPause: 500, budget: 10_000, betweenWords: 30_000 };

/** What may be over in a moment. A time-out is none of them: the reader has waited for it already. */
const PASSING: readonly ModelErrorKind[] = ['unreachable', 'loading', 'too-many-requests', 'server-error', 'cut-off'];

/**
 * Milliseconds until the next attempt, `undefined` where there is no point in one. Exponential with full jitter, never
 * less than the provider asks for.
 * @param attempt how many there have been.
 * @param elapsed milliseconds since the first began.
 */
export function pauseBefore(
  error: ModelError,
  attempt: number,
  elapsed: number,
  patience: Patience,
): number | undefined {
  if (attempt >= patience.attempts || !PASSING.includes(error.kind)) return undefined;
  const backoff = patience.firstPause * 2 ** (attempt - 1) * Math.random();
  const wait = Math.max(backoff, error.retryAfter ?? 0);
  return elapsed + wait <= patience.budget ? wait : undefined;
}

/** Ends early, without an error, when `signal` fires. */
export async function wait(ms: number, signal: AbortSignal): Promise<void> {
  await pause(ms, undefined, { signal }).catch(() => {});
}

/** @throws what `giveUp` returns, when the next of `source` takes longer than `patience()` says at that moment. */
export async function* watched<T>(
  source: AsyncIterable<T>,
  patience: () => number,
  giveUp: () => ModelError,
): AsyncGenerator<T> {
  const iterator = source[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await within(iterator.next(), patience(), giveUp);
      if (next.done) return;
      yield next.value;
    }
  } finally {
    // Not awaited: where the source hangs, so would this.
    iterator.return?.().catch(() => {});
  }
}

async function within<T>(promise: Promise<T>, ms: number, giveUp: () => ModelError): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(giveUp()), Math.max(0, ms));
  });
  promise.catch(() => {});
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

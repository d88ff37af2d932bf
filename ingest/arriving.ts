/** Tells a file that is broken from one that is still being saved. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Problem } from './articles.ts';
import { fileOf } from './feed-line.ts';

interface Arriving extends Problem {
  /** Until it counts as broken, if it stays as it is. */
  readonly milliseconds: number;
}

/**
 * By its times of writing and of change, so that each file has its own patience however much goes on around it. A time
 * in the future, of a network disk whose clock is fast, is waited for likewise, but not for ever.
 * @param patience milliseconds without a change after which a file that cannot be read is broken.
 * @param known problems that the served index was made with: waiting for those would save no article.
 */
export async function arriving(
  corpusDir: string,
  problems: readonly Problem[],
  known: readonly Problem[],
  patience: number,
): Promise<Arriving[]> {
  const before = new Set(known.map(({ file }) => file));
  const fresh = problems.filter(({ file }) => !before.has(file));
  const waited = await Promise.all(
    fresh.map(async (problem) => ({
      ...problem,
      milliseconds: patience - Math.abs(await sinceChange(join(corpusDir, fileOf(problem.file)))),
    })),
  );
  return waited.filter(({ milliseconds }) => milliseconds > 0);
}

/** A file that is gone has nothing to come. */
async function sinceChange(path: string): Promise<number> {
  const stats = await stat(path).catch(() => undefined);
  return stats ? Date.now() - Math.max(stats.mtimeMs, stats.ctimeMs) : Number.POSITIVE_INFINITY;
}

/** Puts texts that say alike together, by their vectors. */
import type { Embedding } from './types.ts';
import { dot } from './vector.ts';

/**
 * Average-link clustering: the two groups whose members are most alike on average become one, until no two are alike
 * enough. Time grows with the cube of the number of texts: 200 take 0.1 s, 300 0.4 s, 1,000 8 s (two busy cores).
 * @param vectors unit vectors.
 * @param threshold mean cosine between two groups that still makes them one.
 * @returns groups of positions in `vectors`, each in rising order.
 */
export function groupByLikeness(vectors: readonly Embedding[], threshold: number): number[][] {
  const groups: (number[] | undefined)[] = vectors.map((_, i) => [i]);
  const alike = vectors.map((a) => Float64Array.from(vectors, (b) => dot(a, b)));
  for (;;) {
    const [kept, merged] = closest(groups, alike, threshold);
    if (kept === undefined || merged === undefined) break;
    const [one, other] = [groups[kept]!, groups[merged]!];
    groups.forEach((group, i) => {
      if (!group) return;
      // A mean over pairs: of the two means, weighted by their numbers.
      const mean = (alike[kept]![i]! * one.length + alike[merged]![i]! * other.length) / (one.length + other.length);
      alike[kept]![i] = mean;
      alike[i]![kept] = mean;
    });
    groups[kept] = [...one, ...other].sort((a, b) => a - b);
    groups[merged] = undefined;
  }
  return groups.filter((group) => group !== undefined);
}

/** The two groups that are most alike; nothing when none are alike enough. */
function closest(
  groups: readonly (readonly number[] | undefined)[],
  alike: readonly Float64Array[],
  threshold: number,
): [number, number] | [] {
  let most = threshold;
  let best: [number, number] | [] = [];
  for (let i = 0; i < groups.length; i++) {
    if (!groups[i]) continue;
    const row = alike[i]!;
    for (let j = i + 1; j < groups.length; j++) {
      if (!groups[j] || row[j]! < most) continue;
      most = row[j]!;
      best = [i, j];
    }
  }
  return best;
}

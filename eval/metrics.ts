/** Standard measures of ranking, in percent. */

/**
 * The place of the right one, from 1; ties count as the worst place, so that a ranking cannot win by giving many the
 * same score. Infinity when it was not found.
 */
export function worstPlace<T extends { score: number }>(ranked: readonly T[], isRight: (item: T) => boolean): number {
  const right = ranked.find(isRight);
  return right ? ranked.filter(({ score }) => score >= right.score).length : Number.POSITIVE_INFINITY;
}

/** nDCG@10 with one relevant passage a question: 1 / log2(1 + place) (Järvelin & Kekäläinen 2002). */
export const ndcgAt10 = (places: readonly number[]): number =>
  percent(places.map((place) => (place <= 10 ? 1 / Math.log2(1 + place) : 0)));

export const recallAt = (k: number, places: readonly number[]): number =>
  percent(places.map((place) => (place <= k ? 1 : 0)));

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** The mean, times 100. */
export const percent = (values: readonly number[]): number => 100 * mean(values);

/** @param share 0.5 for the median, 0.95 for the 95th percentile (nearest rank). */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** BM25 as MiniSearch reckons it, so that its scores and ours are the same: see `test/store/keywords.test.ts`. */

/** Saturation of repeated terms, and how much a long passage counts for less. */
const K = 1.2;
const B = 0.7;

/** Searched besides each other; a field's weight is a factor of its scores. */
export const FIELDS = [
  { name: 'text', boost: 1 },
  { name: 'headings', boost: 0.5 },
] as const;

/** Of a term, by the number of passages in which it stands in a field, and of all. */
export { rarity } from '../core/retrieval/overlap.ts';

/** What a field's length adds to the count of a term below the line. @param length different terms in it. */
export const norm = (length: number, average: number): number => K * (1 - B + (B * length) / average);

/** The most that a term says in a field: `count` times say `MOST × count / (count + norm)`. */
export const MOST = K + 1;

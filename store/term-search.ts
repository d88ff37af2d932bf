/** The best passages for some terms, exactly, without looking at every passage that has one of them. */
import { saturation } from './bm25.ts';

/** The passages that have a term in one field. */
export interface PostingList {
  /** In order. */
  readonly documents: Uint32Array;
  /** How often, for each of them. */
  readonly counts: Uint16Array;
  /** Of every document, by its number. */
  readonly norms: Float64Array;
  readonly weight: number;
  /** The most it adds to a document. */
  readonly bound: number;
}

export interface QueryTerm {
  readonly lists: readonly PostingList[];
  /** The most it adds to a document. */
  readonly bound: number;
}

export interface Scored {
  readonly document: number;
  /** The sum of what its terms add, times how many of them it has. */
  readonly score: number;
}

/** Below this many documents for each one wanted, to bound them costs more than to score them. */
const FEW = 2;

/** The best are looked for again when what is left to gain has shrunk to this share of what it was the last time. */
const LOOK_AGAIN = 0.7;

/**
 * Rare terms first, as they can add most. Once the best found have more than the rest of the terms could give together, no
 * new document is looked at, and of those found only what can still be among the best (Turtle & Flood 1995, "MaxScore").
 * @param size how many documents there are.
 */
export function createTermSearch(size: number): (terms: readonly QueryTerm[], k: number) => Scored[] {
  const sums = new Float64Array(size);
  /** How many terms each document has. */
  const held = new Uint16Array(size);
  const total = (document: number): number => sums[document]! * held[document]!;

  function addAll({ lists }: QueryTerm, found: number[]): void {
    for (let l = 0; l < lists.length; l++) {
      const { documents, counts, norms, weight } = lists[l]!;
      const other = l === 0 ? undefined : lists[0]!.documents;
      for (let i = 0; i < documents.length; i++) {
        const document = documents[i]!;
        if (sums[document] === 0) found.push(document);
        sums[document]! += weight * saturation(counts[i]!, norms[document]!);
        // Once a term, in whatever fields.
        if (other === undefined || placeOf(document, other) < 0) held[document]!++;
      }
    }
  }

  function addTo(documents: readonly number[], { lists }: QueryTerm): void {
    for (const document of documents) {
      let has = false;
      for (const list of lists) {
        const at = placeOf(document, list.documents);
        if (at < 0) continue;
        sums[document]! += list.weight * saturation(list.counts[at]!, list.norms[document]!);
        has = true;
      }
      if (has) held[document]!++;
    }
  }

  return (terms, k) => {
    const order = [...terms].sort((a, b) => b.bound - a.bound);
    let rest = order.reduce((sum, { bound }) => sum + bound, 0);
    const found: number[] = [];
    let candidates: number[] | undefined;
    let looked = Number.POSITIVE_INFINITY;
    order.forEach((term, i) => {
      const left = order.length - i;
      const among = candidates ?? found;
      if (among.length > FEW * k && rest * left < LOOK_AGAIN * looked) {
        looked = rest * left;
        const least = kthLargest(among, total, k);
        if (!candidates && looked < least) candidates = found;
        // Rounding must not lose one.
        candidates = candidates?.filter((d) => (sums[d]! + rest) * (held[d]! + left) >= least * (1 - 1e-9));
      }
      if (candidates) addTo(candidates, term);
      else addAll(term, found);
      rest -= term.bound;
    });
    const best = (candidates ?? found)
      .map((document): Scored => ({ document, score: total(document) }))
      .sort((a, b) => b.score - a.score || a.document - b.document)
      .slice(0, k);
    for (const document of found) {
      sums[document] = 0;
      held[document] = 0;
    }
    return best;
  };
}

/** @returns where `document` stands in the ordered list, below 0 where it does not. */
function placeOf(document: number, documents: Uint32Array): number {
  let low = 0;
  let high = documents.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const there = documents[middle]!;
    if (there === document) return middle;
    if (there < document) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** By a heap of the `k` best so far, the least of them on top: most documents are no better than it, and cost one comparison. */
function kthLargest(documents: readonly number[], score: (document: number) => number, k: number): number {
  const heap = new Float64Array(k);
  for (const document of documents) {
    const value = score(document);
    if (value <= heap[0]!) continue;
    let at = 0;
    for (let child = 1; child < k; child = 2 * at + 1) {
      if (child + 1 < k && heap[child + 1]! < heap[child]!) child++;
      if (heap[child]! >= value) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = value;
  }
  return heap[0]!;
}

/** The best passages for some terms, exactly, without looking at every passage that has one of them. */
import { saturation } from './bm25.ts';

/** The passages that have a term in one field. */
export interface PostingList {
  /** In order. */
  readonly documents: Uint32Array;
  /** How often, for each of them. */
  readonly counts: Uint8Array;
  /** Of every document, by its number. */
  readonly norms: Float64Array;
  readonly weight: number;
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
const LOOK_AGAIN = 0.4;

/** Postings read through in the time in which one candidate is searched for in a list. */
const STEPS = 8;

/** The rounding of sums in another order must not lose a document. */
const ROUNDED = 1 - 1e-9;

/**
 * Rare terms first, as they can add most. The best found so far are then scored with the rest of the terms: what the least
 * of them has, a document must be able to reach. Once the rest of the terms cannot give that by themselves, no new document
 * is looked at, and of those found only what can still reach it (Turtle & Flood 1995, "MaxScore").
 * @param size how many documents there are.
 */
export function createTermSearch(size: number): (terms: readonly QueryTerm[], k: number) => Scored[] {
  const sums = new Float64Array(size);
  /** How many terms each document has. */
  const held = new Uint16Array(size);
  /** The last term that was counted, from 1: a term counts once, in whatever fields. */
  const last = new Uint16Array(size);
  const isCandidate = new Uint8Array(size);

  function addAll({ lists }: QueryTerm, number: number, found: number[]): void {
    for (const { documents, counts, norms, weight } of lists) {
      for (let i = 0; i < documents.length; i++) {
        const document = documents[i]!;
        if (held[document] === 0) found.push(document);
        if (last[document] !== number) {
          last[document] = number;
          held[document]!++;
        }
        sums[document]! += weight * saturation(counts[i]!, norms[document]!);
      }
    }
  }

  function addTo(candidates: readonly number[], term: QueryTerm, number: number): void {
    const postings = term.lists.reduce((sum, { documents }) => sum + documents.length, 0);
    // Many candidates: a list is sooner read through than searched for each of them.
    if (candidates.length * STEPS > postings) addAmong(candidates, term, number);
    else addEach(candidates, term);
  }

  function addAmong(candidates: readonly number[], { lists }: QueryTerm, number: number): void {
    for (const document of candidates) isCandidate[document] = 1;
    for (const { documents, counts, norms, weight } of lists) {
      for (let i = 0; i < documents.length; i++) {
        const document = documents[i]!;
        if (isCandidate[document] === 0) continue;
        if (last[document] !== number) {
          last[document] = number;
          held[document]!++;
        }
        sums[document]! += weight * saturation(counts[i]!, norms[document]!);
      }
    }
    for (const document of candidates) isCandidate[document] = 0;
  }

  function addEach(candidates: readonly number[], { lists }: QueryTerm): void {
    for (const document of candidates) {
      const gain = gainOf(document, lists);
      if (gain === 0) continue;
      sums[document]! += gain;
      held[document]!++;
    }
  }

  /** With the terms that were not added yet. */
  function completed(document: number, terms: readonly QueryTerm[]): number {
    let sum = sums[document]!;
    let count = held[document]!;
    for (const { lists } of terms) {
      const gain = gainOf(document, lists);
      sum += gain;
      if (gain > 0) count++;
    }
    return sum * count;
  }

  const total = (document: number): number => sums[document]! * held[document]!;

  return (terms, k) => {
    const order = [...terms].sort((a, b) => b.bound - a.bound);
    let rest = order.reduce((sum, { bound }) => sum + bound, 0);
    const found: number[] = [];
    let candidates: number[] | undefined;
    let least = 0;
    let looked = Number.POSITIVE_INFINITY;
    order.forEach((term, i) => {
      const left = order.length - i;
      const among = candidates ?? found;
      if (among.length > FEW * k && rest * left < LOOK_AGAIN * looked) {
        looked = rest * left;
        const after = order.slice(i);
        const scores = best(among, total, k).map(({ document }) => completed(document, after));
        least = Math.max(least, Math.min(...scores) * ROUNDED);
      }
      if (rest * left < least) {
        candidates = among.filter((document) => (sums[document]! + rest) * (held[document]! + left) >= least);
      }
      if (candidates) addTo(candidates, term, i + 1);
      else addAll(term, i + 1, found);
      rest -= term.bound;
    });
    const scored = best(candidates ?? found, total, k);
    for (const document of found) {
      sums[document] = 0;
      held[document] = 0;
      last[document] = 0;
    }
    return scored.sort((a, b) => b.score - a.score || a.document - b.document);
  };
}

/** What the lists of one term add to a document. */
function gainOf(document: number, lists: readonly PostingList[]): number {
  let gain = 0;
  for (const { documents, counts, norms, weight } of lists) {
    const at = placeOf(document, documents);
    if (at >= 0) gain += weight * saturation(counts[at]!, norms[document]!);
  }
  return gain;
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

/** A heap of the `k` best, the least on top: most documents cost one comparison. Of equals the first numbers stay. */
function best(documents: readonly number[], scoreOf: (document: number) => number, k: number): Scored[] {
  const heap: Scored[] = [];
  const isWorse = (a: Scored, b: Scored) => a.score < b.score || (a.score === b.score && a.document > b.document);
  function sink(at: number): void {
    for (;;) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < heap.length && isWorse(heap[child]!, heap[least]!)) least = child;
      }
      if (least === at) return;
      [heap[at], heap[least]] = [heap[least]!, heap[at]!];
      at = least;
    }
  }
  for (const document of documents) {
    const score = scoreOf(document);
    if (heap.length < k) {
      heap.push({ document, score });
      if (heap.length === k) for (let at = (k >> 1) - 1; at >= 0; at--) sink(at);
    } else if (score >= heap[0]!.score && isWorse(heap[0]!, { document, score })) {
      heap[0] = { document, score };
      sink(0);
    }
  }
  return heap;
}

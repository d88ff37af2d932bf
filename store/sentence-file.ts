/** The vectors of sentences, read from the disk for the passages of one question. */
import type { Embedding, Span } from '../core/types.ts';
import { createInt8Kernel } from './int8-kernel.ts';
import type { PartReader } from './read-at.ts';

/** Cosines of a passage's sentences with a unit vector. */
export function sentenceSimilarities(
  sentences: PartReader,
  sentencesOf: (passage: number) => Span,
  dimensions: number,
): (passage: number, unit: Embedding) => number[] {
  const { rows, capacity, cosines } = createInt8Kernel(dimensions);
  return (passage, unit) => {
    const { start, end } = sentencesOf(passage);
    const all: number[] = [];
    for (let from = start; from < end; from += capacity) {
      const count = Math.min(capacity, end - from);
      sentences.read(rows.subarray(0, count * dimensions), from * dimensions);
      for (const cosine of cosines(unit, count)) all.push(cosine);
    }
    return all;
  };
}

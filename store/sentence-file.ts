/** The vectors of passages and of their sentences, int8, read from the disk for the passages of one question. */
import type { Similarities } from '../core/retrieval/candidates.ts';
import type { Embedding, Span } from '../core/types.ts';
import { createInt8Kernel } from './int8-kernel.ts';
import type { PartReader } from './read-at.ts';

/** Where a passage's rows are: its own, then its sentences'. */
export const rowsSpan = (passage: number, { start, end }: Span): Span => ({
  start: start + passage,
  end: end + passage + 1,
});

/** Cosines of a passage and of its sentences with a unit vector. */
export function rowSimilarities(
  file: PartReader,
  sentencesOf: (passage: number) => Span,
  dimensions: number,
): (passage: number, unit: Embedding) => Similarities {
  const { rows, capacity, cosines } = createInt8Kernel(dimensions);
  return (passage, unit) => {
    const { start, end } = rowsSpan(passage, sentencesOf(passage));
    const found: number[] = [];
    let own = 0;
    for (let from = start; from < end; from += capacity) {
      const count = Math.min(capacity, end - from);
      file.read(rows, from * dimensions, count * dimensions);
      const block = cosines(unit, count);
      if (from === start) own = block[0]!;
      for (let at = from === start ? 1 : 0; at < count; at++) found.push(block[at]!);
    }
    return { own, sentences: found };
  };
}

import type { Citation, Evidence, Passage } from '../types.ts';

/** A sentence of a passage as the citation `n`. */
export function cite(
  { article, title, headings, language }: Passage,
  { start, end, text, similarity }: Pick<Evidence, 'start' | 'end' | 'text' | 'similarity'>,
  n: number,
): Citation {
  return { n, article, title, headings, language, start, end, quote: text, score: similarity };
}

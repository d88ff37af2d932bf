import type { Citation, Evidence, Hit } from '../types.ts';

/** A sentence of a hit as the citation `n`. */
export function cite({ passage }: Hit, { start, end, text, similarity }: Evidence, n: number): Citation {
  const { article, title, headings, language } = passage;
  return { n, article, title, headings, language, start, end, quote: text, score: similarity };
}

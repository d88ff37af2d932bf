/** Whether the articles answer at all. */
import type { Candidate } from './extractive.ts';

/**
 * Logistic regression over what speaks for the best sentence, fitted by `eval/fit-confidence.ts` on XQuAD's development
 * half: its questions as they are, and again with the passage that answers them taken away.
 */
const SAME_LANGUAGE = { bias: -6, similarity: 5, passage: 4, overlap: 3, passageOverlap: 2, fits: 0.8 };
const ACROSS_LANGUAGES = { bias: -5, similarity: 6, passage: 6, overlap: 0, passageOverlap: 1, fits: 0.8 };

/** @param ranked sentences, best first, at least one. @returns probability, 0 to 1, that they hold the answer. */
export function confidenceOf(ranked: readonly Candidate[]): number {
  const { hit, evidence, fits } = ranked[0]!;
  const w = hit.sameLanguage ? SAME_LANGUAGE : ACROSS_LANGUAGES;
  const z =
    w.bias +
    w.similarity * evidence.similarity +
    w.passage * hit.vector +
    w.overlap * (evidence.overlap ?? 0.5) +
    w.passageOverlap * (hit.overlap ?? 0.5) +
    w.fits * (fits === undefined ? 0 : fits ? 1 : -1);
  return 1 / (1 + Math.exp(-z));
}

/** Whether the articles answer at all. */
import type { Candidate } from './extractive.ts';

/**
 * Logistic regression on the best sentence's similarity, on how much of the question's wording its passage holds, and on
 * whether it lacks the kind of thing asked for. Fitted on XQuAD (development half): its questions as they are, against
 * the same with the passage that answers them taken away, and with only the answering sentences cut out of it. Wording
 * is then given a third of its weight there, since XQuAD's questions repeat their passage and readers' do not.
 * Across languages there are few words to share, and similarity is nearly all there is: there it refuses less surely.
 */
const SAME_LANGUAGE = { bias: -5.4, similarity: 10, overlap: 1.5, unfit: -1.6 };
const ACROSS_LANGUAGES = { bias: -4.4, similarity: 10.15, overlap: 0.9, unfit: -1.4 };

/** Of a question that has no word to share: it speaks neither for nor against. */
const NO_OVERLAP = 0.5;

/** @param ranked sentences, best first, at least one. @returns probability, 0 to 1, that they hold the answer. */
export function confidenceOf(ranked: readonly Candidate[]): number {
  const { hit, evidence, fits } = ranked[0]!;
  const weight = hit.sameLanguage ? SAME_LANGUAGE : ACROSS_LANGUAGES;
  const logit =
    weight.bias +
    weight.similarity * evidence.similarity +
    weight.overlap * (hit.overlap ?? NO_OVERLAP) +
    weight.unfit * Number(fits === false);
  return 1 / (1 + Math.exp(-logit));
}

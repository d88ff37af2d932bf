/** Whether the articles answer at all. */
import type { Candidate } from './extractive.ts';
import { type Fitted, fittedFor, oddsOf } from './odds.ts';

interface Weights {
  readonly bias: number;
  readonly similarity: number;
  readonly overlap: number;
  readonly unfit: number;
  readonly odds: number;
}

const WEIGHTS: Fitted<Weights> = {
  /**
   * Logistic regression on the best sentence's similarity, on how much of the question's wording its passage holds, on whether
   * it lacks the kind of thing asked for, and on the evidence model's odds that its passage answers. Fitted by
   * `models/train/evidence/fit.py` on questions that no model has seen: those whose passage has the best sentence, against
   * those that are nearly answered, and the answered ones with their passage taken away. The bias is such that
   * `ANSWER_THRESHOLD` refuses three in a hundred of XQuAD's questions (development half): a real library is harder than both.
   */
  weighed: {
    same: { bias: -1.36, similarity: 4.28, overlap: 2.92, unfit: -0.39, odds: 0.61 },
    across: { bias: -1.8, similarity: 6.46, overlap: 1.74, unfit: -0.13, odds: 0.49 },
  },

  /**
   * Where there is no evidence model. Fitted on XQuAD (development half): its questions as they are, against the same with the
   * passage that answers them taken away, and with only the answering sentences cut out of it. Wording is then given a third
   * of its weight there, since XQuAD's questions repeat their passage and readers' do not. Across languages there are few
   * words to share, and similarity is nearly all there is: there it refuses less surely.
   */
  unweighed: {
    same: { bias: -5.4, similarity: 10, overlap: 1.5, unfit: -1.6, odds: 0 },
    across: { bias: -4.4, similarity: 10.15, overlap: 0.9, unfit: -1.4, odds: 0 },
  },
};

/** Of a question that has no word to share: it speaks neither for nor against. */
const NO_OVERLAP = 0.5;

/** @param ranked sentences, best first, at least one. @returns probability, 0 to 1, that they hold the answer. */
export function confidenceOf(ranked: readonly Candidate[]): number {
  const { hit, evidence, fits } = ranked[0]!;
  const weight = fittedFor(WEIGHTS, hit);
  const logit =
    weight.bias +
    weight.similarity * evidence.similarity +
    weight.overlap * (hit.overlap ?? NO_OVERLAP) +
    weight.unfit * Number(fits === false) +
    weight.odds * (oddsOf(hit) ?? 0);
  return 1 / (1 + Math.exp(-logit));
}

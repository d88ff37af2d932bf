/** Whether the articles answer at all. */
import { type Fitted, fittedFor, oddsOf, sentenceOdds } from './odds.ts';
import type { Candidate } from './ranked-sentences.ts';

interface Weights {
  readonly bias: number;
  readonly similarity: number;
  /** Of the passage, with its best sentence counted in: `Hit.vector`. */
  readonly passage: number;
  readonly overlap: number;
  readonly first: number;
  readonly unfit: number;
  readonly odds: number;
}

const NONE = { similarity: 0, passage: 0, overlap: 0, first: 0, unfit: 0, odds: 0 } as const;

const WEIGHTS: Fitted<Weights> = {
  /**
   * Logistic regression on the evidence model's odds that the best sentence's passage answers, on the passage's similarity and
   * how much of the question's wording it holds, and on whether it is the first of the hits. Fitted by
   * `models/train/evidence/fit.py` on questions that no model has seen: those whose passage has the best sentence, against
   * those that are nearly answered, and the answered ones with their passage taken away. Fitted again with the reader as it is
   * now, and on harder articles too, all but the overlap's are within a tenth of these. The bias is such that
   * `ANSWER_THRESHOLD` refuses three or four in a hundred of our own over `corpus/` that are answered; of those kept from training
   * 2.5 in the same language and 3.2 across, among 433 articles.
   */
  weighed: {
    same: { ...NONE, bias: -3.76, passage: 7.07, overlap: 0.79, first: 2.24, odds: 0.7 },
    across: { ...NONE, bias: -4.14, passage: 10.65, overlap: 0.41, first: 1.44, odds: 0.63 },
  },

  /**
   * Where there is no evidence model. Fitted on XQuAD (development half): its questions as they are, against the same with the
   * passage that answers them taken away, and with only the answering sentences cut out of it. Wording is then given a third
   * of its weight there, since XQuAD's questions repeat their passage and readers' do not. Across languages there are few
   * words to share, and similarity is nearly all there is: there it refuses less surely.
   */
  unweighed: {
    same: { ...NONE, bias: -5.4, similarity: 10, overlap: 1.5, unfit: -1.6 },
    across: { ...NONE, bias: -4.4, similarity: 10.15, overlap: 0.9, unfit: -1.4 },
  },
};

/** Of a question that has no word to share: it speaks neither for nor against. */
const NO_OVERLAP = 0.5;

/**
 * Log odds of the best sentence below which it is no answer, however like one its passage is: the neighbour's row of a table,
 * another item of a list. No right answer of our own falls below it, nor of those over three testers' 20 articles each (660
 * questions), but 9 of 39 near misses over `corpus/` that were answered, and 6 of 161 answers over the testers' that were wrong;
 * of questions kept from training, whose passages are prose, 1 of 2,264 answered ones. At -3.75 one in a hundred answers more is
 * refused; of the near misses over `corpus/` two in a hundred, of the testers' 11 of 98.
 */
const NO_ANSWER = -5;

/**
 * Below this an answer says that it is only the closest that the articles come. Over seven testers' corpora (865 questions and
 * 395 near misses, each asked by itself) 43 in a hundred answers between `ANSWER_THRESHOLD` and this hold what was asked, and
 * 83 of those above: it is said of 107 of 171 answered near misses, of 37 of 104 wrong answers and of 104 of 726 right ones.
 */
export const SURE = 0.8;

/** @param ranked sentences, best first, at least one. @returns probability, 0 to 1, that they hold the answer. */
export function confidenceOf(ranked: readonly Candidate[]): number {
  const { hit, evidence, first, fits } = ranked[0]!;
  if ((sentenceOdds(evidence) ?? 0) < NO_ANSWER) return 0;
  const weight = fittedFor(WEIGHTS, hit);
  const logit =
    weight.bias +
    weight.similarity * evidence.similarity +
    weight.passage * hit.vector +
    weight.overlap * (hit.overlap ?? NO_OVERLAP) +
    weight.first * Number(first) +
    weight.unfit * Number(fits === false) +
    weight.odds * (oddsOf(hit) ?? 0);
  return 1 / (1 + Math.exp(-logit));
}

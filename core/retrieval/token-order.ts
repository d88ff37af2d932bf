/** Puts the best candidates in the order in which their tokens meet the question's. */
import type { TokenBits } from '../types.ts';
import { matchTokens } from './token-match.ts';

/** Candidates looked at: each costs a short read and some 0.1 ms. */
const LOOKED_AT = 24;

/** Cosine per unit of match. On XQuAD (development half) 1 to 3 are equally good. */
const MATCH_WEIGHT = 1.5;

export interface CandidateTokens<C> {
  /** Of the question's language: candidates trade places within a language only, since tokens of the same one are nearer. */
  isOwn(candidate: C): boolean;
  /** Of each, in order. */
  bitsOf(candidates: readonly C[]): readonly Int32Array[] | Promise<readonly Int32Array[]>;
}

/**
 * Reorders the first of the candidates and hands them their scores back in the new order, as `fuseWithinLanguage` does, so
 * that the scale between the languages stays. XQuAD (development half), nDCG@10 without and with: zh→en 90.0 / 93.0, en→zh
 * 91.5 / 93.4, en→en 98.0 / 98.4; own questions in Chinese over English articles, right passage first: 68.8 / 79.6.
 * @param ranked best first. @returns the same candidates, best first, with how nearly their tokens meet the question's.
 */
export async function orderByTokens<C extends { readonly score: number }>(
  ranked: readonly C[],
  question: TokenBits,
  { isOwn, bitsOf }: CandidateTokens<C>,
): Promise<(C & { readonly met?: number | undefined })[]> {
  const best = ranked.slice(0, LOOKED_AT);
  const bits = await bitsOf(best);
  const head = best.map((candidate, i) => {
    const met = matchTokens(question, bits[i]!);
    return { candidate: { ...candidate, met }, order: candidate.score + MATCH_WEIGHT * (met ?? 0) };
  });
  const traded = [true, false].flatMap((own) => {
    const group = head.filter(({ candidate }) => isOwn(candidate) === own);
    const scores = group.map(({ candidate }) => candidate.score);
    return group.sort((a, b) => b.order - a.order).map(({ candidate }, i) => ({ ...candidate, score: scores[i]! }));
  });
  return [...traded.sort((a, b) => b.score - a.score), ...ranked.slice(LOOKED_AT)];
}

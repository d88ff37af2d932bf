/** What an `EvidenceModel` says of a hit. */
import type { Evidence, Hit } from '../types.ts';

/** Log odds below which a sentence is as good as out of the question; those that were not looked at are here too. */
const LEAST = -8;

/** Log odds that a sentence answers; undefined where no evidence model was asked. */
export const sentenceOdds = ({ logOdds }: Evidence): number | undefined => logOdds && Math.max(LEAST, logOdds);

/** Weights fitted with an evidence model's odds and without, within one language and across. */
export interface Fitted<W> {
  readonly weighed: Record<'same' | 'across', W>;
  readonly unweighed: Record<'same' | 'across', W>;
}

export const fittedFor = <W>({ weighed, unweighed }: Fitted<W>, { sentences, sameLanguage }: Hit): W =>
  (sentences[0]?.logOdds === undefined ? unweighed : weighed)[sameLanguage ? 'same' : 'across'];

/** Log odds that one of the sentences does: they exclude each other, so that their odds add up. */
export function oddsOf({ sentences }: Hit): number | undefined {
  let odds = 0;
  for (const sentence of sentences) {
    const own = sentenceOdds(sentence);
    if (own === undefined) return undefined;
    odds += Math.exp(own);
  }
  return Math.log(odds);
}

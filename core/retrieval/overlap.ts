/** How much of what a question names stands in a text. */
import type { LanguageGroup } from '../language-group.ts';
import { isMixedIn } from '../text/tokens.ts';
import type { TermRarity } from './keyword-index.ts';
import { type TermNumber, type Terms, termNumber } from './passage-terms.ts';

/**
 * @param terms of a text.
 * @returns the weighted share of the question's terms among them, 0 to 1; undefined when none can be shared.
 */
export type Overlap = (terms: Terms) => number | undefined;

/**
 * @param asked the question's `contentTerms`.
 * @param sameLanguage across languages only terms that the text's group knows at all (names, quantities) can be asked for.
 */
export function createOverlap(
  asked: readonly string[],
  keywords: TermRarity,
  group: LanguageGroup,
  sameLanguage: boolean,
): Overlap {
  const total = keywords.passages(group);
  const weights: [term: TermNumber, weight: number][] = [];
  for (const term of asked) {
    const n = keywords.frequency(term, group);
    // 「點樣 book 位」 asks Chinese passages for 预约, which is a term of it too.
    const isAsked = n > 0 || (sameLanguage && !(group === 'zh' && isMixedIn(term)));
    if (isAsked) weights.push([termNumber(term), rarity(n, total)]);
  }
  const all = weights.reduce((sum, [, weight]) => sum + weight, 0);
  return (terms) =>
    all === 0 ? undefined : weights.reduce((sum, [term, weight]) => sum + (terms.has(term) ? weight : 0), 0) / all;
}

/** What a term weighs that stands in `n` of a group's passages, as in BM25. */
export const rarity = (n: number, passages: number): number => Math.log(1 + (passages - n + 0.5) / (n + 0.5));

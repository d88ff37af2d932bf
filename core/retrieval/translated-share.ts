/** How much of what a question names a text of the other language says. */
import type { LanguageGroup } from '../language-group.ts';
import type { TermRarity } from './keyword-index.ts';
import type { Overlap } from './overlap.ts';
import { rarity } from './overlap.ts';
import { type TermNumber, termNumber } from './passage-terms.ts';
import type { Translation, Translations } from './translations.ts';

interface Sought {
  /** The term's translations, and itself where the other group has it; by how well each stands for it, best first. */
  readonly saidAs: readonly { readonly number: TermNumber; readonly weight: number }[];
  readonly weight: number;
}

/**
 * Terms that nobody can translate count for nothing. A term is as rare as all that may stand for it together.
 * @param asked the question's `contentTerms`.
 * @param from the question's group.
 * @param to the text's.
 */
export function createTranslatedShare(
  asked: readonly string[],
  translations: Translations,
  keywords: TermRarity,
  { from, to }: { readonly from: LanguageGroup; readonly to: LanguageGroup },
): Overlap {
  const passages = keywords.passages(to);
  const sought = asked.flatMap((term): Sought[] => {
    const saidAs = waysToSay(term);
    if (saidAs.length === 0) return [];
    const expected = saidAs.reduce((sum, way) => sum + way.weight * keywords.frequency(way.term, to), 0);
    const numbered = saidAs.map((way) => ({ number: termNumber(way.term), weight: way.weight }));
    return [{ saidAs: numbered, weight: rarity(Math.min(passages, expected), passages) }];
  });
  const all = sought.reduce((sum, { weight }) => sum + weight, 0);

  function waysToSay(term: string): Translation[] {
    const known = translations.of(term, from);
    const surest = known.reduce((most, { weight }) => Math.max(most, weight), 0);
    // The surest may be unsure, where a word has many translations. The root was a little better than the share itself.
    const ways = known.map((way) => ({ term: way.term, weight: Math.sqrt(way.weight / surest) }));
    if (keywords.frequency(term, to) > 0) ways.push({ term, weight: 1 });
    return ways.sort((a, b) => b.weight - a.weight);
  }

  return (terms) =>
    all === 0
      ? undefined
      : sought.reduce(
          (sum, { saidAs, weight }) => sum + weight * (saidAs.find(({ number }) => terms.has(number))?.weight ?? 0),
          0,
        ) / all;
}

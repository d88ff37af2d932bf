/** How much of what a question names a text of the other language says. */
import type { LanguageGroup } from '../language-group.ts';
import type { TermRarity } from './keyword-index.ts';
import type { Overlap } from './overlap.ts';
import { rarity } from './overlap.ts';
import { type TermNumber, termNumber } from './passage-terms.ts';
import type { Translation, Translations } from './translations.ts';

/** How well a term of a text stands for one that is sought. */
interface Stand {
  /** The place of the one sought. */
  readonly sought: number;
  readonly weight: number;
}

/** Numbers by their last bits: nearly none of a text's terms is looked for any further. */
const MAYBE = 4096;

/** The last bits of a number. */
const bitsOf = (number: TermNumber): number => number & (MAYBE - 1);

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
  const maybe = new Uint8Array(MAYBE);
  const stands = new Map<TermNumber, Stand[]>();
  const weights: number[] = [];
  for (const term of asked) {
    const saidAs = waysToSay(term);
    if (saidAs.length === 0) continue;
    let expected = 0;
    for (const { term: way, weight, frequency } of saidAs) {
      expected += weight * frequency;
      const number = termNumber(way);
      maybe[bitsOf(number)] = 1;
      const stand = { sought: weights.length, weight };
      const others = stands.get(number);
      if (others) others.push(stand);
      else stands.set(number, [stand]);
    }
    weights.push(rarity(Math.min(passages, expected), passages));
  }
  const all = weights.reduce((sum, weight) => sum + weight, 0);

  /** The term's translations, and itself where the other group has it. */
  function waysToSay(term: string): (Translation & { readonly frequency: number })[] {
    const known = translations.of(term, from);
    const surest = known.reduce((most, { weight }) => Math.max(most, weight), 0);
    // The surest may be unsure, where a word has many translations. The root was a little better than the share itself.
    const ways = known.map((way) => {
      return { term: way.term, weight: Math.sqrt(way.weight / surest), frequency: keywords.frequency(way.term, to) };
    });
    const frequency = keywords.frequency(term, to);
    if (frequency > 0) ways.push({ term, weight: 1, frequency });
    return ways;
  }

  return (terms) => {
    if (all === 0) return undefined;
    const said = weights.map(() => 0);
    terms.forEach((number) => {
      if (maybe[bitsOf(number)] === 0) return;
      for (const { sought, weight } of stands.get(number) ?? []) said[sought] = Math.max(said[sought]!, weight);
    });
    return weights.reduce((sum, weight, sought) => sum + weight * said[sought]!, 0) / all;
  };
}

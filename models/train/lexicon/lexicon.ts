/** From sentence pairs to translations of terms. */
import { learn, placeOf } from './ibm1.ts';

/** Terms of a sentence and of its translation. */
export interface TermPair {
  readonly zh: readonly string[];
  readonly en: readonly string[];
}

export interface Translated {
  readonly zh: string;
  readonly en: string;
  /** The geometric mean of both directions' probabilities. */
  readonly weight: number;
}

/** Longer sentences tell little of their words and take most of the time. */
const LONGEST = 70;

/** Times that a pair must have been met. */
const LEAST_COUNT = 0.4;

/** Weaker pairs, three in ten, change nothing that is measured. */
const LEAST_WEIGHT = 0.07;

/** @returns in the order of their code units, English first. */
export function makeLexicon(pairs: readonly TermPair[]): Translated[] {
  const usable = pairs.filter(({ zh, en }) => [zh, en].every(({ length }) => length > 0 && length <= LONGEST));
  const zh = number(usable.map((pair) => pair.zh));
  const en = number(usable.map((pair) => pair.en));
  const toEnglish = learn(zh.sentences, en.sentences, en.words.length);
  const toChinese = learn(en.sentences, zh.sentences, zh.words.length);
  const found: Translated[] = [];
  toEnglish.pairs.forEach((pair, i) => {
    const from = Math.floor(pair / en.words.length);
    const to = pair % en.words.length;
    if (from === 0) return;
    const back = placeOf(toChinese.pairs, to * zh.words.length + from);
    if (Math.min(toEnglish.count[i]!, toChinese.count[back]!) < LEAST_COUNT) return;
    const weight = Math.sqrt(toEnglish.probability[i]! * toChinese.probability[back]!);
    if (weight >= LEAST_WEIGHT) found.push({ zh: zh.words[from]!, en: en.words[to]!, weight });
  });
  return found.sort((a, b) => ascending(a.en, b.en) || ascending(a.zh, b.zh));
}

const ascending = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function number(sentences: readonly (readonly string[])[]) {
  const words = [''];
  const known = new Map<string, number>();
  const numbered = sentences.map((terms) =>
    terms.map((term) => {
      const at = known.get(term) ?? words.push(term) - 1;
      known.set(term, at);
      return at;
    }),
  );
  return { words, sentences: numbered };
}

/** What terms of one language group are called in the other. */
import type { LanguageGroup } from '../language-group.ts';

export interface Translation {
  readonly term: string;
  /** How surely the one stands where the other is said, over 0 and at most 1. */
  readonly weight: number;
}

export interface Translations {
  /** A term's translations into the other group, none where none is known; terms as `tokenize` gives them. */
  of(term: string, group: LanguageGroup): readonly Translation[];
}

/** A weight is one digit of this base. */
export const WEIGHT_BASE = 36;

/**
 * Looked up in the text itself: as objects its 200,000 translations would take many times the memory, and time to make.
 * @param lexicon a line a term, in the order of their code units: the term, a tab, its translations with spaces between, a
 * tab, a digit of its weight for each. First the English terms, then, after an empty line, the Chinese ones.
 */
export function createTranslations(lexicon: string): Translations {
  const middle = lexicon.indexOf('\n\n') + 1;
  const linesOf = { en: createLines(lexicon.slice(0, middle)), zh: createLines(lexicon.slice(middle + 1)) };
  return {
    of(term, group) {
      const [translations, weights] = linesOf[group].after(`${term}\t`)?.split('\t') ?? [];
      if (translations === undefined || weights === undefined) return [];
      return translations.split(' ').map((translation, i) => ({
        term: translation,
        weight: Number.parseInt(weights[i]!, WEIGHT_BASE) / (WEIGHT_BASE - 1),
      }));
    },
  };
}

function createLines(text: string) {
  const found: number[] = [];
  for (let at = 0; at < text.length; at = text.indexOf('\n', at) + 1) found.push(at);
  const starts = Uint32Array.from(found);
  return {
    /** What follows `beginning` in the line that begins so. */
    after(beginning: string): string | undefined {
      let low = 0;
      let high = starts.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        const start = starts[middle]!;
        if (text.slice(start, start + beginning.length) < beginning) low = middle + 1;
        else high = middle;
      }
      const start = starts[low] ?? text.length;
      if (!text.startsWith(beginning, start)) return undefined;
      return text.slice(start + beginning.length, text.indexOf('\n', start));
    },
  };
}

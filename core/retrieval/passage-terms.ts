/** The terms of passages and their sentences, worked out once for those that are found often. */
import type { PassageList } from '../library.ts';
import { tokenize } from '../text/tokens.ts';
import type { Passage } from '../types.ts';

/** What can be asked of a text's terms. */
export type Terms = Pick<ReadonlySet<string>, 'has'>;

export interface PassageTerms {
  /** Title and headings included: they say what the sentences are about. */
  readonly all: Terms;
  /** One a sentence. */
  readonly sentences: readonly Terms[];
}

/** Passages remembered: some 7 MB of terms. */
const REMEMBERED = 2000;

export function createPassageTerms(passages: PassageList): (number: number) => PassageTerms {
  const remembered = new Map<number, PassageTerms>();
  return (number) => {
    const known = remembered.get(number);
    // The one used last is the one forgotten last.
    if (known) remembered.delete(number);
    const terms = known ?? termsOf(passages.at(number)!);
    remembered.set(number, terms);
    if (remembered.size > REMEMBERED) remembered.delete(remembered.keys().next().value!);
    return terms;
  };
}

function termsOf({ title, headings, text, start, sentences }: Passage): PassageTerms {
  const heads = compact(tokenize([title, ...headings].join('\n')));
  const each = sentences.map((span) => compact(tokenize(text.slice(span.start - start, span.end - start))));
  return { all: { has: (term) => heads.has(term) || each.some((terms) => terms.has(term)) }, sentences: each };
}

const BREAK = 10;

/** In one string: a fifth of the memory of a set, and a few dozen terms are found in it nearly as fast. */
function compact(terms: readonly string[]): Terms {
  // No term has a line break.
  const lines = ['', ...new Set(terms), ''].join('\n');
  return {
    has(term) {
      for (let at = lines.indexOf(term); at >= 0; at = lines.indexOf(term, at + 1)) {
        if (lines.charCodeAt(at - 1) === BREAK && lines.charCodeAt(at + term.length) === BREAK) return true;
      }
      return false;
    },
  };
}

/** The terms of passages and their sentences, worked out once for those that are found often. */
import type { PassageList } from '../library.ts';
import { tokenize } from '../text/tokens.ts';
import type { Passage } from '../types.ts';

export interface PassageTerms {
  /** Title and headings included: they say what the sentences are about. */
  readonly all: ReadonlySet<string>;
  /** One set per sentence. */
  readonly sentences: readonly ReadonlySet<string>[];
}

/** Passages remembered: some 10 MB of terms. */
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
  const each = sentences.map((span) => new Set(tokenize(text.slice(span.start - start, span.end - start))));
  const all = new Set(tokenize([title, ...headings].join('\n')));
  for (const terms of each) for (const term of terms) all.add(term);
  return { all, sentences: each };
}

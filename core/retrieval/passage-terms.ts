/** The terms of passages and of their sentences, as numbers: hardly two in a library's vocabulary share one. */
import type { PassageList } from '../library.ts';
import { tokenize } from '../text/tokens.ts';
import type { Passage } from '../types.ts';

/** By which a term is looked up. */
export type TermNumber = number;

/** What can be asked of a text's terms. */
export interface Terms {
  has(term: TermNumber): boolean;
  /** Some may come more than once. */
  forEach(visit: (term: TermNumber) => void): void;
}

export interface PassageTerms {
  /** Title and headings included: they say what the sentences are about. */
  readonly all: Terms;
  /** One a sentence. */
  readonly sentences: readonly Terms[];
}

/** Passages remembered. */
const REMEMBERED = 2000;

/** Where no index has them: worked out once for the passages that are found often. */
export function createPassageTerms(passages: PassageList): (number: number) => PassageTerms {
  const remembered = new Map<number, PassageTerms>();
  return (number) => {
    const known = remembered.get(number);
    // The one used last is the one forgotten last.
    if (known) remembered.delete(number);
    const terms = known ?? unpackTerms(packTerms(passages.at(number)!));
    remembered.set(number, terms);
    if (remembered.size > REMEMBERED) remembered.delete(remembered.keys().next().value!);
    return terms;
  };
}

/**
 * The numbers of a passage's terms: those of title and headings, then those of each sentence. Each list is in order and has its
 * length in front.
 */
export type PackedTerms = Uint32Array;

export function packTerms({ title, headings, text, start, sentences }: Passage): PackedTerms {
  const heads = [title, ...headings].join('\n');
  const texts = [heads, ...sentences.map((span) => text.slice(span.start - start, span.end - start))];
  return Uint32Array.from(
    texts.flatMap((own) => {
      const numbers = Uint32Array.from(new Set(tokenize(own).map(termNumber))).sort();
      return [numbers.length, ...numbers];
    }),
  );
}

/** Of the few passages that a question is held against only those shown are asked for their sentences. */
export function unpackTerms(packed: PackedTerms): PassageTerms {
  const lists: number[] = [];
  for (let at = 0; at < packed.length; at += 1 + packed[at]!) lists.push(at);
  const among = (own: readonly number[]): Terms => ({
    has: (term) => own.some((list) => isAmong(packed, list + 1, list + 1 + packed[list]!, term)),
    forEach(visit) {
      for (const list of own) {
        for (let at = list + 1; at <= list + packed[list]!; at++) visit(packed[at]!);
      }
    },
  });
  return {
    all: among(lists),
    get sentences() {
      return lists.slice(1).map((list) => among([list]));
    },
  };
}

/** FNV-1a over UTF-16 code units. */
export function termNumber(term: string): TermNumber {
  let hash = 0x811c9dc5;
  for (let i = 0; i < term.length; i++) hash = Math.imul(hash ^ term.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** Whether `number` is among those from `from` to before `to`, which are in order. */
function isAmong(numbers: Uint32Array, from: number, to: number, number: number): boolean {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (numbers[middle]! < number) low = middle + 1;
    else high = middle;
  }
  return low < to && numbers[low] === number;
}

/** Makes the columns of the keyword index: see `keyword-file.ts` for what they are. */
import { groupOf, LANGUAGE_GROUPS } from '../core/language-group.ts';
import { tokenize } from '../core/text/tokens.ts';
import type { Passage } from '../core/types.ts';
import { FIELDS, norm } from './bm25.ts';
import type { Column } from './column-file.ts';
import { type FoundTerms, type KnownTerms, noKnownTerms } from './known-terms.ts';
import { columnName, MOST_DOCUMENTS, posting } from './postings.ts';
import { hashOf } from './term-table.ts';

export interface Keywords {
  readonly columns: Readonly<Record<string, Column>>;
  /** What the lists hold, group after group. */
  readonly postings: readonly Column[];
}

/** @param known those of them whose terms need not be looked for. The result is the same without. */
export function buildKeywords(passages: Iterable<Passage>, known: KnownTerms = noKnownTerms): Keywords {
  const builders = { zh: createGroup(known), en: createGroup(known) };
  let number = 0;
  for (const passage of passages) builders[groupOf(passage.language)].add(number++, passage);
  const columns: Record<string, Column> = {};
  const postings: Column[] = [];
  for (const group of LANGUAGE_GROUPS) {
    const { lists, ...own } = builders[group].columns();
    for (const [name, column] of Object.entries(own)) columns[columnName(group, name)] = column;
    postings.push(lists);
  }
  return { columns, postings };
}

function createGroup(known: KnownTerms) {
  const numbers = growing();
  const lengths = FIELDS.map(growing);
  const termNumbers = new Map<string, number>();
  const frequency: number[] = [];
  // A line for each term of each field of each passage, in the passages' order.
  const lists = growing();
  const postings = growing();

  function numberOf(term: string): number {
    const known = termNumbers.get(term);
    if (known !== undefined) return known;
    termNumbers.set(term, frequency.length);
    return frequency.push(0) - 1;
  }

  function look(document: number, { text, title, headings }: Passage): void {
    const seen = new Set<number>();
    [text, [title, ...headings].join('\n')].forEach((field, at) => {
      const terms = new Map<number, number>();
      for (const term of tokenize(field)) {
        const own = numberOf(term);
        terms.set(own, (terms.get(own) ?? 0) + 1);
      }
      lengths[at]!.push(terms.size);
      for (const [term, times] of terms) {
        seen.add(term);
        lists.push(term * FIELDS.length + at);
        postings.push(posting(document, times));
      }
    });
    for (const term of seen) frequency[term]!++;
  }

  /** The number here of a term that is known by another. */
  const renumbered: number[] = [];

  function copy(document: number, passage: Passage, found: FoundTerms): void {
    const counts = FIELDS.map(() => 0);
    let last: number | undefined;
    found.lists.forEach((list, i) => {
      const before = Math.floor(list / FIELDS.length);
      const at = list % FIELDS.length;
      renumbered[before] ??= numberOf(known.term(passage, before));
      const term = renumbered[before]!;
      lists.push(term * FIELDS.length + at);
      postings.push(posting(document, found.times[i]!));
      counts[at]!++;
      if (before !== last) frequency[term]!++;
      last = before;
    });
    counts.forEach((count, at) => {
      lengths[at]!.push(count);
    });
  }

  return {
    add(number: number, passage: Passage) {
      const document = numbers.length;
      if (document === MOST_DOCUMENTS) throw new Error(`Keywords are kept of ${MOST_DOCUMENTS} passages at most.`);
      numbers.push(number);
      const found = known.of(passage);
      if (found) copy(document, passage, found);
      else look(document, passage);
    },

    columns() {
      // By name, so that it does not matter in which order they were met.
      const terms = [...termNumbers.keys()].sort();
      const places = new Uint32Array(terms.length);
      terms.forEach((term, place) => {
        places[termNumbers.get(term)!] = place;
      });
      const placed = lists
        .values()
        .map((list) => places[Math.floor(list / FIELDS.length)]! * FIELDS.length + (list % FIELDS.length));
      return {
        ...tableOf(terms),
        ...sortByList(placed, postings.values(), terms.length * FIELDS.length),
        passages: numbers.values(),
        frequency: Uint32Array.from(terms, (term) => frequency[termNumbers.get(term)!]!),
        ...Object.fromEntries(FIELDS.map(({ name }, i) => [`lengths.${name}`, lengths[i]!.values()])),
      };
    },
  };
}

/** A counting sort: within a list the passages stay in order. */
function sortByList(lists: Uint32Array, postings: Uint32Array, count: number) {
  const ends = new Uint32Array(count + 1);
  for (const list of lists) ends[list + 1]!++;
  for (let i = 1; i <= count; i++) ends[i]! += ends[i - 1]!;
  const next = ends.slice();
  const sorted = new Uint32Array(postings.length);
  lists.forEach((list, i) => {
    sorted[next[list]!++] = postings[i]!;
  });
  return { ends, lists: sorted };
}

export function normsOf(lengths: Uint32Array): Float64Array {
  const average = lengths.reduce((sum, length) => sum + length, 0) / lengths.length || 1;
  return Float64Array.from(lengths, (length) => norm(length, average));
}

/** The terms' bytes one after another, and a table of which hash stands for which term. */
function tableOf(terms: readonly string[]): Record<string, Column> {
  const bytes = terms.map((term) => Buffer.from(term));
  const termEnds = new Uint32Array(terms.length + 1);
  bytes.forEach((own, i) => {
    termEnds[i + 1] = termEnds[i]! + own.length;
  });
  const slots = new Uint32Array(2 ** Math.ceil(Math.log2(2 * terms.length + 1)));
  bytes.forEach((own, i) => {
    let slot = hashOf(own) & (slots.length - 1);
    while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
    slots[slot] = i + 1;
  });
  return { terms: Uint8Array.from(Buffer.concat(bytes)), termEnds, slots };
}

interface Growing {
  readonly length: number;
  push(value: number): void;
  values(): Uint32Array;
}

/** Numbers of four bytes each, which an array of a million does not promise. */
function growing(): Growing {
  let data = new Uint32Array(1024);
  let length = 0;
  return {
    get length() {
      return length;
    },
    push(value) {
      if (length === data.length) {
        const larger = new Uint32Array(2 * length);
        larger.set(data);
        data = larger;
      }
      data[length++] = value;
    },
    values: () => data.slice(0, length),
  };
}

/** Makes the columns of the keyword index: see `keyword-file.ts` for what they are. */
import { groupOf, LANGUAGE_GROUPS, type LanguageGroup } from '../core/language-group.ts';
import { tokenize } from '../core/text/tokens.ts';
import type { Passage } from '../core/types.ts';
import { FIELDS, norm } from './bm25.ts';
import type { Column } from './column-file.ts';
import { type FoundTerms, type KnownTerms, noKnownTerms } from './known-terms.ts';
import { columnName, MOST_DOCUMENTS, posting } from './postings.ts';
import { createTermNumbers } from './term-numbers.ts';

interface Keywords {
  readonly columns: Readonly<Record<string, Column>>;
  /** What the lists hold, group after group. */
  readonly postings: readonly Column[];
}

/** @param known those of them whose terms need not be looked for. The result is the same without. */
export function buildKeywords(passages: Iterable<Passage>, known: KnownTerms = noKnownTerms): Keywords {
  const builders = { zh: createGroup(known, 'zh'), en: createGroup(known, 'en') };
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

function createGroup(known: KnownTerms, group: LanguageGroup) {
  const numbers = growing();
  const lengths = FIELDS.map(growing);
  const terms = createTermNumbers(known.table(group));
  const frequency = Array.from({ length: terms.size }, () => 0);
  // A line for each term of each field of each passage, in the passages' order.
  const lists = growing();
  const postings = growing();

  function look(document: number, { text, title, headings }: Passage): void {
    const seen = new Set<number>();
    [text, [title, ...headings].join('\n')].forEach((field, at) => {
      const times = new Map<number, number>();
      for (const term of tokenize(field)) {
        const own = terms.of(term);
        times.set(own, (times.get(own) ?? 0) + 1);
      }
      lengths[at]!.push(times.size);
      for (const [term, count] of times) {
        seen.add(term);
        lists.push(term * FIELDS.length + at);
        postings.push(posting(document, count));
      }
    });
    for (const term of seen) frequency[term] = (frequency[term] ?? 0) + 1;
  }

  function copy(document: number, { lists: own, times }: FoundTerms): void {
    const counts = FIELDS.map(() => 0);
    let last: number | undefined;
    for (let i = 0; i < own.length; i++) {
      const list = own[i]!;
      const at = list % FIELDS.length;
      const term = (list - at) / FIELDS.length;
      lists.push(list);
      postings.push(posting(document, times[i]!));
      counts[at]!++;
      if (term !== last) frequency[term]!++;
      last = term;
    }
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
      if (found) copy(document, found);
      else look(document, passage);
    },

    columns() {
      const { columns, places } = terms.table((number) => frequency[number]! > 0);
      const count = columns.termEnds.length - 1;
      const frequencies = new Uint32Array(count);
      frequency.forEach((own, number) => {
        if (own > 0) frequencies[places[number]!] = own;
      });
      const placed = lists.values();
      for (let i = 0; i < placed.length; i++) {
        const at = placed[i]! % FIELDS.length;
        placed[i] = places[(placed[i]! - at) / FIELDS.length]! * FIELDS.length + at;
      }
      return {
        ...columns,
        ...sortByList(placed, postings.values(), count * FIELDS.length),
        passages: numbers.values(),
        frequency: frequencies,
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
  for (let i = 0; i < lists.length; i++) sorted[next[lists[i]!]!++] = postings[i]!;
  return { ends, lists: sorted };
}

export function normsOf(lengths: Uint32Array): Float64Array {
  const average = lengths.reduce((sum, length) => sum + length, 0) / lengths.length || 1;
  return Float64Array.from(lengths, (length) => norm(length, average));
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

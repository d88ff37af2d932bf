/**
 * Keyword search over typed arrays: 100,000 passages are open as soon as their file is read. Per language group:
 *
 *   terms termEnds slots   the different terms, UTF-8, and a hash table of their numbers
 *   ends                   for each term and field, where its list ends among the postings
 *   passages               the index's number of each of the group's passages
 *   lengths.*              different terms in each field of each passage
 *   frequency              in how many passages each term stands
 *
 * The postings lie in a file of their own, of which a question reads the lists of its terms, those of all fields of one
 * together: for each list the group's passages in order, and how often the term stands there (`build-keywords.ts`).
 */
import type { LanguageGroup } from '../core/language-group.ts';
import type { KeywordIndex, KeywordMatch } from '../core/retrieval/keyword-index.ts';
import { tokenize } from '../core/text/tokens.ts';
import { FIELDS, rarity } from './bm25.ts';
import { normsOf } from './build-keywords.ts';
import type { Columns } from './column-file.ts';
import { columnName } from './postings.ts';
import type { PartReader } from './read-at.ts';
import { createTermSearch, POSTING } from './term-search.ts';
import { createTermTable } from './term-table.ts';

export function openKeywords(columns: Columns, postings: PartReader): KeywordIndex {
  let from = 0;
  const open = (group: LanguageGroup) => {
    const opened = openGroup(columns, group, postings, from);
    from += opened.bytes;
    return opened;
  };
  const groups = { zh: open('zh'), en: open('en') };
  return {
    search: (question, group, k) => groups[group].search(question, k),
    passages: (group) => groups[group].size,
    frequency: (term, group) => groups[group].frequency(term),
  };
}

/** @param base where the group's postings begin. */
function openGroup(columns: Columns, group: LanguageGroup, postings: PartReader, base: number) {
  const named = (name: string) => columnName(group, name);
  const u32 = (name: string) => columns.u32(named(name));
  const numberOf = createTermTable({
    ...{ terms: columns.u8(named('terms')), termEnds: u32('termEnds'), slots: u32('slots') },
  });
  const [ends, passages, frequency] = [u32('ends'), u32('passages'), u32('frequency')];
  const fields = FIELDS.length;
  let longest = 0;
  for (let list = 0; list + fields < ends.length; list += fields) {
    longest = Math.max(longest, ends[list + fields]! - ends[list]!);
  }
  const norms = FIELDS.map(({ name }) => normsOf(u32(`lengths.${name}`)));
  const sums = createTermSearch(norms, longest);

  /** @param times how often the question says it. @param place in the question, from 1. */
  function addTerm(term: number, times: number, place: number): void {
    const first = term * fields;
    const start = ends[first]!;
    postings.read(sums.postings, base + POSTING * start, POSTING * (ends[first + fields]! - start));
    FIELDS.forEach(({ boost }, field) => {
      const [from, to] = [ends[first + field]!, ends[first + field + 1]!];
      if (to > from)
        sums.add(from - start, to - from, field, times * boost * rarity(to - from, passages.length), place);
    });
  }

  return {
    size: passages.length,
    bytes: POSTING * ends.at(-1)!,
    frequency(term: string): number {
      const number = numberOf(term);
      return number === undefined ? 0 : frequency[number]!;
    },
    search(question: string, k: number): KeywordMatch[] {
      const times = new Map<number, number>();
      for (const term of tokenize(question)) {
        const number = numberOf(term);
        if (number !== undefined) times.set(number, (times.get(number) ?? 0) + 1);
      }
      sums.begin();
      let place = 0;
      for (const [number, count] of times) addTerm(number, count, ++place);
      return sums.best(k).map(({ document, score }) => ({ passage: passages[document]!, score }));
    },
  };
}

/**
 * Keyword search over typed arrays: 100,000 passages are open as soon as their file is read. Per language group:
 *
 *   terms termEnds slots   the different terms, UTF-8, and a hash table of their numbers
 *   ends documents counts  for each term and field a list of the group's passages in order, with how often it stands there
 *   peaks                  the most that a list can add to a passage, but for the term's rarity
 *   passages               the index's number of each of the group's passages
 *   lengths.*              different terms in each field of each passage
 *   frequency              in how many passages each term stands
 */
import type { LANGUAGE_GROUPS, LanguageGroup } from '../core/language-group.ts';
import type { KeywordIndex, KeywordMatch } from '../core/retrieval/keyword-index.ts';
import { tokenize } from '../core/text/tokens.ts';
import { FIELDS, rarity } from './bm25.ts';
import { columnName, normsOf } from './build-keywords.ts';
import type { Columns } from './column-file.ts';
import { createTermSearch, type PostingList, type QueryTerm } from './term-search.ts';
import { createTermTable } from './term-table.ts';

export function openKeywords(columns: Columns): KeywordIndex {
  const groups = { zh: openGroup(columns, 'zh'), en: openGroup(columns, 'en') } satisfies Record<
    LanguageGroup,
    unknown
  >;
  return {
    search: (question, group, k) => groups[group].search(question, k),
    passages: (group) => groups[group].size,
    frequency: (term, group) => groups[group].frequency(term),
  };
}

function openGroup(columns: Columns, group: (typeof LANGUAGE_GROUPS)[number]) {
  const named = (name: string) => columnName(group, name);
  const u32 = (name: string) => columns.u32(named(name));
  const numberOf = createTermTable(columns.u8(named('terms')), u32('termEnds'), u32('slots'));
  const [ends, documents, passages, frequency] = [u32('ends'), u32('documents'), u32('passages'), u32('frequency')];
  const counts = columns.u16(named('counts'));
  const peaks = columns.f32(named('peaks'));
  const norms = FIELDS.map(({ name }) => normsOf(u32(`lengths.${name}`)));
  const best = createTermSearch(passages.length);

  /** @param times how often the question says it. */
  function queryTerm(number: number, times: number): QueryTerm {
    const lists = FIELDS.flatMap(({ boost }, field): PostingList[] => {
      const list = number * FIELDS.length + field;
      const [from, to] = [ends[list]!, ends[list + 1]!];
      if (from === to) return [];
      const weight = times * boost * rarity(to - from, passages.length);
      return [
        {
          documents: documents.subarray(from, to),
          counts: counts.subarray(from, to),
          norms: norms[field]!,
          weight,
          bound: weight * peaks[list]!,
        },
      ];
    });
    return { lists, bound: lists.reduce((sum, { bound }) => sum + bound, 0) };
  }

  return {
    size: passages.length,
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
      const terms = [...times].map(([number, count]) => queryTerm(number, count));
      return best(terms, k).map(({ document, score }) => ({ passage: passages[document]!, score }));
    },
  };
}

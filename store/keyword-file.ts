/**
 * Keyword search over typed arrays: 100,000 passages are open as soon as their file is read. Per language group:
 *
 *   terms termEnds slots   the different terms, UTF-8, and a hash table of their numbers
 *   ends                   for each term and field, where its list ends among the postings
 *   peaks                  the most that a list can add to a passage, but for the term's rarity
 *   passages               the index's number of each of the group's passages
 *   lengths.*              different terms in each field of each passage
 *   frequency              in how many passages each term stands
 *
 * The postings lie in a file of their own, of which a question reads the lists of its terms: for each list the group's
 * passages in order (u32), and for each of them how often the term stands there (u8).
 */
import type { LanguageGroup } from '../core/language-group.ts';
import type { KeywordIndex, KeywordMatch } from '../core/retrieval/keyword-index.ts';
import { tokenize } from '../core/text/tokens.ts';
import { FIELDS, rarity } from './bm25.ts';
import { columnName, normsOf } from './build-keywords.ts';
import type { Columns } from './column-file.ts';
import type { PartReader } from './read-at.ts';
import { createTermSearch, type PostingList, type QueryTerm } from './term-search.ts';
import { createTermTable } from './term-table.ts';

/** Bytes of a passage's number. */
const WORD = 4;

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
  const numberOf = createTermTable(columns.u8(named('terms')), u32('termEnds'), u32('slots'));
  const [ends, passages, frequency] = [u32('ends'), u32('passages'), u32('frequency')];
  const all = ends.at(-1)!;
  const peaks = columns.f32(named('peaks'));
  const norms = FIELDS.map(({ name }) => normsOf(u32(`lengths.${name}`)));
  const best = createTermSearch(passages.length);

  function read(from: number, to: number): Pick<PostingList, 'documents' | 'counts'> {
    const documents = new Uint32Array(to - from);
    const counts = new Uint8Array(to - from);
    postings.read(new Uint8Array(documents.buffer), base + WORD * from);
    postings.read(counts, base + WORD * all + from);
    return { documents, counts };
  }

  /** @param times how often the question says it. */
  function queryTerm(number: number, times: number): QueryTerm {
    let bound = 0;
    const lists = FIELDS.flatMap(({ boost }, field): PostingList[] => {
      const list = number * FIELDS.length + field;
      const [from, to] = [ends[list]!, ends[list + 1]!];
      if (from === to) return [];
      const weight = times * boost * rarity(to - from, passages.length);
      bound += weight * peaks[list]!;
      return [{ ...read(from, to), norms: norms[field]!, weight }];
    });
    return { lists, bound };
  }

  return {
    size: passages.length,
    bytes: all * (WORD + 1),
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

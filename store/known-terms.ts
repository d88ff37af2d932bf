/** The terms of each passage of a keyword index: its lists turned round. */
import { groupOf, LANGUAGE_GROUPS, type LanguageGroup } from '../core/language-group.ts';
import type { Passage } from '../core/types.ts';
import { bytesOf } from './bytes.ts';
import type { Columns } from './column-file.ts';
import { columnName, documentOf, timesOf } from './postings.ts';
import type { TermColumns } from './term-table.ts';

/** Of a passage: a line for each term of each field. */
export interface FoundTerms {
  /** `FIELDS.length` times the term's number in that index, and the field; in order. */
  readonly lists: Uint32Array;
  /** How often it stands there, as far as a posting says. */
  readonly times: Uint8Array;
}

export interface KnownTerms {
  /** undefined for a passage that the index has not, or not in this language. */
  of(passage: Passage): FoundTerms | undefined;
  /** The terms of that index by their numbers. */
  table(group: LanguageGroup): TermColumns | undefined;
}

export const noKnownTerms: KnownTerms = {
  of: () => undefined,
  table: () => undefined,
};

/** @param numbers those that the passages have in the index. */
export function openKnownTerms(
  columns: Columns,
  postings: Uint8Array,
  numbers: { get(passage: Passage): number | undefined },
): KnownTerms {
  let from = 0;
  const groups = Object.fromEntries(
    LANGUAGE_GROUPS.map((group) => {
      const u32 = (name: string) => columns.u32(columnName(group, name));
      const ends = u32('ends');
      const lists = new Uint32Array(ends.at(-1)!);
      bytesOf(lists).set(postings.subarray(from, from + lists.byteLength));
      from += lists.byteLength;
      const table = { terms: columns.u8(columnName(group, 'terms')), termEnds: u32('termEnds'), slots: u32('slots') };
      const documents = new Map(Array.from(u32('passages'), (passage, document) => [passage, document]));
      return [group, { documents, table, found: turnRound(ends, lists, documents.size) }];
    }),
  );
  return {
    of(passage) {
      const { documents, found } = groups[groupOf(passage.language)]!;
      const document = documents.get(numbers.get(passage) ?? -1);
      return document === undefined ? undefined : found(document);
    },
    table: (group) => groups[group]!.table,
  };
}

/** A counting sort by document, within which the lists stay in order. */
function turnRound(ends: Uint32Array, postings: Uint32Array, documents: number): (document: number) => FoundTerms {
  const starts = new Uint32Array(documents + 1);
  for (const posting of postings) starts[documentOf(posting) + 1]!++;
  for (let i = 1; i <= documents; i++) starts[i]! += starts[i - 1]!;
  const next = starts.slice();
  const lists = new Uint32Array(postings.length);
  const times = new Uint8Array(postings.length);
  for (let list = 0; list + 1 < ends.length; list++) {
    for (let at = ends[list]!; at < ends[list + 1]!; at++) {
      const place = next[documentOf(postings[at]!)]!++;
      lists[place] = list;
      times[place] = timesOf(postings[at]!);
    }
  }
  return (document) => {
    const [start, end] = [starts[document], starts[document + 1]];
    return { lists: lists.subarray(start, end), times: times.subarray(start, end) };
  };
}

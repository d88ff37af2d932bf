import type { LanguageGroup } from '../language-group.ts';

export interface KeywordMatch {
  /** The passage's number in the index. */
  readonly passage: number;
  /** BM25 score, above 0. */
  readonly score: number;
}

/** Keyword search with statistics kept per language group. */
export interface KeywordIndex {
  /** The `k` best passages of the group that share a term, best first. */
  search(question: string, group: LanguageGroup, k: number): KeywordMatch[];
  /** How many passages the group has. */
  passages(group: LanguageGroup): number;
  /** In how many of the group's passages the term stands. */
  frequency(term: string, group: LanguageGroup): number;
}

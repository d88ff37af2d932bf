import type { LanguageGroup } from '../language-group.ts';

export interface KeywordMatch {
  /** The passage's number in the index. */
  readonly passage: number;
  /** BM25 score, above 0. */
  readonly score: number;
}

/** How rare terms are, told per language group. */
export interface TermRarity {
  /** How many passages the group has. */
  passages(group: LanguageGroup): number;
  /** In how many of the group's passages the term stands. */
  frequency(term: string, group: LanguageGroup): number;
}

/** Keyword search with statistics kept per language group. */
export interface KeywordIndex extends TermRarity {
  /** The `k` best passages of the group that share a term, best first. */
  search(question: string, group: LanguageGroup, k: number): KeywordMatch[];
}

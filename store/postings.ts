/** How the keyword index is written: what makes its lists and what reads them share it. */
import type { LanguageGroup } from '../core/language-group.ts';

/**
 * A posting is the document's number in the group and, in the last of its four bytes, how often the term stands there: more
 * often than a byte holds it says no more (2.187 instead of 2.2 at the very most).
 */
const TIMES = 256;
export const MOST_DOCUMENTS = 2 ** 32 / TIMES;

export const posting = (document: number, times: number): number => TIMES * document + Math.min(times, TIMES - 1);
export const documentOf = (posting: number): number => Math.floor(posting / TIMES);
export const timesOf = (posting: number): number => posting % TIMES;

export const columnName = (group: LanguageGroup, name: string): string => `${group}.${name}`;

/**
 * Whether a question names something in particular that the passage does not: another version, year or place, somebody else.
 * Similarity hardly sees the difference between HKGAI v1 and HKGAI v2, and an answer about the one is none about the other.
 */
import { relativeYearsIn, yearsIn } from '../text/periods.ts';
import type { Hit } from '../types.ts';
import { namesOtherPlace } from './places.ts';
import { sourceText } from './source-text.ts';

/** @returns true where the passage speaks of another; false where it does not, or where that cannot be told. */
export function namesAnother(question: string, { passage, date }: Hit): boolean {
  const source = sourceText(passage);
  return (
    hasOtherVersion(question, source) ||
    hasOtherYear(question, passage.text, date) ||
    namesOtherPlace(question, source, passage.language !== 'en')
  );
}

const VERSION = /(?<![\p{Script=Latin}\p{N}])(\p{Script=Latin}+)[- ]?(\d+(?:\.\d+)*)(?![\p{Script=Latin}\p{N}]|\s?%)/gu;

interface Version {
  readonly word: string;
  readonly number: string;
}

/** Of a word and a number apart (“over 70”, “about 5.3”) nothing follows, but of “PierPal 5.3” and “v 2”. */
const versionsIn = (text: string): Version[] =>
  [...text.matchAll(VERSION)]
    .filter(([all, word, number]) => !all.includes(' ') || /^v(?:ersion)?$/i.test(word!) || isRelease(word!, number!))
    .map(([, word, number]) => ({ word: word!.toLowerCase(), number: number! }));

/** Clauses, pages and the like have dots too: “section 5.3”. */
const isRelease = (word: string, number: string): boolean =>
  /^\p{Lu}/u.test(word) && number.includes('.') && !OF_TEXT.test(word);
const OF_TEXT =
  /^(?:section|clause|chapter|article|part|paragraph|para|rule|regulation|table|figure|annex|appendix|page|item|step|about|over|under|only|from|at|up|around|nearly|roughly|than|to|is|was|hk|us|rmb|usd|hkd)s?$/i;

/** “v2” where the passage has “v1” only. */
const hasOtherVersion = (question: string, source: string): boolean =>
  areOthers(versionsIn(question), versionsIn(source));

/** Whether of what is asked for only others are known. */
export const areOthers = (asked: readonly Version[], known: readonly Version[]): boolean =>
  asked.some(({ word, number }) => {
    const same = known.filter((version) => version.word === word);
    // 5.3.1 is 5.3.
    return same.length > 0 && !same.some((version) => `${version.number}.`.startsWith(`${number}.`));
  });

/** Not “the class I took”. */
const LETTER = '[A-HJ-Z]\\d?';
const ONE_LETTER = new RegExp(`(?<!\\p{L})${LETTER}(?!\\p{Ll})`, 'gu');

/** What letters tell apart, in English and in Chinese: “Class D”, A類. */
const LETTERED = [
  ['class', 'class(?:es)?|categor(?:y|ies)|types?|grades?', '[類类級级型]'],
  ['block', 'blocks?|towers?|wings?', '[座棟栋翼]'],
  ['group', 'groups?|teams?', '[組组隊队]'],
  ['exit', 'exits?|gates?', '出口|[閘闸]口'],
  ['plan', 'plans?|options?|schemes?', '方案|計劃|计划'],
].map(([word, english, chinese]) => ({
  word: word!,
  // “Classes A and B”, and “Class: A” of a table's row.
  english: new RegExp(`\\b(?:${english})[: ]+(${LETTER}(?:(?:,| and| or|/|&)+ ?${LETTER})*)\\b`, 'gi'),
  chinese: new RegExp(
    `(?<!\\p{Script=Latin})(${LETTER}(?:[、及和或至]${LETTER})*)(?:${chinese})|(?:${chinese})[别別]?：?(${LETTER})(?!\\p{Script=Latin})`,
    'gu',
  ),
}));

const letteredIn = (text: string): Version[] =>
  LETTERED.flatMap(({ word, english, chinese }) =>
    [english, chinese].flatMap((pattern) =>
      [...text.matchAll(pattern)].flatMap(([, before, after]) =>
        [...(before ?? after ?? '').matchAll(ONE_LETTER)].map(([number]) => ({ word, number })),
      ),
    ),
  );

/** What a text names of several alike: “Class D”, 「A類」, “DX-25”. */
export const kindsIn = (text: string): Version[] => [...versionsIn(text), ...letteredIn(text)];

/** @param date of the article: that it is this year need not be said. */
function hasOtherYear(question: string, source: string, date: string | undefined): boolean {
  const asked = yearsIn(question);
  const written = date === undefined ? Number.NaN : Number.parseInt(date, 10);
  const meant = [0, ...relativeYearsIn(source)];
  const known = yearsIn(source);
  if (asked.some((year) => meant.includes(Number(year) - written))) return false;
  return known.length > 0 && asked.length > 0 && !asked.some((year) => known.includes(year));
}

/**
 * Whether a question names something in particular that the passage does not: another version, year or place, somebody else.
 * Similarity hardly sees the difference between HKGAI v1 and HKGAI v2, and an answer about the one is none about the other.
 */
import { yearsIn } from '../text/periods.ts';
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

const VERSION = /(?<![\p{Script=Latin}\p{N}])(\p{Script=Latin}+)[- ]?(\d+(?:\.\d+)*)(?![\p{Script=Latin}\p{N}])/gu;

/** “v2” where the passage has “v1” only. Of a word and a number apart (“over 70”) nothing follows. */
function hasOtherVersion(question: string, source: string): boolean {
  const versions = (text: string) =>
    [...text.matchAll(VERSION)]
      .filter(([all, word]) => !all.includes(' ') || /^v$/i.test(word!))
      .map(([, word, number]) => ({ word: word!.toLowerCase(), number: number! }));
  const known = versions(source);
  return versions(question).some(({ word, number }) => {
    const same = known.filter((version) => version.word === word);
    return same.length > 0 && same.every((version) => version.number !== number);
  });
}

/** What an article calls the year it was written in, and those before and after. */
const RELATIVE_YEARS: readonly (readonly [RegExp, number])[] = [
  [/去年|[舊旧]年|上年|\blast year\b|\ba year (?:ago|earlier)\b/i, -1],
  [/前年|\btwo years (?:ago|earlier)\b/i, -2],
  [/明年|出年|來年|来年|\bnext year\b/i, 1],
];

/** @param date of the article: that it is this year need not be said. */
function hasOtherYear(question: string, source: string, date: string | undefined): boolean {
  const asked = yearsIn(question);
  const written = date === undefined ? Number.NaN : Number.parseInt(date, 10);
  const meant = [0, ...RELATIVE_YEARS.filter(([sign]) => sign.test(source)).map(([, after]) => after)];
  const known = yearsIn(source);
  if (asked.some((year) => meant.includes(Number(year) - written))) return false;
  return known.length > 0 && asked.length > 0 && !asked.some((year) => known.includes(year));
}

/** The years and months that a text names, and which of several it counts: a line about 2024 says nothing of 2023. */
import { toHalfWidth } from './half-width.ts';
import { MONTHS } from './quantities/dates-english.ts';
import { findQuantities } from './quantities.ts';

export interface Periods {
  readonly years: ReadonlySet<number>;
  /** Those and others that may be years: of “1938 Imperial Tour”, of 2,050 people, in brackets. */
  readonly numbers: ReadonlySet<number>;
  /** 1 to 12. */
  readonly months: ReadonlySet<number>;
  /** Q1 to Q4, H1 and H2. */
  readonly parts: ReadonlySet<string>;
  /** “2 期” of 第二期. */
  readonly counted: ReadonlySet<string>;
  /** Last year, or the year before it. */
  readonly back: ReadonlySet<number>;
  /** A span, or a year told by another: what is meant cannot be told by the years that stand there. */
  readonly isOpen: boolean;
}

const OPEN =
  /\d0'?s\b|年代|世[纪紀]|以前|之前|[日月]前|前後|以後|以后|之後|之后|以[来來]|至今|到[时時]|其後|其后|同年|[去前明翌次上出]年|前一年|[下今上][屆届]|再犯|[舊旧來来]年|年[後后前內内]|[上下]半年|相比|[而較较比]\d{4}年|\b(?:compared|than in|since|before|after|until|till|by|between|from|later|earlier|ago|previous|last|next|following|early|late|centur(?:y|ies))\b/i;

const SPAN =
  /(\d{1,2}|十[一二]?|[一二三四五六七八九])月份?\s*(?:至|到|[-–—~～])\s*(\d{1,2}|十[一二]?|[一二三四五六七八九])月/gu;
const MONTH = `(${MONTHS.join('|')})[a-z]*`;
const ENGLISH_SPAN = new RegExp(`\\b${MONTH}\\.?\\s*(?:to|through|until|and|[-–—])\\s*${MONTH}`, 'gi');
const COUNTED =
  /(?:第\s*([一二三四五六七八九十]|\d{1,2})|([首次]))(期|屆|届|代|季|章|次|輪|轮|場|场|批|階段|阶段|班|隊|队|集)/gu;

/** What is said instead of a year, and how many years after this one that is; not 「三年以上年資」, 「過去年報」 and 「以前年度」. */
const RELATIVE_YEARS: readonly (readonly [RegExp, number])[] = [
  [
    /去年(?!(?<=[過过]去年)[報报代度])|[舊旧]年|(?<![年歲岁]以|[網网])上年(?![資资齡龄])|\blast year\b|\ba year (?:ago|earlier)\b/i,
    -1,
  ],
  [/(?<![以年月日])前年|\btwo years (?:ago|earlier)\b|\bthe year before last\b/i, -2],
  [/明年|出年|來年|来年|\bnext year\b/i, 1],
];

/** 1 where a text speaks of next year, -1 of the last one. */
export const relativeYearsIn = (text: string): number[] =>
  RELATIVE_YEARS.filter(([sign]) => sign.test(text)).map(([, after]) => after);

const DIGITS = '零一二三四五六七八九十';
const numberOf = (written: string): number =>
  /\d/.test(written) ? Number(written) : [...written].reduce((sum, digit) => sum + DIGITS.indexOf(digit), 0);

const YEAR_KEY = /^d:((?:19|20)\d\d)(?![\ds])/;
const NUMBER_KEY = /^n:((?:19|20)\d\d)$/;
/** There sources are told, by their years. */
const BRACKETS = /[(（][^()（）]*[)）]/g;

const keysIn = (text: string): string[] => findQuantities(text).map(({ key }) => key);

export function periodsIn(text: string): Periods {
  const keys = keysIn(text);
  const told = text.replace(BRACKETS, ' ');
  const years = (told === text ? keys : keysIn(told)).flatMap((key) => YEAR_KEY.exec(key)?.[1] ?? []).map(Number);
  const numbers = keys.flatMap((key) => (YEAR_KEY.exec(key) ?? NUMBER_KEY.exec(key))?.[1] ?? []).map(Number);
  const months = keys.flatMap((key) => /^d:(?:\d{4}|-)-(\d\d)(?!\d)/.exec(key)?.[1] ?? []).map(Number);
  for (const [, from, to] of text.matchAll(SPAN)) months.push(...span(numberOf(from!), numberOf(to!)));
  for (const [, from, to] of text.matchAll(ENGLISH_SPAN)) months.push(...span(monthOf(from!), monthOf(to!)));
  const counted = Array.from(
    text.matchAll(COUNTED),
    ([, nth, word, what]) => `${nth ? numberOf(nth) : word === '首' ? 1 : 2} ${what}`,
  );
  return {
    years: new Set(years),
    numbers: new Set(numbers),
    months: new Set(months),
    parts: new Set(keys.flatMap((key) => /-([QH]\d)$/.exec(key)?.[1] ?? [])),
    counted: new Set(counted),
    back: new Set(relativeYearsIn(text).filter((after) => after < 0)),
    isOpen: OPEN.test(text),
  };
}

const YEAR = /(?<!\d)(?:19|20)\d\d(?!\d)|(?<![〇零一二三四五六七八九])[一二][〇零一二三四五六七八九]{3}(?=年)/g;

/** Every year that a text may name, as digits: quicker than `periodsIn`, for long ones. */
export const yearsIn = (text: string): string[] =>
  Array.from(toHalfWidth(text).matchAll(YEAR), ([year]) =>
    year.replace(/\D/g, (digit) => `${DIGITS.indexOf(digit.replace('〇', '零'))}`),
  );

const monthOf = (name: string): number => MONTHS.indexOf(name.toLowerCase()) + 1;

function span(from: number, to: number): number[] {
  const months = [];
  for (let month = from; months.length < 12; month = (month % 12) + 1) {
    months.push(month);
    if (month === to) break;
  }
  return months;
}

export const namesPeriod = ({ years, numbers, months, parts, counted, back }: Periods): boolean =>
  years.size + numbers.size + months.size + parts.size + counted.size + back.size > 0;

/** Whether a text speaks of others than are asked for, and of none of those. */
export function isOfAnotherPeriod(asked: Periods, own: Periods): boolean {
  if (lacks(asked.back, own.back) || lacks(asked.parts, own.parts)) return true;
  if (asked.isOpen || own.isOpen) return false;
  if (countsAnother(asked.counted, own.counted)) return true;
  return isOfAnotherYear(asked, own) || lacks(asked.months, own.months);
}

function isOfAnotherYear(asked: Periods, own: Periods): boolean {
  const years = [...asked.years, ...asked.numbers];
  return own.years.size > 0 && years.length > 0 && !years.some((year) => own.years.has(year) || own.numbers.has(year));
}

const lacks = <T>(asked: ReadonlySet<T>, own: ReadonlySet<T>): boolean =>
  asked.size > 0 && own.size > 0 && ![...asked].some((one) => own.has(one));

function countsAnother(asked: ReadonlySet<string>, own: ReadonlySet<string>): boolean {
  const what = (one: string) => one.split(' ')[1];
  const alike = [...own].filter((one) => [...asked].some((other) => what(one) === what(other)));
  return lacks(asked, new Set(alike));
}

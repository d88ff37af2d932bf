import { matchAt } from '../match-at.ts';
import { centuryKey, type DateReading, dateKey, decadeKey, fiscalKey } from './date-keys.ts';

/** As part of a pattern, in lower case. */
export const MONTH_NAMES = 'january|february|march|april|may|june|july|august|september|october|november|december';
/** `jan` to `dec`. */
export const MONTHS = MONTH_NAMES.split('|').map((name) => name.slice(0, 3));
const MONTH = String.raw`(${MONTH_NAMES}|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)`;
const DAY = String.raw`(3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?`;
const YEAR = String.raw`([12]\d{3})(?![\d,]\d)(?!\d)`;

const DAY_MONTH = new RegExp(String.raw`${DAY}(?:\s+of)?[\s-]+${MONTH}(?:(?:,?\s+|-)${YEAR})?(?![a-z])`, 'y');
const MONTH_DAY = new RegExp(String.raw`${MONTH}\s+${DAY}(?!\d|[,.]\d|\s?%)(?:,?\s+${YEAR})?(?![a-z])`, 'y');
const MONTH_YEAR = new RegExp(String.raw`${MONTH},?\s+(?:of\s+)?${YEAR}`, 'y');
const MONTH_ALONE = new RegExp(String.raw`(${MONTH_NAMES})(?![\w-]|'s?\s+law)`, 'y');
const ISO = /(\d{4})([-/.])(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?![\d/-])/y;
/** Day first, as Hong Kong writes it. */
const DAY_FIRST = /(0?[1-9]|[12]\d|3[01])([/.])(0?[1-9]|1[0-2])\2((?:19|20)\d{2})(?!\d)/y;
const FISCAL = /(?:fy\s?)?(\d{4})[/–-](\d{2})(?![\d/-])/y;
const FISCAL_ONE = /fy\s?(20\d{2})(?!\d)/y;
const ERA_AFTER = /(\d{1,4})\s?(?:(b\.?c\.?(?:e\.?)?)|(?:a\.?d\.?|c\.?e\.?))(?![a-z])/y;
const ERA_BEFORE = /a\.?d\.?\s?(\d{1,4})(?!\d)/y;
const DECADE = /(\d{3}0)'?s\b|['’]([2-9]0)s\b/y;
const CENTURY_ORDINALS =
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first'.split(
    ' ',
  );
const CENTURY = new RegExp(
  String.raw`(?:(\d{1,2})(?:st|nd|rd|th)|(${CENTURY_ORDINALS.join('|')}))[\s-]centur(?:y|ies)\b`,
  'y',
);
const QUARTER =
  /(?:q([1-4])|(first|second|third|fourth|1st|2nd|3rd|4th)\s+quarter)(?:,?\s+(?:of\s+)?((?:19|20)\d{2}))?(?!\w)/y;
const HALF = /(?:h([12])|(first|second|1st|2nd)\s+half\s+of)\s+((?:19|20)\d{2})(?!\d)/y;
const WEEKDAY = /(monday|tuesday|wednesday|thursday|friday|saturday|sunday)s?\b/y;
const BARE_YEAR =
  /([12]\d{3})(?![\d,]\d|\d|%|\.\d)(?!\s?(?:%|per\s?cent|million|billion|thousand|people|years?|days?|times|km|m\b))/y;
/** What stands before a year and seldom before a count. */
const YEAR_CUE =
  /(?:\b(?:in|since|by|from|until|till|during|before|after|of|year|early|late|mid|circa|c\.|spring|summer|autumn|fall|winter|between|and|to|the)[\s-]|[(–-]|\d{4}\s?[-–]\s?)$/;
/** "in May", "May 2025"; not "may", nor "March on". */
const MONTH_CUE =
  /\b(?:in|since|by|last|next|this|early|late|mid|until|till|from|to|of|during|and|before|after|every|each)[\s-]$/;

/** Reads an English date at a word's or a number's start. `text` tells May from "may". */
export function readEnglishDate(text: string, folded: string, at: number): DateReading | undefined {
  const take = (pattern: RegExp) => matchAt(pattern, folded, at);
  const done = (match: RegExpExecArray, key: string): DateReading => ({ end: at + match[0].length, key });
  return /\d/.test(folded[at]!) ? readFromDigit(folded, at, take, done) : readFromWord(text, folded, at, take, done);
}

type Take = (pattern: RegExp) => RegExpExecArray | null;
type Done = (match: RegExpExecArray, key: string) => DateReading;

function readFromDigit(folded: string, at: number, take: Take, done: Done): DateReading | undefined {
  let match = take(ISO);
  if (match) return done(match, dateKey(Number(match[1]), Number(match[3]), Number(match[4])));
  match = take(DAY_FIRST);
  if (match) return done(match, dateKey(Number(match[4]), Number(match[3]), Number(match[1])));
  match = take(FISCAL);
  const fiscal = match && fiscalKey(Number(match[1]), Number(match[2]));
  if (match && fiscal) return done(match, fiscal);
  match = take(DAY_MONTH);
  if (match) return done(match, dateKey(optional(match[3]), month(match[2]!), Number(match[1])));
  match = take(DECADE);
  if (match) return done(match, decadeKey(Number(match[1])));
  match = take(CENTURY);
  if (match) return done(match, centuryKey(Number(match[1])));
  match = take(QUARTER);
  if (match) return done(match, quarterKey(match));
  match = take(ERA_AFTER);
  if (match) return done(match, dateKey(Number(match[1]) * (match[2] === undefined ? 1 : -1)));
  match = take(BARE_YEAR);
  // "attended by 2000 guests"
  const counted = /00$/.test(match?.[1] ?? '') && /^\s[a-z]+s\b/.test(folded.slice(at + 4, at + 24));
  if (match && !counted && YEAR_CUE.test(folded.slice(Math.max(0, at - 9), at)))
    return done(match, dateKey(Number(match[1])));
  return undefined;
}

function readFromWord(text: string, folded: string, at: number, take: Take, done: Done): DateReading | undefined {
  let match = take(MONTH_DAY);
  if (match) return done(match, dateKey(optional(match[3]), month(match[1]!), Number(match[2])));
  match = take(MONTH_YEAR);
  if (match) return done(match, dateKey(Number(match[2]), month(match[1]!)));
  match = take(MONTH_ALONE);
  const before = folded.slice(Math.max(0, at - 8), at);
  if (match && namesMonth(match[0], text[at]!, before)) return done(match, dateKey(undefined, month(match[1]!)));
  match = take(WEEKDAY);
  if (match) return done(match, `d:w${WEEKDAYS.indexOf(match[1]!) + 1}`);
  match = take(CENTURY);
  if (match) return done(match, centuryKey(CENTURY_ORDINALS.indexOf(match[2]!) + 1));
  match = take(HALF);
  if (match) return done(match, `d:${match[3]}-H${match[1] ?? (/^(?:first|1st)/.test(match[2]!) ? 1 : 2)}`);
  match = take(QUARTER);
  if (match) return done(match, quarterKey(match));
  match = take(FISCAL);
  const fiscal = match && fiscalKey(Number(match[1]), Number(match[2]));
  if (match && fiscal) return done(match, fiscal);
  match = take(FISCAL_ONE);
  if (match) return done(match, dateKey(Number(match[1])));
  match = take(ERA_BEFORE);
  return match ? done(match, dateKey(Number(match[1]))) : undefined;
}

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

function namesMonth(word: string, initial: string, before: string): boolean {
  if (!/^(?:may|march|august)$/.test(word)) return true;
  return /[A-Z]/.test(initial) ? word === 'august' || MONTH_CUE.test(before) : word !== 'may' && /\bin\s$/.test(before);
}

function quarterKey(match: RegExpExecArray): string {
  const quarter = match[1] ?? String(['first', 'second', 'third', 'fourth'].indexOf(match[2]!) + 1 || match[2]![0]);
  return `d:${match[3] ?? ''}-Q${quarter}`;
}

function month(name: string): number {
  return MONTHS.indexOf(name.slice(0, 3)) + 1;
}

function optional(digits: string | undefined): number | undefined {
  return digits === undefined ? undefined : Number(digits);
}

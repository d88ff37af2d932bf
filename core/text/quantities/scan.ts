import { endAt, matchAt } from '../match-at.ts';
import { bounded, readAmount } from './amounts.ts';
import { skipChineseNumber } from './chinese-number.ts';
import { readChineseDate } from './dates-chinese.ts';
import { readEnglishDate } from './dates-english.ts';
import { readPhrase } from './phrases.ts';
import type { QuantityKind, Reading } from './quantity.ts';
import { readTime } from './times.ts';

/** What can start with a character, so that the readers run only where they may succeed. */
const [NONE, WORD_START, NUMBER, PHRASE, TIME, DATE, AMOUNT] = [0, 1, 2, 4, 8, 16, 32];
const STARTS = new Uint8Array(0x10000);
for (const [signs, readers] of [
  ['abcdefghijklmnopqrstuvwxyz', WORD_START],
  [
    '0123456789½⅓⅔¼¾零〇○一二两三四五六七八九十百千万亿兆廿卅卌壹贰叁肆伍陆柒捌玖',
    NUMBER | PHRASE | TIME | DATE | AMOUNT,
  ],
  ['半个首过翻', PHRASE],
  ['第', PHRASE | DATE],
  ['凌清朝早上中下今晏夜晚傍午正', TIME],
  ['公西星礼周', DATE],
  ['$€£¥￥₩人港美新澳台日英欧韩加', AMOUNT],
] as const) {
  for (const sign of signs) STARTS[sign.charCodeAt(0)]! |= readers;
}

const WORD = /[a-z]+/y;
const LEADS =
  /^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|zero|one|two|thr|fou|fiv|six|sev|eig|nin|ten|ele|twe|thi|for|fif|an?$|ad$|half$|first|second|doub|trip|quad|noon|midd?|hk|usd?$|rmb|cny?|ntd?$|twd|mop|sgd|aud?$|cad?$|gbp|eur|jpy?|krw|[scqh]$|fy$)/;
/** GPT-4, v1.2, H800, e5-small, but not mid-2025 or under-18. Of a few parts: it is tried at each of them. */
const NAME_WITH_DIGITS =
  /(?!(?:pre|post|mid|early|late|non|under|over|sub|top|circa)-\d)[a-z]+(?:-[a-z]+){0,8}-?\d\w*(?:[.-]\w+)*/y;
const URL = /(?:https?:\/\/|www\.)[^\s，。；、）」]*/y;
const CITATION = /\[\d{1,3}\]/y;
const DIGIT_CODE = /\d(?:[\w.,:/]*\w)?/y;

/** The figure that starts at `at` in folded text; `text` is the same text before folding. */
export function readAt(text: string, folded: string, at: number): Reading | undefined {
  const readers = readersAt(folded, at);
  if (readers === NONE) return undefined;
  const fixed = (kind: QuantityKind, read: { readonly end: number; readonly key: string } | undefined) =>
    read && { kind, key: read.key, start: at, end: read.end };
  const time = (readers & TIME) !== 0 && fixed('time', readTime(folded, at));
  if (time) return time;
  const date = (readers & DATE) !== 0 && fixed('date', readDate(text, folded, at));
  if (date) return date;
  const phrase = (readers & PHRASE) !== 0 && readPhrase(text, folded, at);
  if (phrase) return bounded(folded, { kind: phrase.kind, key: phrase.key, start: at, end: phrase.end }, phrase.more);
  return (readers & AMOUNT) === 0 ? undefined : readAmount(text, folded, at);
}

/** Where to look next when no figure starts at `at`: after the word, the URL, the name with digits or the citation there. */
export function passOver(folded: string, at: number): number {
  const readers = STARTS[folded.charCodeAt(at)]!;
  if (readers === NONE) return (folded[at] === '[' && endAt(CITATION, folded, at)) || at + 1;
  if (readers === WORD_START) {
    const end = endAt(WORD, folded, at) ?? at + 1;
    const next = folded[end] ?? '';
    const url = /[:.]/.test(next) && endAt(URL, folded, at);
    return url || (/[\d-]/.test(next) && endAt(NAME_WITH_DIGITS, folded, at)) || end;
  }
  if ((readers & NUMBER) === 0) return at + 1;
  if (/\d/.test(folded[at]!)) return endAt(DIGIT_CODE, folded, at) ?? at + 1;
  return Math.max(at + 1, skipChineseNumber(folded, at));
}

/** The readers to try at `at`: none in the middle of a word, of a number or of a name with digits in it. */
function readersAt(folded: string, at: number): number {
  const readers = STARTS[folded.charCodeAt(at)]!;
  if (readers === NONE) return NONE;
  if (readers === WORD_START) {
    if (at > 0 && /[a-z\d_]/.test(folded[at - 1]!)) return NONE;
    return LEADS.test(matchAt(WORD, folded, at)![0]) ? PHRASE | TIME | DATE | AMOUNT : NONE;
  }
  const digit = (readers & NUMBER) !== 0 && /\d/.test(folded[at]!);
  return digit && /[\d_.]/.test(folded[at - 1] ?? '') ? NONE : readers;
}

function readDate(
  text: string,
  folded: string,
  at: number,
): { readonly end: number; readonly key: string } | undefined {
  if (/[a-z]/.test(folded[at]!)) return readEnglishDate(text, folded, at);
  return readChineseDate(folded, at) ?? (/\d/.test(folded[at]!) ? readEnglishDate(text, folded, at) : undefined);
}

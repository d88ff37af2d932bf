import { matchAt, matchesAt } from '../match-at.ts';
import { type NumberReading, readChineseNumber } from './chinese-number.ts';
import { readEnglishNumber, readScale } from './english-number.ts';

const DIGITS = /\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?/y;
const VULGAR = new Map([
  ['½', 0.5],
  ['⅓', 1 / 3],
  ['⅔', 2 / 3],
  ['¼', 0.25],
  ['¾', 0.75],
]);
const SLASHED = /(1\/2|1\/3|2\/3|1\/4|3\/4|1\/5|1\/10)(?![\d/])/y;
const VAGUE_AFTER_DIGITS = /[多余]|几(?![月日号])/y;
/** More digits than this are an account, a telephone or a code. */
const LONGEST = 15;

/** Reads any number at `at`: digits with separators and multipliers, Chinese numerals, English words. */
export function readNumber(text: string, folded: string, at: number, money = false): NumberReading | undefined {
  const sign = folded[at] ?? '';
  if (/[a-z]/.test(sign)) return readEnglishNumber(folded, at);
  if (!/[\d½⅓⅔¼¾]/.test(sign)) return readChineseNumber(folded, at);
  const chinese = readChineseNumber(folded, at);
  if (chinese !== undefined) return chinese;
  return readDigits(text, folded, at, money);
}

function readDigits(text: string, folded: string, at: number, money: boolean): NumberReading | undefined {
  const slashed = matchAt(SLASHED, folded, at)?.[1];
  if (slashed !== undefined) {
    const [part = 0, whole = 1] = slashed.split('/').map(Number);
    return reading(SLASHED.lastIndex, part / whole, 1);
  }
  const match = matchAt(DIGITS, folded, at)?.[0] ?? '';
  if (match.length > LONGEST) return undefined;
  let end = at + match.length;
  let value = match === '' ? 0 : Number(match.replaceAll(',', ''));
  const vulgar = VULGAR.get(folded[end] ?? '');
  if (vulgar !== undefined) [value, end] = [value + vulgar, end + 1];

  const scaled = readScale(text, folded, end, money);
  if (scaled !== undefined) return reading(scaled.end, value * scaled.scale, scaled.scale);
  const vague =
    matchesAt(VAGUE_AFTER_DIGITS, folded, end) &&
    (value % 10 === 0 || /[年月天日个小周星]/.test(folded[end + 1] ?? ''));
  return vague ? { ...reading(end + 1, value, 1), more: true } : reading(end, value, 1);
}

function reading(end: number, value: number, scale: number): NumberReading {
  return { end, value, scale, more: false, weak: false, weakest: false, positional: false };
}

import { matchAt, matchesAt } from '../match-at.ts';
import type { NumberReading } from './chinese-number.ts';

const ONES = new Map(
  `zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
   nineteen`
    .split(/\s+/)
    .map((word, value) => [word, value] as const),
);
const TENS = new Map(
  'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ').map((word, at) => [word, 20 + 10 * at] as const),
);
const SCALES = new Map([
  ['hundred', 1e2],
  ['thousand', 1e3],
  ['million', 1e6],
  ['billion', 1e9],
  ['trillion', 1e12],
]);
const WORD = new RegExp(
  String.raw`(?:${[...ONES.keys(), ...TENS.keys(), ...SCALES.keys()].sort((a, b) => b.length - a.length).join('|')}|dozen)\b`,
  'y',
);
const ARTICLE = /an?\s+(?=(?:hundred|thousand|million|billion|trillion|dozen)\b)/y;
const GAP = /(?:\s+and\s+|[\s-]\s*)(?=[a-z])/y;
const AND_A_HALF = /\s+and\s+a\s+half\b/y;
const HALF_A = /half\s+an?\s+(?=(?:million|billion|trillion|dozen)\b)/y;
/** "half the seats", "half of them", "one half"; not "half-time", "second half" or "half past three". */
const HALF = /half(?![\w-]|\s+past\b)/y;
const FRACTION =
  /(one|two|three|a)[\s-](half|thirds?|quarters?|fourths?|fifths?|tenths?)\b(?!\s+(?:of\s+)?(?:19|20)\d\d)(?!\s*-)/y;
const PARTS = new Map([
  ['half', 2],
  ['third', 3],
  ['quarter', 4],
  ['fourth', 4],
  ['fifth', 5],
  ['tenth', 10],
]);
/** After a digit: "1.5 million", "$3m", "HK$2bn". A lone "m" or "k" is a unit of length or nothing unless money stands before it. */
const SCALE_WORD = /[\s-]?(hundred|thousand|million|billion|trillion)\b/y;
const SHORT_SCALE = /\s?(mn|mln|bn|bln|tn|trn)\b|(k|m|b)\b(?!-)/y;
const SHORT = new Map([
  ['k', 1e3],
  ['m', 1e6],
  ['mn', 1e6],
  ['mln', 1e6],
  ['b', 1e9],
  ['bn', 1e9],
  ['bln', 1e9],
  ['tn', 1e12],
  ['trn', 1e12],
]);

/** Reads a number in English words ("a hundred and twenty", "two and a half million", "half") at a word's start. */
export function readEnglishNumber(folded: string, at: number): NumberReading | undefined {
  return readFraction(folded, at) ?? readWords(folded, at);
}

/** The multiplier after a number in digits, and where it ends. `money` lets "m", "b" and "k" count, as in "$3m". */
export function readScale(
  text: string,
  folded: string,
  at: number,
  money: boolean,
): { readonly end: number; readonly scale: number } | undefined {
  const word = matchAt(SCALE_WORD, folded, at);
  if (word !== null) return { end: SCALE_WORD.lastIndex, scale: SCALES.get(word[1]!)! };
  const short = matchAt(SHORT_SCALE, folded, at);
  if (short === null) return undefined;
  const letter = short[2];
  // "7B parameters", "10M users", "5k runs", but "30 m", "5m", "4K".
  if (letter !== undefined && !money && !/^[BMk]$/.test(text[at]!)) return undefined;
  return { end: SHORT_SCALE.lastIndex, scale: SHORT.get(short[1] ?? letter ?? '')! };
}

function readFraction(folded: string, at: number): NumberReading | undefined {
  const match = matchAt(FRACTION, folded, at);
  if (
    match !== null &&
    (match[1] !== 'a' || /^\s+of\b/.test(folded.slice(FRACTION.lastIndex, FRACTION.lastIndex + 8)))
  ) {
    const parts = PARTS.get(match[2]!.replace(/s$/, ''))!;
    return reading(FRACTION.lastIndex, (ONES.get(match[1]!) ?? 1) / parts);
  }
  const ordinal = /(?:first|second|latter|other|better|1st|2nd|in)[\s-]$/.test(folded.slice(Math.max(0, at - 8), at));
  if (matchesAt(HALF_A, folded, at) || !matchesAt(HALF, folded, at) || ordinal) return undefined;
  return reading(HALF.lastIndex, 0.5);
}

function readWords(folded: string, at: number): NumberReading | undefined {
  let next = at;
  let total = 0;
  let section = 0;
  let scale = 1;
  let words = 0;
  let end = at;
  const factor = matchesAt(HALF_A, folded, at) ? 0.5 : 1;
  if (factor === 0.5) next = HALF_A.lastIndex;
  else if (matchesAt(ARTICLE, folded, at)) next = ARTICLE.lastIndex;
  const article = next > at;

  while (matchesAt(WORD, folded, next)) {
    const word = folded.slice(next, WORD.lastIndex);
    const value = ONES.get(word) ?? TENS.get(word);
    if (value !== undefined) {
      // "nineteen ninety", "twenty twenty-five": two numbers or a year; neither is a sum.
      if (section % 100 !== 0 && !(section % 10 === 0 && section % 100 >= 20 && value < 10 && value > 0)) break;
      section += value;
    } else {
      const multiplier = word === 'dozen' ? 12 : SCALES.get(word)!;
      if (section === 0 && !(article && words === 0)) break;
      scale = multiplier;
      const count = section === 0 ? factor : section;
      if (multiplier === 100) section = count * 100;
      else [total, section] = [total + count * multiplier, 0];
    }
    words += 1;
    end = WORD.lastIndex;
    if (value !== undefined && matchesAt(AND_A_HALF, folded, end)) {
      section += 0.5;
      end = AND_A_HALF.lastIndex;
    }
    if (!matchesAt(GAP, folded, end)) break;
    next = GAP.lastIndex;
    // "two and three" are two numbers; "two hundred and three" is one.
    if (folded.slice(end, next).includes('and') && section % 100 !== 0) break;
    if (section % 1 !== 0 && !/^(?:hundred|thousand|million|billion|trillion)/.test(folded.slice(next, next + 9)))
      break;
  }
  if (words === 0) return undefined;
  const value = total + section;
  const one = words === 1 && value === 1;
  return { ...reading(end, value), scale: section === 0 ? scale : 1, weak: one, weakest: one };
}

function reading(end: number, value: number): NumberReading {
  return { end, value, scale: 1, more: false, weak: false, weakest: false, positional: false };
}

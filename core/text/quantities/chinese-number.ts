import { endAt, matchAt } from '../match-at.ts';

/** A number as it was read, before anything is known of its unit. */
export interface NumberReading {
  readonly end: number;
  readonly value: number;
  /** What the last unit word multiplied by (億 → 1e8), so that "10 to 20億" can share it; 1 without one. */
  readonly scale: number;
  /** 幾, 多, 餘 after it: more than `value`. */
  readonly more: boolean;
  /** Counts only before a classifier or a unit: a lone 二 or 三 is as often part of a name; "one" of a phrase. */
  readonly weak: boolean;
  /** Counts only before a unit: a lone 一 is an article; a lone 百 or 千 a figure of speech. */
  readonly weakest: boolean;
  /** Written digit by digit (二零二五): a year or a code. */
  readonly positional: boolean;
}

const DIGITS = new Map(
  ['零〇○', '一壹', '二两贰', '三叁', '四肆', '五伍', '六陆', '七柒', '八捌', '九玖'].flatMap((signs, value) =>
    [...signs].map((sign) => [sign, value] as const),
  ),
);
const SMALL = new Map([
  ['十', 10],
  ['拾', 10],
  ['百', 100],
  ['佰', 100],
  ['千', 1000],
  ['仟', 1000],
]);
const LARGE = new Map([
  ['万', 1e4],
  ['亿', 1e8],
  ['兆', 1e12],
]);
const TENS = new Map([
  ['廿', 20],
  ['卅', 30],
  ['卌', 40],
]);

const ARABIC = String.raw`\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?`;
const HAN_RUN =
  /[零〇○一二两三四五六七八九十百千万亿兆廿卅卌]+(?:点[零〇一二三四五六七八九]+(?!十|分|钟)[万亿兆]{0,2})?/y;
const FORMAL_RUN = /[壹贰叁肆伍陆柒捌玖][拾佰仟万亿零壹贰叁肆伍陆柒捌玖]+/y;
const MIXED_RUN = new RegExp(
  String.raw`(?:(?:${ARABIC})\s?(?!千[米克瓦卡赫]|百[货分合姓度]|万[科圣维国物能])[百千万亿兆]{1,3}零?)+(?:\d+(?![\d年月日号点时%.]))?`,
  'y',
);
const PART = new RegExp(String.raw`(${ARABIC})|([^\d\s,.])`, 'g');
/** Said of real amounts without a digit in front; 千萬 and 億萬 are figures of speech. */
const ROUND = /^(?:百万亿?|[百千万]亿)$/;
/** 七十幾, 三百多, 二十餘, 十來個; not 一百來自各地的人. */
const VAGUE_TAIL = /(?:几[十百千]?|多|余|来(?=[个岁年万亿位人名间]))([万亿兆]{0,2})/y;

/**
 * Reads a Chinese number (十億, 三萬五, 廿三, 3.5萬, 1億2,000萬, 七十幾) at `at` in folded text; `undefined` where there is
 * none or where it names no one value (七八十, 三兩個).
 */
export function readChineseNumber(folded: string, at: number): NumberReading | undefined {
  const match = matchAt(MIXED_RUN, folded, at) ?? matchAt(FORMAL_RUN, folded, at) ?? matchAt(HAN_RUN, folded, at);
  if (match === null) return undefined;
  const [run] = match;
  const read = evaluate(run);
  if (read === undefined) return undefined;
  return withTail(folded, run, { ...read, end: at + run.length, more: false });
}

/** Where the run of numeral characters at `at` ends, so that an unreadable one is passed over as a whole. */
export function skipChineseNumber(folded: string, at: number): number {
  return endAt(HAN_RUN, folded, at) ?? at;
}

function withTail(folded: string, run: string, read: NumberReading): NumberReading | undefined {
  const tail = matchAt(VAGUE_TAIL, folded, read.end);
  const round = /[十百千万亿兆廿卅卌]$/.test(run) || (read.value >= 10 && read.value % 10 === 0);
  if (tail === null || !round || read.positional) return read;
  const factor = [...(tail[1] ?? '')].reduce((product, sign) => product * (LARGE.get(sign) ?? 1), 1);
  const scale = read.scale * factor;
  return {
    ...read,
    end: read.end + tail[0].length,
    value: read.value * factor,
    scale,
    more: true,
    weak: false,
    weakest: false,
  };
}

function evaluate(run: string): Omit<NumberReading, 'end' | 'more'> | undefined {
  const [whole = '', decimals] = run.split('点');
  if (decimals !== undefined) return evaluateDecimal(whole, decimals);
  const signs = [...run];
  if (signs.every((sign) => DIGITS.has(sign))) return evaluateDigits(signs);

  let total = 0;
  let section = 0;
  let digit: number | undefined;
  let unit = 1;
  let scale = 1;
  let zero = false;
  const bare = /^[百千万亿兆]/.test(run) && !ROUND.test(run);
  for (const part of run.matchAll(PART)) {
    const sign = part[0];
    const value = part[1] === undefined ? DIGITS.get(sign) : Number(sign.replaceAll(',', ''));
    const small = SMALL.get(sign);
    const large = LARGE.get(sign);
    if (value !== undefined) {
      if (digit !== undefined && digit !== 0) return undefined;
      zero = value === 0 || (digit === 0 && zero);
      digit = value;
    } else if (TENS.has(sign)) {
      section += TENS.get(sign)!;
      unit = 10;
    } else if (small !== undefined) {
      section += (digit ?? 1) * small;
      [digit, unit, scale, zero] = [undefined, small, small, false];
    } else if (large !== undefined) {
      section += digit ?? 0;
      total =
        large > unit && total > 0 && section === 0 ? total * large : total + (section === 0 ? 1 : section) * large;
      [section, digit, unit, scale, zero] = [0, undefined, large, large, false];
    }
  }
  // 三千五 is 3,500 and 一百零五 is 105; 十五 is 15.
  const trailing = digit === undefined ? 0 : digit * (unit >= 100 && !zero && digit < 10 ? unit / 10 : 1);
  const value = total + section + trailing;
  const single = signs.length === 1 && !TENS.has(run);
  return { value, scale: digit === undefined ? scale : 1, weak: single || bare, weakest: bare, positional: false };
}

function evaluateDigits(signs: readonly string[]): Omit<NumberReading, 'end' | 'more'> | undefined {
  const value = Number(signs.map((sign) => DIGITS.get(sign)).join(''));
  if (signs.length === 1) return { value, scale: 1, weak: true, weakest: value <= 1, positional: false };
  // 七八 is "seven or eight", 七一 a day, 一二三 a way to count; longer ones are years and codes.
  const counting = signs.every((sign, at) => at === 0 || DIGITS.get(sign) === DIGITS.get(signs[at - 1]!)! + 1);
  if (signs.length === 2 || counting || signs.includes('两')) return undefined;
  return { value, scale: 1, weak: false, weakest: false, positional: true };
}

function evaluateDecimal(whole: string, tail: string): Omit<NumberReading, 'end' | 'more'> | undefined {
  const head = evaluate(whole);
  if (head === undefined) return undefined;
  const [decimals = '', ...units] = tail.split(/(?=[万亿兆])/);
  const fraction = [...decimals].map((sign) => DIGITS.get(sign)).join('');
  const scale = units.reduce((product, sign) => product * LARGE.get(sign)!, 1);
  return { value: Number(`${head.value}.${fraction}`) * scale, scale, weak: false, weakest: false, positional: false };
}

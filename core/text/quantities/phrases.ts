import { matchAt } from '../match-at.ts';
import { type NumberReading, readChineseNumber } from './chinese-number.ts';
import { readNumber } from './number.ts';
import { durationKey, plain } from './units.ts';

/** A quantity that has a form of its own, not a number followed by a unit. */
export interface PhraseReading {
  readonly end: number;
  readonly kind: 'number' | 'percent' | 'duration' | 'multiple' | 'ordinal';
  readonly key: string;
  readonly more: boolean;
}

const PARTS = /([十百千]?万|百|千|\d{1,4}|[二三四五六七八九]?十[一二三四五六七八九]?|[二三四五六七八九])分(之?)\s?/y;
const HUNDRED_PERCENT = /百分百|百分之百/y;
/** 六成, 六成二, 三成半; not 一成不變. */
const TENTHS = /(10|[1-9]|[一二三四五六七八九十两])成([半一二三四五六七八九1-9]?)(?!不变|立|功)/y;
const HALF_UNIT = /半个?(年|月|小时|钟头?|日|天|世纪|星期|分钟)/y;
const ONE_AND_A_HALF = /个半(小时|钟头?|月|星期)/y;
const HALF = /(?:[一过]半|半数)/y;
const ENGLISH_HALF = /half[\s-](?:an?[\s-])?(year|month|week|day|hour|minute|decade|century)\b/y;
/** 翻倍, "doubled", "threefold"; "double" only as a verb: a double room is no figure. */
const TIMES =
  /(?:(two|three|four|five|six|seven|eight|nine|ten)-?fold|(doubl|tripl|quadrupl)(?:ed|ing)|(double|triple|quadruple))(?![\w-])|(?:翻倍|翻一番|翻一倍)/y;
const VERB_CUE = /(?:to|will|would|could|may|might|than|nearly|almost|about|by)\s$/;
const NTH = /第\s?/y;
const CHINESE_FIRST = /首(?:个|次|间|位|名|家|款|部|批|届|种|项|条|阶段|场|只|度|宗|座|架|份|颗|台|轮)/y;
const ENGLISH_NTH = /(\d{1,3}(?:,\d{3})*)(?:st|nd|rd|th)\b/y;
const ORDINALS =
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'.split(
    ' ',
  );
const ENGLISH_ORDINAL = new RegExp(
  String.raw`(${ORDINALS.join('|')})(?!\w|-hand|\s+of\s+all|\s+and\s+foremost|,)`,
  'y',
);
const TIMES_WORDS = ['two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const DETERMINER = /(?:\b(?:the|a|its|his|her|their|our|my|your|every|each|this|that)|['’]s)[\s-]$/;

/** Fractions, 成, halves and ordinals at `at` in folded text. */
export function readPhrase(text: string, folded: string, at: number): PhraseReading | undefined {
  const take = (pattern: RegExp) => matchAt(pattern, folded, at);
  const before = folded.slice(Math.max(0, at - 6), at);

  let match = take(HUNDRED_PERCENT);
  if (match) return phrase(at + match[0].length, 'percent', 'p:100');
  match = take(PARTS);
  const share = match && readShare(text, folded, at + match[0].length, match);
  if (share) return share;
  match = take(TENTHS);
  if (match) {
    const tail = match[2] === '' ? 0 : match[2] === '半' ? 5 : digit(match[2]!);
    return phrase(at + match[0].length, 'percent', `p:${digit(match[1]!) * 10 + tail}`);
  }
  match = take(HALF_UNIT);
  // 上半年 and 下半年 are parts of a date, 大半年 and 一年半 no half years.
  if (match && !/[上下前后大年月日天时钟个一]$/.test(before)) return halves(at, match, 0.5);
  match = take(ONE_AND_A_HALF);
  if (match && !/[\d一二两三四五六七八九十几多每]$/.test(before)) return halves(at, match, 1.5);
  match = take(ENGLISH_HALF);
  if (match) return phrase(at + match[0].length, 'duration', durationKey(match[1]!, 0.5));
  match = take(TIMES);
  if (match && (match[3] === undefined || VERB_CUE.test(before))) {
    const word = match[1] ?? match[2] ?? match[3] ?? '';
    const times = /^[dtq].*l/.test(word) ? ['d', 't', 'q'].indexOf(word[0]!) + 2 : TIMES_WORDS.indexOf(word) + 2;
    return phrase(at + match[0].length, 'multiple', `x:${Math.max(2, times)}`);
  }
  match = take(HALF);
  if (match) return { ...phrase(at + match[0].length, 'number', 'n:0.5'), more: match[0] === '过半' };
  return readOrdinal(text, folded, at, take, before);
}

function readOrdinal(
  text: string,
  folded: string,
  at: number,
  take: (pattern: RegExp) => RegExpExecArray | null,
  before: string,
): PhraseReading | undefined {
  let match = take(NTH);
  if (match) {
    const number = readNumber(text, folded, at + match[0].length);
    if (number === undefined || /^(?:时间|手|线)/.test(folded.slice(number.end, number.end + 2))) return undefined;
    return phrase(number.end, 'ordinal', `o:${plain(number.value)}`);
  }
  match = take(CHINESE_FIRST);
  if (match) return phrase(at + match[0].length, 'ordinal', 'o:1');
  match = take(ENGLISH_NTH);
  if (match) return phrase(at + match[0].length, 'ordinal', `o:${Number(match[1]!.replaceAll(',', ''))}`);
  match = take(ENGLISH_ORDINAL);
  if (!match || before.endsWith('at ')) return undefined;
  const place = ORDINALS.indexOf(match[1]!) + 1;
  return place === 2 && !DETERMINER.test(before) ? undefined : phrase(at + match[0].length, 'ordinal', `o:${place}`);
}

/** 百分之六十二, 三分之一, and 四分三 without 之 between small numbers. */
function readShare(text: string, folded: string, at: number, match: RegExpExecArray): PhraseReading | undefined {
  const whole = match[1]!;
  const part = readNumber(text, folded, at);
  if (part === undefined) return undefined;
  if (match[2] === '') {
    const fits = /^[三四五]$/.test(whole) && digit(whole) > part.value && part.value >= 1 && part.end === at + 1;
    return fits ? fraction(part, digit(whole)) : undefined;
  }
  if (whole === '百') return { ...phrase(part.end, 'percent', `p:${plain(part.value)}`), more: part.more };
  return fraction(part, digit(whole));
}

function fraction(part: NumberReading, whole: number): PhraseReading {
  return phrase(part.end, 'number', `n:${plain(part.value / whole)}`);
}

function halves(at: number, match: RegExpExecArray, amount: number): PhraseReading {
  const name = match[1] === '月' ? '个月' : match[1] === '钟' || match[1] === '钟头' ? '小时' : match[1]!;
  return phrase(at + match[0].length, 'duration', durationKey(name, amount));
}

function digit(sign: string): number {
  return /^\d+$/.test(sign) ? Number(sign) : (readChineseNumber(sign, 0)?.value ?? 0);
}

function phrase(end: number, kind: PhraseReading['kind'], key: string): PhraseReading {
  return { end, kind, key, more: false };
}

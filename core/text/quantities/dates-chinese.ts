import { matchAt } from '../match-at.ts';
import { readChineseNumber } from './chinese-number.ts';
import { centuryKey, type DateReading, dateKey, decadeKey, fiscalKey } from './date-keys.ts';

const HAN_DIGIT = '[零〇○一二三四五六七八九]';
const YEAR = String.raw`(\d{4}|${HAN_DIGIT}{4})`;
const MONTH = '(1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])';
const DAY = String.raw`([12]\d|3[01]|0?[1-9]|[二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|卅一?|[一二三四五六七八九])`;
const S = String.raw`\s?`;

/** Tried in this order; the first that matches wins. */
const YEAR_MONTH_DAY = new RegExp(`${YEAR}${S}年${S}${MONTH}${S}月${S}${DAY}${S}[日号]`, 'y');
const YEAR_MONTH = new RegExp(`${YEAR}${S}年${S}${MONTH}${S}月份?`, 'y');
const YEAR_QUARTER = new RegExp(`${YEAR}${S}年度?的?${S}(?:第?([一二三四1-4])季度?|q([1-4]))`, 'y');
const YEAR_HALF = new RegExp(`${YEAR}${S}年的?([上下])半年`, 'y');
const FISCAL = new RegExp(
  `(?:(\\d{4})(?:[-/–—]|至|到)(\\d{2}|\\d{4})|(${HAN_DIGIT}{4})[至到/](${HAN_DIGIT}{2}|${HAN_DIGIT}{4}))${S}(?:财政|学|课税)?年度`,
  'y',
);
/** 1623至25年: the first year has no 年 of its own. */
const YEAR_OF_RANGE = new RegExp(
  `${YEAR}(?=${S}[-–—~～至到]${S}(?:\\d{2}|\\d{4}|${HAN_DIGIT}{2}|${HAN_DIGIT}{4})${S}年)`,
  'y',
);
const YEAR_ALONE = new RegExp(`${YEAR}${S}(?:财政|课税|学)?年(?!代|级)度?`, 'y');
/** 九七年, 一九年: two digits written one by one are a year, except 七八年 and the like: seven or eight years. */
const SHORT_YEAR = new RegExp(`(?!一二|二三|三四|四五|五六|七八)(${HAN_DIGIT}{2})年(?!代|级)`, 'y');
const BEFORE_CHRIST = new RegExp(`(?:公元|西元)前${S}(\\d{1,4}|[零〇一二三四五六七八九十百]{1,6})${S}年`, 'y');
const AFTER_CHRIST = new RegExp(`(?:公元|西元)${S}(\\d{1,4})${S}年`, 'y');
const MONTH_DAY = new RegExp(`${MONTH}${S}月${S}${DAY}${S}[日号]`, 'y');
const MONTH_ALONE = new RegExp(`${MONTH}${S}月(?!台|饼|球|亮|光|薪|费|租|票|经|子)份?`, 'y');
const QUARTER = /第?([一二三四1-4])季度?(?!节)/y;
const CENTURY =
  /(\d{1,2}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])\s?世纪(?:\s?(\d0|[一二三四五六七八九]十)\s?年代)?/y;
const DECADE = /(\d{3}0|\d0|[二三四五六七八九]十)\s?年代/y;
const WEEKDAY = /(?:星期|礼拜|[周週])([一二三四五六日天])(?!年)/y;

/** 1000年歷史, 500年前: a length of time although it has the digits of a year. */
const LENGTH_OF_TIME = /^(?:的?历史|间|来|之久|内|后|前|以上|寿命)/;
const LENGTH_CUE = /(?:过去|未来|最近|长达|历时|近|约)\s?$/;

/** Reads a Chinese date at `at` in folded text. */
export function readChineseDate(folded: string, at: number): DateReading | undefined {
  const take = (pattern: RegExp) => matchAt(pattern, folded, at);
  const done = (match: RegExpExecArray, key: string): DateReading => ({ end: at + match[0].length, key });

  let match = take(YEAR_MONTH_DAY);
  if (match) return done(match, dateKey(year(match[1]!), small(match[2]!), small(match[3]!)));
  match = take(YEAR_MONTH);
  if (match) return done(match, dateKey(year(match[1]!), small(match[2]!)));
  match = take(FISCAL);
  const fiscal = match && fiscalKey(year(match[1] ?? match[3]!), year(match[2] ?? match[4]!));
  if (match && fiscal) return done(match, fiscal);
  match = take(YEAR_QUARTER);
  if (match) return done(match, `d:${year(match[1]!)}-Q${small(match[2] ?? match[3]!)}`);
  match = take(YEAR_HALF);
  if (match) return done(match, `d:${year(match[1]!)}-H${match[2] === '上' ? 1 : 2}`);
  match = take(YEAR_ALONE);
  if (match && isYear(folded, match, year(match[1]!))) return done(match, dateKey(year(match[1]!)));
  match = take(YEAR_OF_RANGE);
  if (match) return done(match, dateKey(year(match[1]!)));
  match = take(SHORT_YEAR);
  if (match) return done(match, dateKey(shortYear(year(match[1]!))));
  match = take(BEFORE_CHRIST);
  if (match) return done(match, dateKey(-small(match[1]!)));
  match = take(AFTER_CHRIST);
  if (match) return done(match, dateKey(Number(match[1])));
  return readShortDate(take, done);
}

function readShortDate(
  take: (pattern: RegExp) => RegExpExecArray | null,
  done: (match: RegExpExecArray, key: string) => DateReading,
): DateReading | undefined {
  let match = take(MONTH_DAY);
  if (match) return done(match, dateKey(undefined, small(match[1]!), small(match[2]!)));
  match = take(MONTH_ALONE);
  if (match) return done(match, dateKey(undefined, small(match[1]!)));
  match = take(CENTURY);
  const century = match ? small(match[1]!) : 0;
  if (match?.[2] !== undefined) return done(match, decadeKey((century - 1) * 100 + small(match[2])));
  if (match) return done(match, centuryKey(century));
  match = take(DECADE);
  if (match) return done(match, decadeKey(small(match[1]!)));
  match = take(WEEKDAY);
  // 一周一次 is "once a week", not a Monday.
  const before = match === null ? '' : match.input.slice(Math.max(0, match.index - 1), match.index);
  if (match && !(/^[周週]/.test(match[0]) && /[\d一二两三四五六七八九十几]/.test(before))) {
    return done(match, `d:w${'一二三四五六日天'.indexOf(match[1]!.replace('天', '日')) + 1}`);
  }
  match = take(QUARTER);
  return match?.[0].startsWith('第') ? done(match, `d:-Q${small(match[1]!)}`) : undefined;
}

function isYear(folded: string, match: RegExpExecArray, value: number): boolean {
  if (value < 1000 || value > 2999) return false;
  const rest = folded.slice(match.index + match[0].length, match.index + match[0].length + 4);
  const before = folded.slice(Math.max(0, match.index - 3), match.index);
  return value % 100 !== 0 || !(LENGTH_OF_TIME.test(rest) || LENGTH_CUE.test(before));
}

function year(digits: string): number {
  return Number(
    [...digits].map((sign) => (/\d/.test(sign) ? sign : Math.max(0, '零一二三四五六七八九'.indexOf(sign)))).join(''),
  );
}

/** 97 → 1997, 19 → 2019: said of the decades around the handover and of this century. */
function shortYear(digits: number): number {
  return digits >= 50 ? 1900 + digits : 2000 + digits;
}

function small(digits: string): number {
  return /^\d+$/.test(digits) ? Number(digits) : (readChineseNumber(digits, 0)?.value ?? 0);
}

import { endAt, matchAt } from '../match-at.ts';

/** What a unit after a number makes of it. */
export interface UnitReading {
  readonly end: number;
  readonly kind: 'percent' | 'duration' | 'multiple';
  /** The key for a number with this unit: `p:62`, `t:36mo`, `t:5400s`, `x:3`. */
  readonly key: (value: number) => string;
  /** 三年多: more than the amount. */
  readonly more: boolean;
  /** 年 after a lone 百 or 千 is a figure of speech. */
  readonly figurative: boolean;
}

const MONTHS = new Map([
  ['year', 12],
  ['年', 12],
  ['decade', 120],
  ['century', 1200],
  ['世纪', 1200],
  ['month', 1],
  ['个月', 1],
]);
const SECONDS = new Map([
  ['week', 604800],
  ['周', 604800],
  ['星期', 604800],
  ['礼拜', 604800],
  ['day', 86400],
  ['日', 86400],
  ['天', 86400],
  ['hour', 3600],
  ['小时', 3600],
  ['钟头', 3600],
  ['钟', 3600],
  ['minute', 60],
  ['分钟', 60],
  ['second', 1],
  ['秒', 1],
]);
const SHORT = new Map([
  ['yr', 'year'],
  ['mth', 'month'],
  ['hr', 'hour'],
  ['h', 'hour'],
  ['min', 'minute'],
  ['sec', 'second'],
]);

const PERCENT = /\s?%|[\s-]?(?:per\s?cent(?:age\s+points?)?|percentage\s+points?|pct)\b|个?百分点|巴仙/y;
const ENGLISH_DURATION =
  /(?:\s|-)?(year|decade|month|week|day|hour|minute|second|yr|mth|hr|min|sec)s?\b(?!-olds?|\s+olds?\b|\s+of\s+age)(\s+and\s+a\s+half\b)?|h\b/y;
const CHINESE_DURATION =
  /\s?(?:个?(多)?(半)?(小时|钟头|星期|礼拜)|个?(多)?(半)?(钟)(?!楼|表|声)|(个)(多)?(半)?月|(年)(?!代|级|度|份|轻|青|纪|底|初|宵|货)(半)?|(世纪)|(周)(?![年边围刊报岁])(半)?|(天|日)(?!本|元|圆|报|军|前夕|文|语)(半)?|(分钟)(半)?|(秒)钟?)(多)?/y;
const MULTIPLE =
  /\s?倍|[\s-]?fold\b|x\b|\s+times\s+(?=(?:as|more|larger|bigger|faster|higher|greater|better|cheaper|the)\b)/y;

/** The unit right after a number: percent, a length of time, a multiple. Money and counters are read elsewhere. */
export function readUnit(folded: string, at: number): UnitReading | undefined {
  const percent = endAt(PERCENT, folded, at);
  if (percent !== undefined) return unit(percent, 'percent', (value) => `p:${plain(value)}`);
  const multiple = endAt(MULTIPLE, folded, at);
  if (multiple !== undefined) return unit(multiple, 'multiple', multipleKey);
  return readEnglishDuration(folded, at) ?? readChineseDuration(folded, at);
}

/** A number as keys write it: no separators, at most twelve significant digits (so that 1.1 × 1e8 is 110000000). */
export function plain(value: number): string {
  return String(Number(value.toPrecision(12)));
}

/** 增加一倍 is to double. */
function multipleKey(value: number): string {
  return `x:${plain(value === 1 ? 2 : value)}`;
}

/** The key of a length of time: months for years and months, seconds for anything shorter. */
export function durationKey(name: string, amount: number): string {
  const months = MONTHS.get(name);
  if (months !== undefined) return `t:${plain(amount * months)}mo`;
  return `t:${plain(amount * SECONDS.get(name)!)}s`;
}

function readEnglishDuration(folded: string, at: number): UnitReading | undefined {
  const match = matchAt(ENGLISH_DURATION, folded, at);
  if (match === null) return undefined;
  const short = match[1] ?? 'h';
  const name = SHORT.get(short) ?? short;
  const half = match[2] === undefined ? 0 : 0.5;
  return unit(ENGLISH_DURATION.lastIndex, 'duration', (value) => durationKey(name, value + half));
}

function readChineseDuration(folded: string, at: number): UnitReading | undefined {
  const match = matchAt(CHINESE_DURATION, folded, at);
  if (match === null) return undefined;
  const groups = match.slice(1).filter((group) => group !== undefined);
  const half = groups.includes('半') ? 0.5 : 0;
  const name = groups.find((group) => !/^[多半]$/.test(group))!;
  const key = (value: number) => durationKey(name === '个' ? '个月' : name, value + half);
  const read = unit(CHINESE_DURATION.lastIndex, 'duration', key);
  return { ...read, more: groups.includes('多'), figurative: /^[年日天]/.test(match[0].trim()) };
}

function unit(end: number, kind: UnitReading['kind'], key: UnitReading['key']): UnitReading {
  return { end, kind, key, more: false, figurative: false };
}

import { matchAt } from '../match-at.ts';
import { readChineseNumber } from './chinese-number.ts';
import type { DateReading } from './date-keys.ts';

const TWELVE_HOURS = /(1[0-2]|0?[1-9])(?:[:.]([0-5]\d))?\s?([ap])\.?m\b\.?/y;
const CLOCK = /([01]?\d|2[0-3]):([0-5]\d)(?![\d:])/y;
const O_CLOCK = /(1[0-2]|[1-9]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s+o['’]clock\b/y;
const NAMED = /(?:(noon|midday)|midnight)\b/y;
const HOUR = '(2[0-4]|1?\\d|十[一二]?|廿[一二三四]|[零一二两三四五六七八九])';
const MINUTES = '(半|正|(?:[0-5]?\\d|[二三四五]?十[一二三四五六七八九]?|[零〇]?[一二三四五六七八九])分?)';
const PERIOD = '(凌晨|清晨|清早|朝早|早上|早晨|上午|上昼|中午|正午|晏昼|下午|下昼|傍晚|晚上|夜晚|今晚|晚间|晚|早)';
const CHINESE = new RegExp(`${PERIOD}\\s?${HOUR}\\s?(?:点钟?|时|:(?=\\d\\d))\\s?${MINUTES}?`, 'y');
const CHINESE_BARE = new RegExp(
  `${HOUR}\\s?(?:点(钟)|(?:点|时)(半|正|(?:[0-5]?\\d|[二三四五]?十[一二三四五六七八九]?|[零〇]?[一二三四五六七八九])分))`,
  'y',
);
const CHINESE_NOON = /(?:(正午|中午12时|中午十二时)|午夜)/y;

const HOURS = 'one two three four five six seven eight nine ten eleven twelve'.split(' ');

/** Reads a time of day at `at` in folded text: `h:15:30`; `h:?03:30` where nothing tells morning from afternoon. */
export function readTime(folded: string, at: number): DateReading | undefined {
  const take = (pattern: RegExp) => matchAt(pattern, folded, at);
  const done = (match: RegExpExecArray, key: string): DateReading => ({ end: at + match[0].length, key });

  let match = take(CHINESE);
  if (match) return done(match, clock(half(match[1]!, hour(match[2]!)), minutes(match[3]), true));
  match = take(CHINESE_BARE);
  if (match) return done(match, clock(hour(match[1]!), minutes(match[3]), false));
  match = take(TWELVE_HOURS);
  if (match)
    return done(match, clock((Number(match[1]) % 12) + (match[3] === 'p' ? 12 : 0), Number(match[2] ?? 0), true));
  match = take(CLOCK);
  if (match) return done(match, clock(Number(match[1]), Number(match[2]), match[1]!.startsWith('0')));
  match = take(O_CLOCK);
  if (match) return done(match, clock(hour(match[1]!), 0, false));
  match = take(NAMED) ?? take(CHINESE_NOON);
  return match ? done(match, clock(match[1] === undefined ? 0 : 12, 0, true)) : undefined;
}

function clock(hours: number, minute: number, certain: boolean): string {
  const known = certain || hours > 12 || hours === 0;
  return `h:${known ? '' : '?'}${String(hours % 24).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

function half(period: string, hours: number): number {
  if (hours > 12) return hours;
  const morning = /凌晨|清|早|上|朝/.test(period) && period !== '晚上';
  if (morning) return hours % 12;
  if (/中午|正午/.test(period)) return hours < 10 ? hours + 12 : hours;
  // 晚上十二點 is midnight.
  return hours === 12 ? (/晚/.test(period) ? 24 : 12) : hours + 12;
}

function hour(name: string): number {
  const word = HOURS.indexOf(name);
  if (word >= 0) return word + 1;
  return /^\d+$/.test(name) ? Number(name) : (readChineseNumber(name, 0)?.value ?? 0);
}

function minutes(name: string | undefined): number {
  if (name === undefined || name === '正') return 0;
  if (name === '半') return 30;
  const digits = name.replace('分', '');
  return /^\d+$/.test(digits) ? Number(digits) : (readChineseNumber(digits.replace(/^[零〇](?=.)/, ''), 0)?.value ?? 0);
}

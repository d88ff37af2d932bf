import { foldScript } from '../language/script.ts';
import type { Quantity, Reading } from './quantities/quantity.ts';
import { addReading } from './quantities/ranges.ts';
import { passOver, readAt } from './quantities/scan.ts';
import { plain } from './quantities/units.ts';

export type { Quantity, QuantityKind } from './quantities/quantity.ts';

/**
 * The figures of a text, in order, not overlapping. Linear time. Keys, by kind:
 *
 * - number `n:1000000000` (also fractions: `n:0.5`), percent `p:62`, multiple `x:3`, ordinal `o:1`
 * - money `m:HKD:1000000000`, with `?` for the currency where 元, "dollars", `$` or `¥` leave it open
 * - date `d:2025-01-03`, `d:2025-01`, `d:2025`, `d:--03` (March), `d:--01-03`, `d:2025/26` (a fiscal year), `d:2025-Q3`,
 *   `d:2025-H1`, `d:1990s`, `d:c19` (a century), `d:w1` (Monday), `d:-0221` (221 BC)
 * - time `h:15:30`, or `h:?03:30` where nothing tells morning from afternoon
 * - duration in months `t:18mo`, or in seconds `t:5400s` for weeks and shorter
 *
 * Small words that are often no figures count only where something shows that they are:
 * - 一 and "one" before a unit only (一年, 一蚊, "one per cent", 第一, 一月), "a" and "an" only in "a hundred" and the like;
 * - another lone Chinese digit, 兩 or 十 before a classifier or a unit (三個, 兩間, 十年), never in 三文, 九龍 or 十分;
 * - a lone 百, 千, 萬, 億 after 過, 逾, 上, 近, or before 幾, 多 or money (過百, 千幾蚊);
 * - "first" and 第一 are ordinals, but not "at first", "first of all" nor 第一時間; "second" only after an article;
 * - digits that are part of a name (HKGAI v1, GPT-4, COVID-19, 5G, H800), of a URL or of a `[1]` citation never do;
 * - approximate pairs (七八個, 三兩日), 幾十, "dozens" and "once" name no figure.
 *
 * A bare year counts as a date after "in", "since", "of" …, otherwise as a number: `sameQuantity` treats both alike.
 */
export function findQuantities(text: string): Quantity[] {
  // A full-width comma separates clauses; only between full-width digits does it separate thousands.
  const folded = foldScript(text.replace(/，(?![０-９]{3})/g, '、'));
  const found: Reading[] = [];
  let at = 0;
  while (at < folded.length) {
    const reading = readAt(text, folded, at);
    if (reading === undefined) {
      at = passOver(folded, at);
      continue;
    }
    addReading(found, reading, folded);
    at = reading.end;
  }
  return found.map(({ number: _, ...quantity }) => quantity);
}

/**
 * Whether two figures can be the same one. Unknown parts fit anything: an open currency, March of no year, three o'clock
 * of no half of the day. A year and a number, a multiple and a number, a half and 50% compare by value. "More than 70" fits
 * "70" and "about 70", but not "less than 70".
 */
export function sameQuantity(a: Quantity, b: Quantity): boolean {
  const opposed = a.bound !== undefined && b.bound !== undefined && a.bound !== b.bound;
  if (opposed && a.bound !== 'about' && b.bound !== 'about') return false;
  if (a.key === b.key) return true;
  if (a.kind === 'money' && b.kind === 'money') return sameMoney(a.key, b.key);
  if (a.kind === 'time' && b.kind === 'time') return sameTime(a.key, b.key);
  if (a.kind === 'date' && b.kind === 'date') return sameDay(a.key, b.key) || sameDay(b.key, a.key);
  const [first, second] = [bareValue(a), bareValue(b)];
  return first !== undefined && first === second;
}

function sameMoney(a: string, b: string): boolean {
  const [, currencyA, amountA] = a.split(':');
  const [, currencyB, amountB] = b.split(':');
  return amountA === amountB && (currencyA === '?' || currencyB === '?');
}

function sameTime(a: string, b: string): boolean {
  const twelve = (key: string) => {
    const [hours = '', minutes] = key.replace(/^h:\??/, '').split(':');
    return `${Number(hours) % 12}:${minutes}`;
  };
  return (a.startsWith('h:?') || b.startsWith('h:?')) && twelve(a) === twelve(b);
}

function sameDay(open: string, full: string): boolean {
  if (open.startsWith('d:--')) return /^d:\d/.test(full) && full.slice(6) === open.slice(3);
  return open.startsWith('d:-Q') && /^d:\d/.test(full) && full.endsWith(open.slice(2));
}

/** What a figure is worth without its unit, where the unit may be left out. */
function bareValue({ kind, key }: Quantity): number | undefined {
  if (kind === 'number' || kind === 'multiple') return Number(key.slice(2));
  if (kind === 'percent') return Number(plain(Number(key.slice(2)) / 100));
  return /^d:\d{4}$/.test(key) ? Number(key.slice(2)) : undefined;
}

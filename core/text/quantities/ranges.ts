import { centuryKey, dateKey } from './date-keys.ts';
import type { Reading } from './quantity.ts';
import { plain } from './units.ts';

const RANGE = /^\s?(?:[-–—~～至到]|to)\s?$/;
const LIST = /^(?:\s?(?:[-–—~～至到、和及]|与|到)\s?|\s(?:to|and)\s(?:the\s)?)$/;

/**
 * Adds a reading to those before it, sharing units across a range: in "10 to 20 million" and 3至5年 the first number takes
 * the second's unit; 百分之十至二十 and HK$1–2 billion lend theirs on; 1914–18 and "18th and 19th century" are two dates.
 */
export function addReading(found: Reading[], reading: Reading, folded: string): void {
  const previous = found.at(-1);
  const gap = previous === undefined ? '' : folded.slice(previous.end, reading.start);
  if (previous === undefined || !(RANGE.test(gap) || LIST.test(gap))) {
    found.push(reading);
    return;
  }
  const [first, second] = shareUnits(previous, reading, RANGE.test(gap));
  found[found.length - 1] = first;
  found.push(second);
}

function shareUnits(previous: Reading, reading: Reading, range: boolean): [Reading, Reading] {
  if (/^d:c/.test(reading.key) && /^[on]:/.test(previous.key)) {
    return [{ ...previous, kind: 'date', key: centuryKey(Number(previous.key.slice(2))) }, reading];
  }
  if (!range) return [previous, reading];
  const years = endOfYears(previous, reading);
  if (years !== undefined) return [previous, years];
  if (previous.number === undefined || reading.number === undefined) return [previous, inherit(previous, reading)];

  const { value, scale } = previous.number;
  const shared = scale === 1 && value * reading.number.scale < reading.number.value;
  const factor = shared ? reading.number.scale : 1;
  if (previous.kind === 'number') return [withUnitOf(previous, reading, factor), reading];
  if (previous.kind !== 'money') return [previous, reading];
  const open = reading.kind === 'number' || reading.key.startsWith('m:?');
  const second = open ? withUnitOf(reading, previous, 1) : reading;
  return [shared ? withUnitOf(previous, previous, factor) : previous, second];
}

/** 百分之十至二十: the second number has no 百分之 of its own. */
function inherit(previous: Reading, reading: Reading): Reading {
  if (previous.kind !== 'percent' || reading.kind !== 'number' || reading.number === undefined) return reading;
  return { ...reading, kind: 'percent', key: `p:${plain(reading.number.value)}` };
}

/** The 18 of 1914–18 and the 25年 of 1623至25年. */
function endOfYears(previous: Reading, reading: Reading): Reading | undefined {
  const start = /^d:(\d{4})$/.exec(previous.key)?.[1];
  if (start === undefined || reading.number === undefined || !/^(?:number|duration)$/.test(reading.kind))
    return undefined;
  const { value } = reading.number;
  const year = value < 100 ? Math.floor(Number(start) / 100) * 100 + value : value;
  const fits = year > Number(start) && year < 2200 && Number.isInteger(year);
  const named = reading.kind === 'number' || /^t:\d+mo$/.test(reading.key);
  return fits && named ? { ...reading, kind: 'date', key: dateKey(year) } : undefined;
}

function withUnitOf(reading: Reading, model: Reading, scale: number): Reading {
  const value = reading.number!.value;
  const amount = model.key.replace(/^.*:/, '');
  if (model.kind !== 'duration') return { ...reading, kind: model.kind, key: swap(model.key, plain(value * scale)) };
  const unit = Number.parseFloat(amount) / model.number!.value;
  return { ...reading, kind: 'duration', key: swap(model.key, plain(value * unit) + amount.replace(/^[\d.]+/, '')) };
}

function swap(key: string, amount: string): string {
  return key.slice(0, key.lastIndexOf(':') + 1) + amount;
}

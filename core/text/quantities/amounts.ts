import { matchesAt } from '../match-at.ts';
import { findBound } from './bounds.ts';
import type { NumberReading } from './chinese-number.ts';
import { readCurrencyAfter, readCurrencyBefore } from './money.ts';
import { readNumber } from './number.ts';
import type { QuantityKind, Reading } from './quantity.ts';
import { plain, readUnit } from './units.ts';

/** Glued to a number these are units; read in the text's own case: 5g is a weight, 5G a network. */
const MEASURE =
  /(?:km²?|kg|mg|cm|mm|nm|ml|k[Ww]h?|[MG]Wh?|[TGMK]B|[KMG]?Hz|mph|kph|ha|ft|sq|lbs?|oz|mi|dpi|fps|pts|[TGM]bps|m²?|g|l|t)(?![A-Za-z\d])/y;
const CLASSIFIER =
  /[个間间位名次种类项条张只款部本场家人岁度层座栋幢辆架台班组队对双套件份篇首段句幅册页票席届期轮遍趟步级枚颗粒宗起批门大支]|所(?!有)|方面|公里|公斤|英里|英尺|英寸|海里|米|尺|寸|斤|吨|公顷|平方|立方|升|克/y;
const NEGATIVE = /(?:(?:^|[\s(（])[-−]|−|负|零下|minus\s)$/;

/** A number with what follows or precedes it: money, percent, a length of time, or a count. */
export function readAmount(text: string, folded: string, at: number): Reading | undefined {
  const prefix = readCurrencyBefore(folded, at);
  const number = readNumber(text, folded, prefix?.end ?? at, prefix !== undefined);
  if (number === undefined || tooVague(folded, at)) return undefined;

  const suffix = readCurrencyAfter(folded, number.end);
  if (prefix !== undefined || suffix !== undefined) {
    const currency = prefix === undefined || prefix.currency === '?' ? (suffix ?? prefix)!.currency : prefix.currency;
    const end = suffix?.end ?? number.end;
    return bounded(
      folded,
      { kind: 'money', key: `m:${currency}:${plain(number.value)}`, start: at, end, number },
      number.more,
    );
  }
  const unit = readUnit(folded, number.end);
  if (unit !== undefined && !(unit.figurative && number.weakest && number.value >= 100)) {
    const { start, value } = signed(folded, at, number.value, unit.kind);
    const reading = { kind: unit.kind, key: unit.key(value), start, end: unit.end, number };
    return bounded(folded, reading, number.more || unit.more);
  }
  if (!countsAlone(text, folded, at, number)) return undefined;
  const { start, value } = signed(folded, at, number.value, 'number');
  return bounded(folded, { kind: 'number', key: `n:${plain(value)}`, start, end: number.end, number }, number.more);
}

/** 數百, 幾十: the words before leave the figure open. */
function tooVague(folded: string, at: number): boolean {
  return /(?:[数几]|数以|千上)$/.test(folded.slice(Math.max(0, at - 2), at)) && /[十百千万亿]/.test(folded[at]!);
}

function countsAlone(text: string, folded: string, at: number, number: NumberReading): boolean {
  if (/\d/.test(folded[number.end - 1]!)) {
    const rest = folded.slice(number.end, number.end + 2);
    if (/^[a-z]/.test(rest)) return matchesAt(MEASURE, text, number.end);
    // Of 3:2 and 1/4, but not 「名額：12」.
    return !/^[./:]\d/.test(rest) && !/\/$|\d:$/.test(folded.slice(Math.max(0, at - 2), at));
  }
  if (number.weakest) {
    const counted =
      /[过逾上近]$/.test(folded.slice(Math.max(0, at - 1), at)) && !/[圣国科能一物维]/.test(folded[number.end] ?? '');
    return counted && number.value >= 100;
  }
  return !number.weak || matchesAt(CLASSIFIER, folded, number.end);
}

function signed(folded: string, at: number, value: number, kind: QuantityKind): { start: number; value: number } {
  const sign = kind === 'number' || kind === 'percent' ? NEGATIVE.exec(folded.slice(Math.max(0, at - 6), at)) : null;
  if (sign === null) return { start: at, value };
  return { start: at - sign[0].replace(/^[\s(（]/, '').length, value: -value };
}

/** The reading with the bound that the words around it set. */
export function bounded(folded: string, reading: Reading, more: boolean): Reading {
  const bound = more ? 'more-than' : findBound(folded, reading.start, reading.end);
  return bound === undefined || reading.kind === 'ordinal' ? reading : { ...reading, bound };
}

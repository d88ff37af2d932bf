/** A date as it was read: where it ends and its key (see `findQuantities`). */
export interface DateReading {
  readonly end: number;
  readonly key: string;
}

/** ISO 8601 with the unknown parts left out: `d:2025-01-03`, `d:2025-01`, `d:2025`, `d:--01-03`, `d:--03`, `d:-0221`. */
export function dateKey(year: number | undefined, month?: number, day?: number): string {
  const sign = (year ?? 0) < 0 ? '-' : '';
  const head = year === undefined ? '-' : sign + String(Math.abs(year)).padStart(4, '0');
  const tail = [month, day].filter((part) => part !== undefined).map((part) => `-${String(part).padStart(2, '0')}`);
  return `d:${head}${tail.join('')}`;
}

/** `d:1990s` for 1990 and for 90; a decade without its century is one of the 1900s from the thirties on. */
export function decadeKey(decade: number): string {
  const full = decade >= 100 ? decade : decade >= 30 ? 1900 + decade : 2000 + decade;
  return `d:${full}s`;
}

/** `d:c19`, the nineteenth century. */
export function centuryKey(century: number): string {
  return `d:c${century}`;
}

/** `d:2025/26`; `undefined` when the second year does not follow the first. */
export function fiscalKey(first: number, second: number): string | undefined {
  const next = (first + 1) % 100;
  const fits = second === next || second === first + 1;
  return first >= 1900 && first < 2100 && fits ? `d:${first}/${String(next).padStart(2, '0')}` : undefined;
}

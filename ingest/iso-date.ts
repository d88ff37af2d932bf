/**
 * The day of a date as files write it: ISO 8601, RFC 822 (feeds) or PDF's `D:20260301…`.
 * The day is the one that is written, whatever the time zone beside it.
 * @returns `2026-03-01`; undefined where there is no such day.
 */
export function isoDate(text: string | undefined): string | undefined {
  if (!text) return undefined;
  const numbers = /^\s*(?:D:)?(\d{4})-?(\d{2})-?(\d{2})(?!\d{3}(?!\d))/.exec(text);
  const [year, month, day] = numbers ? [Number(numbers[1]), Number(numbers[2]), Number(numbers[3])] : inWords(text);
  if (!year || !month || !day) return undefined;
  const date = new Date(Date.UTC(year, month - 1, day));
  // 30 February rolls over into March.
  return date.getUTCMonth() === month - 1 && year >= 1000 ? date.toISOString().slice(0, 10) : undefined;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** “Sun, 01 Mar 2026 08:00:00 GMT”, “1 March 2026”, “2026年3月1日”. */
function inWords(text: string): [year?: number, month?: number, day?: number] {
  const chinese = /(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日號号]/.exec(text);
  if (chinese) return [Number(chinese[1]), Number(chinese[2]), Number(chinese[3])];
  const english = /\b(\d{1,2})\s+([A-Za-z]{3})[a-z]*\.?,?\s+(\d{4})\b/.exec(text);
  return english ? [Number(english[3]), MONTHS.indexOf(english[2]!.toLowerCase()) + 1, Number(english[1])] : [];
}

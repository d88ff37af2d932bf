/**
 * The day of a date as files and people write it: ISO 8601, RFC 822 (feeds), PDF's `D:20260301…`, 2026/3/1, or with
 * the month in words. 3/1/2026 is of March or of January and told by neither.
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

/** “Sun, 01 Mar 2026 08:00:00 GMT”, “1 March 2026”, “March 1, 2026”, “2026年3月1日”, “2026/3/1”. */
function inWords(text: string): [year?: number, month?: number, day?: number] {
  const yearFirst =
    /(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日號号]/.exec(text) ??
    /^\s*(\d{4})([/.-])(\d{1,2})\2(\d{1,2})(?!\d)/.exec(text)?.filter((_, i) => i !== 2);
  if (yearFirst) return [Number(yearFirst[1]), Number(yearFirst[2]), Number(yearFirst[3])];
  const dayFirst = /\b(\d{1,2})(?:st|nd|rd|th)?\s+([A-Za-z]{3})[a-z]*\.?,?\s+(\d{4})\b/.exec(text);
  if (dayFirst) return [Number(dayFirst[3]), monthOf(dayFirst[2]!), Number(dayFirst[1])];
  const monthFirst = /\b([A-Za-z]{3})[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b/.exec(text);
  return monthFirst ? [Number(monthFirst[3]), monthOf(monthFirst[1]!), Number(monthFirst[2])] : [];
}

const monthOf = (name: string): number => MONTHS.indexOf(name.toLowerCase()) + 1;

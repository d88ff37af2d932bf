import type { Language } from '../core/types.ts';

/**
 * `2026-03-01` in the reader's words; as it came when it is no date. Not by `Intl`, whose first use takes a browser
 * some ten milliseconds in the middle of an answer.
 */
export function formatDate(date: string, language: Language): string {
  const time = new Date(date);
  if (!+time) return date;
  // `Sun, 01 Mar 2026 00:00:00 GMT`
  if (language === 'en') return time.toUTCString().slice(5, 16).replace(/^0/, '');
  return date.replace(/-0?(\d+)-0?(\d+).*/, '年$1月$2日');
}

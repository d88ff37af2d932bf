/** The numbers of pages: Roman ones before the text begins. */

const VALUES: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10, l: 50, c: 100 };

/** @param text digits, or a Roman number below 400. */
export function numberOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const values = [...text.toLowerCase()].map((sign) => VALUES[sign] ?? 0);
  return values.reduce((sum, value, i) => sum + (value < (values[i + 1] ?? 0) ? -value : value), 0);
}

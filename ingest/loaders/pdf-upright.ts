/** Turns a page until its text is upright, whatever the page says of itself: a wide table may lie on its side. */
import type { PdfRun } from './pdf-lines.ts';
import type { PdfMark } from './pdf-tables.ts';

type Item = PdfRun | PdfMark;

/** Of a pdf.js page: the matrix that takes what is drawn to its place from the upper left corner, turned by `rotation`. */
export interface PdfPage {
  readonly rotate: number;
  getViewport(options: { scale: number; rotation: number }): { readonly transform: readonly number[] };
}

export function upright(items: readonly Item[], page: PdfPage): Item[] {
  const { transform } = page.getViewport({ scale: 1, rotation: mostTurned(items) ?? page.rotate });
  return items.map((item) => ('str' in item ? { ...item, transform: within(transform, item.transform) } : item));
}

/** Degrees, counterclockwise, that most letters are turned by. */
function mostTurned(items: readonly Item[]): number | undefined {
  const letters = new Map<number, number>();
  for (const item of items) {
    if (!('str' in item)) continue;
    const [a = 0, b = 0] = item.transform;
    const quarter = (Math.round(Math.atan2(b, a) / (Math.PI / 2)) + 4) % 4;
    letters.set(quarter * 90, (letters.get(quarter * 90) ?? 0) + item.str.trim().length);
  }
  return [...letters].sort((a, b) => b[1] - a[1])[0]?.[0];
}

function within(outer: readonly number[], inner: readonly number[]): number[] {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = outer;
  const at = (x = 0, y = 0): number[] => [a * x + c * y, b * x + d * y];
  const [left = 0, top = 0] = at(inner[4], inner[5]);
  return [...at(inner[0], inner[1]), ...at(inner[2], inner[3]), left + e, top + f];
}

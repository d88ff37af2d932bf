/** Drops what stands on page after page at the same place: running heads, footers, page numbers. */
import type { PdfLine } from './pdf-lines.ts';

/** Lines from the upper and the lower edge of the text that are looked at. */
const EDGE_LINES = 3;

/** Points by which a running head may wander. */
const WANDER = 6;

/**
 * A line is furniture where it stands, but for its numbers, on so many pages at least; where other lines are nearer to
 * the edge, on so much of all pages. Running heads that name the chapter are on few pages, and outermost.
 */
const MIN_PAGES = 3;
const MIN_SHARE = 0.4;

/** A line of a table of contents: a heading that stands again where it belongs. */
const CONTENTS = /(?:[.·…]\s?){5,}\s*(?:\d{1,4}|[ivxl]{1,6})$/i;

const PAGE_NUMBER =
  /^(?:[-–—•|\s]*(?:page|p\.|第)?\s*(?:\d{1,4}|[ivxl]{1,6})\s*(?:頁|页)?(?:\s*(?:of|\/|共)\s*\d{1,4}\s*(?:頁|页)?)?[-–—•|\s]*)$/i;

export function withoutFurniture(pages: readonly (readonly PdfLine[])[]): PdfLine[][] {
  const seen = new Map<string, { top: number; pages: number }[]>();
  const edges = pages.map(edgeLines);
  for (const page of edges) for (const line of page) count(seen, line);
  const numbered = edges.filter((page) => [...page].some(({ text }) => PAGE_NUMBER.test(text))).length;
  // One page with a lone number may be a table's; a number on every page is the page's.
  const dropNumbers = pages.length >= 2 && numbered === pages.filter((page) => page.length > 0).length;
  return pages.map((page, i) =>
    page.filter((line) => {
      if (CONTENTS.test(line.text)) return false;
      if (!edges[i]!.has(line)) return true;
      if (dropNumbers && PAGE_NUMBER.test(line.text)) return false;
      const times = place(seen, line)?.pages ?? 0;
      return times < MIN_PAGES || (!isOutermost(line, edges[i]!) && times < MIN_SHARE * pages.length);
    }),
  );
}

function edgeLines(page: readonly PdfLine[]): Set<PdfLine> {
  const sorted = [...page].sort((a, b) => a.top - b.top);
  return new Set([...sorted.slice(0, EDGE_LINES), ...sorted.slice(-EDGE_LINES)]);
}

function isOutermost(line: PdfLine, edge: ReadonlySet<PdfLine>): boolean {
  const tops = [...edge].map(({ top }) => top);
  return line.top - Math.min(...tops) <= WANDER || Math.max(...tops) - line.top <= WANDER;
}

const pattern = ({ text }: PdfLine): string => text.replace(/\d+/g, '#').replace(/\s+/g, ' ');

const place = (seen: Map<string, { top: number; pages: number }[]>, line: PdfLine) =>
  seen.get(pattern(line))?.find(({ top }) => Math.abs(top - line.top) <= WANDER);

function count(seen: Map<string, { top: number; pages: number }[]>, line: PdfLine): void {
  const known = place(seen, line);
  if (known) known.pages++;
  else seen.set(pattern(line), [...(seen.get(pattern(line)) ?? []), { top: line.top, pages: 1 }]);
}

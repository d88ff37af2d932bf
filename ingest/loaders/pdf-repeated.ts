/** Drops what stands on page after page at the same place: running heads, footers, page numbers. */
import type { PdfLine } from './pdf-lines.ts';
import { numberOf } from './roman.ts';

/** Lines from the upper and the lower edge of the text that are looked at. */
const EDGE_LINES = 3;

/** Points by which a running head may wander. */
const WANDER = 6;

/** Of its own size, the distance to the text that sets a running head apart; the lines of a text are half as far apart. */
const APART = 2;

/**
 * A line is furniture where it stands on so many pages at least; where other lines are nearer to the edge, on so much of
 * all pages. Running heads that name the chapter are on few pages, and outermost.
 */
const MIN_PAGES = 3;
const MIN_SHARE = 0.4;

const PAGE_NUMBER =
  /^(?:[-–—•|\s]*(?:page|p\.|第)?\s*(?:\d{1,4}|[ivxl]{1,6})\s*(?:頁|页)?(?:\s*(?:of|\/|共)\s*\d{1,4}\s*(?:頁|页)?)?[-–—•|\s]*)$/i;

/** In a longer line: before everything else, after a rule, or named. “Lesson 2” on the second page is the text's. */
const NUMBER_OF_PAGE = /(?:^|[-–—•·|/]\s*|\b(?:page|p\.)\s*|第\s*)(\d{1,4})(?=$|\s|[-–—•·|/頁页])/gi;

export function withoutFurniture(pages: readonly (readonly PdfLine[])[]): PdfLine[][] {
  const edges = pages.map(edgeLines);
  const seen: Places = new Map();
  edges.forEach((page, number) => {
    for (const line of page.keys()) for (const key of keysOf(line, number)) count(seen, key, line);
  });
  const told = new Set<string>();
  return pages.map((page, number) =>
    page.filter((line) => {
      const edge = edges[number]!.get(line);
      const times = keysOf(line, number).map((key) => timesOf(seen, key, line));
      const fate = edge ? fateOf(line, edge, times, pages.length) : 'kept';
      if (fate !== 'once') return fate === 'kept';
      const isFirst = !told.has(line.text);
      told.add(line.text);
      return isFirst;
    }),
  );
}

/**
 * @param times that the line stands there as it is, and with each of its numbers as the page's.
 * @returns `once` of what readers may ask for, such as the number to call at the foot, or what may be the text's.
 */
function fateOf(
  line: PdfLine,
  { outermost, apart }: Edge,
  [same = 0, ...numbered]: readonly number[],
  pages: number,
): 'kept' | 'once' | 'dropped' {
  const share = MIN_SHARE * pages;
  const isFurniture = (times: number): boolean => times >= MIN_PAGES && (outermost || times >= share);
  if (PAGE_NUMBER.test(line.text) && numbered.some((times) => times >= 2 && times >= share)) return 'dropped';
  if (numbered.some(isFurniture)) return 'dropped';
  if (!isFurniture(same)) return 'kept';
  if (apart) return isContent(line) ? 'once' : 'dropped';
  return isContent(line) ? 'kept' : 'once';
}

interface Edge {
  readonly outermost: boolean;
  /** From the text, by more than its lines are from each other. */
  readonly apart: boolean;
}

/** Not tables, which are far larger than a line. */
function edgeLines(page: readonly PdfLine[]): Map<PdfLine, Edge> {
  const sorted = [...page].sort((a, b) => a.top - b.top);
  const edges = new Map<PdfLine, Edge>();
  for (const side of [sorted, [...sorted].reverse()]) {
    const size = side.findIndex((line, i) => i + 1 < side.length && isApart(line, side[i + 1]!)) + 1;
    side.slice(0, EDGE_LINES).forEach((line, i) => {
      const outermost = Math.abs(line.top - side[0]!.top) <= WANDER;
      const before = edges.get(line);
      const apart = i < size && size <= EDGE_LINES;
      edges.set(line, { outermost: outermost || !!before?.outermost, apart: apart || !!before?.apart });
    });
  }
  for (const line of edges.keys()) if (line.rows) edges.delete(line);
  return edges;
}

const isApart = (line: PdfLine, next: PdfLine): boolean => Math.abs(next.top - line.top) > APART * line.size;

/** Numbers that running heads have. */
const OF_HEADS = /\b(?:19|20)\d\d\b|\b(?:chapter|section|part|volume|version)\s+[\d.]+/gi;

/** A sentence, or a line with an address or another figure. */
const isContent = ({ text }: PdfLine): boolean => /[.。!?！？]$|@/.test(text) || /\d/.test(text.replace(OF_HEADS, ''));

/** The line as it is, and with each number that may be the page's as its distance from the page. */
function keysOf({ text }: PdfLine, page: number): string[] {
  if (PAGE_NUMBER.test(text)) {
    const number = /\d+|[ivxl]+(?![a-z])/i.exec(text.replace(/page|p\./i, ''))![0];
    return [text, text.replace(number, `#${numberOf(number) - page}`)];
  }
  const numbers = [...text.matchAll(NUMBER_OF_PAGE)];
  return [
    text,
    ...numbers.map(({ index, 0: whole, 1: number = '' }) => {
      const end = index + whole.length;
      return `${text.slice(0, end - number.length)}#${Number(number) - page}${text.slice(end)}`;
    }),
  ];
}

type Places = Map<string, { readonly top: number; pages: number }[]>;

const placeOf = (seen: Places, key: string, line: PdfLine) =>
  seen.get(key)?.find(({ top }) => Math.abs(top - line.top) <= WANDER);

const timesOf = (seen: Places, key: string, line: PdfLine): number => placeOf(seen, key, line)?.pages ?? 0;

function count(seen: Places, key: string, line: PdfLine): void {
  const known = placeOf(seen, key, line);
  if (known) known.pages++;
  else seen.set(key, [...(seen.get(key) ?? []), { top: line.top, pages: 1 }]);
}

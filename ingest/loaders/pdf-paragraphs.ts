/** From lines to Markdown: lines joined to paragraphs, hyphens at line ends undone, large lines made headings. */
import { escapeMarkdown } from './html-to-markdown.ts';
import { type Gap, isHan, type PdfLine } from './pdf-lines.ts';
import { looksLikeHead, tableMarkdown } from './table-markdown.ts';

export interface PdfText {
  readonly markdown: string;
  /** The line in the largest letters of the first page; a title, where it is larger than the text. */
  readonly largest: string | undefined;
}

interface Block {
  text: string;
  readonly heading: boolean;
  /** The line it ends with so far. */
  last: PdfLine;
  /** That one's. */
  row: Row;
}

/** What stands on a baseline. */
interface Row {
  /** How many lines, beside each other. */
  readonly cells: number;
  /** Between those and inside them. */
  readonly gaps: readonly Gap[];
}

export function paragraphsOf(pages: readonly (readonly PdfLine[])[]): PdfText {
  const lines = pages.flat();
  const layout = { size: bodySize(lines), pitch: linePitch(pages), width: textWidth(lines), words: wordsOf(lines) };
  const blocks: Block[] = [];
  for (const page of pages) {
    const rows = rowsOf(page);
    page.forEach((line, i) => {
      const block = blocks.at(-1);
      const heading = isHeading(line, layout);
      if (block && continuesTable(block.last, line, i === 0)) block.last = joinedTables(block.last, line);
      else if (block && block.heading === heading && joins(block, line, rows[i]!, i === 0, layout))
        append(block, line, rows[i]!, layout);
      else blocks.push({ text: line.text, heading, last: line, row: rows[i]! });
    });
  }
  const markdown = blocks.map(markdownOf).join('\n\n');
  return { markdown: `${markdown}\n`, largest: largestOf(blocks, pages[0] ?? [], layout) };
}

function markdownOf({ text, heading, last: { rows, headed } }: Block): string {
  if (heading) return `## ${text}`;
  if (!rows) return listItem(escapeMarkdown(text));
  const cells = rows.map((row) => row.map(escapeCell));
  return (headed ?? looksLikeHead(rows)) ? tableMarkdown(cells[0], cells.slice(1)) : tableMarkdown(undefined, cells);
}

const escapeCell = (text: string): string => text.replace(/[|\\]/g, '\\$&').replace(/<(?=[A-Za-z/!?])/g, '\\<');

/** A table that goes on on the next page, where its head may be drawn once more. */
const continuesTable = ({ rows: above }: PdfLine, { rows: below }: PdfLine, newPage: boolean): boolean =>
  newPage && above !== undefined && below !== undefined && above[0]!.length === below[0]!.length;

function joinedTables(above: PdfLine, below: PdfLine): PdfLine {
  const head = JSON.stringify(above.rows![0]);
  return { ...above, rows: [...above.rows!, ...below.rows!.filter((row) => JSON.stringify(row) !== head)] };
}

/** Of each line. */
function rowsOf(page: readonly PdfLine[]): Row[] {
  const rows: Row[] = [];
  for (let from = 0; from < page.length; from = rows.length) {
    let to = from + 1;
    while (to < page.length && isBeside(page[to - 1]!, page[to]!)) to++;
    const lines = page.slice(from, to);
    const between = lines.slice(1).map(({ left }, i): Gap => [lines[i]!.right, left]);
    const row = { cells: lines.length, gaps: [...between, ...lines.flatMap(({ gaps = [] }) => gaps)] };
    rows.push(...lines.map(() => row));
  }
  return rows;
}

const isBeside = (line: PdfLine, next: PdfLine): boolean =>
  next.left > line.right && Math.abs(next.top - line.top) < 0.5 * next.size;

interface Layout {
  /** Of the letters that most of the text is set in. */
  readonly size: number;
  /** Between the baselines of a paragraph. */
  readonly pitch: number;
  readonly width: number;
  readonly words: ReadonlySet<string>;
}

function bodySize(lines: readonly PdfLine[]): number {
  const letters = new Map<number, number>();
  for (const { size, text } of lines) {
    const rounded = Math.round(size * 2) / 2;
    letters.set(rounded, (letters.get(rounded) ?? 0) + text.length);
  }
  return [...letters].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 12;
}

/** The commonest distance between a line and the next below it. */
function linePitch(pages: readonly (readonly PdfLine[])[]): number {
  const counts = new Map<number, number>();
  for (const page of pages) {
    for (const [i, line] of page.entries()) {
      const distance = Math.round((line.top - (page[i - 1]?.top ?? line.top)) * 2) / 2;
      if (distance > 0.8 * line.size && distance < 4 * line.size) counts.set(distance, (counts.get(distance) ?? 0) + 1);
    }
  }
  return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0] ?? 0;
}

/** Of a full line: nine in ten are no wider. */
function textWidth(lines: readonly PdfLine[]): number {
  const widths = lines.map(({ left, right }) => right - left).sort((a, b) => a - b);
  return widths[Math.floor(0.9 * (widths.length - 1))] ?? 0;
}

const wordsOf = (lines: readonly PdfLine[]): ReadonlySet<string> =>
  new Set(lines.flatMap(({ text }) => text.toLowerCase().match(/[\p{L}-]+/gu) ?? []));

const isHeading = ({ size, text, rows }: PdfLine, layout: Layout): boolean =>
  !rows && size >= 1.15 * layout.size && text.length <= 120 && /[\p{L}\p{N}]/u.test(text);

const SENTENCE_END = /[。！？.!?…][”’」』）)]?$/;
const LIST_MARK =
  /^(?:[•●▪■◦‣·]|[-–—]\s|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)、]\s|[（(]?[一二三四五六七八九十]{1,3}[)）、])/i;

function joins(block: Block, line: PdfLine, row: Row, newPage: boolean, layout: Layout): boolean {
  const { last } = block;
  if (LIST_MARK.test(line.text) || last.rows || line.rows) return false;
  if (Math.abs(line.size - last.size) > 0.1 * layout.size + 0.5) return false;
  const ended = SENTENCE_END.test(last.text);
  const newColumn = line.top < last.top;
  if (newPage || newColumn) return !block.heading && !ended && last.right - last.left > 0.6 * layout.width;
  const distance = line.top - last.top;
  // The same baseline: cells of a table's row.
  if (distance < 0.5 * line.size) return true;
  // The next row. Of two pieces, the first may be the mark of an item that goes on below.
  if (Math.max(row.cells, block.row.cells) > 2 || Math.min(row.cells, block.row.cells) > 1) return false;
  if (inColumns(block.row, row, line.size)) return false;
  const pitch = block.heading ? 1.3 * line.size : layout.pitch;
  if (distance > 1.3 * Math.max(pitch, 0)) return false;
  if (block.heading) return true;
  const indented = line.left - last.left > 0.8 * line.size && ended;
  const short = last.right - last.left < 0.75 * layout.width && ended;
  return !indented && !short;
}

/** Of a table: where one row has a gap, the next has one too. */
const inColumns = (above: Row, below: Row, size: number): boolean =>
  above.gaps.some(([left, right]) =>
    below.gaps.some((gap) => Math.min(right, gap[1]) - Math.max(left, gap[0]) > 0.5 * size),
  );

function append(block: Block, line: PdfLine, row: Row, layout: Layout): void {
  block.text = joined(block.text, line.text, layout, Math.abs(line.top - block.last.top) < 0.5 * line.size);
  block.last = line;
  block.row = row;
}

function joined(above: string, below: string, { words }: Layout, sameRow: boolean): string {
  if (sameRow) return `${above} ${below}`;
  const hyphen = /([\p{L}]+)-$/u.exec(above);
  const next = /^\p{Ll}[\p{L}]*/u.exec(below)?.[0];
  if (hyphen && next) {
    // “long-term” broken at its own hyphen stands elsewhere with it.
    const own = words.has(`${hyphen[1]}-${next}`.toLowerCase());
    return own ? above + below : above.slice(0, -1) + below;
  }
  return isHan(above.at(-1)) || isHan(below[0]) ? above + below : `${above} ${below}`;
}

const listItem = (text: string): string => text.replace(/^[•●▪■◦‣·]\s*/, '- ');

function largestOf(blocks: readonly Block[], first: readonly PdfLine[], layout: Layout): string | undefined {
  const onFirst = new Set(first);
  const headings = blocks.filter(({ heading, last }) => heading && onFirst.has(last));
  const size = Math.max(...headings.map(({ last }) => last.size));
  return size >= 1.15 * layout.size ? headings.find(({ last }) => last.size === size)?.text : undefined;
}

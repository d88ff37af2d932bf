/** From lines to Markdown: lines joined to paragraphs, hyphens at line ends undone, large lines made headings. */
import { escapeMarkdown } from './html-to-markdown.ts';
import { isHan, type PdfLine } from './pdf-lines.ts';

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
}

export function paragraphsOf(pages: readonly (readonly PdfLine[])[]): PdfText {
  const lines = pages.flat();
  const layout = { size: bodySize(lines), pitch: linePitch(pages), width: textWidth(lines), words: wordsOf(lines) };
  const blocks: Block[] = [];
  for (const page of pages) {
    page.forEach((line, i) => {
      const block = blocks.at(-1);
      const heading = isHeading(line, layout);
      if (block && block.heading === heading && joins(block, line, i === 0, layout)) append(block, line, layout);
      else blocks.push({ text: line.text, heading, last: line });
    });
  }
  const markdown = blocks
    .map(({ text, heading }) => (heading ? `## ${text}` : listItem(escapeMarkdown(text))))
    .join('\n\n');
  return { markdown: `${markdown}\n`, largest: largestOf(blocks, pages[0] ?? [], layout) };
}

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

const isHeading = ({ size, text }: PdfLine, layout: Layout): boolean =>
  size >= 1.15 * layout.size && text.length <= 120 && /[\p{L}\p{N}]/u.test(text);

const SENTENCE_END = /[。！？.!?…][”’」』）)]?$/;
const LIST_MARK =
  /^(?:[•●▪■◦‣·]|[-–—]\s|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)、]\s|[（(]?[一二三四五六七八九十]{1,3}[)）、])/i;

function joins(block: Block, line: PdfLine, newPage: boolean, layout: Layout): boolean {
  if (LIST_MARK.test(line.text)) return false;
  const { last } = block;
  if (Math.abs(line.size - last.size) > 0.1 * layout.size + 0.5) return false;
  const ended = SENTENCE_END.test(last.text);
  const newColumn = line.top < last.top;
  if (newPage || newColumn) return !block.heading && !ended && last.right - last.left > 0.6 * layout.width;
  const distance = line.top - last.top;
  // The same baseline: cells of a table's row.
  if (distance < 0.5 * line.size) return true;
  const pitch = block.heading ? 1.3 * line.size : layout.pitch;
  if (distance > 1.3 * Math.max(pitch, 0)) return false;
  if (block.heading) return true;
  const indented = line.left - last.left > 0.8 * line.size && ended;
  const short = last.right - last.left < 0.75 * layout.width && ended;
  return !indented && !short;
}

function append(block: Block, line: PdfLine, layout: Layout): void {
  block.text = joined(block.text, line.text, layout, Math.abs(line.top - block.last.top) < 0.5 * line.size);
  block.last = line;
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

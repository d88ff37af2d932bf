/** HTML's tables as Markdown's, under a head only where they have one. */
import type Turndown from 'turndown';
import { cellsIn, gridOf, type Row, rowsIn } from './html-grid.ts';
import { looksLikeHead, tableMarkdown } from './table-markdown.ts';

/** In place of turndown's own plugin, which keeps a table with a list in it as HTML: no passage is cut from that. */
export function tables(service: Turndown): void {
  // A table's cells are converted before it is.
  const contents = new WeakMap<object, string>();
  service.addRule('cell', {
    filter: ['td', 'th'],
    replacement: (content, node) => {
      contents.set(node, content);
      return `\n\n${content.trim()}\n\n`;
    },
  });
  service.addRule('table', {
    filter: 'table',
    replacement: (content, node) => {
      const table = node as unknown as Element;
      const text = laysOut(table) ? content : tableText(table, (cell) => lineOf(contents.get(cell) ?? ''));
      return `\n\n${text}\n\n`;
    },
  });
}

/** Characters of a cell. What has more, in a table without any head, is a part of the page. */
const LONGEST_CELL = 500;

/** What a row of a table has no room for. A head's cell may be a heading. */
const BLOCKS = ['table', 'blockquote', 'pre', 'hr', ...[1, 2, 3, 4, 5, 6].map((level) => `td h${level}`)].join(',');

function laysOut(table: Element): boolean {
  const rows = rowsIn(table).map(cellsIn);
  if (table.querySelector(BLOCKS) || rows.every((cells) => cells.length < 2)) return true;
  return !table.querySelector('th') && rows.flat().some(({ textContent }) => textContent!.length > LONGEST_CELL);
}

/** What a cell says in one line: its paragraphs and items parted, their marks gone. */
const lineOf = (content: string): string =>
  content
    .split(/\n\s*\n|\n(?=\s*(?:-|\d+\.)\s)/)
    .map((part) =>
      part
        .replace(/^\s*(?:#+|-|\d+\.)\s+/, '')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter(Boolean)
    .reduce((line, part) => (line ? `${line}${/[,，:：;；、。.!?！？]$/.test(line) ? ' ' : '; '}${part}` : part), '')
    .replace(/\|/g, '\\|');

function tableText(table: Element, textOf: (cell: Element) => string): string {
  const rows = gridOf(table, textOf);
  const first = rows.findIndex(({ isTitle }) => !isTitle);
  const titles = (first < 0 ? rows : rows.slice(0, first)).map(({ cells }) => cells[0]!.text);
  const caption = table.querySelector('caption')?.textContent?.trim();
  return [caption, ...titles, first < 0 ? '' : withHead(rows.slice(first))].filter(Boolean).join('\n\n');
}

function withHead(rows: readonly Row[]): string {
  const heads = headRows(rows);
  const texts = rows.map(textsOf);
  // Of a head in two rows, “Fee” over “Adult” and “Child”.
  const head = texts[0]!.map((_, column) => [...new Set(texts.slice(0, heads).map((row) => row[column]!))].join(' '));
  const padded = (row: readonly string[]): string[] => row.map((text) => text.trim().padEnd(3));
  return tableMarkdown(heads > 0 ? padded(head) : undefined, texts.slice(heads).map(padded));
}

const textsOf = ({ cells }: Row): string[] => cells.map(({ text }) => text);

function headRows(rows: readonly Row[]): number {
  if (rows.length < 2) return 0;
  const below = rows.findIndex((row) => !isMarked(row));
  // Marked all over, it has its head on top.
  if (below !== 0) return Math.max(below, 1);
  const [first, ...rest] = rows as [Row, ...Row[]];
  if (first.cells.some(({ isHead }) => isHead)) return 0;
  return (isBold(first) && !rest.some(isBold)) || looksLikeHead(rows.map(textsOf)) ? 1 : 0;
}

/** But for the corner, which heads nothing. */
const isMarked = ({ cells, inHead, isTitle }: Row): boolean =>
  inHead || (!isTitle && cells.every(({ isHead, text }, column) => isHead || (column === 0 && !text)));

const isBold = ({ cells }: Row): boolean => cells.every(({ isBold, text }) => isBold || !text);

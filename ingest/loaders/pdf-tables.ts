/** The tables of a tagged PDF. Word, LibreOffice and Chromium write down which text is of which cell; places only hint at it. */
import type { PdfRun } from './pdf-lines.ts';

/** A node of pdf.js' structure tree: an element with a role, or a stretch of the page's content with an id. */
export interface PdfNode {
  readonly role?: string;
  readonly type?: string;
  readonly id?: string;
  readonly children?: readonly PdfNode[];
}

/** Where marked content begins and ends, among the runs. */
export interface PdfMark {
  readonly type: string;
  readonly id?: string | null;
}

/** Runs by row and cell. */
export interface TableRuns {
  readonly rows: readonly (readonly PdfRun[][])[];
  /** Undefined where the file marks no cell as a head. */
  readonly headed?: boolean | undefined;
}

/** @returns the runs in their order, those of a table together in the place of its first. */
export function withTables(items: readonly (PdfRun | PdfMark)[], tables: readonly PdfNode[]): (PdfRun | TableRuns)[] {
  const places = new Map<string, { readonly table: TableRuns; readonly cell: PdfRun[] }>();
  for (const node of tables) {
    const cells = rowsOf(node).map((row) => row.map((cell) => ({ ids: contentsOf(cell), runs: [] as PdfRun[] })));
    const table = { rows: cells.map((row) => row.map(({ runs }) => runs)), headed: isHeaded(node) };
    for (const { ids, runs } of cells.flat()) for (const id of ids) places.set(id, { table, cell: runs });
  }
  const result = new Set<PdfRun | TableRuns>();
  const open: (string | undefined)[] = [];
  for (const item of items) {
    if (!('str' in item)) {
      if (item.type === 'endMarkedContent') open.pop();
      else open.push(item.id ?? open.at(-1));
      continue;
    }
    const place = places.get(open.at(-1) ?? '');
    place?.cell.push(item);
    result.add(place?.table ?? item);
  }
  return [...result].flatMap((item) => ('rows' in item && laysOut(item) ? item.rows.flat(2) : [item]));
}

/** Characters of a cell. What has more is a column of a page. */
const LONGEST_CELL = 500;

const laysOut = ({ rows }: TableRuns): boolean =>
  rows.flat().some((runs) => runs.reduce((length, { str }) => length + str.length, 0) > LONGEST_CELL);

/** Not those that hold others, or a single row or column: they lay out a page. */
export function tablesOf(tree: PdfNode | null): PdfNode[] {
  const inner = (tree?.children ?? []).flatMap(tablesOf);
  if (tree?.role !== 'Table' || inner.length > 0) return inner;
  const rows = rowsOf(tree);
  return rows.length > 1 && rows.every((row) => row.length > 0) && rows.some((row) => row.length > 1) ? [tree] : [];
}

const rowsOf = (node: PdfNode): PdfNode[][] =>
  (node.children ?? []).flatMap((child) =>
    child.role === 'TR' ? [(child.children ?? []).filter(({ role }) => role === 'TH' || role === 'TD')] : rowsOf(child),
  );

function isHeaded(table: PdfNode): boolean | undefined {
  const [first = [], ...rest] = rowsOf(table).map((row) => row.map(({ role }) => role === 'TH'));
  return [first, ...rest].flat().includes(true)
    ? first.every((head, i) => head || i === 0) && first.includes(true)
    : undefined;
}

const contentsOf = ({ type, id, children = [] }: PdfNode): string[] =>
  type === 'content' && id !== undefined ? [id] : children.flatMap(contentsOf);

/** The rows and columns of an HTML table: what a cell that reaches over several says stands in each of them. */

export interface Cell {
  readonly text: string;
  readonly isHead: boolean;
  readonly isBold: boolean;
}

export interface Row {
  /** As many in every row. */
  readonly cells: readonly Cell[];
  readonly inHead: boolean;
  /** One cell over the whole width names the rows below it. It is told once, in the first column. */
  readonly isTitle: boolean;
}

/** Columns or rows that a cell is believed to reach over; pages write 100 for “all”. */
const MOST_SPANNED = 50;

const BLANK: Cell = { text: '', isHead: false, isBold: false };

// Turndown's lists of nodes cannot be spread.
export const rowsIn = (table: Element): Element[] => Array.from(table.querySelectorAll('tr'));

export const cellsIn = (row: Element): Element[] =>
  Array.from(row.children).filter(({ nodeName }) => /^T[DH]$/.test(nodeName));

/** @returns without rows that say nothing. */
export function gridOf(table: Element, textOf: (cell: Element) => string): Row[] {
  const rows = rowsIn(table);
  const places: Cell[][] = rows.map(() => []);
  rows.forEach((row, y) => {
    let x = 0;
    for (const element of cellsIn(row)) {
      while (places[y]![x]) x++;
      const end = x + spanOf(element, 'colspan');
      const cell = toCell(element, textOf(element));
      for (const reached of places.slice(y, y + spanOf(element, 'rowspan')))
        for (let at = x; at < end; at++) reached[at] ??= cell;
      x = end;
    }
  });
  const isTitle = places.map((row) => new Set(row).size === 1);
  const width = Math.max(...places.map((row, y) => (isTitle[y] ? 1 : row.length)));
  return rows
    .map((row, y) => ({
      cells: Array.from({ length: width }, (_, x) => (isTitle[y] && x > 0 ? BLANK : (places[y]![x] ?? BLANK))),
      inHead: row.parentElement?.nodeName === 'THEAD',
      isTitle: isTitle[y]!,
    }))
    .filter(({ cells }) => cells.some(({ text }) => text));
}

function spanOf(cell: Element, name: 'colspan' | 'rowspan'): number {
  const told = Number(cell.getAttribute(name) ?? 1);
  // rowspan="0" reaches to the end.
  return told === 0 && name === 'rowspan' ? MOST_SPANNED : Math.min(Math.max(Math.trunc(told) || 1, 1), MOST_SPANNED);
}

function toCell(element: Element, text: string): Cell {
  const bold = element.querySelector('b, strong')?.textContent?.trim();
  return { text, isHead: element.nodeName === 'TH', isBold: text !== '' && bold === element.textContent?.trim() };
}

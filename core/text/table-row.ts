/** A row of a Markdown table in words: `| Book | 14 days |` says nothing to a reader who does not see its head. */
import type { Language, Passage } from '../types.ts';

const ROW = /^[ \t]*\|[^\n]*\|[ \t]*$/;
/** `|---|:--:|`, under a table's head. */
const RULE = /^[|:\- \t]+$/;

export interface Row {
  readonly cells: readonly string[];
  /** None where the head is in no sight. */
  readonly heads: readonly string[];
  readonly isHead: boolean;
  /** Where its table begins in the text. */
  readonly table: number;
}

/** @param start in the article, as `end`. @returns undefined where what stands there in the passage is no row. */
export const rowIn = (
  { text, start: from, tableHead }: Pick<Passage, 'text' | 'start' | 'tableHead'>,
  start: number,
  end: number,
): Row | undefined => rowAt(text, start - from, end - from, tableHead?.text);

/**
 * @param headBefore of the table that the text begins in the middle of.
 * @returns undefined where what stands there in the text is no row.
 */
export function rowAt(text: string, start: number, end: number, headBefore?: string): Row | undefined {
  const own = text.slice(start, end);
  if (!ROW.test(own)) return undefined;
  const before = text.slice(0, start).split('\n').slice(0, -1);
  let first = before.length;
  while (first > 0 && /^[ \t]*\|/.test(before[first - 1]!)) first--;
  const above = before.slice(first);
  const head = isRule(above[1]) ? above[0] : first === 0 ? headBefore : undefined;
  const [next = ''] = text
    .slice(end)
    .replace(/^[ \t]*\n/, '')
    .split('\n', 1);
  return {
    cells: cellsOf(own),
    heads: head ? cellsOf(head) : [],
    isHead: above.length === 0 && isRule(next),
    table: before.slice(0, first).join('\n').length,
  };
}

/** `Item: Book; Loan: 14 days`; of two cells under an empty head the first says what the second is, `Deposit: $300`. */
export function rowInWords({ cells, heads }: Row, language: Language): string {
  const [colon, between] = language === 'en' ? [': ', '; '] : ['：', '；'];
  const isPair = cells.length === 2 && cells.every(Boolean) && heads.length > 0 && !heads.some(Boolean);
  if (isPair) return cells.join(colon);
  const pairs = cells.map((cell, column) => {
    const head = heads[column];
    return head && cell ? head + colon + cell : cell;
  });
  return pairs.filter(Boolean).join(between);
}

const isRule = (line = ''): boolean => line.includes('|') && RULE.test(line);

const cellsOf = (row: string): string[] =>
  row
    .trim()
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll('\\|', '|'));

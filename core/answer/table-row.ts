/** A row of a Markdown table in words: `| Book | 14 days |` says nothing to a reader who does not see its head. */
import type { Language } from '../types.ts';

const ROW = /^[ \t]*\|[^\n]*\|[ \t]*$/;
/** `|---|:--:|`, under a table's head. */
const RULE = /^[|:\- \t]+$/;

/**
 * `Item: Book; Loan: 14 days`.
 * @param before the text of the passage before it, where its head is looked for.
 * @returns `text` as it is where it is no row.
 */
export function rowInWords(text: string, before: string, language: Language): string {
  if (!ROW.test(text)) return text;
  const above: string[] = [];
  for (const line of before.split('\n').slice(0, -1).reverse()) {
    if (!/^[ \t]*\|/.test(line)) break;
    above.push(line);
  }
  const heads = RULE.test(above.at(-2) ?? '') ? cellsOf(above.at(-1)!) : [];
  const [colon, between] = language === 'en' ? [': ', '; '] : ['：', '；'];
  const pairs = cellsOf(text).map((cell, column) => {
    const head = heads[column];
    return head && cell ? head + colon + cell : cell;
  });
  return pairs.filter(Boolean).join(between);
}

const cellsOf = (row: string): string[] =>
  row
    .trim()
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll('\\|', '|'));

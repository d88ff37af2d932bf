import { expect, it } from 'vitest';
import { rowAt, rowInWords } from '../../../core/text/table-row.ts';
import type { Language } from '../../../core/types.ts';
import { shownQuote } from '../../../web/quote.ts';

const TABLE = 'Loans are short.\n\n| Item | Loan | |\n|---|:--:|---|\n| Book | 14 days | |\n';

const said = (row: string, before: string, language: Language): string | undefined => {
  const found = rowAt(before + row, before.length, before.length + row.length);
  return found && rowInWords(found, language);
};

it('says a row with its heads, in the punctuation of its language', () => {
  expect(said('| Film | 7 days | new |', TABLE, 'en')).toBe('Item: Film; Loan: 7 days; new');
  expect(said('| 書 | 十四日 |', '| 項目 | 借期 |\n|---|---|\n', 'yue')).toBe('項目：書；借期：十四日');
  expect(said('| Deposit | $300 |', '| | |\n| - | - |\n', 'en')).toBe('Deposit: $300');
  expect(said('| Deposit | $300 | July |', '| | | |\n| - | - | - |\n', 'en')).toBe('Deposit; $300; July');
  expect(said('| a \\| b | |', '| X | Y |\n| - | - |\n', 'en')).toBe('X: a | b');
});

it('says the cells alone where the head is in no sight, and leaves what is no row', () => {
  expect(said('| Film | 7 days |', 'Text.\n\n', 'en')).toBe('Film; 7 days');
  expect(said('| Film | 7 days |', '| Book | 14 days |\n', 'en')).toBe('Film; 7 days');
  expect(said('| Item | Loan |', '', 'en')).toBe('Item; Loan');
  for (const text of ['The library opens at 9 am.', 'a | b', '|', '| open', '']) {
    expect(said(text, TABLE, 'en')).toBeUndefined();
  }
});

it('knows the head of a table, and which rows are of the same', () => {
  const text = `${TABLE}| Film | 7 days | |\n\nOr:\n\n| Day | Open |\n|---|---|\n| Monday | 9 |`;
  const at = (row: string) => rowAt(text, text.indexOf(row), text.indexOf(row) + row.length)!;
  expect(['| Item | Loan | |', '| Day | Open |'].map((row) => at(row).isHead)).toEqual([true, true]);
  const [book, film, monday] = ['| Book | 14 days | |', '| Film | 7 days | |', '| Monday | 9 |'].map(at);
  expect([book, film, monday].map((row) => row!.isHead)).toEqual([false, false, false]);
  expect(film!.table).toBe(book!.table);
  expect(monday!.table).not.toBe(book!.table);
});

it('shows a quoted row without its bars', () => {
  expect(shownQuote('| Film | 7 days |')).toBe('Film · 7 days');
  expect(shownQuote('a | b')).toBe('a | b');
});

import { expect, it } from 'vitest';
import { rowInWords } from '../../../core/answer/table-row.ts';
import { shownQuote } from '../../../web/quote.ts';

const TABLE = 'Loans are short.\n\n| Item | Loan | |\n|---|:--:|---|\n| Book | 14 days | |\n';

it('says a row with its heads, in the punctuation of its language', () => {
  expect(rowInWords('| Film | 7 days | new |', TABLE, 'en')).toBe('Item: Film; Loan: 7 days; new');
  expect(rowInWords('| 書 | 十四日 |', '| 項目 | 借期 |\n|---|---|\n', 'yue')).toBe('項目：書；借期：十四日');
  expect(rowInWords('| a \\| b | |', '| X | Y |\n| - | - |\n', 'en')).toBe('X: a | b');
});

it('says the cells alone where the head is in no sight, and leaves what is no row', () => {
  expect(rowInWords('| Film | 7 days |', 'Text.\n\n', 'en')).toBe('Film; 7 days');
  expect(rowInWords('| Film | 7 days |', '| Book | 14 days |\n', 'en')).toBe('Film; 7 days');
  expect(rowInWords('| Item | Loan |', '', 'en')).toBe('Item; Loan');
  for (const text of ['The library opens at 9 am.', 'a | b', '|', '| open', '']) {
    expect(rowInWords(text, TABLE, 'en')).toBe(text);
  }
});

it('shows a quoted row without its bars', () => {
  expect(shownQuote('| Film | 7 days |')).toBe('Film · 7 days');
  expect(shownQuote('a | b')).toBe('a | b');
});

import { rowIn, rowInWords } from '../../core/text/table-row.ts';
import type { Passage } from '../../core/types.ts';

/** A passage as it is shown outside its article: a table's rows in words, a line each, without head and rule. */
export function passageInWords(passage: Passage): string {
  let next = passage.start;
  const lines = passage.text.split('\n').flatMap((line) => {
    const start = next;
    next += line.length + 1;
    const row = rowIn(passage, start, start + line.length);
    if (!row) return [line];
    return row.isHead || row.cells.every((cell) => /^:?-+:?$/.test(cell)) ? [] : [rowInWords(row, passage.language)];
  });
  return lines.join('\n');
}

/** Reads the evaluation files: TSV with a header line, and JSONL. */
import { readFile } from 'node:fs/promises';

/** A file is not in the form expected; meant for the person who named it. */
export class DataError extends Error {
  override readonly name = 'DataError';
}

/** @throws DataError naming the file and the columns it lacks. */
export async function readTsv<Column extends string>(
  path: string,
  columns: readonly Column[],
): Promise<Record<Column, string>[]> {
  const [header = '', ...lines] = (await readText(path)).split(/\r?\n/);
  const names = header.split('\t');
  const missing = columns.filter((column) => !names.includes(column));
  if (missing.length > 0)
    throw new DataError(`${path} lacks the column ${missing.join(', ')}; it has ${names.join(', ')}.`);
  return lines.filter(Boolean).map((line) => {
    const cells = line.split('\t');
    return Object.fromEntries(names.map((name, i) => [name, cells[i] ?? ''])) as Record<Column, string>;
  });
}

/** @throws DataError naming the file and the line that is not JSON. */
export async function readJsonl<T>(path: string): Promise<T[]> {
  return (await readText(path)).split(/\r?\n/).flatMap((line, i) => {
    if (!line.trim()) return [];
    try {
      return [JSON.parse(line) as T];
    } catch (error) {
      throw new DataError(`${path}, line ${i + 1}: one JSON object a line is expected. ${(error as Error).message}`);
    }
  });
}

/** Spreadsheets put a byte order mark first. */
const readText = async (path: string): Promise<string> => (await readFile(path, 'utf8')).replace(/^\ufeff/, '');

/** `count` of the items, evenly spread, in order; all of them where there are fewer. */
export function spread<T>(items: readonly T[], count: number): readonly T[] {
  if (items.length <= count) return items;
  return Array.from({ length: count }, (_, i) => items[Math.floor((i * items.length) / count)]!);
}

/** Drops tables of contents: headings that stand again where they belong. A list of prices is dotted as well. */
import type { PdfLine } from './pdf-lines.ts';
import { numberOf } from './roman.ts';

const ENTRY = /^(.*?)\s*(?:[.·…]\s?){5,}\s*(\d{1,4}|[ivxl]{1,6})$/i;

/** Of the titles of a table of contents, the share that is found again: long ones are broken into lines otherwise. */
const FOUND = 0.5;

/** Characters before a title that is found again, as in “Chapter 2: Trams”. */
const LABEL = 20;

export function withoutContents(pages: readonly (readonly PdfLine[])[]): PdfLine[][] {
  const others = pages.flat().flatMap(({ text }) => (ENTRY.test(text) ? [] : text.toLowerCase()));
  return pages.map((page) => {
    const runs = runsOf(page).filter((run) => isContents(run, others, pages.length));
    const dropped = new Set(runs.flat());
    return page.filter((line) => !dropped.has(line));
  });
}

/** Entries that follow each other. */
function runsOf(page: readonly PdfLine[]): PdfLine[][] {
  const runs: PdfLine[][] = [[]];
  for (const line of page) {
    if (ENTRY.test(line.text)) runs.at(-1)!.push(line);
    else runs.push([]);
  }
  return runs.filter((run) => run.length > 0);
}

/** Its numbers rise, by no more than there are pages, and its titles are the text's. */
function isContents(run: readonly PdfLine[], others: readonly string[], pages: number): boolean {
  const entries = run.map(({ text }) => ENTRY.exec(text)!);
  const numbers = entries.map((entry) => numberOf(entry[2]!));
  if (numbers.some((number, i) => number < numbers[i - 1]!) || numbers.at(-1)! - numbers[0]! > pages) return false;
  const found = entries.filter((entry) => others.some((line) => endsWithTitle(line, titleOf(entry[1]!))));
  return found.length >= FOUND * entries.length;
}

const titleOf = (entry: string): string => entry.toLowerCase().replace(/^[\d.]+\s+/, '');

const endsWithTitle = (line: string, title: string): boolean =>
  line.endsWith(title) &&
  line.length <= title.length + LABEL &&
  (line === title || !/[a-z\d]/.test(line[line.length - title.length - 1]!) || !/[a-z\d]/.test(title[0] ?? ''));

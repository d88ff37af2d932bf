/** From the runs of text that a PDF draws to lines, in reading order. Lengths are points, 1/72 inch. */
import type { TableRuns } from './pdf-tables.ts';
import { raised } from './raised.ts';

/** As pdf.js tells it, on an upright page; `transform` ends with the run's left end and baseline, from the page's upper left corner. */
export interface PdfRun {
  readonly str: string;
  readonly transform: readonly number[];
  readonly width: number;
  readonly height: number;
}

export interface PdfLine {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  /** Distance of the baseline from the page's upper edge. */
  readonly top: number;
  readonly size: number;
  /** Inside the line, wider than text has them: where each begins and ends. A table whose cells stand close has them. */
  readonly gaps?: readonly Gap[];
  /** Of a table, which counts as one line: its cells. */
  readonly rows?: readonly (readonly string[])[];
  /** Whether the first row is the head; undefined where the file does not say. */
  readonly headed?: boolean | undefined;
}

export type Gap = readonly [left: number, right: number];

/** A line's runs are this much of the font's size apart at most; a wider gap is a column's or a table's. */
const GAP = 1.8;

/** No text has this much of the font's size between two words, justified or not, but for a letter-spaced heading. */
const WIDE = 0.8;

/** In a line's text while it is put together: the space at a wide gap, which stays between ideographs too. */
const APART = '\t';

export function linesOf(runs: readonly (PdfRun | TableRuns)[]): PdfLine[] {
  const lines: PdfLine[] = [];
  let open: Open | undefined;
  for (const run of runs) {
    if ('rows' in run) {
      if (open) lines.push(closed(open));
      open = undefined;
      lines.push(...tableLine(run));
      continue;
    }
    const piece = placed(run);
    // Text that is turned by a quarter is a stamp or a label of a drawing.
    if (!piece) continue;
    // pdf.js fills gaps with blanks, however wide: a blank is a space of the line, and no part of its width.
    if (!piece.text.trim()) {
      if (open && piece.text) open.text += ' ';
    } else if (open && continues(open, piece)) extend(open, piece);
    else {
      if (open) lines.push(closed(open));
      open = piece;
    }
  }
  if (open) lines.push(closed(open));
  return inColumns(lines);
}

interface Open {
  text: string;
  left: number;
  right: number;
  top: number;
  size: number;
  readonly gaps: Gap[];
}

function placed({ str, transform, width, height }: PdfRun): Open | undefined {
  const [a = 0, b = 0, , , left = 0, top = 0] = transform;
  if (Math.abs(b) > Math.abs(a)) return undefined;
  const size = height || Math.hypot(a, b);
  return { text: str, left, right: left + width, top, size, gaps: [] };
}

function continues(line: Open, piece: Open): boolean {
  const size = Math.max(line.size, piece.size);
  const gap = piece.left - line.right;
  // Superscripts stand a little higher than their line.
  return Math.abs(piece.top - line.top) < 0.5 * size && gap < GAP * size && gap > -0.5 * size;
}

function extend(line: Open, piece: Open): void {
  // Programs that set each word by itself leave the space to the distance.
  const apart = piece.left - line.right > 0.15 * piece.size;
  const spaced = /\s$/.test(line.text) || /^\s/.test(piece.text) || isHan(line.text.at(-1)) || isHan(piece.text[0]);
  const text = standsHigh(piece, line) ? raised(piece.text, line.text) : piece.text;
  if (text && isWide(line, piece)) {
    line.gaps.push([line.right, piece.left]);
    line.text += APART + text;
  } else line.text += apart && !spaced && text ? ` ${text}` : text;
  line.right = Math.max(line.right, piece.right);
  line.size = Math.max(line.size, piece.size);
}

/** Not between the ideographs of a heading that is spaced out, 「會　議　紀　錄」. */
const isWide = (line: Open, piece: Open): boolean =>
  piece.left - line.right > WIDE * Math.max(line.size, piece.size) && !/^\p{Script=Han}$/u.test(piece.text);

/** Figures and marks that are smaller than their line and higher; words beside a large initial are so too. */
const standsHigh = (piece: Open, line: Open): boolean =>
  piece.size < 0.8 * line.size &&
  line.top - piece.top > 0.15 * line.size &&
  /^[^\p{L}\s]{1,6}$/u.test(piece.text.trim());

const closed = ({ gaps, ...line }: Open): PdfLine => ({
  ...line,
  ...(gaps.length > 0 && { gaps }),
  text: line.text
    // Compatibility ideographs of Chinese fonts (U+2F00, U+F900) become the characters that readers type.
    .replace(/[\u2f00-\u2fdf\u3038-\u303a\uf900-\ufaff\ufb00-\ufb06]/g, (char) => char.normalize('NFKC'))
    .replace(/[\u00ad\u200b\ufeff]/g, '')
    .replace(/[^\S\t]+/g, ' ')
    .replace(/ ?\t ?/g, APART)
    // Justified text has space between ideographs that is none of the text.
    .replace(/(?<=[\p{Script=Han}，。、；：]) (?=[\p{Script=Han}，。、；：])/gu, '')
    .replaceAll(APART, ' ')
    .trim(),
});

/** @returns none where the table has no text. */
function tableLine({ rows, headed }: TableRuns): PdfLine[] {
  const cells = rows.map((row) => row.map((runs) => linesOf(runs)));
  const lines = cells.flat(2);
  if (lines.length === 0) return [];
  const texts = inTheirColumns(cells).filter((row) => row.some(Boolean));
  return [
    {
      text: texts.flat().join(' '),
      left: Math.min(...lines.map(({ left }) => left)),
      right: Math.max(...lines.map(({ right }) => right)),
      top: Math.min(...lines.map(({ top }) => top)),
      size: lines[0]!.size,
      rows: texts,
      headed,
    },
  ];
}

/** A row with fewer cells than others, beside a cell that reaches over rows: each goes where most of its column stands. */
function inTheirColumns(rows: readonly (readonly PdfLine[][])[]): string[][] {
  const width = Math.max(...rows.map((row) => row.length));
  const full = rows.filter((row) => row.length === width);
  const columns = Array.from({ length: width }, (_, i) => full.flatMap((row) => row[i]!));
  return rows.map((row) => {
    const texts = Array<string>(width).fill('');
    let next = 0;
    for (const [i, cell] of row.entries()) {
      // The cells after it need their columns too.
      const last = width - row.length + i;
      while (next < last && cell.length > 0 && !columns[next]!.some((line) => overlap(line, cell))) next++;
      texts[next++] = cell.reduce((text, line) => spaced(text, line.text), '');
    }
    return texts;
  });
}

const overlap = ({ left, right }: PdfLine, cell: readonly PdfLine[]): boolean =>
  cell.some((line) => line.left < right && line.right > left);

const spaced = (above: string, below: string): string =>
  !above || isHan(above.at(-1)) || isHan(below[0]) ? above + below : `${above} ${below}`;

export const isHan = (char: string | undefined): boolean =>
  char !== undefined && /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u.test(char);

/** Lines on either side that make two columns of a page. */
const COLUMN_LINES = 5;

/**
 * Programs draw one column after the other nearly always, and then their order is the reading order. Where they draw
 * across both, the lines are sorted into columns: an empty strip with running text on both sides.
 */
function inColumns(lines: readonly PdfLine[]): PdfLine[] {
  const across = lines.filter((line, i) => i > 0 && Math.abs(line.top - lines[i - 1]!.top) < 0.5 * line.size);
  if (across.length < COLUMN_LINES) return [...lines];
  const left = Math.min(...lines.map((line) => line.left));
  const right = Math.max(...lines.map((line) => line.right));
  const middle = gutter(lines, left, right);
  if (middle === undefined) return [...lines];
  const ordered: PdfLine[] = [];
  let sides: [PdfLine[], PdfLine[]] = [[], []];
  for (const line of lines) {
    if (line.left < middle && line.right > middle) {
      ordered.push(...sides[0], ...sides[1], line);
      sides = [[], []];
    } else sides[line.left < middle ? 0 : 1].push(line);
  }
  return [...ordered, ...sides[0], ...sides[1]];
}

/** Where a strip about the middle of the page is crossed by few lines, and both sides are full of text, not of cells. */
function gutter(lines: readonly PdfLine[], left: number, right: number): number | undefined {
  const width = right - left;
  for (let share = 0.4; share <= 0.6; share += 0.01) {
    const at = left + share * width;
    const before = lines.filter((line) => line.right <= at);
    const after = lines.filter((line) => line.left >= at);
    const crossing = lines.length - before.length - after.length;
    if (crossing <= 0.2 * lines.length && isColumn(before, share * width) && isColumn(after, (1 - share) * width))
      return at;
  }
  return undefined;
}

/** Running text fills its column, and the column the room it has; the cells of a table do not. */
function isColumn(side: readonly PdfLine[], room: number): boolean {
  if (side.length < COLUMN_LINES) return false;
  const extent = Math.max(...side.map((line) => line.right)) - Math.min(...side.map((line) => line.left));
  const mean = side.reduce((sum, line) => sum + line.right - line.left, 0) / side.length;
  return extent > 0.6 * room && mean > 0.7 * extent;
}

import type { Span } from '../types.ts';
import { endAt, matchAt } from './match-at.ts';

/** A stretch of text that no sentence crosses: a paragraph, a list item, a heading, a table row, a line of code. */
export interface Block extends Span {
  /** Shown as one sentence whatever is in it: half a table row or half a line of code says nothing. */
  readonly whole: boolean;
}

interface Line extends Span {
  readonly kind: 'blank' | 'prose' | 'item' | 'heading' | 'row' | 'code' | 'mark';
  /** Where its words begin, after a list marker, hashes or `>`. */
  readonly body: number;
  readonly indented: boolean;
}

/** Nobody wraps prose by hand at more columns than this (a Chinese character takes two). */
const WIDEST_WRAP = 160;

const QUOTE_MARKS = /[ \t]{0,3}>[ \t]?/y;
const HEADING = /[ \t]{0,3}#{1,6}[ \t]+/y;
const BULLET = /[ \t]*(?:[-*+][ \t]+(?:\[[ xX]\][ \t]+)?|[•●○▪◦‣][ \t]*)/y;
const NUMBERED = /[ \t]*(?:(\d{1,3})[.)][ \t]+|[(（](\d{1,3})[)）][ \t]*|(\d{1,3})、[ \t]*)/y;
const FENCE = /[ \t]{0,3}(?:```|~~~)/y;
/** `---`, `***`, `===` under a heading, and `| --- | :--: |`: drawn, not read. */
const RULE = /^(?:[ \t]*[-=*_][-=*_ \t]{2,}|[|:\- \t]{3,})\r*$/;
const WIDE = /[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\ud840-\ud8bf]/g;

/**
 * Cuts a text (Markdown or plain) into blocks, in order, trimmed. Blank lines separate paragraphs; a list item, a
 * heading, a table row and a line of fenced code end at their newline, but an indented line goes on with the item above it.
 * List markers, hashes, `>`, rules, fences and setext underlines belong to no block.
 *
 * A single newline inside a paragraph is a wrapped line, unless a line there is wider than 160 columns: then the text
 * was not wrapped by hand, and each of its lines is a paragraph (plain-text articles with a bare heading above one).
 */
export function findBlocks(text: string): Block[] {
  const lines = readLines(text);
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at]!;
    let end = at + 1;
    if (line.kind === 'prose') {
      while (lines[end]?.kind === 'prose') end += 1;
    } else if (line.kind === 'item') {
      while (lines[end]?.kind === 'prose' && lines[end]?.indented) end += 1;
    }
    const members = lines.slice(at, end);
    const whole = line.kind === 'row' || line.kind === 'code';
    if (line.kind !== 'blank' && line.kind !== 'mark') {
      const wrapped = members.length === 1 || members.every((member) => columns(text, member) <= WIDEST_WRAP);
      const parts = wrapped ? [{ start: line.body, end: members.at(-1)!.end }] : members.map(bodyOf);
      for (const part of parts) {
        const { start, end: stop } = trim(text, part.start, part.end);
        if (start < stop) blocks.push({ start, end: stop, whole });
      }
    }
    at = end;
  }
  return blocks;
}

/** The range without white space at either end; empty (`start === end`) when there is nothing else in it. */
export function trim(text: string, start: number, end: number): Span {
  let from = start;
  let to = end;
  while (from < to && /\s/.test(text[from]!)) from += 1;
  while (to > from && /\s/.test(text[to - 1]!)) to -= 1;
  return { start: from, end: to };
}

function bodyOf(line: Line): Span {
  return { start: line.body, end: line.end };
}

function columns(text: string, line: Line): number {
  const length = line.end - line.body;
  if (length * 2 <= WIDEST_WRAP || length > WIDEST_WRAP) return length;
  return length + (text.slice(line.body, line.end).match(WIDE)?.length ?? 0);
}

function readLines(text: string): Line[] {
  const lines: Line[] = [];
  let fenced = false;
  let start = 0;
  while (start <= text.length) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    const fence = endAt(FENCE, text, start) !== undefined;
    if (fence) fenced = !fenced;
    if (fence) lines.push({ start, end, kind: 'mark', body: end, indented: false });
    else if (fenced) lines.push({ start, end, kind: 'code', body: start, indented: false });
    else lines.push(readLine(text, start, end, lines.at(-1)));
    if (newline === -1) break;
    start = newline + 1;
  }
  return markRows(text, lines);
}

/** Rows of a table whose author left out the outer `|`: known by the ruled line under the first of them. */
function markRows(text: string, lines: Line[]): Line[] {
  const holdsBar = (line: Line | undefined) => line !== undefined && text.slice(line.body, line.end).includes('|');
  lines.forEach((line, at) => {
    if (line.kind !== 'mark' || !text.slice(line.start, line.end).includes('|')) return;
    const rows = [at - 1];
    for (let next = at + 1; lines[next]?.kind === 'prose' && holdsBar(lines[next]); next += 1) rows.push(next);
    for (const row of rows) {
      const prose = lines[row];
      if (prose?.kind === 'prose' && holdsBar(prose)) lines[row] = { ...prose, kind: 'row' };
    }
  });
  return lines;
}

function readLine(text: string, start: number, end: number, above: Line | undefined): Line {
  let body = start;
  for (let next = endAt(QUOTE_MARKS, text, body); next !== undefined; next = endAt(QUOTE_MARKS, text, body)) {
    body = next;
  }
  const indented = /[ \t]/.test(text[body] ?? '') && body < end;
  const line = (kind: Line['kind'], from: number): Line => ({ start, end, kind, body: Math.min(from, end), indented });

  const content = text.slice(body, end);
  if (content.trim() === '') return line('blank', end);
  if (RULE.test(content)) return line('mark', end);
  const heading = endAt(HEADING, text, body);
  if (heading !== undefined) return line('heading', heading);
  if (/^[ \t]*\|/.test(content)) return line('row', body);
  const bullet = endAt(BULLET, text, body);
  if (bullet !== undefined) return line('item', bullet);
  const item = readNumber(text, body, above);
  return item === undefined ? line('prose', body) : line('item', item);
}

/** Inside a paragraph only `1.` starts a list, as in CommonMark: a wrapped line may begin with "2015. Then". */
function readNumber(text: string, body: number, above: Line | undefined): number | undefined {
  const match = matchAt(NUMBERED, text, body);
  if (match === null) return undefined;
  const number = match[1] ?? match[2] ?? match[3];
  return above?.kind === 'prose' && number !== '1' ? undefined : NUMBERED.lastIndex;
}

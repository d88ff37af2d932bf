/**
 * The Markdown subset that answers and articles are shown in, parsed into a tree that remembers where each piece
 * of text stood in the source (UTF-16 offsets), so that a cited span can be marked. It builds no HTML.
 */
import { type Inline, parseInline } from './markdown-inline.ts';

export type Block =
  | { readonly type: 'p'; readonly children: readonly Inline[] }
  | { readonly type: 'heading'; readonly depth: number; readonly children: readonly Inline[] }
  | {
      readonly type: 'item';
      /** The number of an ordered item. */
      readonly number: number | undefined;
      /** Columns of indentation: deeper than the item before means nested in it. */
      readonly indent: number;
      readonly children: readonly Inline[];
    }
  | {
      readonly type: 'row';
      readonly cells: readonly (readonly Inline[])[];
      /** Of a table's head: how each column is aligned, false as the text is. */
      aligns?: readonly ('center' | 'right' | false)[];
    }
  | { readonly type: 'code'; readonly text: string; readonly start: number };

export type Format = 'markdown' | 'text';

/** What begins a block: a fence, a heading, a list item, a quotation or a table row. */
const OPENER =
  /^(?: {0,3}(```|~~~)| {0,3}(#{1,6})[ \t]+|([ \t]*)(?:[-*+]|(\d{1,9})[.)])[ \t]+(?=\S)| {0,3}(>)[ \t]?| {0,3}(\|))/;
/** Rules, and the line under a table's head: punctuation without text. */
const NOTHING = /^[-*_|:\s]*$/;

/** Parses `source`. Plain text has paragraphs and nothing else; a quotation is shown as a paragraph. */
export function parseMarkdown(source: string, format: Format = 'markdown'): Block[] {
  const blocks: Block[] = [];
  const lines = [...source.matchAll(/[^\r\n]+|(?<=\n)(?=\r?\n)/g)].map((match) => ({
    text: match[0],
    start: match.index,
  }));
  const opener = (text: string) => (format === 'markdown' ? OPENER.exec(text) : null);
  const inline = (start: number, end: number): Inline[] => {
    const text = source.slice(start, end);
    return format === 'markdown' ? parseInline(text, start) : [{ type: 'text', text, start }];
  };

  for (let at = 0; at < lines.length; ) {
    const { text, start } = lines[at++]!;
    if (NOTHING.test(text)) {
      const head = blocks.at(-1);
      if (head?.type === 'row')
        head.aligns = text
          .split('|')
          .slice(1)
          .map((rule) => rule.includes('-:') && (rule.includes(':-') ? 'center' : 'right'));
      continue;
    }
    const open = opener(text);
    const [whole = '', fence, hashes, indent, number, quote, row] = open ?? [];
    const from = start + whole.length;
    let end = start + text.length;
    if (fence) {
      const first = lines[at]?.start ?? end;
      while (at < lines.length && !lines[at]!.text.trimStart().startsWith(fence)) at++;
      const last = lines[at]?.start ?? source.length;
      at++;
      blocks.push({ type: 'code', text: source.slice(first, last).trimEnd(), start: first });
    } else if (hashes) {
      blocks.push({ type: 'heading', depth: hashes.length, children: inline(from, end) });
    } else if (row) {
      // An empty cell is one too, and `\|` divides nothing.
      const cells = [
        ...text
          .trimEnd()
          .replace(/(?<!\\)\|$/, '')
          .matchAll(/(?<=\|)(?:\\.|[^|\\])*/g),
      ].map((cell) => inline(start + cell.index, start + cell.index + cell[0].length));
      blocks.push({ type: 'row', cells });
    } else {
      // Lines up to the next blank one, or to a line that opens a block of its own, belong together.
      for (; !quote && lines[at]?.text.trim() && !opener(lines[at]!.text); at++)
        end = lines[at]!.start + lines[at]!.text.length;
      const children = inline(from, end);
      if (indent === undefined) blocks.push({ type: 'p', children });
      else blocks.push({ type: 'item', number: number ? Number(number) : undefined, indent: indent.length, children });
    }
  }
  return blocks;
}

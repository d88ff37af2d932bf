import type { Element, ElementContent, Root } from 'hast';
import type { Span } from '../../core/types.ts';
import { replaceNodes } from './safe-markdown.ts';

/**
 * Puts the text that stands at `span` of `source` into `<mark>`, piece by piece where it crosses nodes. The first
 * piece is `id="cited"`. A span that holds only markup or whitespace marks nothing.
 */
export function highlight(tree: Root, source: string, { start, end }: Span): void {
  let marked = false;
  replaceNodes(tree, (node, position) => {
    if (node.type !== 'text' || position?.start.offset === undefined || position.end.offset === undefined)
      return undefined;
    if (position.start.offset >= end || position.end.offset <= start) return undefined;
    const offsets = sourceOffsets(node.value, source, position.start.offset, position.end.offset);
    const from = offsets.findIndex((offset) => offset >= start);
    if (from < 0) return undefined;
    const after = offsets.findIndex((offset) => offset >= end);
    const to = after < 0 ? node.value.length : after;
    const inside = node.value.slice(from, to);
    if (inside.trim() === '') return undefined;
    const mark: Element = {
      type: 'element',
      tagName: 'mark',
      properties: marked ? {} : { id: 'cited' },
      children: [{ type: 'text', value: inside }],
    };
    marked = true;
    const around = (value: string): ElementContent[] => (value === '' ? [] : [{ type: 'text', value }]);
    return [...around(node.value.slice(0, from)), mark, ...around(node.value.slice(to))];
  });
}

/**
 * Where each character of a text node's value stands in the source. They differ where the source has escapes,
 * character references, the prefix of a quotation's next line, or the backticks around code.
 */
function sourceOffsets(value: string, source: string, start: number, end: number): number[] {
  const written = source.slice(start, end);
  if (written === value) return Array.from({ length: value.length }, (_, index) => start + index);
  const offsets: number[] = [];
  let at = 0;
  for (let index = 0; index < value.length; index++) {
    const reference = written[at] === '&' ? /^&#?\w{1,32};/.exec(written.slice(at, at + 35))?.[0] : undefined;
    if (reference && !value.startsWith(reference, index)) {
      offsets.push(start + at);
      at += reference.length;
      continue;
    }
    const found = written.indexOf(value[index]!, at);
    // A character that the source writes otherwise (a tab made spaces) stands where its neighbour does.
    offsets.push(start + (found < 0 ? Math.min(at, written.length - 1) : found));
    if (found >= 0) at = found + 1;
  }
  return offsets;
}

import type { Span } from '../core/types.ts';
import { append, h } from './dom.ts';
import type { Block } from './markdown.ts';
import type { Inline } from './markdown-inline.ts';

export interface RenderOptions {
  /** Shown inside `<mark>`; the first piece carries `id="cited"`. */
  readonly highlight?: Span | null | undefined;
  /** What stands for a `[n]` marker; without it, or where it gives nothing, the marker stays as written. */
  reference?(n: number): Node | undefined;
  /** Added to heading levels, so that they nest under the heading above. */
  readonly headingShift: number;
}

type ListItem = Extract<Block, { type: 'item' }>;
type Row = Extract<Block, { type: 'row' }>;

/** Builds nodes, one element per top-level block (a run of list items or table rows is one). */
export function renderMarkdown(
  blocks: readonly Block[],
  { highlight, reference, headingShift }: RenderOptions,
): HTMLElement[] {
  const queue = [...blocks];
  const nodes: HTMLElement[] = [];
  let marked = false;

  const text = (value: string, start: number): (Node | string)[] => {
    const from = highlight ? Math.max(0, highlight.start - start) : 0;
    const to = highlight ? Math.min(value.length, highlight.end - start) : 0;
    const inside = value.slice(from, to);
    if (from >= to || !inside.trim()) return [joinLines(value)];
    const part = h('mark', { id: !marked && 'cited' }, joinLines(inside));
    marked = true;
    return [joinLines(value.slice(0, from)), part, joinLines(value.slice(to))];
  };
  const inline = (children: readonly Inline[]): (Node | string)[] =>
    children.flatMap((node, at) => {
      switch (node.type) {
        case 'text':
          // A space before its number would let the number begin the next line.
          return text(
            reference && children[at + 1]?.type === 'reference' ? node.text.trimEnd() : node.text,
            node.start,
          );
        case 'code':
          return h('code', {}, ...text(node.text, node.start));
        case 'reference':
          return reference?.(node.n) ?? text(node.text, node.start);
        case 'link': {
          const words = inline(node.children);
          return node.href ? h('a', { href: node.href, target: '_blank', rel: 'noopener' }, ...words) : words;
        }
        default:
          return h(node.type, {}, ...inline(node.children));
      }
    });
  /** Takes the blocks of the same type that follow off the queue. */
  const run = <B extends Block>(first: B): B[] => {
    const taken = [first];
    while (queue[0]?.type === first.type) taken.push(queue.shift() as B);
    return taken;
  };
  const list = (items: ListItem[]): HTMLElement => {
    const { number } = items[0]!;
    const parent = number === undefined ? h('ul') : h('ol', { start: `${number}` });
    while (items.length > 0) {
      const { indent, children } = items.shift()!;
      const deeper = items.findIndex((item) => item.indent <= indent);
      const nested = items.splice(0, deeper < 0 ? items.length : deeper);
      append(parent, h('li', {}, ...inline(children), nested.length > 0 && list(nested)));
    }
    return parent;
  };

  while (queue.length > 0) {
    const block = queue.shift()!;
    if (block.type === 'item') nodes.push(list(run<ListItem>(block)));
    else if (block.type === 'row') {
      const rows = run<Row>(block).map(({ cells }, index) =>
        h(
          'tr',
          {},
          ...cells.map((cell, at) => h(index > 0 ? 'td' : 'th', { align: block.aligns?.[at] }, ...inline(cell))),
        ),
      );
      nodes.push(h('div.scroll', { tabindex: '0' }, h('table', {}, ...rows)));
    } else if (block.type === 'code') nodes.push(h('pre', {}, h('code', {}, ...text(block.text, block.start))));
    else if (block.type === 'p') nodes.push(h('p', {}, ...inline(block.children)));
    else {
      const level = Math.min(6, block.depth + headingShift) as 3 | 4 | 5 | 6;
      nodes.push(h(`h${level}`, {}, ...inline(block.children)));
    }
  }
  return nodes;
}

/** Shows `nodes`, but leaves the blocks that did not change: a number under the finger or a selection stays. */
export function replaceChanged(parent: HTMLElement, nodes: readonly HTMLElement[]): void {
  let same = 0;
  while (same < nodes.length && parent.childNodes[same]?.isEqualNode(nodes[same]!)) same++;
  while (parent.childNodes.length > same) parent.lastChild!.remove();
  append(parent, ...nodes.slice(same));
}

/** A line break between two Chinese characters is not a space. */
function joinLines(text: string): string {
  return text.replace(/(?<=[\u2e80-\u9fff\uff00-\uffef])[^\S\n]*\n\s*(?=[\u2e80-\u9fff\uff00-\uffef])/g, '');
}

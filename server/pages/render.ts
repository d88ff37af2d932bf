/** Articles and answers as HTML. */
import type { Element, ElementContent, Root } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { isTangled } from '../../core/text/tangled.ts';
import type { Article, Span } from '../../core/types.ts';
import { highlight as highlightSpan } from './highlight.ts';
import { plainParagraphs, replaceNodes, safeMarkdown } from './safe-markdown.ts';

/** A newline between two Chinese characters is not a space. */
const CHINESE_NEWLINE = /(?<=[\u2e80-\u9fff\uff00-\uffef])[^\S\n]*\n\s*(?=[\u2e80-\u9fff\uff00-\uffef])/g;

/**
 * An article's text as HTML that is safe to serve: each section's heading links to itself, and `highlight` (UTF-16
 * offsets into `text`) is in `<mark>`, the first piece `<mark id="cited">`.
 */
export function renderArticle(text: string, format: Article['format'], highlight?: Span): string {
  return draw(text, format, (tree) => {
    if (highlight) highlightSpan(tree, text, highlight);
    anchorHeadings(tree);
  });
}

/** An answer's Markdown as HTML, each `[n]` that `numbers` holds a link to `#source-n`. */
export function renderAnswer(text: string, numbers: readonly number[]): string {
  return draw(text, 'markdown', (tree) =>
    replaceNodes(tree, (node, _position, parents) => {
      if (node.type !== 'text' || parents.some((name) => name === 'a' || name === 'code')) return undefined;
      return node.value.split(/(\[\d{1,3}\])/).map((part): ElementContent => {
        const n = Number(/^\[(\d{1,3})\]$/.exec(part)?.[1]);
        if (!numbers.includes(n)) return { type: 'text', value: part };
        return element('a', { href: `#source-${n}`, className: ['ref'] }, [{ type: 'text', value: `${n}` }]);
      });
    }),
  );
}

/** Markdown that is tangled, or nested deeper than the stack (5,000 `>` in a row), is drawn as the plain text it is. */
function draw(text: string, format: Article['format'], finish: (tree: Root) => void): string {
  const drawn = (tree: Root) => {
    finish(tree);
    return serialize(tree);
  };
  const asText = () => drawn(plainParagraphs(text));
  if (format === 'text' || isTangled(text)) return asText();
  try {
    return drawn(safeMarkdown(text));
  } catch (error) {
    if (error instanceof RangeError) return asText();
    throw error;
  }
}

function serialize(tree: Root): string {
  replaceNodes(tree, (node, _position, parents) => {
    if (node.type === 'text' && !parents.includes('pre')) node.value = node.value.replace(CHINESE_NEWLINE, '');
    // A wide table scrolls in itself, and by keyboard too.
    return node.type === 'element' && node.tagName === 'table'
      ? [element('div', { className: ['scroll'], tabIndex: 0 }, [node])]
      : undefined;
  });
  return toHtml(tree);
}

function anchorHeadings(tree: Root): void {
  const taken = new Map<string, number>();
  for (const node of tree.children) {
    if (node.type !== 'element' || !/^h[2-6]$/.test(node.tagName)) continue;
    const name =
      textOf(node)
        .trim()
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, '-') || 'section';
    const count = (taken.get(name) ?? 0) + 1;
    taken.set(name, count);
    // The prefix keeps a heading called “cited” from taking the passage's place.
    const id = `s-${name}${count > 1 ? `-${count}` : ''}`;
    node.properties.id = id;
    const hasLink = node.children.some((child) => child.type === 'element' && child.tagName === 'a');
    if (!hasLink) node.children = [element('a', { href: `#${id}`, className: ['anchor'] }, node.children)];
  }
}

function element(tagName: string, properties: Element['properties'], children: readonly ElementContent[]): Element {
  return { type: 'element', tagName, properties, children: [...children] };
}

function textOf(node: Element): string {
  return node.children
    .map((child) => (child.type === 'text' ? child.value : child.type === 'element' ? textOf(child) : ''))
    .join('');
}

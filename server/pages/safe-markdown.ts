import type { Element, ElementContent, Root, RootContent } from 'hast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { type Handler, toHast } from 'mdast-util-to-hast';
import { gfm } from 'micromark-extension-gfm';

const SAFE_ADDRESS = /^(?:https?:\/\/|mailto:|#)/i;

/** Raw HTML is shown as the text it is; a comment is not meant for readers. */
const htmlAsText: Handler = (state, node, parent) => {
  if (node.value.startsWith('<!--')) return undefined;
  const text = { type: 'text' as const, value: node.value as string };
  state.patch(node, text);
  if (parent?.type === 'paragraph' || parent?.type === 'heading') return text;
  return { type: 'element', tagName: 'p', properties: {}, children: [text] };
};

/**
 * Markdown as a tree of HTML that cannot run, load or frame anything: raw HTML is text, an image is its description,
 * a link that is not http, https or mailto is its words. Text nodes keep their position in the source.
 */
export function safeMarkdown(text: string): Root {
  const mdast = fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  const tree = toHast(mdast, { handlers: { html: htmlAsText } }) as Root;
  replaceNodes(tree, (node) => {
    if (node.type !== 'element') return undefined;
    if (node.tagName === 'img') return [{ type: 'text', value: String(node.properties.alt ?? '') }];
    // The title is an h1 of its own: what the editor wrote as one is a section.
    if (node.tagName === 'h1') node.tagName = 'h2';
    if (node.tagName !== 'a') return undefined;
    const href = String(node.properties.href ?? '');
    if (!SAFE_ADDRESS.test(href)) return node.children;
    if (!href.startsWith('#')) node.properties.rel = ['noopener'];
    return undefined;
  });
  return tree;
}

/** Plain text as paragraphs, split at blank lines. A pattern that matched a paragraph would need a stack of its length. */
export function plainParagraphs(text: string): Root {
  let end = 0;
  const paragraphs = text.split(/(\n[ \t]*\r?\n)/).flatMap((piece): Element[] => {
    const start = end + piece.length - piece.trimStart().length;
    end += piece.length;
    const value = piece.trim();
    if (value === '') return [];
    const point = (offset: number) => ({ line: 1, column: 1, offset });
    const position = { start: point(start), end: point(start + value.length) };
    return [{ type: 'element', tagName: 'p', properties: {}, children: [{ type: 'text', value, position }] }];
  });
  return { type: 'root', children: paragraphs };
}

type Node = RootContent | ElementContent;
type Position = Node['position'];

/**
 * Visits every node after its children; what `replace` returns takes the node's place. `position` is the node's own
 * or, where the tree has none, that of the element around it.
 */
export function replaceNodes(
  parent: Root | Element,
  replace: (
    node: ElementContent,
    position: Position,
    parents: readonly string[],
  ) => readonly ElementContent[] | undefined,
  position: Position = parent.position,
  parents: readonly string[] = [],
): void {
  const children = (parent.children as Node[]).flatMap((node): readonly Node[] => {
    if (node.type === 'doctype') return [];
    const own = node.position ?? position;
    if (node.type === 'element') replaceNodes(node, replace, own, [...parents, node.tagName]);
    return replace(node, own, parents) ?? [node];
  });
  parent.children = children as ElementContent[];
}

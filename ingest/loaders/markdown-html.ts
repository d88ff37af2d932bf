/** HTML within Markdown: a `<table>` or `<details>` is read as a page's is, since no passage is cut from its tags. */
import { parseHTML } from 'linkedom';
import { fromMarkdown } from 'mdast-util-from-markdown';
import type { Span } from '../../core/types.ts';
import { removeHidden } from './html-hidden.ts';
import { htmlToMarkdown } from './html-to-markdown.ts';
import type { ArticleLoader } from './loader.ts';

/** Of the text of an article, as its own loader read it. */
export const markupLoader: ArticleLoader = {
  async load(bytes) {
    return [{ text: withHtmlRead(new TextDecoder().decode(bytes)), format: 'markdown' }];
  },
};

/** What is not HTML stays as it stands, to the letter; and all does where no HTML says anything, as in anchors and comments. */
function withHtmlRead(text: string): string {
  const blocks = htmlBlocks(text);
  if (!blocks.some(({ start, end }) => saysSomething(text.slice(start, end)))) return text;
  let read = '';
  let at = 0;
  for (const { start, end } of blocks) {
    read = joined(joined(read, text.slice(at, start)), markdownOf(text.slice(start, end)));
    at = end;
  }
  return joined(read, text.slice(at));
}

/** Those with nothing between them are one: a blank line within a table ends Markdown's block, not the table. */
function htmlBlocks(text: string): Span[] {
  const blocks: { start: number; end: number }[] = [];
  let follows = false;
  for (const { type, position } of fromMarkdown(text).children) {
    const [start, end] = [position!.start.offset!, position!.end.offset!];
    if (type === 'html' && follows) blocks.at(-1)!.end = end;
    else if (type === 'html') blocks.push({ start, end });
    follows = type === 'html';
  }
  return blocks;
}

const saysSomething = (html: string): boolean => /[\p{L}\p{N}]/u.test(html.replace(/<!--[\s\S]*?-->|<[^>]*>/g, ''));

function markdownOf(html: string): string {
  const { document } = parseHTML(`<!doctype html><html><body>${html}</body></html>`);
  removeHidden(document);
  return htmlToMarkdown(document.body.innerHTML);
}

function joined(above: string, below: string): string {
  const [upper, lower] = [above.replace(/\n+$/, ''), below.replace(/^\n+/, '')];
  if (!lower) return above;
  return upper ? `${upper}\n\n${lower}` : lower;
}

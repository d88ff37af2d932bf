/** HTML to the Markdown that passages are cut from: headings, paragraphs, lists, tables, code. */
import { highlightedCodeBlock, taskListItems } from '@joplin/turndown-plugin-gfm';
import Turndown from 'turndown';
import { raisedLetters } from './html-raised.ts';
import { tables } from './html-tables.ts';

/**
 * Emphasis, links and pictures are left out: a quotation shows an article's text as it stands, and marks between the
 * words help neither the reader nor the search.
 */
export function htmlToMarkdown(html: string): string {
  const markdown = converter().turndown(html);
  const tidy = markdown.replace(/[ \t\u00a0]+$/gm, '').replace(/\n{3,}/g, '\n\n');
  return `${tidy.trim()}\n`;
}

let shared: Turndown | undefined;

function converter(): Turndown {
  if (shared) return shared;
  shared = new Turndown({ headingStyle: 'atx', bulletListMarker: '-', codeBlockStyle: 'fenced', hr: '---' });
  shared.addRule('plain', {
    filter: ['strong', 'b', 'em', 'i', 'a', 'u'],
    replacement: (content) => content,
  });
  // The rule added last is the first asked: a link to a note is none to keep.
  shared.use([highlightedCodeBlock, taskListItems, tables, raisedLetters]);
  shared.addRule('pictures', { filter: ['img'], replacement: () => '' });
  shared.addRule('list item', { filter: 'li', replacement: listItem });
  shared.remove(['object', 'svg', 'canvas', 'button', 'select'] as never);
  shared.escape = escapeMarkdown;
  return shared;
}

/** “- item”, with one space, and what is below it under its text. */
function listItem(content: string, node: Turndown.Node): string {
  const parent = node.parentNode as HTMLElement | null;
  const position = parent ? Array.from(parent.children).indexOf(node as HTMLElement) : 0;
  const mark = parent?.nodeName === 'OL' ? `${Number(parent.getAttribute('start') ?? 1) + position}. ` : '- ';
  const body = content.trim().replace(/\n/g, `\n${' '.repeat(mark.length)}`);
  return `${mark}${body.replace(/^ +$/gm, '')}${node.nextSibling ? '\n' : ''}`;
}

/** Only what would turn text into structure; `snake_case` and `5*3` are quoted as they are written. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/<(?=[A-Za-z/!?])/g, '\\<')
    .replace(/^(\s*)(#{1,6}\s|[-+*]\s|>|```|~~~|=+\s*$|-+\s*$)/gm, '$1\\$2');
}

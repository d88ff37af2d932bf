/** HTML: the article of a page, without navigation, hidden text and scripts, and what the page says of itself. */
import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { ArticleError } from '../article-error.ts';
import { defined } from '../defined.ts';
import { decodeText } from '../encoding.ts';
import { headButtons, removeHidden } from './html-hidden.ts';
import { pageMetadata } from './html-metadata.ts';
import { htmlToMarkdown } from './html-to-markdown.ts';
import type { ArticleLoader, LoadedArticle } from './loader.ts';
import { withoutTitleHeading } from './title-line.ts';

export const htmlLoader: ArticleLoader = {
  async load(bytes, hints) {
    const head = new TextDecoder('latin1').decode(bytes.subarray(0, 4096));
    const declared = hints?.charset ?? /<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)/i.exec(head)?.[1];
    return [loadHtml(decodeText(bytes, declared).text)];
  },
};

/** Of the whole page's text, the share that an article has at least. Below it, Readability took a part for the whole. */
const ARTICLE_SHARE = 0.3;

/** Characters of an article; of less Readability takes that it missed the article, and lets what it took for furniture, such as the line with the author's name, in again. */
const ENOUGH = 200;
/** Chinese says in so many what English says in those. */
const ENOUGH_CHINESE = 80;

/** @param html a whole page, or the body of an article. */
export function loadHtml(html: string): LoadedArticle {
  // Without <html> and <body>, linkedom takes the first element for the document.
  const { document } = parseHTML(/<body[\s>]/i.test(html) ? html : `<!doctype html><html><body>${html}</body></html>`);
  const metadata = pageMetadata(document);
  removeHidden(document);
  for (const button of headButtons(document)) button.replaceWith(...button.childNodes);
  removeFurniture(document);
  const whole = document.body?.innerHTML ?? '';
  const size = textSize(document.body);
  const found = new Readability(document, {
    charThreshold: isChinese(document.body) ? ENOUGH_CHINESE : ENOUGH,
  }).parse();
  const article = found?.content && (found.textContent ?? '').replace(/\s/g, '').length >= ARTICLE_SHARE * size;
  const markdown = htmlToMarkdown(article ? found.content! : whole);
  const title = metadata.title ?? found?.title?.trim();
  const text = withoutTitleHeading(markdown, title);
  if (!text.trim()) throw new ArticleError('has no text that a reader of the page would see.');
  return { ...metadata, ...defined({ title }), text, format: 'markdown' };
}

const FURNITURE = [
  ...['nav', 'aside', 'footer', 'dialog', 'form', 'menu'],
  ...['[role=navigation]', '[role=banner]', '[role=contentinfo]', '[role=search]', '[role=menu]', '[role=dialog]'],
];

function removeFurniture(document: Document): void {
  // A footer or a form around the whole article, as old pages have it, is not furniture.
  const half = textSize(document.body) / 2;
  for (const element of document.querySelectorAll(FURNITURE.join(','))) {
    if (textSize(element) < half) element.remove();
  }
}

const textSize = (element: Element | null): number => (element?.textContent ?? '').replace(/\s/g, '').length;

const isChinese = (element: Element | null): boolean =>
  (element?.textContent?.match(/\p{Script=Han}/gu) ?? []).length > textSize(element) / 2;

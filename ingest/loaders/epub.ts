/** EPUB books: the chapters in reading order. */
import { posix } from 'node:path';
import { parseHTML } from 'linkedom';
import { ArticleError } from '../article-error.ts';
import { defined } from '../defined.ts';
import { isoDate } from '../iso-date.ts';
import { removeHidden } from './html-hidden.ts';
import { htmlToMarkdown } from './html-to-markdown.ts';
import type { ArticleLoader } from './loader.ts';
import { elementsOf, textIn } from './xml.ts';
import { type Archive, openArchive, textOf } from './zip.ts';

const KIND = 'EPUB book (.epub)';

export const epubLoader: ArticleLoader = {
  async load(bytes) {
    const archive = openArchive(bytes, KIND, (name) => /\.(x?html?|xml|opf)$/i.test(name));
    const packagePath = elementsOf(textOf(archive, 'META-INF/container.xml') ?? '', 'rootfile')[0]?.getAttribute(
      'full-path',
    );
    const opf = packagePath ? textOf(archive, packagePath) : undefined;
    if (!packagePath || opf === undefined)
      throw new ArticleError(`is damaged, or no ${KIND}: it does not list its parts.`);
    const chapters = chapterPaths(opf, posix.dirname(packagePath));
    refuseProtected(archive, chapters);
    const text = chapters
      .map((path) => chapterText(textOf(archive, path) ?? ''))
      .filter((chapter) => chapter.trim())
      .join('\n');
    if (!text.trim()) throw new ArticleError('has no text.');
    const metadata = {
      title: textIn(opf, 'title'),
      date: isoDate(textIn(opf, 'date')),
      source: textIn(opf, 'publisher') ?? textIn(opf, 'creator'),
      languageTag: textIn(opf, 'language'),
    };
    return [{ ...defined(metadata), text, format: 'markdown' }];
  },
};

/** In the order of the spine. What stands outside it (notes in a window, the cover) is not read in passing. */
function chapterPaths(opf: string, folder: string): string[] {
  const items = elementsOf(opf, 'item');
  const pathOf = new Map(items.map((item) => [item.getAttribute('id'), item.getAttribute('href')]));
  const contents = new Set(
    items
      .filter((item) => /\bnav\b/.test(item.getAttribute('properties') ?? ''))
      .map((item) => item.getAttribute('id')),
  );
  return elementsOf(opf, 'itemref')
    .filter((ref) => ref.getAttribute('linear') !== 'no' && !contents.has(ref.getAttribute('idref')))
    .flatMap((ref) => pathOf.get(ref.getAttribute('idref')) ?? [])
    .map((href) => posix.join(folder, decodePath(href)));
}

function decodePath(href: string): string {
  const path = href.split('#')[0]!;
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Fonts may be scrambled in a book that anybody can read; chapters are so only under a copy protection. */
function refuseProtected(archive: Archive, chapters: readonly string[]): void {
  const scrambled = elementsOf(textOf(archive, 'META-INF/encryption.xml') ?? '', 'cipherreference');
  const paths = new Set(scrambled.map((element) => decodePath(element.getAttribute('URI') ?? '')));
  if (chapters.some((path) => paths.has(path)))
    throw new ArticleError('is copy-protected. Add a copy without protection.');
}

function chapterText(xhtml: string): string {
  // Read as HTML, `<a id="x"/>` would be open to the end of the chapter.
  const html = xhtml.replace(/<(?!br|hr|img|meta|link|input|col|wbr)([a-z][\w:-]*)((?:\s[^<>]*)?)\/>/gi, '<$1$2></$1>');
  const { document } = parseHTML(html);
  if (!document.body) return '';
  removeHidden(document);
  return htmlToMarkdown(document.body.innerHTML);
}

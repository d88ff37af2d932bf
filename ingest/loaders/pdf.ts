/** PDF: the text in reading order as paragraphs, without page headers, footers and numbers where that is certain. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ArticleError } from '../article-error.ts';
import { defined } from '../defined.ts';
import { isoDate } from '../iso-date.ts';
import type { ArticleLoader } from './loader.ts';
import { withoutContents } from './pdf-contents.ts';
import { linesOf, type PdfLine } from './pdf-lines.ts';
import { paragraphsOf } from './pdf-paragraphs.ts';
import { withoutFurniture } from './pdf-repeated.ts';
import { tablesOf, withTables } from './pdf-tables.ts';
import { upright } from './pdf-upright.ts';
import { withoutTitleHeading } from './title-line.ts';

type PdfJs = typeof import('pdfjs-dist/legacy/build/pdf.mjs');
type PdfDocument = Awaited<ReturnType<PdfJs['getDocument']>['promise']>;

const MAX_PAGES = 3000;

export const pdfLoader: ArticleLoader = {
  async load(bytes) {
    if (!Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-'))
      throw new ArticleError('is no PDF, whatever its name says.');
    const pdfjs = await loadPdfJs();
    const document = await open(pdfjs, bytes);
    try {
      if (document.numPages > MAX_PAGES)
        throw new ArticleError(`has ${document.numPages} pages; ${MAX_PAGES} are read at most. Split it.`);
      const pages = withoutContents(await readPages(document));
      const { markdown, largest } = paragraphsOf(withoutFurniture(pages));
      refuseUnreadable(markdown, document.numPages);
      const info = (await document.getMetadata()).info as Record<string, unknown>;
      const title = ownTitle(info.Title) ?? largest;
      const metadata = { title, date: isoDate(text(info.CreationDate)), languageTag: text(info.Language) };
      return [{ ...defined(metadata), text: withoutTitleHeading(markdown, title), format: 'markdown' }];
    } finally {
      await document.loadingTask.destroy();
    }
  },
};

async function loadPdfJs(): Promise<PdfJs> {
  // pdf.js asks for these when it is loaded, and uses them to draw; nothing is drawn here.
  for (const name of ['DOMMatrix', 'ImageData', 'Path2D']) (globalThis as Record<string, unknown>)[name] ??= class {};
  return import('pdfjs-dist/legacy/build/pdf.mjs');
}

async function open(pdfjs: PdfJs, bytes: Uint8Array): Promise<PdfDocument> {
  const folder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  const options = {
    // pdf.js takes the buffer for itself.
    data: Uint8Array.from(bytes),
    // Chinese PDFs of older programs name their character maps instead of holding them.
    cMapUrl: `${join(folder, 'cmaps')}/`,
    cMapPacked: true,
    standardFontDataUrl: `${join(folder, 'standard_fonts')}/`,
    isEvalSupported: false,
    disableFontFace: true,
    useSystemFonts: false,
    verbosity: pdfjs.VerbosityLevel.ERRORS,
  };
  return pdfjs.getDocument(options).promise.catch((error: Error) => {
    if (error.name === 'PasswordException')
      throw new ArticleError('is protected by a password. Add a copy without one.');
    throw new ArticleError(`is damaged, or no PDF: ${error.message}`);
  });
}

async function readPages(document: PdfDocument): Promise<PdfLine[][]> {
  const pages: PdfLine[][] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    // A tree that is damaged tells nothing.
    const tables = tablesOf(await page.getStructTree().catch(() => null));
    const { items } = await page.getTextContent({ includeMarkedContent: tables.length > 0 });
    pages.push(linesOf(withTables(upright(items, page), tables)));
    page.cleanup();
  }
  return pages;
}

function refuseUnreadable(markdown: string, pages: number): void {
  const letters = markdown.replace(/[\s#\\]/g, '');
  if (!letters)
    throw new ArticleError(
      `has ${pages} page${pages === 1 ? '' : 's'} without text, most likely scanned. Run text recognition (OCR) on it first.`,
    );
  // Private use and replacement characters: fonts that do not say which characters their shapes are.
  const unknown = letters.match(/[\p{Co}\p{Cn}\p{Cc}\ufffd]/gu)?.length ?? 0;
  if (unknown > 0.2 * letters.length)
    throw new ArticleError(
      'has fonts that do not tell their characters, so its text cannot be read. Run text recognition (OCR) on it first.',
    );
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value.trim()) || undefined;

/** Programs write the name of the file they were given as the title, or that they were given none. */
function ownTitle(value: unknown): string | undefined {
  const title = text(value)?.replace(/\s+/g, ' ');
  return title &&
    !/^(?:microsoft \w+ - |untitled|\(anonymous\)$|無標題|未命名|document\d*$)|\.(?:docx?|pdf|indd|pptx?|tmp|odt)$/i.test(
      title,
    )
    ? title
    : undefined;
}

/** Which loader reads which file, how large it may be, and whether it is read in a process of its own. */
import type { ArticleLoader } from './loader.ts';
import { markdownLoader, plainTextLoader } from './markdown.ts';

const MB = 1024 * 1024;

/** Formats whose parsers are large and read what strangers wrote: they run where they can be stopped. */
export const ISOLATED = {
  html: async () => (await import('./html.ts')).htmlLoader,
  pdf: async () => (await import('./pdf.ts')).pdfLoader,
  docx: async () => (await import('./docx.ts')).docxLoader,
  epub: async () => (await import('./epub.ts')).epubLoader,
  markup: async () => (await import('./markdown-html.ts')).markupLoader,
} satisfies Record<string, () => Promise<ArticleLoader>>;

export type IsolatedFormat = keyof typeof ISOLATED;

/** Raise it when a loader's output changes: what was kept of files is then read anew. 3: tables' heads, superscripts, furniture of PDFs, HTML in Markdown; 4: bylines of short Chinese pages. */
export const LOADERS_VERSION = 4;

/** `markup` is part of Markdown, and no file's. */
export type Format = 'markdown' | 'text' | 'jsonl' | Exclude<IsolatedFormat, 'markup'>;

export const FORMATS: Readonly<Record<string, Format>> = {
  md: 'markdown',
  markdown: 'markdown',
  txt: 'text',
  jsonl: 'jsonl',
  ndjson: 'jsonl',
  html: 'html',
  htm: 'html',
  xhtml: 'html',
  pdf: 'pdf',
  docx: 'docx',
  epub: 'epub',
};

/** Named with the remedy rather than passed over. */
export const UNREAD: Readonly<Record<string, string>> = {
  doc: 'is a Word file of the old format (.doc). Save it as .docx.',
  rtf: 'is a rich text file (.rtf). Save it as .docx.',
  odt: 'is an OpenDocument file (.odt). Save it as .docx.',
};

/** Kinds in which people keep what they want answered; told in a line, since they may lie there for another reason. */
export const OTHER_DOCUMENTS: ReadonlySet<string> = new Set([
  ...[
    'csv',
    'tsv',
    'xls',
    'xlsx',
    'xlsm',
    'ods',
    'numbers',
    'ppt',
    'pptx',
    'odp',
    'pages',
    'wps',
    'wpd',
    'xps',
    'djvu',
  ],
  ...['mobi', 'azw3', 'fb2', 'mht', 'mhtml', 'eml', 'msg', 'rst', 'adoc', 'org', 'tex', 'mdx', 'json', 'xml', 'zip'],
]);

/** Bytes of a file at most. More is most likely something else with the wrong ending. */
export const MAX_BYTES: Readonly<Record<Format, number>> = {
  markdown: 10 * MB,
  text: 10 * MB,
  html: 10 * MB,
  pdf: 100 * MB,
  docx: 100 * MB,
  epub: 100 * MB,
  // Many articles.
  jsonl: 200 * MB,
};

/** Characters of one article at most: the Bible has four million. Packed formats hold far more than their bytes tell. */
export const MAX_TEXT = 10_000_000;

export const TEXT_LOADERS = { markdown: markdownLoader, text: plainTextLoader };

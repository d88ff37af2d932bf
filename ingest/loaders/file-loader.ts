/** Reads a file's bytes with the loader of its format, wherever that has to run. */
import { isTangled } from '../../core/text/tangled.ts';
import { ArticleError } from '../article-error.ts';
import type { ParseCache } from '../parse-cache.ts';
import { type Format, ISOLATED, MAX_BYTES, MAX_TEXT, TEXT_LOADERS } from './formats.ts';
import { createIsolatedParser } from './isolated.ts';
import { createJsonlLoader } from './jsonl.ts';
import type { Loaded, LoadedArticle, LoadHints } from './loader.ts';

export interface FileLoader {
  /** @throws ArticleError */
  load(format: Format, bytes: Uint8Array, hints?: LoadHints): Promise<readonly Loaded[]>;
  /** The parse cache's name for what such bytes hold; undefined for formats that need none. */
  keptAs(format: Format, bytes: Uint8Array): string | undefined;
  close(): void;
}

/** Where a line of Markdown may begin a block of HTML. */
const HTML_BLOCK = /^ {0,3}<[a-z]/im;

export function createFileLoader(cache: ParseCache): FileLoader {
  const parser = createIsolatedParser();

  async function load(format: Format, bytes: Uint8Array, hints?: LoadHints): Promise<readonly Loaded[]> {
    checkSize(format, bytes.length);
    if (format === 'jsonl') return jsonl.load(bytes, hints);
    if (format === 'text') return TEXT_LOADERS.text.load(bytes, hints);
    if (format === 'markdown') return Promise.all((await TEXT_LOADERS.markdown.load(bytes, hints)).map(withHtmlRead));
    return cache.through(kindOf(format, hints), bytes, async () => checkText(await parser.parse(format, bytes, hints)));
  }

  /** As it stands where the HTML cannot be read: the rest of the article can. */
  async function withHtmlRead(loaded: Loaded): Promise<Loaded> {
    if ('reason' in loaded || !HTML_BLOCK.test(loaded.text) || isTangled(loaded.text)) return loaded;
    try {
      const [read] = checkText(await parser.parse('markup', new TextEncoder().encode(loaded.text)));
      return { ...loaded, text: (read as LoadedArticle).text.trim() ? (read as LoadedArticle).text : loaded.text };
    } catch (error) {
      if (error instanceof ArticleError && !error.passing) return loaded;
      throw error;
    }
  }

  const jsonl = createJsonlLoader(async (html) => {
    const [loaded] = await load('html', new TextEncoder().encode(html));
    return loaded as LoadedArticle;
  });

  return {
    load,
    keptAs: (format, bytes) => (format in ISOLATED ? cache.nameOf(kindOf(format), bytes) : undefined),
    close: parser.close,
  };
}

const kindOf = (format: Format, hints?: LoadHints): string => `${format} ${hints?.charset ?? ''}`;

/** @throws ArticleError */
export function checkSize(format: Format, bytes: number): void {
  const most = MAX_BYTES[format];
  if (bytes > most)
    throw new ArticleError(
      `has ${Math.ceil(bytes / 1e6)} MB; a file of this kind has ${Math.floor(most / 1e6)} at most. Split it.`,
    );
}

function checkText(loaded: readonly Loaded[]): readonly Loaded[] {
  if (loaded.some((one) => 'text' in one && one.text.length > MAX_TEXT))
    throw new ArticleError(`has more than ${MAX_TEXT / 1e6} million characters. Split it.`);
  return loaded;
}

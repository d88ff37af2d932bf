/** Reads a file's bytes with the loader of its format, wherever that has to run. */
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

export function createFileLoader(cache: ParseCache): FileLoader {
  const parser = createIsolatedParser();

  async function load(format: Format, bytes: Uint8Array, hints?: LoadHints): Promise<readonly Loaded[]> {
    checkSize(format, bytes.length);
    if (format === 'jsonl') return jsonl.load(bytes, hints);
    if (format === 'markdown' || format === 'text') return TEXT_LOADERS[format].load(bytes, hints);
    return cache.through(kindOf(format, hints), bytes, async () => checkText(await parser.parse(format, bytes, hints)));
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

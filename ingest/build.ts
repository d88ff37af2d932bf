/** From articles to a new index: chunk, embed what was never embedded, write beside the old, switch. */
import { isDeepStrictEqual } from 'node:util';
import type { EmbeddingModel } from '../core/types.ts';
import { servedAs, versionFolder } from '../store/index-folder.ts';
import type { IndexStore } from '../store/index-store.ts';
import type { KnownPassages } from '../store/known-passages.ts';
import { openVectorCache, type VectorCache } from '../store/vector-cache.ts';
import { verify } from '../store/verify.ts';
import { hnswlibFor, type IndexContents, type VectorIndexKind, writeIndex } from '../store/write-index.ts';
import type { Problem, SourceArticle } from './articles.ts';
import { embedMissing } from './embed-passages.ts';
import { CHUNKING, type Prepared, prepare, servedPassages } from './prepare.ts';

export interface BuildProgress {
  /** Passages. */
  readonly done: number;
  readonly total: number;
  /** UTF-8 bytes embedded, and in all: time is in proportion to them. */
  readonly bytes: number;
  readonly totalBytes: number;
  /** The title of the article at hand. */
  readonly title: string;
}

interface BuildOptions {
  readonly indexDir: string;
  readonly vectorIndex: VectorIndexKind;
  /** As `writeIndex` takes it. */
  readonly graphThread?: URL | undefined;
  /** Where the index goes; into `indexDir` by default. */
  readonly store?: IndexStore | undefined;
  readonly embedder: EmbeddingModel;
  readonly articles: readonly SourceArticle[];
  /** What is left out, to be remembered with the index. */
  readonly problems?: readonly Problem[];
  /** Cut and embed everything anew; what a rebuild before it had embedded when it was stopped is taken over. */
  readonly rebuild?: boolean;
  readonly onProgress?: (progress: BuildProgress) => void | Promise<void>;
  readonly warn?: (message: string) => void;
  /** Stops between two batches, and no more once everything is embedded. */
  readonly signal?: AbortSignal;
}

interface BuildResult {
  readonly version: string;
  readonly passages: number;
  /** Of them, how many had to be embedded. */
  readonly embedded: number;
}

/** Call it under the lock. Whatever fails, the index served before still is, and what was embedded is kept. */
export async function buildIndex(options: BuildOptions): Promise<BuildResult> {
  const { embedder, articles, indexDir, rebuild = false, warn } = options;
  // Before the long part, not after it.
  if (!options.store) await hnswlibFor(options.vectorIndex);
  const cache = await openVectorCache(indexDir, {
    model: embedder.id,
    dimensions: embedder.dimensions,
    rebuild,
    ...(warn && { warn }),
  });
  let known: KnownPassages | undefined;
  try {
    known = await servedPassages(indexDir, embedder, rebuild);
    const prepared = prepare(articles, embedder, cache, known);
    if (prepared.passages.length === 0) throw new Error('There is nothing to index: no article has any text.');
    const trim = () =>
      cache.trim(prepared.passages).catch((error) => {
        warn?.(`The cache of vectors could not be made smaller (${error.message}); the next ingest tries again.`);
      });
    // However many were stopped before, and whatever the articles were then.
    if (rebuild) await trim();
    await embed(prepared, cache, options);
    const contents = contentsOf(prepared, known, cache, options);
    const { store, vectorIndex, graphThread } = options;
    const version = await (store?.write(contents) ?? writeIndex(indexDir, contents, vectorIndex, graphThread));
    await trim();
    if (rebuild) await cache.replace();
    return { version, passages: prepared.passages.length, embedded: prepared.missing.length };
  } finally {
    known?.close();
    await cache.close();
  }
}

async function embed(prepared: Prepared, cache: VectorCache, options: BuildOptions): Promise<void> {
  const { missing, bytes: totalBytes } = prepared;
  await embedMissing(options.embedder, missing, cache, async ({ passages, bytes, title }) => {
    await options.onProgress?.({ done: passages, total: missing.length, bytes, totalBytes, title });
    options.signal?.throwIfAborted();
  });
}

function contentsOf(
  { passages }: Prepared,
  known: KnownPassages,
  cache: VectorCache,
  options: BuildOptions,
): IndexContents {
  const stored = (number: number) => known.vectors(passages[number]!) ?? cache.read(passages[number]!);
  return {
    articles: options.articles,
    leftOut: options.problems ?? [],
    passages,
    known,
    vectorOf: (number) => stored(number).vector(),
    sentencesOf: (number) => stored(number).sentences(),
    embeddingModel: options.embedder.id,
    dimensions: options.embedder.dimensions,
    chunking: CHUNKING,
  };
}

/** As `buildIndex`, but where what is served is whole and would only be written once more. */
export const updateIndex = async (options: BuildOptions): Promise<BuildResult> =>
  (await servedAlready(options)) ?? buildIndex(options);

async function servedAlready(options: BuildOptions): Promise<BuildResult | undefined> {
  const { indexDir, embedder, articles, problems = [] } = options;
  if (options.rebuild || options.store) return undefined;
  const served = await servedAs(indexDir, { embeddingModel: embedder.id, chunking: CHUNKING });
  if (!served) return undefined;
  const { version, manifest } = served;
  const kind = (await hnswlibFor(options.vectorIndex)) ? 'hnsw' : 'flat';
  const named = ({ file, hash }: Pick<SourceArticle, 'file' | 'hash'>) => [file, hash];
  const isSame =
    manifest.vectorIndex === kind &&
    isDeepStrictEqual(manifest.articles.map(named), articles.map(named)) &&
    isDeepStrictEqual(manifest.leftOut, problems);
  const isWhole = () =>
    verify(versionFolder(indexDir, version), manifest).then(
      () => true,
      () => false,
    );
  return isSame && (await isWhole()) ? { version, passages: manifest.passages, embedded: 0 } : undefined;
}

/** Whether the index that is served is what an ingest of these articles would make. */
export async function isCurrent(
  indexDir: string,
  embeddingModel: string,
  articles: readonly SourceArticle[],
): Promise<boolean> {
  const served = await servedAs(indexDir, { embeddingModel, chunking: CHUNKING });
  if (!served) return false;
  const known = new Set(served.manifest.articles.map(({ hash }) => hash));
  return known.size === articles.length && articles.every(({ hash }) => known.has(hash));
}

/** From articles to a new index: chunk, embed what is new, write beside the old, switch. */
import type { EmbeddingModel, Language, Passage } from '../core/types.ts';
import { currentVersion, type Manifest, readManifest } from '../store/index-folder.ts';
import { type PassageVectors, passageKey, readVectorCache } from '../store/vector-cache.ts';
import { hnswlibFor, type VectorIndexKind, writeIndex } from '../store/write-index.ts';
import type { Problem, SourceArticle } from './articles.ts';
import { chunkArticle } from './chunk.ts';
import { embedPassages } from './embed-passages.ts';

/** Tokens of a passage. */
const MAX_TOKENS = 256;

/** In the manifest: raise the number when chunks or what is embedded of them change. */
const CHUNKING = `sections-1:${MAX_TOKENS}`;

/** Passages embedded at a time: few enough for a lively progress bar, many enough to sort by length. */
const BATCH = 32;

export interface BuildProgress {
  readonly done: number;
  readonly total: number;
  /** The title of the article at hand. */
  readonly title: string;
}

export interface BuildOptions {
  readonly indexDir: string;
  readonly vectorIndex: VectorIndexKind;
  readonly embedder: EmbeddingModel;
  readonly articles: readonly SourceArticle[];
  /** Files left out, to be remembered with the index. */
  readonly problems?: readonly Problem[];
  /** Embed everything anew. */
  readonly rebuild?: boolean;
  readonly onProgress?: (progress: BuildProgress) => void;
}

export interface BuildResult {
  readonly version: string;
  readonly passages: number;
  /** Of them, how many had to be embedded. */
  readonly embedded: number;
}

/** Call it under the lock. Whatever fails, the index served before still is. */
export async function buildIndex(options: BuildOptions): Promise<BuildResult> {
  const { embedder, articles, indexDir } = options;
  // Before the long part, not after it.
  await hnswlibFor(options.vectorIndex);
  const chunking = { maxTokens: MAX_TOKENS, countTokens: embedder.countTokens };
  const passages = articles.flatMap((article) => chunkArticle(article, chunking));
  if (passages.length === 0) throw new Error('There is nothing to index: no article has any text.');
  const cache: Map<string, PassageVectors> = options.rebuild ? new Map() : await readVectorCache(indexDir, embedder.id);

  const keys = passages.map(passageKey);
  const missing = new Map<string, Passage>();
  keys.forEach((key, i) => {
    if (!cache.has(key)) missing.set(key, passages[i]!);
  });
  let done = 0;
  for (const [language, group] of byLanguage(missing)) {
    for (let from = 0; from < group.length; from += BATCH) {
      const batch = group.slice(from, from + BATCH);
      options.onProgress?.({ done, total: missing.size, title: batch[0]![1].title });
      const embedded = await embedPassages(
        embedder,
        batch.map(([, passage]) => passage),
        language,
      );
      batch.forEach(([key], i) => {
        cache.set(key, embedded[i]!);
      });
      done += batch.length;
    }
  }
  options.onProgress?.({ done, total: missing.size, title: '' });

  const vectors = keys.map((key) => cache.get(key)!);
  const contents = {
    articles,
    leftOut: options.problems ?? [],
    passages,
    vectors: vectors.map(({ vector }) => vector),
    sentences: vectors.map(({ sentences }) => sentences),
    embeddingModel: embedder.id,
    dimensions: embedder.dimensions,
    chunking: CHUNKING,
  };
  const version = await writeIndex(indexDir, contents, options.vectorIndex);
  return { version, passages: passages.length, embedded: missing.size };
}

function byLanguage(missing: Map<string, Passage>): Map<Language, [string, Passage][]> {
  const groups = new Map<Language, [string, Passage][]>();
  for (const entry of missing) {
    const group = groups.get(entry[1].language);
    if (group) group.push(entry);
    else groups.set(entry[1].language, [entry]);
  }
  return groups;
}

/** Whether the index that is served is what an ingest of these articles would make. */
export async function isCurrent(
  indexDir: string,
  embeddingModel: string,
  articles: readonly SourceArticle[],
): Promise<boolean> {
  const version = await currentVersion(indexDir);
  const manifest: Manifest | undefined = version
    ? await readManifest(indexDir, version).catch(() => undefined)
    : undefined;
  if (manifest?.embeddingModel !== embeddingModel || manifest.chunking !== CHUNKING) return false;
  const known = new Set(manifest.articles.map(({ hash, language }) => `${hash} ${language}`));
  return known.size === articles.length && articles.every(({ hash, language }) => known.has(`${hash} ${language}`));
}

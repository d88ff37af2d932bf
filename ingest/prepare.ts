/** What an ingest would do, worked out without doing it: the passages there will be, and which of them are new. */
import type { EmbeddingModel, Passage } from '../core/types.ts';
import { type KnownPassages, noKnownPassages, openKnownPassages } from '../store/known-passages.ts';
import type { VectorCache } from '../store/vector-cache.ts';
import type { SourceArticle } from './articles.ts';
import { chunkArticle } from './chunk.ts';
import { bytesOf } from './embed-passages.ts';

/** Tokens of a passage. */
const MAX_TOKENS = 256;

/** In the manifest: raise the number when chunks or what is embedded of them change. */
export const CHUNKING = `sections-6:${MAX_TOKENS}`;

export interface Prepared {
  readonly passages: readonly Passage[];
  /** Those to embed. */
  readonly missing: readonly Passage[];
  /** UTF-8 bytes to embed. */
  readonly bytes: number;
}

/** The passages of the index that is served; of no use where all is to be made anew. */
export const servedPassages = async (
  indexDir: string,
  { id: embeddingModel }: Pick<EmbeddingModel, 'id'>,
  rebuild = false,
): Promise<KnownPassages> =>
  rebuild ? noKnownPassages : openKnownPassages(indexDir, { embeddingModel, chunking: CHUNKING });

export function prepare(
  articles: readonly SourceArticle[],
  { countTokens }: Pick<EmbeddingModel, 'countTokens'>,
  cache: Pick<VectorCache, 'missing'>,
  known: KnownPassages,
): Prepared {
  const passages = articles.flatMap(
    (article) => known.of(article) ?? chunkArticle(article, { maxTokens: MAX_TOKENS, countTokens }),
  );
  const missing = cache.missing(passages.filter((passage) => !known.vectors(passage)));
  return { passages, missing, bytes: bytesOf(missing) };
}

/** What an ingest would do, worked out without doing it: the passages there will be, and which of them are new. */
import type { EmbeddingModel, Passage } from '../core/types.ts';
import { type KnownPassages, noKnownPassages, openKnownPassages } from '../store/known-passages.ts';
import type { VectorCache } from '../store/vector-cache.ts';
import type { SourceArticle } from './articles.ts';
import { chunkArticle } from './chunk.ts';
import { bytesOf, type MissingPassage, missingPassages } from './embed-passages.ts';

/** Tokens of a passage. */
const MAX_TOKENS = 256;

/** In the manifest: raise the number when chunks or what is embedded of them change. */
export const CHUNKING = `sections-2:${MAX_TOKENS}`;

export interface Prepared {
  readonly passages: readonly Passage[];
  readonly missing: readonly MissingPassage[];
  /** UTF-8 bytes to embed. */
  readonly bytes: number;
  /** Of a sentence, as it was counted while cutting. */
  countTokens(text: string): number;
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
  embedder: Pick<EmbeddingModel, 'countTokens'>,
  cache: Pick<VectorCache, 'has' | 'tokens'>,
  known: KnownPassages,
): Prepared {
  const counted = new Map<string, number>();
  function countTokens(text: string): number {
    const known = counted.get(text);
    if (known !== undefined) return known;
    const tokens = embedder.countTokens(text);
    counted.set(text, tokens);
    return tokens;
  }
  const passages = articles.flatMap((article) => {
    const { language } = article;
    const before = known.of(article);
    if (before) return before;
    return chunkArticle(article, {
      maxTokens: MAX_TOKENS,
      // A quarter of a millisecond a sentence where it is not known from last time.
      countTokens: (text) => cache.tokens({ language, text, precision: 'int8' }) ?? countTokens(text),
    });
  });
  const missing = missingPassages(passages, cache);
  return { passages, missing, bytes: bytesOf(missing), countTokens };
}

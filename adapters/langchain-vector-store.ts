/** Any LangChain `VectorStore` (Qdrant, pgvector, …) as the place where nearest passages are found. */
import { Document } from '@langchain/core/documents';
import type { VectorStore } from '@langchain/core/vectorstores';
import type { NearestPassages } from '../core/retrieval/candidates.ts';
import type { Passage, VectorIndex } from '../core/types.ts';

/** What lies beside each vector. `passage` is the number it is found by. */
interface StoredMetadata {
  readonly passage: number;
  readonly article: string;
  readonly language: string;
}

/** Passages written at a time. */
const BATCH = 256;

/**
 * Copies an index's passages and vectors into an empty store, one batch after the other.
 * @throws whatever the store throws.
 */
export async function fillVectorStore(
  store: Pick<VectorStore, 'addVectors'>,
  passages: readonly Passage[],
  vectors: Pick<VectorIndex, 'vector'>,
): Promise<void> {
  for (let from = 0; from < passages.length; from += BATCH) {
    const batch = passages.slice(from, from + BATCH);
    await store.addVectors(
      batch.map((_, i) => Array.from(vectors.vector(from + i))),
      batch.map(({ text, article, language }, i) => {
        const metadata: StoredMetadata = { passage: from + i, article, language };
        return new Document({ pageContent: text, metadata });
      }),
    );
  }
}

/**
 * For `candidatesFrom` of `core/retrieval/candidates.ts`: keywords, articles and sentence vectors stay with the index in
 * this process, from which the store was filled.
 */
export function nearestInVectorStore(store: Pick<VectorStore, 'similaritySearchVectorWithScore'>): NearestPassages {
  return {
    async search(query, k) {
      const found = await store.similaritySearchVectorWithScore(Array.from(query), k);
      return found.map(([{ metadata }]) => numberIn(metadata));
    },
  };
}

/** pgvector gives JSON back as it was written, some stores only strings. */
function numberIn(metadata: Record<string, unknown>): number {
  const number = Number(metadata.passage ?? Number.NaN);
  if (Number.isInteger(number)) return number;
  throw new Error(
    `The vector store holds a document without a passage number (metadata.passage is ${JSON.stringify(metadata.passage)}). Empty it and fill it with fillVectorStore.`,
  );
}

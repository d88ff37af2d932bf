/**
 * What Samman is compared with: the same weights in the stock LangChain pipeline, vectors only. Its splitter with its
 * defaults (1,000 characters, 200 of them shared), its HNSWLib store, and the prefixes that the model was trained with.
 */
import type { HNSWLib } from '@langchain/community/vectorstores/hnswlib';
import { Document } from '@langchain/core/documents';
import { Embeddings } from '@langchain/core/embeddings';
import { RecursiveCharacterTextSplitter } from '@langchain/textsplitters';
import type { Embedding, EmbeddingModel, Span } from '../core/types.ts';

export interface BaselineText {
  readonly id: string;
  readonly text: string;
}

/** A chunk found; `start` and `end` are offsets into its text. */
export interface BaselineHit extends Span {
  readonly id: string;
  /** 1 minus the cosine distance. */
  readonly score: number;
}

export interface BaselinePool {
  /** The `k` nearest chunks, best first. */
  search(question: string, k: number): Promise<BaselineHit[]>;
}

export interface Baseline {
  createPool(texts: readonly BaselineText[]): Promise<BaselinePool>;
}

/**
 * @param open gives an embedder without language means, which the stock pipeline does not know of; asked for with a pool.
 * @returns undefined where hnswlib-node is not built.
 */
export async function createBaseline(open: () => Promise<EmbeddingModel>): Promise<Baseline | undefined> {
  const store = await import('@langchain/community/vectorstores/hnswlib').catch(() => undefined);
  const built = await store?.HNSWLib.imports().catch(() => undefined);
  if (!store || !built) return undefined;
  const splitter = new RecursiveCharacterTextSplitter();
  return {
    async createPool(texts) {
      const chunks: Document<Omit<BaselineHit, 'score'>>[] = [];
      for (const { id, text } of texts) {
        let from = 0;
        for (const pageContent of await splitter.splitText(text)) {
          const start = Math.max(from, text.indexOf(pageContent, from));
          chunks.push(new Document({ pageContent, metadata: { id, start, end: start + pageContent.length } }));
          from = start + 1;
        }
      }
      const embeddings = new PlainEmbeddings(await open());
      return poolOf(await store.HNSWLib.fromDocuments(chunks, embeddings), chunks.length);
    },
  };
}

const poolOf = (store: HNSWLib, size: number): BaselinePool => ({
  async search(question, k) {
    const found = await store.similaritySearchWithScore(question, Math.min(k, size));
    return found.map(([{ metadata }, distance]) => {
      const { id, start, end } = metadata as Omit<BaselineHit, 'score'>;
      return { id, start, end, score: 1 - distance };
    });
  },
});

/** LangChain asks for a class. The language plays no part where no mean is taken off. */
class PlainEmbeddings extends Embeddings {
  readonly #embedder: EmbeddingModel;

  constructor(embedder: EmbeddingModel) {
    super({});
    this.#embedder = embedder;
  }

  override async embedDocuments(texts: string[]): Promise<number[][]> {
    return (await this.#embedder.embed(texts, 'passage', 'en')).map((vector) => Array.from(vector));
  }

  override async embedQuery(text: string): Promise<number[]> {
    const [vector] = (await this.#embedder.embed([text], 'query', 'en')) as [Embedding];
    return Array.from(vector);
  }
}

/** One hit a text, that of its best chunk, best first. */
export function bestChunks(hits: readonly BaselineHit[]): BaselineHit[] {
  const best = new Map<string, BaselineHit>();
  for (const hit of hits) if (hit.score > (best.get(hit.id)?.score ?? Number.NEGATIVE_INFINITY)) best.set(hit.id, hit);
  return [...best.values()].sort((a, b) => b.score - a.score);
}

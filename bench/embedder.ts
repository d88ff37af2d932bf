/** The embedder as an ingest has it, one for all that a run measures. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { createTransformersEmbedding } from '../adapters/transformers-embedding.ts';
import { EMBEDDING_WORKER, ROOT } from '../config.ts';
import { bridgeEmbedding } from '../core/retrieval/bridged-embedding.ts';
import type { EmbeddingModel } from '../core/types.ts';

let made: Promise<EmbeddingModel> | undefined;

export const benchEmbedder = (): Promise<EmbeddingModel> => (made ??= make());

const make = async () =>
  bridgeEmbedding(
    await createTransformersEmbedding({
      ...{ model: 'e5-small-yue-zh-en', modelsDir: join(ROOT, 'models'), download: 'never', arena: true },
      workers: { script: EMBEDDING_WORKER, count: availableParallelism() },
    }),
  );

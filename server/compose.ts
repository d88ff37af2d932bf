/** The composition root: the only place of the server that builds real things. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import pino, { type Logger } from 'pino';
import { loadLanguageDetector } from '../adapters/language-id-file.ts';
import { loadRetrievalAids } from '../adapters/retrieval-aids.ts';
import { createTransformersEmbedding } from '../adapters/transformers-embedding.ts';
import { type Config, EMBEDDING_WORKER, EVIDENCE_WORKER, ROOT } from '../config.ts';
import { bridgeEmbedding } from '../core/retrieval/bridged-embedding.ts';
import type { EmbeddingModel } from '../core/types.ts';
import { openIndex } from '../store/open-index.ts';
import { createAnswering } from './chat-model.ts';
import { ensureIndex } from './ensure-index.ts';
import { openLanguageModel } from './language-model.ts';
import { createLiveIndex } from './live-index.ts';
import { openServed } from './open-served.ts';
import { createService, type Service, searchable } from './service.ts';

export interface Running {
  readonly service: Service;
  readonly embedder: EmbeddingModel;
  readonly log: Logger;
  /** Looks for a newer index now. */
  refresh(): Promise<void>;
  close(): void;
}

const MODELS = join(ROOT, 'models');

/** Of each model. The second, and its 80 MB, only once two questions come at the same time. */
const THREADS = 2;

/**
 * @param once for a command that answers once: the index is brought up to date first. A server serves what there is, and
 * takes the newer one over.
 * @throws ConfigError, IndexError or Error, each with a message for the person who started it.
 */
export async function compose(config: Config, { once = false } = {}): Promise<Running> {
  const log = pino({ level: config.logLevel, base: null });
  const { indexDir } = config;
  const [{ embedder, aids }, detector] = await Promise.all([loadModels(config), loadLanguageDetector(MODELS)]);
  const detect = (text: string) => detector.detect(text);
  const cluster = config.weaviate && (await connectCluster(config.weaviate));
  // Many servers may start beside one cluster: they read it, and only `npm run ingest` writes it.
  if (once && !cluster) await ensureIndex(config, embedder.id, (text) => detect(text).language, detector.id, log);
  const index = await createLiveIndex({
    indexDir,
    current: cluster?.current,
    async open(first) {
      if (cluster) return searchable(await cluster.open(embedder.id), embedder, aids);
      const options = { embeddingModel: embedder.id, warn: (message: string) => log.warn(message) };
      const opened = await (first ? openServed(config, options, log, { once }) : openIndex(indexDir, options));
      return searchable(opened, embedder, aids);
    },
    onError: (error) => log.error(error, 'a new index could not be opened; the one before goes on serving'),
    onSwap: (version) => log.info({ version }, 'now serving a new index'),
    onLost: (lost) =>
      lost
        ? log.error(`INDEX_DIR=${indexDir} holds no index any more. Serving what is open; run: npm run ingest`)
        : log.info(`INDEX_DIR=${indexDir} holds an index again`),
  });
  // The first question would otherwise pay for compiling every regular expression and the graph, and for the models' threads.
  await index.use(({ retriever }) =>
    retriever.retrieve('2026年1月有幾多？', {
      language: 'yue',
      questionLanguage: 'yue',
      k: 2,
      reading: (hits) => [...hits.keys()],
    }),
  );
  const languageModel = await openLanguageModel(config);
  const answering = createAnswering({ config, languageModel, index, embedder, log, detect });
  return {
    service: createService({ index, ...answering, detect }),
    embedder,
    log,
    refresh: index.refresh,
    close() {
      index.close();
      cluster?.close();
    },
  };
}

/** The embedder, and what reads its tokens. */
async function loadModels({ embeddingModel, embeddingDownload: download }: Config) {
  const threadsOf = (script: URL) => ({ script, count: Math.min(THREADS, availableParallelism()) });
  const workers = threadsOf(EMBEDDING_WORKER);
  const options = { model: embeddingModel, modelsDir: MODELS, download, workers };
  const embedder = bridgeEmbedding(await createTransformersEmbedding(options));
  const { tokenIds } = embedder;
  const reading = threadsOf(EVIDENCE_WORKER);
  const aids = await loadRetrievalAids({ modelsDir: MODELS, embeddingModel, tokenIds, workers: reading });
  return { embedder, aids };
}

const connectCluster = async (settings: NonNullable<Config['weaviate']>) =>
  (await import('../store/weaviate/weaviate-store.ts')).createWeaviateStore(settings);

/** The evaluation's retrieval figures over the cluster, beside those over the embedded index. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadLanguageDetector } from '../../adapters/language-id-file.ts';
import { loadRetrievalAids } from '../../adapters/retrieval-aids.ts';
import { createTransformersEmbedding } from '../../adapters/transformers-embedding.ts';
import { ROOT } from '../../config.ts';
import { createExtractive } from '../../core/answer/extractive.ts';
import { bridgeEmbedding } from '../../core/retrieval/bridged-embedding.ts';
import { createRetriever } from '../../core/retrieval/retriever.ts';
import type { EmbeddingModel, Language } from '../../core/types.ts';
import { cacheEmbeddings } from '../../eval/cached-embedding.ts';
import { DIRECTIONS } from '../../eval/measures/xquad.ts';
import { mean, recallAt } from '../../eval/metrics.ts';
import { createPools, type PutIndex } from '../../eval/pool.ts';
import { readAnswerable } from '../../eval/question-files.ts';
import { askAll, share } from '../../eval/questions.ts';
import { readXquad, retrievalScore, retrieveAll } from '../../eval/xquad.ts';
import { readCorpus } from '../../ingest/articles.ts';
import { buildIndex } from '../../ingest/build.ts';
import { openIndex, type ServedIndex } from '../../store/open-index.ts';
import { createWeaviateStore } from '../../store/weaviate/weaviate-store.ts';
import { temporaryFolder } from '../support/folder.ts';
import { type Cluster, startCluster, WHY_SKIPPED, weaviateServer } from './support/three-nodes.ts';

const DATA = join(ROOT, '..', 'shared', 'data', 'eval');
const PASSAGES = join(DATA, 'xquad-dev-passages.tsv');
const QUESTIONS = join(DATA, 'xquad-dev-questions.tsv');
const OWN = join(ROOT, 'test', 'eval', 'questions.jsonl');

/** Points that the two may differ by. */
const HALF_A_POINT = 0.5;

const binary = weaviateServer();

describe.skipIf(!binary)(binary ? 'figures on three nodes' : `figures on three nodes (skipped: ${WHY_SKIPPED})`, () => {
  let cluster: Cluster;
  let embedder: EmbeddingModel;
  let aids: Awaited<ReturnType<typeof loadRetrievalAids>>;
  let detect: Awaited<ReturnType<typeof loadLanguageDetector>>['detect'];
  let collections = 0;

  beforeAll(async () => {
    const modelsDir = join(ROOT, 'models');
    const options = { model: 'e5-small-yue-zh-en', modelsDir, download: 'never', arena: true } as const;
    embedder = cacheEmbeddings(bridgeEmbedding(await createTransformersEmbedding(options)));
    ({ detect } = await loadLanguageDetector(modelsDir));
    const { tokenIds } = embedder;
    aids = await loadRetrievalAids({ modelsDir, embeddingModel: options.model, tokenIds });
    cluster = await startCluster(binary!);
  });
  afterAll(() => cluster?.close());

  const newStore = () => createWeaviateStore({ ...cluster.settings, collection: `Figures${collections++}` });

  const onCluster: PutIndex = async (contents) => {
    const store = await newStore();
    await store.write(contents);
    return { index: await store.open(contents.embeddingModel), remove: async () => store.close() };
  };

  const xquad = existsSync(PASSAGES) && existsSync(QUESTIONS);
  const why = xquad ? '' : ` (skipped: there is no ${PASSAGES})`;

  it.skipIf(!xquad)(`are within half a point of the embedded index on XQuAD${why}`, async () => {
    const data = await readXquad(PASSAGES, QUESTIONS);
    const embedded = createPools(embedder, { aids });
    const remote = createPools(embedder, { put: onCluster, aids });
    for (const { title, asked, pools } of DIRECTIONS) {
      const scores = { embedded: [] as number[], remote: [] as number[] };
      for (const pool of pools) {
        scores.embedded.push(retrievalScore(data, await retrieveAll(data, embedded, asked, pool)));
        scores.remote.push(retrievalScore(data, await retrieveAll(data, remote, asked, pool)));
      }
      const [here, there] = [mean(scores.embedded), mean(scores.remote)];
      console.log(`XQuAD ${title}, nDCG@10: embedded ${here.toFixed(2)}, three nodes ${there.toFixed(2)}`);
      expect(Math.abs(here - there), title).toBeLessThanOrEqual(HALF_A_POINT);
    }
  });

  /** Right passage first and right answer, in percent, in each language the questions are asked in. */
  async function ownFigures(index: Pick<ServedIndex, 'library' | 'keywords' | 'candidates'>) {
    const set = await readAnswerable(OWN);
    const askings = await askAll(set, {
      retriever: createRetriever({ ...index, embedder, ...aids }),
      chatModel: createExtractive({ threshold: 0.28 }),
      detect,
      passages: [...index.library.passages],
    });
    return (['en', 'yue', 'zh'] as const).map((language) => {
      const own = askings.filter(({ asked }) => asked === language);
      const places = own.map(({ place }) => place ?? Number.POSITIVE_INFINITY);
      return { language, first: recallAt(1, places), right: share(own, ({ right }) => right === true) };
    });
  }

  it.each([['en'], [undefined]] as const)(
    'are no more than half a point below on its own questions, articles in %s',
    async (only?: Language) => {
      const { articles: all } = await readCorpus(join(ROOT, 'corpus'), (text) => detect(text).language);
      const articles = all.filter(({ language }) => !only || language === only);
      const indexDir = await temporaryFolder();
      await buildIndex({ indexDir, vectorIndex: 'auto', embedder, articles });
      const embedded = await openIndex(indexDir, { embeddingModel: embedder.id });
      const store = await newStore();
      await buildIndex({ indexDir, vectorIndex: 'auto', store, embedder, articles });
      const here = await ownFigures(embedded);
      const there = await ownFigures(await store.open(embedder.id));
      console.log(`Own questions, articles in ${only ?? 'all languages'}`, JSON.stringify({ here, there }));
      // One question of 93 is more than a point of its language: the half point is of all three together. Over headings and
      // text together BM25 is not worked out alike, so the cluster may also find one or two more.
      for (const figure of ['first', 'right'] as const) {
        const [one, other] = [here, there].map((figures) => mean(figures.map((each) => each[figure])));
        expect(one! - other!, figure).toBeLessThanOrEqual(HALF_A_POINT);
      }
      embedded.close();
      store.close();
    },
  );
});

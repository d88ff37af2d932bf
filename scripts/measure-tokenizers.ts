/**
 * Weaviate's `gse` tokenizer against our own terms, for `docs/scaling.md`: BM25 over the Chinese passages of XQuAD (development
 * half), alone and in the whole retriever. Vectors and all else come from the index in this process.
 *
 *   npx tsx scripts/measure-tokenizers.ts     starts three nodes of its own; needs weaviate-server and ../shared/data/eval
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WeaviateClient } from 'weaviate-client';
import { createTransformersEmbedding } from '../adapters/transformers-embedding.ts';
import { ROOT } from '../config.ts';
import { foldScript } from '../core/language/script.ts';
import { bridgeEmbedding } from '../core/retrieval/bridged-embedding.ts';
import type { KeywordMatch } from '../core/retrieval/keyword-index.ts';
import { tokenize } from '../core/text/tokens.ts';
import { cacheEmbeddings } from '../eval/cached-embedding.ts';
import { ndcgAt10, worstPlace } from '../eval/metrics.ts';
import { createPools, type PutIndex } from '../eval/pool.ts';
import { type Asked, readXquad, retrievalScore, retrieveAll } from '../eval/xquad.ts';
import { openIndex } from '../store/open-index.ts';
import { connectNodes } from '../store/weaviate/nodes.ts';
import { writeIndex } from '../store/write-index.ts';
import { startCluster, WHY_SKIPPED, weaviateServer } from '../test/cluster/support/three-nodes.ts';

const DATA = join(ROOT, '..', 'shared', 'data', 'eval');
const COLLECTION = 'Tokenizers';
/** As the retriever asks. */
const POOL = 128;

type Search = (question: string) => Promise<KeywordMatch[]>;
type Words = { number: number; own: string; gse: string };

const schema = {
  class: COLLECTION,
  vectorIndexConfig: { skip: true },
  // As in `store/weaviate/collections.ts`.
  invertedIndexConfig: { bm25: { b: 0.7, k1: 1.2 }, stopwords: { preset: 'none' } },
  properties: [
    { name: 'number', dataType: ['int'] },
    { name: 'own', dataType: ['text'], tokenization: 'whitespace' },
    { name: 'gse', dataType: ['text'], tokenization: 'gse' },
  ],
} as const;

async function searchesOn(client: WeaviateClient, texts: readonly string[]): Promise<Record<string, Search>> {
  await client.collections.createFromSchema(
    schema as unknown as Parameters<typeof client.collections.createFromSchema>[0],
  );
  const collection = client.collections.get<Words>(COLLECTION);
  const terms = texts.map((text) => tokenize(text));
  // Traditional questions are folded for both: `gse` knows Simplified words.
  const objects = texts.map((text, number) => ({ number, own: terms[number]!.join(' '), gse: foldScript(text) }));
  const { hasErrors, errors } = await collection.data.insertMany(objects.map((properties) => ({ properties })));
  if (hasErrors) throw new Error(Object.values(errors)[0]!.message);
  async function bm25(property: 'own' | 'gse', query: string): Promise<KeywordMatch[]> {
    if (query === '') return [];
    const found = await collection.query.bm25(query, {
      limit: POOL,
      queryProperties: [property],
      returnProperties: ['number'],
      returnMetadata: ['score'],
    });
    return found.objects.map(({ properties, metadata }) => ({ passage: properties.number, score: metadata!.score! }));
  }
  return {
    gse: (question) => bm25('gse', foldScript(question)),
    'own terms': (question) => bm25('own', tokenize(question).join(' ')),
    'own terms, times those held': async (question) => {
      const asked = new Set(tokenize(question));
      const held = (passage: number) => new Set(terms[passage]!.filter((term) => asked.has(term))).size;
      const found = await bm25('own', [...asked].join(' '));
      return found
        .map(({ passage, score }) => ({ passage, score: score * held(passage) }))
        .sort((a, b) => b.score - a.score);
    },
  };
}

/** @param found what each question's keyword search gave. */
function withKeywords(search: Search | undefined, found: Map<string, readonly KeywordMatch[]>): PutIndex {
  return async (contents) => {
    const folder = await mkdtemp(join(tmpdir(), 'samman-tokenizers-'));
    await writeIndex(folder, contents, 'auto');
    const index = await openIndex(folder, { embeddingModel: contents.embeddingModel });
    const candidates: typeof index.candidates = async (query, size) => {
      const own = await index.candidates(query, size);
      const matches = (await search?.(query.question)) ?? own.matches;
      found.set(query.question, matches);
      return { ...own, vector: own.vector, sentenceVectors: own.sentenceVectors, matches };
    };
    return { index: { ...index, candidates }, remove: () => rm(folder, { recursive: true }) };
  };
}

const binary = weaviateServer();
if (!binary) throw new Error(WHY_SKIPPED);
process.env.ENABLE_TOKENIZER_GSE = 'true';
const cluster = await startCluster(binary);
try {
  const nodes = await connectNodes(cluster.settings);
  const options = {
    model: 'e5-small-yue-zh-en',
    modelsDir: join(ROOT, 'models'),
    download: 'never',
    arena: true,
  } as const;
  const embedder = cacheEmbeddings(bridgeEmbedding(await createTransformersEmbedding(options)));
  const data = await readXquad(join(DATA, 'xquad-dev-passages.tsv'), join(DATA, 'xquad-dev-questions.tsv'));
  const texts = data.passages.map((passage) => passage['zh-Hans']);
  const onCluster = await nodes.run((client) => searchesOn(client, texts));
  const searches: Record<string, Search | undefined> = { 'the embedded index’s': undefined, ...onCluster };
  for (const [name, search] of Object.entries(searches)) {
    for (const asked of ['zh-Hans', 'zh-Hant'] as Asked[]) {
      const found = new Map<string, readonly KeywordMatch[]>();
      const pools = createPools(embedder, { put: withKeywords(search, found) });
      const whole = retrievalScore(data, await retrieveAll(data, pools, asked, () => 'zh-Hans'));
      const places = data.questions.map(({ pid, text }) =>
        worstPlace(found.get(text[asked])!, ({ passage }) => data.passages[passage]!.pid === pid),
      );
      const alone = ndcgAt10(places).toFixed(2);
      console.log(`${asked}→zh-Hans, BM25 of ${name}: alone ${alone}, in the whole retriever ${whole.toFixed(2)}`);
    }
  }
  nodes.close();
} finally {
  await cluster.close();
}

/**
 * What a passage and a question cost, for `docs/scaling.md`: on the index in this process, and, where VECTOR_STORE=weaviate
 * names one, on a cluster too. Embedding, which costs the same on both, is left out.
 *
 *   npx tsx --expose-gc scripts/measure-stores.ts [PASSAGES]
 *
 * The passages are those of the corpus again and again, each with a name of its own; the vectors are random, so that
 * nothing but time and size means anything here.
 */
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT, readConfig } from '../config.ts';
import { createRetriever } from '../core/retrieval/retriever.ts';
import type { Embedding, EmbeddingModel, Language } from '../core/types.ts';
import { normalize } from '../core/vector.ts';
import { quantile } from '../eval/metrics.ts';
import { readCorpus } from '../ingest/articles.ts';
import { chunkArticle } from '../ingest/chunk.ts';
import { openIndex, type ServedIndex } from '../store/open-index.ts';
import { toInt8 } from '../store/vector-cache.ts';
import { createWeaviateStore } from '../store/weaviate/weaviate-store.ts';
import { type IndexContents, writeIndex } from '../store/write-index.ts';

const DIMENSIONS = 384;
const QUESTIONS = [
  'How many departments are trying HKGAI v1?',
  '而家有幾多個政府部門試緊 HKGAI v1？',
  '阿里云在香港做了什么？',
];
const LANGUAGES: Language[] = ['en', 'yue', 'zh-Hans'];
const ASKED = 300;

const random = (): Embedding =>
  normalize(Float32Array.from({ length: DIMENSIONS }, () => Math.random() + Math.random() + Math.random() - 1.5));

const embedder: EmbeddingModel = {
  id: 'random',
  dimensions: DIMENSIONS,
  maxTokens: 512,
  countTokens: (text) => Math.ceil(text.length / 2),
  embed: async (texts) => texts.map(random),
};

async function contents(count: number): Promise<IndexContents> {
  const { articles } = await readCorpus(join(ROOT, 'corpus'), () => 'en');
  const made: IndexContents['articles'][number][] = [];
  const passages: IndexContents['passages'][number][] = [];
  for (let i = 0; passages.length < count; i++) {
    const { id, text, ...rest } = articles[i % articles.length]!;
    const article = { ...rest, id: `${id}-${i}`, text: `Copy zq${i}x.\n\n${text}` };
    made.push(article);
    passages.push(...chunkArticle(article, { maxTokens: 256, countTokens: embedder.countTokens }));
  }
  return {
    articles: made,
    passages,
    vectorsOf: (passage) => ({ vector: random(), sentences: passages[passage]!.sentences.map(() => toInt8(random())), tokens: [] }),
    embeddingModel: embedder.id,
    dimensions: DIMENSIONS,
    chunking: 'measured',
  };
}

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; ms: number }> {
  const started = performance.now();
  return { value: await work(), ms: performance.now() - started };
}

const memory = (): number => {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};

async function sizeOf(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true });
  const sizes = await Promise.all(names.map((name) => stat(join(folder, name))));
  return sizes.reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0);
}

async function questions(index: ServedIndex): Promise<Record<string, number>> {
  const retriever = createRetriever({ ...index, embedder });
  const ask = (i: number) =>
    timed(() => {
      const language = LANGUAGES[i % 3]!;
      return retriever.retrieve(QUESTIONS[i % 3]!, { language, questionLanguage: language, k: 6 });
    });
  for (let i = 0; i < 20; i++) await ask(i);
  const one: number[] = [];
  const cpu = process.cpuUsage();
  for (let i = 0; i < ASKED; i++) one.push((await ask(i)).ms);
  const { user, system } = process.cpuUsage(cpu);
  let next = 0;
  const { ms } = await timed(() =>
    Promise.all(
      Array.from({ length: 8 }, async () => {
        while (next < ASKED) await ask(next++);
      }),
    ),
  );
  return {
    medianMs: quantile(one, 0.5),
    p95Ms: quantile(one, 0.95),
    ownCpuMs: (user + system) / 1000 / ASKED,
    perSecondAtEight: (1000 * ASKED) / ms,
  };
}

async function measure(
  name: string,
  passages: number,
  write: () => Promise<unknown>,
  open: () => Promise<ServedIndex>,
  bytes?: () => Promise<number>,
): Promise<void> {
  const written = await timed(write);
  const before = memory();
  const opened = await timed(open);
  const perPassage = (memory() - before) / passages;
  const figures = {
    passages,
    writeMsPerPassage: written.ms / passages,
    openMs: opened.ms,
    memoryBytesPerPassage: perPassage,
    ...(bytes && { diskBytesPerPassage: (await bytes()) / passages }),
    ...(await questions(opened.value)),
    loadAverage: loadavg()[0]!,
  };
  const rounded = Object.entries(figures).map(([key, value]) => [key, Number(value.toPrecision(4))]);
  console.log(name, JSON.stringify(Object.fromEntries(rounded)));
  opened.value.close();
}

const { weaviate } = readConfig();
const made = await contents(Number(process.argv[2] ?? 2000));
const folder = await mkdtemp(join(tmpdir(), 'samman-stores-'));
await measure(
  'embedded',
  made.passages.length,
  () => writeIndex(folder, made, 'auto'),
  () => openIndex(folder, { embeddingModel: embedder.id }),
  () => sizeOf(folder),
);
await rm(folder, { recursive: true });
if (weaviate) {
  const store = await createWeaviateStore(weaviate);
  await measure(
    'weaviate',
    made.passages.length,
    () => store.write(made),
    () => store.open(embedder.id),
  );
  store.close();
}

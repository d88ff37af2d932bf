/**
 * What a passage and a question cost, for `docs/scaling.md`: on the index in this process, and, where there is a
 * weaviate-server, on three nodes that it starts. Embedding, which costs the same on both, is left out.
 *
 *   npx tsx --expose-gc scripts/measure-stores.ts [PASSAGES]
 *
 * The passages are those of the corpus again and again, each with a name of its own; the vectors are random, so that
 * nothing but time and size means anything here.
 */
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT } from '../config.ts';
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
import { startCluster, WHY_SKIPPED, weaviateServer } from '../test/cluster/support/three-nodes.ts';

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

const tokensIn = (text: string): number => Math.ceil(text.length / 2);
const randomBits = (text: string): Int32Array =>
  Int32Array.from({ length: (tokensIn(text) * DIMENSIONS) / 32 }, () => Math.random() * 2 ** 32);
const weightsOf = (text: string): Float32Array => new Float32Array(tokensIn(text)).fill(1);

const embedder: EmbeddingModel = {
  id: 'random',
  dimensions: DIMENSIONS,
  maxTokens: 512,
  countTokens: tokensIn,
  embed: async (texts) => texts.map(random),
  embedTokens: async (texts) =>
    texts.map((text) => ({ vector: random(), tokens: { bits: randomBits(text), weights: weightsOf(text) } })),
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
    vectorOf: () => random(),
    sentencesOf(passage) {
      const { text, start, sentences } = passages[passage]!;
      return {
        sentences: sentences.map(() => toInt8(random())),
        tokens: Int32Array.from(
          sentences.flatMap((span) => [...randomBits(text.slice(span.start - start, span.end - start))]),
        ),
      };
    },
    embeddingModel: embedder.id,
    dimensions: DIMENSIONS,
    chunking: 'measured',
  };
}

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; ms: number }> {
  const started = performance.now();
  return { value: await work(), ms: performance.now() - started };
}

async function memory(): Promise<number> {
  const { gc } = globalThis;
  if (!gc) throw new Error('Start it with --expose-gc: memory is what a collection leaves.');
  // What the last collection found to be garbage outside the heap is freed beside the program.
  for (let i = 0; i < 3; i++) {
    gc();
    await sleep(100);
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

async function sizeOf(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true });
  // A node that is at work renames and removes files.
  const sizes = await Promise.all(names.map((name) => stat(join(folder, name)).catch(() => undefined)));
  return sizes.reduce((sum, file) => sum + (file?.isFile() ? file.size : 0), 0);
}

/** Milliseconds of processor time that processes have had, on Linux: a tick is 10 ms. */
async function cpuOf(pids: readonly number[]): Promise<number> {
  const stats = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8')));
  // The name, in brackets, may hold anything; user and system time are the 12th and 13th field after it.
  const fields = stats.map((text) => text.slice(text.lastIndexOf(')') + 2).split(' '));
  return 10 * fields.reduce((sum, own) => sum + Number(own[11]) + Number(own[12]), 0);
}

async function residentMiB(pids: readonly number[]): Promise<number> {
  const texts = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/status`, 'utf8')));
  return texts.reduce((sum, text) => sum + Number(/^VmRSS:\s*(\d+)/m.exec(text)![1]) / 1024, 0) / pids.length;
}

async function questions(index: ServedIndex, pids: readonly number[]): Promise<Record<string, number>> {
  const retriever = createRetriever({ ...index, embedder });
  const ask = (i: number) =>
    timed(() => {
      const language = LANGUAGES[i % 3]!;
      return retriever.retrieve(QUESTIONS[i % 3]!, { language, questionLanguage: language, k: 6 });
    });
  for (let i = 0; i < 20; i++) await ask(i);
  const one: number[] = [];
  const nodesBefore = await cpuOf(pids);
  const cpu = process.cpuUsage();
  for (let i = 0; i < ASKED; i++) one.push((await ask(i)).ms);
  const { user, system } = process.cpuUsage(cpu);
  const nodesCpu = (await cpuOf(pids)) - nodesBefore;
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
    ...(pids.length > 0 && { nodesCpuMs: nodesCpu / ASKED }),
    perSecondAtEight: (1000 * ASKED) / ms,
  };
}

interface Measured {
  write(): Promise<unknown>;
  open(): Promise<ServedIndex>;
  /** Of everything it keeps on disk. */
  bytes(): Promise<number>;
  /** Of the nodes, where there are any. */
  readonly pids: readonly number[];
}

async function measure(name: string, passages: number, { write, open, bytes, pids }: Measured): Promise<void> {
  const bytesBefore = await bytes();
  const cpuBefore = await cpuOf(pids);
  const own = process.cpuUsage();
  const written = await timed(write);
  const { user, system } = process.cpuUsage(own);
  const nodesCpu = (await cpuOf(pids)) - cpuBefore;
  const before = await memory();
  const opened = await timed(open);
  const figures = {
    passages,
    writeMsPerPassage: written.ms / passages,
    writeOwnCpuMsPerPassage: (user + system) / 1000 / passages,
    ...(pids.length > 0 && { writeNodesCpuMsPerPassage: nodesCpu / passages }),
    openMs: opened.ms,
    memoryBytesPerPassage: ((await memory()) - before) / passages,
    diskBytesPerPassage: ((await bytes()) - bytesBefore) / passages,
    ...(await questions(opened.value, pids)),
    ...(pids.length > 0 && { residentMiBPerNode: await residentMiB(pids) }),
    loadAverage: loadavg()[0]!,
  };
  const rounded = Object.entries(figures).map(([key, value]) => [key, Number(value.toPrecision(4))]);
  console.log(name, JSON.stringify(Object.fromEntries(rounded)));
  opened.value.close();
}

const made = await contents(Number(process.argv[2] ?? 2000));
const folder = await mkdtemp(join(tmpdir(), 'samman-stores-'));
await measure('embedded', made.passages.length, {
  write: () => writeIndex(folder, made, 'auto'),
  open: () => openIndex(folder, { embeddingModel: embedder.id }),
  bytes: () => sizeOf(folder),
  pids: [],
});
await rm(folder, { recursive: true });

const binary = weaviateServer();
if (!binary) console.log(`No cluster: ${WHY_SKIPPED}`);
else {
  const cluster = await startCluster(binary);
  const store = await createWeaviateStore(cluster.settings);
  try {
    await measure('three nodes', made.passages.length, {
      write: () => store.write(made),
      open: () => store.open(embedder.id),
      bytes: () => sizeOf(cluster.folder),
      pids: cluster.pids(),
    });
  } finally {
    store.close();
    await cluster.close();
  }
}

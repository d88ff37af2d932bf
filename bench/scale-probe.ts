/** One measurement of an index, in a process of its own. Arguments: what, and a `Scale` as JSON. Prints its figures as JSON. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadTranslations } from '../adapters/translations-file.ts';
import { ROOT } from '../config.ts';
import { createRetriever } from '../core/retrieval/retriever.ts';
import type { EmbeddingModel } from '../core/types.ts';
import { createFlatVectors } from '../store/flat-vectors.ts';
import { EF_SEARCH, loadHnswlib } from '../store/hnsw-vectors.ts';
import { FILES } from '../store/index-folder.ts';
import { openIndex } from '../store/open-index.ts';
import { timed } from './row.ts';
import { type Asked, readQuestions, type Scale } from './scale.ts';

const [what, json] = process.argv.slice(2) as [string, string];
const scale = JSON.parse(json) as Scale;

/** As an answer asks for. */
const HITS = 8;
const NEAREST = 10;

const open = () => openIndex(scale.indexDir, { embeddingModel: scale.embeddingModel });

/** hnswlib as its own documentation uses it, at the same `ef`. */
async function openBare() {
  const { HierarchicalNSW } = (await loadHnswlib())!;
  const graph = new HierarchicalNSW('ip', (await readQuestions(scale.questions))[0]!.vector.length);
  await graph.readIndex(join(scale.folder, FILES.graph));
  graph.setEf(EF_SEARCH);
  return (vector: readonly number[], k: number) => graph.searchKnn([...vector], k);
}

/** Gives each question what it was embedded as already: the embedding is not what is measured. */
const readyEmbedder = (asked: readonly Asked[]): EmbeddingModel => {
  const embedded = new Map(asked.map((one) => [one.text, one]));
  // With a name as the other language calls it a question is another: any vector takes the same time to search with.
  const known = (text: string) => embedded.get(text) ?? asked[0]!;
  return {
    ...{ id: scale.embeddingModel, dimensions: asked[0]!.vector.length, maxTokens: 512, countTokens: (t) => t.length },
    embed: async (texts) => texts.map((text) => known(text).vector),
    embedTokens: async (texts) => texts.map(known),
  };
};

const retrieverOver = async (index: Awaited<ReturnType<typeof open>>, asked: readonly Asked[]) =>
  createRetriever({
    ...index,
    embedder: readyEmbedder(asked),
    // The evidence model belongs to the answer: its time is in that of the first sentence.
    translations: await loadTranslations(join(ROOT, 'models')),
  });

const ROUNDS = 9;

async function search(): Promise<object> {
  const asked = (await readQuestions(scale.questions)).slice(0, 150);
  const index = await open();
  const retriever = await retrieverOver(index, asked);
  const bare = await openBare();
  const plain = asked.map(({ vector }) => [...vector]);
  const ask = ({ text, language }: Asked, k: number) =>
    retriever.retrieve(text, { language, questionLanguage: language, k });
  const ours: number[] = [];
  const theirs: number[] = [];
  const parts = { vectors: 0, keywords: 0, shown: 0 };
  for (let round = 0; round <= ROUNDS; round++) {
    const own = await timed(async () => {
      // All is ranked; none is made into what a reader is shown.
      for (const one of asked) await ask(one, 0);
    });
    const other = await timed(() => {
      for (const vector of plain) bare(vector, NEAREST);
    });
    // The first is for the machine code to be made.
    if (round === 0) continue;
    ours.push(own / asked.length);
    theirs.push(other / asked.length);
    parts.vectors += await timed(() => {
      for (const { vector } of asked) index.vectors.search(vector, 128);
    });
    parts.shown += await timed(async () => {
      for (const one of asked) await ask(one, HITS);
    });
    parts.keywords += await timed(() => {
      for (const { text, language } of asked) index.keywords.search(text, language === 'en' ? 'en' : 'zh', 128);
    });
  }
  const each = (ms: number) => ms / ROUNDS / asked.length;
  return { ours, theirs, vectors: each(parts.vectors), keywords: each(parts.keywords), shown: each(parts.shown) };
}

async function recall(): Promise<object> {
  const asked = await readQuestions(scale.questions);
  const index = await open();
  const { buffer, byteOffset, byteLength } = await readFile(join(scale.folder, FILES.vectors));
  const all = new Float32Array(buffer.slice(byteOffset, byteOffset + byteLength));
  const exact = createFlatVectors(all, asked[0]!.vector.length);
  const shares = asked.map(({ vector }) => {
    const best = new Set(exact.search(vector, NEAREST).map(({ passage }) => passage));
    return (
      index.vectors
        .search(vector, 128)
        .slice(0, NEAREST)
        .filter(({ passage }) => best.has(passage)).length / NEAREST
    );
  });
  return { recall: shares.reduce((sum, share) => sum + share, 0) / shares.length, worst: Math.min(...shares) };
}

const residentMb = async (): Promise<number> => {
  globalThis.gc?.();
  return Number(/^VmRSS:\s+(\d+)/m.exec(await readFile('/proc/self/status', 'utf8'))?.[1]) / 1000;
};

async function memory(): Promise<object> {
  const asked = await readQuestions(scale.questions);
  if (what === 'memory-ours') {
    const index = await open();
    const retriever = await retrieverOver(index, asked);
    for (const { text, language } of asked)
      await retriever.retrieve(text, { language, questionLanguage: language, k: HITS });
    return { mb: await residentMb() };
  }
  if (what === 'memory-bare') {
    const bare = await openBare();
    for (const { vector } of asked) bare([...vector], NEAREST);
  }
  return { mb: await residentMb() };
}

/** Until the first passages are found. */
async function start(): Promise<object> {
  const asked = await readQuestions(scale.questions);
  const ms = await timed(async () => {
    const retriever = await retrieverOver(await open(), asked);
    const { text, language } = asked[0]!;
    await retriever.retrieve(text, { language, questionLanguage: language, k: HITS });
  });
  return { ms };
}

/** One after another, whole. */
async function readFiles(): Promise<object> {
  let bytes = 0;
  const ms = await timed(async () => {
    for (const name of await readdir(scale.folder)) bytes += (await readFile(join(scale.folder, name))).length;
  });
  return { ms, bytes };
}

const PROBES: Readonly<Record<string, () => Promise<object>>> = {
  search,
  recall,
  'memory-ours': memory,
  'memory-bare': memory,
  'memory-empty': memory,
  start,
  'read-files': readFiles,
};

console.log(JSON.stringify(await PROBES[what]!()));

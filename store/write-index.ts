/** Writes a complete index beside the one that is served, then switches to it. */
import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createThreads } from '../adapters/threads.ts';
import { packTerms } from '../core/retrieval/passage-terms.ts';
import type { Article, Embedding, Passage } from '../core/types.ts';
import { createBlockWriter } from './block-file.ts';
import { buildKeywords } from './build-keywords.ts';
import { bytesOf } from './bytes.ts';
import { sha256, textHash } from './checksum.ts';
import { writeColumns } from './column-file.ts';
import { expectWholeGraph, type GraphFiles, type Hnswlib, loadHnswlib, writeGraph } from './hnsw-vectors.ts';
import { IndexError } from './index-error.ts';
import {
  currentVersion,
  FILES,
  INDEX_FORMAT,
  type Manifest,
  prune,
  switchTo,
  UNFINISHED,
  versionFolder,
} from './index-folder.ts';
import type { KnownPassages } from './known-passages.ts';
import { writeArticles, writePassages } from './passage-file.ts';
import { type SentencesOfPassage, toInt8 } from './vector-cache.ts';

export interface IndexContents {
  readonly articles: readonly (Article & { readonly file: string; readonly hash: string })[];
  /** Files of the corpus that could not be read. */
  readonly leftOut?: readonly { readonly file: string; readonly reason: string }[];
  readonly passages: readonly Passage[];
  /** Of those that the index before has, what need not be worked out again. */
  readonly known?: Pick<KnownPassages, 'terms' | 'packedTerms'>;
  /** Asked for in the passages' order, twice, so that not all of them need be in memory; so are those of their sentences, once. */
  vectorOf(passage: number): Embedding;
  sentencesOf(passage: number): SentencesOfPassage;
  readonly embeddingModel: string;
  readonly dimensions: number;
  readonly chunking: string;
}

export type VectorIndexKind = 'auto' | 'hnsw' | 'flat';

/** @throws IndexError when HNSW is insisted on and was not built. */
export async function hnswlibFor(kind: VectorIndexKind): ReturnType<typeof loadHnswlib> {
  const hnswlib = kind === 'flat' ? undefined : await loadHnswlib();
  if (kind === 'hnsw' && !hnswlib) {
    throw new IndexError('VECTOR_INDEX=hnsw, but hnswlib-node is not built on this machine. Set it to auto or flat.');
  }
  return hnswlib;
}

/**
 * Call it under the lock. Whatever fails, the index served before still is.
 * @param kind `auto` takes HNSW where hnswlib-node was built.
 * @param graphThread `graph-worker.ts` as a bundle: the graph is made in a thread of its own, which is half of the work.
 * @returns the new version's name.
 */
export async function writeIndex(
  indexDir: string,
  contents: IndexContents,
  kind: VectorIndexKind,
  graphThread?: URL,
): Promise<string> {
  const { articles, passages, dimensions } = contents;
  const hnswlib = await hnswlibFor(kind);
  const createdAt = new Date().toISOString();
  const version = `${createdAt.replace(/\D/g, '').slice(0, 17)}-${process.pid}`;
  const temporary = versionFolder(indexDir, UNFINISHED + version);
  const previous = await currentVersion(indexDir);
  await mkdir(temporary, { recursive: true });
  const graph = hnswlib && graphWriter(hnswlib, graphThread, temporary, contents);
  const seals = createSeals(temporary);
  try {
    await writeVectors(temporary, contents);
    graph?.write();
    seals.add(FILES.vectors);
    const sentences = await writeSentences(temporary, contents);
    seals.add(FILES.sentences, FILES.tokens);
    await writeArticles(
      temporary,
      articles.map(({ file: _, hash: __, ...article }) => article),
    );
    await writePassages(temporary, articles, passages);
    seals.add(FILES.articles, FILES.texts, FILES.passages);
    const { columns, postings } = buildKeywords(passages, await contents.known?.terms());
    await writeColumns(join(temporary, FILES.keywords), columns);
    await writeFile(join(temporary, FILES.postings), postings.map(bytesOf));
    seals.add(FILES.keywords, FILES.postings);
    await writeTerms(temporary, contents);
    seals.add(FILES.terms);
    if (graph) {
      await graph.write();
      await expectWholeGraph(join(temporary, FILES.graph), passages.length);
      seals.add(FILES.graph);
    }
    const manifest: Manifest = {
      format: INDEX_FORMAT,
      createdAt,
      embeddingModel: contents.embeddingModel,
      dimensions,
      vectorIndex: hnswlib ? 'hnsw' : 'flat',
      chunking: contents.chunking,
      passages: passages.length,
      sentences,
      articles: articles.map(({ file, id, language, hash, text }) => {
        return { file, id, language, hash, content: textHash(text) };
      }),
      leftOut: [...(contents.leftOut ?? [])],
      files: await seals.all(),
    };
    await writeFile(join(temporary, FILES.manifest), JSON.stringify(manifest, null, 2));
    await seal(join(temporary, FILES.manifest));
    await rename(temporary, versionFolder(indexDir, version));
    await switchTo(indexDir, version);
  } catch (error) {
    // Nobody writes into a folder that goes.
    await graph?.stop();
    await seals.all().catch(() => {});
    await rm(temporary, { recursive: true, force: true }).catch(() => {});
    throw error;
  }
  // A server may still be opening the previous version: it goes with the next ingest.
  await prune(indexDir, [version, previous]);
  return version;
}

/** In a thread where there is a script for one, which loads at once. */
function graphWriter(hnswlib: Hnswlib, script: URL | undefined, folder: string, contents: IndexContents) {
  const thread =
    script && createThreads<GraphFiles, void>({ script, count: 1, name: 'graph', data: null, ahead: true });
  const unwanted = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const files: GraphFiles = {
    vectors: join(folder, FILES.vectors),
    graph: join(folder, FILES.graph),
    size: contents.passages.length,
    dimensions: contents.dimensions,
    unwanted,
  };
  let writing: Promise<void> | undefined;
  function write(): Promise<void> {
    writing ??= thread ? thread.run(files).finally(thread.close) : writeGraph(hnswlib, files);
    // Found out when it is waited for.
    writing.catch(() => {});
    return writing;
  }
  return {
    /** Begins as soon as the vectors are there, and goes on with the same when it is asked again. */
    write,
    /** Waits until nothing is written any more; of a thread that still loads, until it may be ended. */
    async stop(): Promise<void> {
      Atomics.store(unwanted, 0, 1);
      await write().catch(() => {});
    },
  };
}

/** Seals files while others are made: the disk is waited for at the end alone. */
function createSeals(folder: string) {
  const seals = new Map<string, ReturnType<typeof seal>>();
  return {
    add(...names: string[]): void {
      for (const name of names) {
        const own = seal(join(folder, name));
        own.catch(() => {});
        seals.set(name, own);
      }
    },
    /** @throws what went wrong with the first of them, once nothing is open any more. */
    async all(): Promise<Manifest['files']> {
      await Promise.allSettled(seals.values());
      const files: Manifest['files'] = {};
      for (const [name, own] of seals) files[name] = await own;
      return files;
    },
  };
}

/** Forces the file to disk and measures it: after a power cut CURRENT must not name files that were never written. */
async function seal(path: string): Promise<{ bytes: number; sha256: string }> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
    return { bytes: (await file.stat()).size, sha256: await sha256(path) };
  } finally {
    await file.close();
  }
}

/** Passages written at a time. */
const BLOCK = 256;

async function writeVectors(folder: string, { passages, vectorOf }: IndexContents): Promise<void> {
  const file = await open(join(folder, FILES.vectors), 'w');
  try {
    for (const block of blocks(passages.length)) {
      await file.appendFile(Buffer.concat(block.map((passage) => bytesOf(vectorOf(passage)))));
    }
  } finally {
    await file.close();
  }
}

/** @returns how many there are. */
async function writeSentences(folder: string, { passages, vectorOf, sentencesOf }: IndexContents): Promise<number> {
  const vectors = await open(join(folder, FILES.sentences), 'w');
  const tokens = await createBlockWriter(join(folder, FILES.tokens));
  try {
    let count = 0;
    for (const numbers of blocks(passages.length)) {
      const block = numbers.map(sentencesOf);
      const rows = block.flatMap(({ sentences }, i) => [toInt8(vectorOf(numbers[i]!)), ...sentences]);
      await vectors.appendFile(Buffer.concat(rows.map(bytesOf)));
      await tokens.add(block.map((passage) => [passage.tokens]));
      count += rows.length - block.length;
    }
    return count;
  } finally {
    await vectors.close();
    await tokens.close();
  }
}

async function writeTerms(folder: string, { passages, known }: IndexContents): Promise<void> {
  const before = await known?.packedTerms();
  const file = await createBlockWriter(join(folder, FILES.terms));
  try {
    for (const numbers of blocks(passages.length)) {
      const block = numbers.map((number) => passages[number]!);
      await file.add(block.map((passage) => [before?.(passage) ?? packTerms(passage)]));
    }
  } finally {
    await file.close();
  }
}

/** The numbers of so many passages. */
function* blocks(passages: number): Generator<number[]> {
  for (let from = 0; from < passages; from += BLOCK) {
    yield Array.from({ length: Math.min(BLOCK, passages - from) }, (_, i) => from + i);
  }
}

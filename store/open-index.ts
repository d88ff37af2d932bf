/** Opens an index for searching. */
import { closeSync, openSync, readSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createLibrary, type Library } from '../core/library.ts';
import { embeddedCandidates, type FindCandidates } from '../core/retrieval/candidates.ts';
import type { KeywordIndex, TermRarity } from '../core/retrieval/keyword-index.ts';
import type { Article, Passage, VectorIndex } from '../core/types.ts';
import { sha256 } from './checksum.ts';
import { createFlatVectors } from './flat-vectors.ts';
import { loadHnswlib, openHnsw } from './hnsw-vectors.ts';
import {
  currentVersion,
  FILES,
  IndexError,
  type Manifest,
  olderVersions,
  readManifest,
  versionFolder,
} from './index-folder.ts';
import { openKeywords } from './minisearch-keywords.ts';
import { openTokens } from './token-file.ts';

/** What answers need of an index, wherever it is. */
export interface ServedIndex {
  readonly version: string;
  readonly manifest: Manifest;
  readonly library: Library;
  readonly keywords: TermRarity;
  readonly candidates: FindCandidates;
  /** Gives back what it holds open; nothing may be searched after. */
  close(): void;
}

/** An index in this process. */
export interface OpenIndex extends ServedIndex {
  readonly vectors: VectorIndex;
  readonly keywords: KeywordIndex;
  /** The vectors of a passage's sentences, in order; int8, 127 times the unit vector's values. */
  sentenceVectors(passage: number): Int8Array[];
}

export interface OpenOptions {
  /** Refuse an index whose vectors come from another model. */
  readonly embeddingModel: string;
  /** Told in one line when the exact index has to serve for HNSW. */
  readonly warn?: (message: string) => void;
}

/** @throws IndexError that names the file or setting and the remedy. */
export async function openIndex(indexDir: string, options: OpenOptions): Promise<OpenIndex> {
  const version = await currentVersion(indexDir);
  if (!version) throw new IndexError(`There is no index in ${indexDir}. Run: npm run ingest`);
  return openVersion(indexDir, version, options);
}

/**
 * As `openIndex`, but where the version that is to be served is damaged, the newest of the others that is not.
 * @param onDamage told what is wrong with the version that CURRENT names.
 * @throws what `openIndex` throws, when no version is intact.
 */
export async function openIntactIndex(
  indexDir: string,
  options: OpenOptions,
  onDamage: (error: IndexError) => void,
): Promise<OpenIndex> {
  try {
    return await openIndex(indexDir, options);
  } catch (error) {
    if (!(error instanceof IndexError)) throw error;
    for (const version of await olderVersions(indexDir)) {
      const index = await openVersion(indexDir, version, options).catch(() => undefined);
      if (!index) continue;
      onDamage(error);
      return index;
    }
    throw error;
  }
}

async function openVersion(indexDir: string, version: string, options: OpenOptions): Promise<OpenIndex> {
  const manifest = await readManifest(indexDir, version);
  if (manifest.embeddingModel !== options.embeddingModel) {
    throw new IndexError(
      `The index in ${indexDir} was made with the embedding model ${manifest.embeddingModel}, ` +
        `but EMBEDDING_MODEL is ${options.embeddingModel}. Run: npm run ingest, or set the model back.`,
    );
  }
  const folder = versionFolder(indexDir, version);
  await verify(folder, manifest);

  const lines = async <T>(name: string): Promise<T[]> =>
    (await readFile(join(folder, name), 'utf8'))
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as T);
  const articles = await lines<Article>(FILES.articles);
  const texts = new Map(articles.map((article) => [`${article.id} ${article.language}`, article.text]));
  const passages = (await lines<Omit<Passage, 'text'>>(FILES.passages)).map((passage): Passage => {
    const text = texts.get(`${passage.article} ${passage.language}`)!;
    return { ...passage, text: text.slice(passage.start, passage.end) };
  });
  const keywords = openKeywords(JSON.parse(await readFile(join(folder, FILES.keywords), 'utf8')));
  const vectors = await openVectors(folder, manifest, options.warn);
  const sentences = openSync(join(folder, FILES.sentences), 'r');
  const firstSentence = [0];
  for (const passage of passages) firstSentence.push(firstSentence.at(-1)! + passage.sentences.length);

  function sentenceVectors(passage: number): Int8Array[] {
    const { dimensions } = manifest;
    const from = firstSentence[passage]!;
    const count = firstSentence[passage + 1]! - from;
    const data = new Int8Array(count * dimensions);
    // From the file, not from memory: at 100,000 passages they would weigh as much as everything else together.
    readSync(sentences, data, 0, data.length, from * dimensions);
    return Array.from({ length: count }, (_, i) => data.subarray(i * dimensions, (i + 1) * dimensions));
  }

  const tokenBytes = manifest.files[FILES.tokens]?.bytes;
  const tokens = tokenBytes === undefined ? undefined : openTokens(folder, tokenBytes, passages.length);

  return {
    version,
    manifest,
    library: createLibrary(articles, passages),
    vectors,
    keywords,
    candidates: embeddedCandidates({ vectors, keywords, sentenceVectors, ...(tokens && { tokens: tokens.read }) }),
    sentenceVectors,
    close() {
      closeSync(sentences);
      tokens?.close();
    },
  };
}

const NO_HNSW =
  'hnswlib-node is not built on this machine: searching exactly instead, which is slower above 50,000 passages.';

async function openVectors(folder: string, manifest: Manifest, warn?: (message: string) => void): Promise<VectorIndex> {
  const hnswlib = await loadHnswlib();
  if (hnswlib && manifest.vectorIndex === 'hnsw')
    return openHnsw(hnswlib, manifest.dimensions, join(folder, FILES.graph));
  if (!hnswlib) warn?.(NO_HNSW);
  return createFlatVectors(await readVectors(folder), manifest.dimensions);
}

export async function readVectors(folder: string): Promise<Float32Array> {
  const data = await readFile(join(folder, FILES.vectors));
  return new Float32Array(data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength));
}

async function verify(folder: string, manifest: Manifest): Promise<void> {
  for (const [name, expected] of Object.entries(manifest.files)) {
    const path = join(folder, name);
    const bytes = (await stat(path).catch(() => undefined))?.size;
    const problem =
      bytes === undefined
        ? 'is missing'
        : bytes !== expected.bytes
          ? `has ${bytes} bytes instead of ${expected.bytes}`
          : (await sha256(path)) !== expected.sha256
            ? 'was altered'
            : undefined;
    if (problem) throw new IndexError(`${path} ${problem}. Run: npm run ingest -- --rebuild`);
  }
}

/** Opens an index for searching. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createLibrary, type Library } from '../core/library.ts';
import { embeddedCandidates, type FindCandidates } from '../core/retrieval/candidates.ts';
import type { KeywordIndex, TermRarity } from '../core/retrieval/keyword-index.ts';
import { type PassageTerms, unpackTerms } from '../core/retrieval/passage-terms.ts';
import type { VectorIndex } from '../core/types.ts';
import { openBlocks, wordsOf } from './block-file.ts';
import { bytesOf, rowsOf } from './bytes.ts';
import { readColumns } from './column-file.ts';
import { createFlatVectors } from './flat-vectors.ts';
import { loadHnswlib, openHnsw } from './hnsw-vectors.ts';
import { IndexError } from './index-error.ts';
import {
  currentVersion,
  FILES,
  type Manifest,
  type OpenManifest,
  olderVersions,
  readManifest,
  versionFolder,
} from './index-folder.ts';
import { openKeywords } from './keyword-file.ts';
import { openArticles, openPassages } from './passage-file.ts';
import { openParts, type PartReader } from './read-at.ts';
import { rowSimilarities, rowsSpan } from './sentence-file.ts';
import { tokenMatches } from './token-file.ts';
import { verify } from './verify.ts';

/** What answers need of an index, wherever it is. */
export interface ServedIndex {
  readonly version: string;
  readonly manifest: OpenManifest;
  readonly library: Library;
  readonly keywords: TermRarity;
  readonly candidates: FindCandidates;
  /** As `RetrieverParts` has it. */
  readonly termsOf?: (passage: number) => PassageTerms;
  /** Gives back what it holds open; nothing may be searched after. */
  close(): void;
}

/** An index in this process. */
export interface OpenIndex extends ServedIndex {
  readonly vectors: VectorIndex;
  readonly keywords: KeywordIndex;
  readonly termsOf: NonNullable<ServedIndex['termsOf']>;
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

  const read = (name: string) => readFile(join(folder, name));
  const texts = openParts(join(folder, FILES.texts));
  const articles = openArticles((await read(FILES.articles)).toString('utf8'), texts);
  const { passages, sentencesOf } = openPassages(readColumns(await read(FILES.passages)), articles);
  const postings = openParts(join(folder, FILES.postings));
  const keywords = openKeywords(readColumns(await read(FILES.keywords)), postings);
  const { dimensions } = manifest;
  const stored = openParts(join(folder, FILES.vectors));
  const vectors = await openVectors(folder, stored, manifest, options.warn);
  // From the file, not from memory: at 100,000 passages they would weigh as much as everything else together.
  const sentences = openParts(join(folder, FILES.sentences));

  function sentenceVectors(passage: number): Int8Array[] {
    const { start, end } = rowsSpan(passage, sentencesOf(passage));
    const data = new Int8Array((end - start) * dimensions);
    sentences.read(bytesOf(data), start * dimensions);
    return rowsOf(data, dimensions).slice(1);
  }

  const tokens = openParts(join(folder, FILES.tokens));
  const terms = openParts(join(folder, FILES.terms));
  const blocksOf = (file: PartReader, name: string) => openBlocks(file, manifest.files[name]!.bytes, passages.length);
  const packed = blocksOf(terms, FILES.terms);
  const parts = {
    vectors,
    keywords,
    sentenceVectors,
    similarities: rowSimilarities(sentences, sentencesOf, dimensions),
    tokenMatches: tokenMatches(blocksOf(tokens, FILES.tokens), dimensions),
  };
  return {
    version,
    manifest: { ...manifest, articles: manifest.articles.length },
    library: createLibrary(articles.articles, passages),
    ...parts,
    termsOf: (passage) => unpackTerms(wordsOf(packed, passage)),
    candidates: embeddedCandidates(parts),
    close() {
      sentences.close();
      stored.close();
      postings.close();
      tokens.close();
      terms.close();
    },
  };
}

const NO_HNSW =
  'hnswlib-node is not built on this machine: searching exactly instead, which is slower above 50,000 passages.';

async function openVectors(
  folder: string,
  stored: PartReader,
  manifest: Manifest,
  warn?: (message: string) => void,
): Promise<VectorIndex> {
  const { dimensions } = manifest;
  const hnswlib = await loadHnswlib();
  const vectorOf = (passage: number): Float32Array => {
    const vector = new Float32Array(dimensions);
    stored.read(bytesOf(vector), passage * vector.byteLength);
    return vector;
  };
  if (hnswlib && manifest.vectorIndex === 'hnsw')
    return openHnsw(hnswlib, dimensions, join(folder, FILES.graph), vectorOf);
  if (!hnswlib) warn?.(NO_HNSW);
  const all = new Float32Array(manifest.passages * dimensions);
  stored.read(bytesOf(all), 0);
  return createFlatVectors(all, dimensions);
}

/** Writes a complete index beside the one that is served, then switches to it. */
import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Article, Passage } from '../core/types.ts';
import { buildKeywords } from './build-keywords.ts';
import { bytesOf } from './bytes.ts';
import { sha256, textHash } from './checksum.ts';
import { writeColumns } from './column-file.ts';
import { createHnswBuilder, loadHnswlib } from './hnsw-vectors.ts';
import {
  currentVersion,
  FILES,
  INDEX_FORMAT,
  IndexError,
  type Manifest,
  prune,
  switchTo,
  versionFolder,
} from './index-folder.ts';
import { writeArticles, writePassages } from './passage-file.ts';
import { createTokenWriter } from './token-file.ts';
import type { PassageVectors } from './vector-cache.ts';

export interface IndexContents {
  readonly articles: readonly (Article & { readonly file: string; readonly hash: string })[];
  /** Files of the corpus that could not be read. */
  readonly leftOut?: readonly { readonly file: string; readonly reason: string }[];
  readonly passages: readonly Passage[];
  /** Asked for once a passage, in order, so that not all of them need be in memory. */
  vectorsOf(passage: number): PassageVectors;
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
 * @returns the new version's name.
 */
export async function writeIndex(indexDir: string, contents: IndexContents, kind: VectorIndexKind): Promise<string> {
  const { articles, passages, dimensions } = contents;
  const hnswlib = await hnswlibFor(kind);
  const createdAt = new Date().toISOString();
  const version = `${createdAt.replace(/\D/g, '').slice(0, 17)}-${process.pid}`;
  const temporary = versionFolder(indexDir, `tmp-${version}`);
  const previous = await currentVersion(indexDir);
  await mkdir(temporary, { recursive: true });
  try {
    await writeArticles(
      temporary,
      articles.map(({ file: _, hash: __, ...article }) => article),
    );
    await writePassages(temporary, articles, passages);
    const { columns, postings } = buildKeywords(passages);
    await writeColumns(join(temporary, FILES.keywords), columns);
    await writeFile(join(temporary, FILES.postings), postings.map(bytesOf));
    const graph = hnswlib && createHnswBuilder(hnswlib, passages.length, dimensions);
    const sentences = await writeVectors(temporary, contents, graph?.add);
    await graph?.write(join(temporary, FILES.graph));

    const names = Object.values(FILES).filter((name) => name !== FILES.manifest && (hnswlib || name !== FILES.graph));
    const files: Manifest['files'] = {};
    for (const name of names) files[name] = await seal(join(temporary, name));
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
      files,
    };
    await writeFile(join(temporary, FILES.manifest), JSON.stringify(manifest, null, 2));
    await seal(join(temporary, FILES.manifest));
    await rename(temporary, versionFolder(indexDir, version));
    await switchTo(indexDir, version);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true }).catch(() => {});
    throw error;
  }
  // A server may still be opening the previous version: it goes with the next ingest.
  await prune(indexDir, [version, previous]);
  return version;
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

/** @returns how many sentence vectors there are. */
async function writeVectors(
  folder: string,
  { passages, vectorsOf }: IndexContents,
  add?: (vector: Float32Array) => void,
): Promise<number> {
  const vectors = await open(join(folder, FILES.vectors), 'w');
  const sentences = await open(join(folder, FILES.sentences), 'w');
  const tokens = await createTokenWriter(folder);
  try {
    let count = 0;
    for (let from = 0; from < passages.length; from += BLOCK) {
      const block = passages.slice(from, from + BLOCK).map((_, i) => vectorsOf(from + i));
      for (const { vector } of block) add?.(vector);
      const own = block.flatMap((passage) => passage.sentences);
      await vectors.appendFile(Buffer.concat(block.map(({ vector }) => bytesOf(vector))));
      await sentences.appendFile(Buffer.concat(own.map(bytesOf)));
      for (const passage of block) await tokens.add(passage.tokens);
      count += own.length;
    }
    return count;
  } finally {
    await vectors.close();
    await sentences.close();
    await tokens.close();
  }
}

/** Writes a complete index beside the one that is served, then switches to it. */
import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Article, Embedding, Passage } from '../core/types.ts';
import { sha256 } from './checksum.ts';
import { loadHnswlib, writeHnsw } from './hnsw-vectors.ts';
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
import { buildKeywords } from './minisearch-keywords.ts';

export interface IndexContents {
  readonly articles: readonly (Article & { readonly file: string; readonly hash: string })[];
  /** Files of the corpus that could not be read. */
  readonly leftOut?: readonly { readonly file: string; readonly reason: string }[];
  readonly passages: readonly Passage[];
  /** One per passage. */
  readonly vectors: readonly Embedding[];
  /** One list per passage, one vector per sentence. */
  readonly sentences: readonly (readonly Int8Array[])[];
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
  const { articles, passages, vectors, dimensions } = contents;
  const hnswlib = await hnswlibFor(kind);
  const createdAt = new Date().toISOString();
  const version = `${createdAt.replace(/\D/g, '').slice(0, 17)}-${process.pid}`;
  const temporary = versionFolder(indexDir, `tmp-${version}`);
  const previous = await currentVersion(indexDir);
  await mkdir(temporary, { recursive: true });
  try {
    const write = (name: string, data: string | Uint8Array) => writeFile(join(temporary, name), data);
    await write(
      FILES.articles,
      articles.map(({ file: _, hash: __, ...article }) => `${JSON.stringify(article)}\n`).join(''),
    );
    // The text stands in the article already.
    await write(FILES.passages, passages.map(({ text: _, ...passage }) => `${JSON.stringify(passage)}\n`).join(''));
    await write(FILES.keywords, JSON.stringify(buildKeywords(passages)));
    await write(FILES.vectors, concatenate(vectors, dimensions));
    await write(
      FILES.sentences,
      Buffer.concat(contents.sentences.flat().map((row) => new Uint8Array(row.buffer, row.byteOffset, row.byteLength))),
    );
    if (hnswlib) await writeHnsw(hnswlib, vectors, dimensions, join(temporary, FILES.graph));

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
      sentences: contents.sentences.reduce((sum, list) => sum + list.length, 0),
      articles: articles.map(({ file, id, language, hash }) => ({ file, id, language, hash })),
      leftOut: [...(contents.leftOut ?? [])],
      files,
    };
    await write(FILES.manifest, JSON.stringify(manifest, null, 2));
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

function concatenate(vectors: readonly Embedding[], dimensions: number): Uint8Array {
  const data = new Float32Array(vectors.length * dimensions);
  vectors.forEach((vector, row) => {
    data.set(vector, row * dimensions);
  });
  return new Uint8Array(data.buffer);
}

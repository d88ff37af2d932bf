/** hnswlib-node behind `VectorIndex`. */
import { type FileHandle, open } from 'node:fs/promises';
import type { Embedding, VectorIndex } from '../core/types.ts';
import { bytesOf } from './bytes.ts';
import { IndexError } from './index-error.ts';

export type Hnswlib = typeof import('hnswlib-node');

/** Links per node and candidates looked at while building and searching: Malkov & Yashunin 2018, section 4. */
export const LINKS = 16;
/**
 * A third of the time where less is enough: recall@10 at 10,000 and 20,000 passages, searched with `EF_SEARCH`, is 100.0% with
 * 64 as with 200. Of the 64 nearest among 3,153 passages 99.99% are found with 64, and 99.90% with 32, which takes two thirds
 * of its time. By the size alone, so that an index is the same whatever was there before.
 */
export const efConstruction = (size: number): number => (size > 20_000 ? 200 : size > 5000 ? 64 : 32);
/** Recall@10 at 100,000 passages with 128, 256, 512: 93.3, 97.3, 99.3%; half a millisecond, 0.8 and 1.4. */
export const EF_SEARCH = 512;

/** undefined where the native module could not be built: it needs a C++ compiler at install time. */
export async function loadHnswlib(): Promise<Hnswlib | undefined> {
  try {
    const module = (await import('hnswlib-node')) as Hnswlib & { default?: Hnswlib };
    return module.default ?? module;
  } catch {
    return undefined;
  }
}

export interface GraphFiles {
  /** float32, `size × dimensions`. */
  readonly vectors: string;
  /** What is written. */
  readonly graph: string;
  readonly size: number;
  readonly dimensions: number;
  /**
   * Shared: whoever no longer wants the graph puts a 1 there. The thread that makes it is not ended for that, since
   * hnswlib-node then ends the whole process.
   */
  readonly unwanted?: Int32Array<SharedArrayBuffer>;
}

/** hnswlib-node takes nothing but plain arrays, which `Array.from` makes in fourteen times as long. */
function plain(vector: Embedding): number[] {
  const numbers = new Array<number>(vector.length);
  for (let i = 0; i < vector.length; i++) numbers[i] = vector[i]!;
  return numbers;
}

/** Vectors read at a time. */
const BLOCK = 256;

/** @throws Error of the disk, and where the graph is no longer wanted. */
export async function writeGraph(hnswlib: Hnswlib, files: GraphFiles): Promise<void> {
  const { size, dimensions, unwanted } = files;
  const graph = new hnswlib.HierarchicalNSW('ip', dimensions);
  const maxElements = Math.max(1, size);
  graph.initIndex({ maxElements, m: LINKS, efConstruction: efConstruction(size), randomSeed: 1 });
  const vectors = await open(files.vectors);
  try {
    const block = new Float32Array(BLOCK * dimensions);
    for (let from = 0; from < size; from += BLOCK) {
      if (unwanted && Atomics.load(unwanted, 0) === 1) throw new Error('The graph is no longer wanted.');
      const count = Math.min(BLOCK, size - from);
      const bytes = count * dimensions * block.BYTES_PER_ELEMENT;
      const { bytesRead } = await vectors.read(bytesOf(block), 0, bytes);
      if (bytesRead < bytes) throw new Error(`${files.vectors} ends too soon. Run the ingest again.`);
      for (let i = 0; i < count; i++) {
        graph.addPoint(plain(block.subarray(i * dimensions, (i + 1) * dimensions)), from + i);
      }
    }
  } finally {
    await vectors.close();
  }
  await graph.writeIndex(files.graph);
}

/** hnswlib's header, and where in it stand the counts that are read here: of eight bytes, little endian. */
const HEADER = { length: 96, count: 16, bytesPerNode: 24 };

/**
 * hnswlib says nothing where the disk takes no more of its file.
 * @param nodes how many it must have.
 * @throws Error what the disk has against it, or IndexError that the file is not whole.
 */
export async function expectWholeGraph(path: string, nodes: number): Promise<void> {
  const file = await open(path, 'a+');
  try {
    const { size } = await file.stat();
    if (await isWhole(file, size, nodes)) return;
    await file.appendFile(Buffer.alloc(1024 * 1024));
    throw new IndexError(`${path} was not written whole: ${size} bytes. Run the ingest again.`);
  } finally {
    await file.close();
  }
}

/** After the header and the nodes comes, for each node, how many bytes its upper links take, and they. */
async function isWhole(file: FileHandle, size: number, nodes: number): Promise<boolean> {
  const header = Buffer.alloc(HEADER.length);
  if ((await file.read(header, 0, header.length, 0)).bytesRead < header.length) return false;
  const [count, bytesPerNode] = [HEADER.count, HEADER.bytesPerNode].map((at) => Number(header.readBigUInt64LE(at)));
  const from = HEADER.length + nodes * bytesPerNode!;
  if (count !== nodes || from > size) return false;
  const links = Buffer.alloc(size - from);
  await file.read(links, 0, links.length, from);
  let at = 0;
  for (let node = 0; node < nodes; node++) {
    if (at + 4 > links.length) return false;
    at += 4 + links.readUInt32LE(at);
  }
  return at === links.length;
}

/** @param vectorOf reads a passage's: hnswlib copies its own out number by number, which takes fifteen times as long. */
export async function openHnsw(
  hnswlib: Hnswlib,
  dimensions: number,
  path: string,
  vectorOf: (passage: number) => Embedding,
): Promise<VectorIndex> {
  const graph = new hnswlib.HierarchicalNSW('ip', dimensions);
  await graph.readIndex(path);
  const size = graph.getCurrentCount();
  return {
    size,
    search(query, k) {
      const count = Math.min(k, size);
      if (count === 0) return [];
      graph.setEf(Math.max(EF_SEARCH, count));
      const { neighbors, distances } = graph.searchKnn(plain(query), count);
      return neighbors.map((passage, i) => ({ passage, similarity: 1 - distances[i]! }));
    },
    vector: vectorOf,
  };
}

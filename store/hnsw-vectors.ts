/** hnswlib-node behind `VectorIndex`. */
import type { Embedding, VectorIndex } from '../core/types.ts';

type Hnswlib = typeof import('hnswlib-node');

/** Links per node and candidates looked at while building and searching: Malkov & Yashunin 2018, section 4. */
export const LINKS = 16;
export const EF_CONSTRUCTION = 200;
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

export interface HnswBuilder {
  /** The next passage's. */
  add(vector: Embedding): void;
  write(path: string): Promise<void>;
}

export function createHnswBuilder(hnswlib: Hnswlib, size: number, dimensions: number): HnswBuilder {
  const graph = new hnswlib.HierarchicalNSW('ip', dimensions);
  graph.initIndex({ maxElements: Math.max(1, size), m: LINKS, efConstruction: EF_CONSTRUCTION, randomSeed: 1 });
  let next = 0;
  return {
    // hnswlib-node takes plain arrays only.
    add: (vector) => graph.addPoint(Array.from(vector), next++),
    write: async (path) => {
      await graph.writeIndex(path);
    },
  };
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
      const { neighbors, distances } = graph.searchKnn(Array.from(query), count);
      return neighbors.map((passage, i) => ({ passage, similarity: 1 - distances[i]! }));
    },
    vector: vectorOf,
  };
}

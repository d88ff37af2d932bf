/** One contract for every `VectorIndex`. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Embedding, VectorIndex } from '../../core/types.ts';
import { bytesOf } from '../../store/bytes.ts';
import { createFlatVectors } from '../../store/flat-vectors.ts';
import { expectWholeGraph, loadHnswlib, openHnsw, writeGraph } from '../../store/hnsw-vectors.ts';
import { temporaryFolder } from '../support/folder.ts';

const DIMENSIONS = 16;

/** Reproducible unit vectors. */
function unitVectors(count: number): Embedding[] {
  let state = 12345;
  const random = () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648 - 0.5;
  };
  return Array.from({ length: count }, () => {
    const vector = Float32Array.from({ length: DIMENSIONS }, random);
    const length = Math.hypot(...vector);
    return vector.map((value) => value / length);
  });
}

const dot = (a: Embedding, b: Embedding) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

const drivers: Record<string, (vectors: Embedding[]) => Promise<VectorIndex>> = {
  flat: async (vectors) => createFlatVectors(Float32Array.from(vectors.flatMap((v) => [...v])), DIMENSIONS),
  hnsw: async (vectors) => {
    const path = join(await temporaryFolder(), 'vectors.hnsw');
    await writeHnsw(vectors, path);
    return openHnsw(hnswlib!, DIMENSIONS, path, (passage) => vectors[passage]!);
  },
};

const hnswlib = await loadHnswlib();

describe.skipIf(!hnswlib)('a graph that the disk did not take whole', () => {
  it('is an error, though hnswlib says nothing', async () => {
    const path = join(await temporaryFolder(), 'vectors.hnsw');
    await writeHnsw(unitVectors(200), path);
    await expect(expectWholeGraph(path, 200)).resolves.toBeUndefined();
    await expect(expectWholeGraph(path, 201)).rejects.toThrow(/not written whole/);
    const whole = await readFile(path);
    for (const kept of [0, 50, 96, 1000, whole.length - 70, whole.length - 1]) {
      await writeFile(path, whole.subarray(0, kept));
      await expect(expectWholeGraph(path, 200), `${kept} bytes`).rejects.toThrow(/vectors\.hnsw was not written whole/);
    }
  });

  it('is the disk’s own error where it still takes no more', async () => {
    await expect(expectWholeGraph('/dev/full', 200)).rejects.toMatchObject({ code: 'ENOSPC' });
  });
});

async function writeHnsw(vectors: readonly Embedding[], graph: string): Promise<void> {
  const files = { vectors: join(await temporaryFolder(), 'vectors.f32'), graph };
  await writeFile(files.vectors, vectors.map(bytesOf));
  await writeGraph(hnswlib!, { ...files, size: vectors.length, dimensions: DIMENSIONS });
}

describe.each(Object.entries(drivers))('%s vectors', (name, open) => {
  if (name === 'hnsw' && !hnswlib) {
    it.skip('hnswlib-node is not built on this machine: the flat index serves', () => {});
    return;
  }
  const vectors = unitVectors(500);

  it('finds each vector as its own nearest neighbour, with similarity 1', async () => {
    const index = await open(vectors);
    expect(index.size).toBe(500);
    for (const passage of [0, 1, 250, 499]) {
      const [nearest] = index.search(vectors[passage]!, 1);
      expect(nearest!.passage).toBe(passage);
      expect(nearest!.similarity).toBeCloseTo(1, 4);
    }
  });

  it('orders neighbours by cosine similarity, best first, and agrees with exact search', async () => {
    const index = await open(vectors);
    const query = unitVectors(501)[500]!;
    const exact = vectors
      .map((v, passage) => ({ passage, similarity: dot(query, v) }))
      .sort((a, b) => b.similarity - a.similarity);
    const found = index.search(query, 10);
    expect(found.map(({ passage }) => passage)).toEqual(exact.slice(0, 10).map(({ passage }) => passage));
    found.forEach(({ similarity }, i) => {
      expect(similarity).toBeCloseTo(exact[i]!.similarity, 4);
    });
  });

  it('returns what there is when asked for more', async () => {
    const index = await open(vectors.slice(0, 3));
    expect(index.search(vectors[0]!, 10)).toHaveLength(3);
  });

  it('searches an empty index', async () => {
    const index = await open([]);
    expect(index.size).toBe(0);
    expect(index.search(vectors[0]!, 5)).toEqual([]);
  });

  it('gives back the vectors it was given', async () => {
    const index = await open(vectors);
    index.vector(42).forEach((value, i) => {
      expect(value).toBeCloseTo(vectors[42]![i]!, 6);
    });
  });
});

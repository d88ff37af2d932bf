/** Exact search: every vector is compared. For small libraries, machines without a compiler, and as the measure of HNSW. */
import type { Embedding, Neighbour, VectorIndex } from '../core/types.ts';

/** @param data `size × dimensions` floats, one unit-length row a passage. */
export function createFlatVectors(data: Float32Array, dimensions: number): VectorIndex {
  const size = data.length / dimensions;
  return {
    size,
    search(query, k) {
      const best: Neighbour[] = [];
      for (let passage = 0; passage < size; passage++) {
        let similarity = 0;
        for (let i = 0, at = passage * dimensions; i < dimensions; i++) similarity += query[i]! * data[at + i]!;
        if (best.length >= k && similarity <= best[best.length - 1]!.similarity) continue;
        let place = best.length;
        while (place > 0 && best[place - 1]!.similarity < similarity) place--;
        best.splice(place, 0, { passage, similarity });
        if (best.length > k) best.pop();
      }
      return best;
    },
    vector: (passage): Embedding => data.subarray(passage * dimensions, (passage + 1) * dimensions),
  };
}

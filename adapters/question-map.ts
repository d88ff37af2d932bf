/** Turns a question's vector towards the passages that answer it; made by `models/train/maps` for one embedding model, in whose folder it lies. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Embedding } from '../core/types.ts';
import { normalize } from '../core/vector.ts';
import { EmbeddingModelError } from './embedding-models.ts';

export const QUESTION_MAP = 'question-map.bin';

/**
 * @param path a square matrix, float32, little endian, row after row.
 * @returns what adds to a unit vector its product with the matrix, at unit length; undefined where there is no such file.
 * @throws EmbeddingModelError where it is cut off.
 */
export async function readQuestionMap(path: string): Promise<((vector: Embedding) => Embedding) | undefined> {
  if (!existsSync(path)) return undefined;
  const bytes = await readFile(path);
  const width = Math.sqrt(bytes.length / Float32Array.BYTES_PER_ELEMENT);
  if (!Number.isInteger(width) || width === 0)
    throw new EmbeddingModelError(`${path} is damaged (${bytes.length} bytes). Put the file of the release there.`);
  // Copied: what is read does not always begin where a number of four bytes may begin.
  const matrix = new Float32Array(Uint8Array.from(bytes).buffer);
  return (vector) => {
    const turned = Float32Array.from(vector);
    for (let row = 0; row < width; row++) {
      const value = vector[row]!;
      for (let i = 0; i < width; i++) turned[i]! += value * matrix[row * width + i]!;
    }
    return normalize(turned);
  };
}

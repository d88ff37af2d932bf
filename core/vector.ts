import type { Embedding } from './types.ts';

/** Four sums abreast: in one alone each addition waits for the one before. */
export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const { length } = a;
  let w = 0;
  let x = 0;
  let y = 0;
  let z = 0;
  let i = 0;
  for (; i + 3 < length; i += 4) {
    w += a[i]! * b[i]!;
    x += a[i + 1]! * b[i + 1]!;
    y += a[i + 2]! * b[i + 2]!;
    z += a[i + 3]! * b[i + 3]!;
  }
  for (; i < length; i++) w += a[i]! * b[i]!;
  return w + x + (y + z);
}

/** In place, to unit length; the zero vector stays. */
export function normalize(vector: Embedding): Embedding {
  const length = Math.hypot(...vector) || 1;
  for (let i = 0; i < vector.length; i++) vector[i]! /= length;
  return vector;
}

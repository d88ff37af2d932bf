/** The mean vector, or the mean token, of each language and role, that a model's folder brings. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Embedding, EmbeddingRole, Language } from '../core/types.ts';
import { normalize } from '../core/vector.ts';

export type Means = Record<EmbeddingRole, Record<'yue' | 'zh' | 'en', Float32Array>>;

/** Means per role and language, so that they can be taken off; a model without them is used as it is. */
export async function readMeans(path: string): Promise<Means | undefined> {
  if (!existsSync(path)) return undefined;
  const json = JSON.parse(await readFile(path, 'utf8'));
  const role = (name: EmbeddingRole) => ({
    yue: Float32Array.from(json[name].yue),
    zh: Float32Array.from(json[name].zh),
    en: Float32Array.from(json[name].en),
  });
  return { query: role('query'), passage: role('passage') };
}

export const meanOf = (language: Language) => (language === 'en' || language === 'yue' ? language : 'zh');

/** In place, at unit length. */
export function subtract(vector: Embedding, mean: Float32Array): Embedding {
  for (let i = 0; i < vector.length; i++) vector[i]! -= mean[i]!;
  return normalize(vector);
}

/** The training data: short articles with questions that they answer and questions that they nearly do. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toSimplified } from '../../../core/language/script.ts';
import type { Language } from '../../../core/types.ts';

/** `zh` is written Chinese in Traditional characters. */
export type Written = Readonly<Record<'en' | 'zh' | 'yue', string>>;

export interface TrainingPassage {
  readonly id: string;
  /** Its sentences, and the same ones in Chinese. */
  readonly en: readonly string[];
  readonly zh: readonly string[];
  /** `s`: the place of the sentence that answers. */
  readonly answerable: readonly (Written & { readonly s: number })[];
  /** `s`: the place of the sentence that comes nearest. */
  readonly unanswerable: readonly (Written & { readonly s: number })[];
}

const DATA = join(import.meta.dirname, 'data');

export function readPassages(): TrainingPassage[] {
  const files = readdirSync(DATA).filter((name) => name.endsWith('.jsonl'));
  return files.sort().flatMap((name) =>
    readFileSync(join(DATA, name), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  );
}

/** Every other passage in Simplified characters. @param n its place. */
export function scriptOf(n: number): { readonly zh: Language; written(text: string): string } {
  return n % 2 === 0 ? { zh: 'zh-Hans', written: toSimplified } : { zh: 'zh-Hant', written: (text) => text };
}

/** One passage in eight is never trained with: it measures, and fits what the answer makes of the odds. */
export const isHeldOut = (id: string): boolean => createHash('sha256').update(id).digest()[0]! < 32;

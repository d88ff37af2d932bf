/**
 * The bits of every passage's tokens: read from disk for the few passages that a question is held against.
 *
 *   bits      of passage after passage, 32-bit words, little endian
 *   starts    one float64 a passage and one more: the word at which each begins, and where the last ends
 */
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { TokenBits } from '../core/types.ts';
import { bytesOf } from './bytes.ts';
import { FILES } from './index-folder.ts';
import type { PartReader } from './read-at.ts';
import { createTokenKernel } from './token-kernel.ts';

/** Bytes of a word. */
const WORD = 4;

export interface TokenWriter {
  /** Those of the next passages, one of each of a passage's sentences. */
  add(passages: readonly (readonly Int32Array[])[]): Promise<void>;
  close(): Promise<void>;
}

export async function createTokenWriter(folder: string): Promise<TokenWriter> {
  const file: FileHandle = await open(join(folder, FILES.tokens), 'w');
  const starts = [0];
  return {
    async add(passages) {
      for (const sentences of passages) {
        starts.push(sentences.reduce((end, { length }) => end + length, starts.at(-1)!));
      }
      await file.appendFile(Buffer.concat(passages.flat().map(bytesOf)));
    },
    async close() {
      await file.appendFile(bytesOf(Float64Array.from(starts))).finally(() => file.close());
    },
  };
}

/** How nearly a question's tokens are met by those of passages, all of a passage together. @param size of the file in bytes. */
export function tokenMatches(
  file: PartReader,
  size: number,
  passages: number,
  dimensions: number,
): (numbers: readonly number[], question: TokenBits) => (number | undefined)[] {
  const starts = new Float64Array(passages + 1);
  file.read(bytesOf(starts), size - starts.byteLength);
  const { ask, match } = createTokenKernel(dimensions);
  return (numbers, question) => {
    ask(question);
    return numbers.map((passage) => {
      const from = WORD * starts[passage]!;
      return match(WORD * starts[passage + 1]! - from, (place) => file.read(place, from));
    });
  };
}

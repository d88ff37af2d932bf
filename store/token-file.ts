/**
 * The bits of every passage's tokens: read from disk for the few passages that a question is held against.
 *
 *   bits      of passage after passage, 32-bit words, little endian
 *   counts    one uint16 a sentence: how many words its tokens take
 *   starts    one float64 a passage and one more: the word at which each begins, and where the last ends
 */
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Candidates } from '../core/retrieval/candidates.ts';
import type { Span } from '../core/types.ts';
import { bytesOf } from './bytes.ts';
import { FILES } from './index-folder.ts';
import type { PartReader } from './read-at.ts';
import { createTokenKernel } from './token-kernel.ts';

/** Bytes of a word. */
const WORD = 4;

export interface TokenWriter {
  /** The next passage's, one of each of its sentences. */
  add(sentences: readonly Int32Array[]): Promise<void>;
  close(): Promise<void>;
}

export async function createTokenWriter(folder: string): Promise<TokenWriter> {
  const file: FileHandle = await open(join(folder, FILES.tokens), 'w');
  const starts = [0];
  const counts: number[] = [];
  return {
    async add(sentences) {
      const bytes = Buffer.concat(sentences.map(bytesOf));
      starts.push(starts.at(-1)! + bytes.length / WORD);
      for (const { length } of sentences) counts.push(length);
      await file.appendFile(bytes);
    },
    async close() {
      const tail = Buffer.concat([bytesOf(Uint16Array.from(counts)), bytesOf(Float64Array.from(starts))]);
      await file.appendFile(tail).finally(() => file.close());
    },
  };
}

/** @param counts how many words of the bits each sentence has. */
export function sentencesIn(bits: Int32Array, counts: Iterable<number>): Int32Array[] {
  let start = 0;
  return Array.from(counts, (count) => {
    start += count;
    return bits.subarray(start - count, start);
  });
}

export interface TokenFile {
  /** In bytes. */
  readonly size: number;
  /** Of all passages together. */
  readonly sentences: number;
  /** The numbers of a passage's sentences, counted through. */
  sentencesOf(passage: number): Span;
  readonly passages: number;
  readonly dimensions: number;
}

export function openTokens(
  file: PartReader,
  { size, sentences, sentencesOf, passages, dimensions }: TokenFile,
): Required<Pick<Candidates, 'tokenMatches' | 'sentenceTokens'>> {
  const starts = new Float64Array(passages + 1);
  file.read(bytesOf(starts), size - starts.byteLength);
  const countsAt = size - starts.byteLength - sentences * Uint16Array.BYTES_PER_ELEMENT;
  const { ask, match } = createTokenKernel(dimensions);

  function tokensOf(passage: number): Int32Array[] {
    const own = sentencesOf(passage);
    const counts = new Uint16Array(own.end - own.start);
    file.read(bytesOf(counts), countsAt + own.start * counts.BYTES_PER_ELEMENT);
    const bits = new Int32Array(starts[passage + 1]! - starts[passage]!);
    file.read(bytesOf(bits), WORD * starts[passage]!);
    return sentencesIn(bits, counts);
  }

  return {
    tokenMatches(numbers, question) {
      ask(question);
      return numbers.map((passage) => {
        const from = WORD * starts[passage]!;
        return match(WORD * starts[passage + 1]! - from, (place) => file.read(place, from));
      });
    },
    sentenceTokens: (numbers) => numbers.map(tokensOf),
  };
}

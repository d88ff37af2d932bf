/**
 * The bits of every passage's tokens: read from disk for the few passages that a question is held against.
 *
 *   bits      of passage after passage, 32-bit words, little endian
 *   starts    one float64 a passage and one more: the word at which each begins, and where the last ends
 */
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { FILES } from './index-folder.ts';
import type { PartReader } from './read-at.ts';

export interface TokenWriter {
  /** The next passage's, one of each of its sentences. */
  add(sentences: readonly Int32Array[]): Promise<void>;
  close(): Promise<void>;
}

export async function createTokenWriter(folder: string): Promise<TokenWriter> {
  const file: FileHandle = await open(join(folder, FILES.tokens), 'w');
  const starts = [0];
  return {
    async add(sentences) {
      const bytes = Buffer.concat(sentences.map(bytesOf));
      starts.push(starts.at(-1)! + bytes.length / 4);
      await file.appendFile(bytes);
    },
    async close() {
      await file.appendFile(bytesOf(Float64Array.from(starts))).finally(() => file.close());
    },
  };
}

/** @param size of the file in bytes. @returns a function to the bits of passages, those of all sentences of one together. */
export function openTokens(
  file: PartReader,
  size: number,
  passages: number,
): (numbers: readonly number[]) => Int32Array[] {
  const starts = new Float64Array(passages + 1);
  file.read(bytesOf(starts), size - starts.byteLength);
  const read = (passage: number): Int32Array => {
    const bits = new Int32Array(starts[passage + 1]! - starts[passage]!);
    file.read(bytesOf(bits), starts[passage]! * bits.BYTES_PER_ELEMENT);
    return bits;
  };
  return (numbers) => numbers.map(read);
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Int32Array | Float64Array): Uint8Array =>
  new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);

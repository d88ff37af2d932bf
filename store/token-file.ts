/**
 * The bits of every passage's tokens: read from disk for the few passages that a question is held against.
 *
 *   bits      of passage after passage, 32-bit words, little endian
 *   starts    one float64 a passage and one more: the word at which each begins, and where the last ends
 */
import { closeSync, openSync, readSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { FILES } from './index-folder.ts';

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

export interface TokenFile {
  /** Of all sentences of a passage, one after the other. */
  read(passage: number): Int32Array;
  close(): void;
}

/** @param bytes the file's size. */
export function openTokens(folder: string, bytes: number, passages: number): TokenFile {
  const file = openSync(join(folder, FILES.tokens), 'r');
  const starts = new Float64Array(passages + 1);
  readSync(file, starts, 0, starts.byteLength, bytes - starts.byteLength);
  return {
    read(passage) {
      const bits = new Int32Array(starts[passage + 1]! - starts[passage]!);
      readSync(file, bits, 0, bits.byteLength, starts[passage]! * 4);
      return bits;
    },
    close: () => closeSync(file),
  };
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Int32Array | Float64Array): Uint8Array =>
  new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);

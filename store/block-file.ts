/**
 * A block of 32-bit words a passage, read from the disk for the few passages that a question is held against.
 *
 *   blocks    of passage after passage, 32-bit words, little endian
 *   starts    one float64 a passage and one more: the word at which each begins, and where the last ends
 */
import { type FileHandle, open } from 'node:fs/promises';
import { bytesOf } from './bytes.ts';
import type { PartReader } from './read-at.ts';

/** Bytes of a word. */
const WORD = 4;

interface BlockWriter {
  /** Those of the next passages; a block may come in parts. */
  add(blocks: readonly (readonly (Int32Array | Uint32Array)[])[]): Promise<void>;
  close(): Promise<void>;
}

export async function createBlockWriter(path: string): Promise<BlockWriter> {
  const file: FileHandle = await open(path, 'w');
  const starts = [0];
  return {
    async add(blocks) {
      for (const parts of blocks) starts.push(parts.reduce((end, { length }) => end + length, starts.at(-1)!));
      await file.appendFile(Buffer.concat(blocks.flat().map(bytesOf)));
    },
    async close() {
      await file.appendFile(bytesOf(Float64Array.from(starts))).finally(() => file.close());
    },
  };
}

export interface Blocks {
  /** Bytes of a passage's. */
  sizeOf(passage: number): number;
  /** Fills `target` with the beginning of a passage's block. */
  read(passage: number, target: Uint8Array): void;
}

/** @param size of the file in bytes. */
export function openBlocks(file: Pick<PartReader, 'read'>, size: number, passages: number): Blocks {
  const starts = new Float64Array(passages + 1);
  file.read(bytesOf(starts), size - starts.byteLength);
  return {
    sizeOf: (passage) => WORD * (starts[passage + 1]! - starts[passage]!),
    read: (passage, target) => file.read(target, WORD * starts[passage]!),
  };
}

export function wordsOf(blocks: Blocks, passage: number): Uint32Array {
  const words = new Uint32Array(blocks.sizeOf(passage) / WORD);
  blocks.read(passage, bytesOf(words));
  return words;
}

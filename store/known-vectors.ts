/** The vectors that the index that is served has, so that they need not be looked up in the cache one by one. */
import { join } from 'node:path';
import type { Embedding } from '../core/types.ts';
import { openBlocks } from './block-file.ts';
import { bytesOf } from './bytes.ts';
import { sha256 } from './checksum.ts';
import { FILES, type Manifest, versionFolder } from './index-folder.ts';
import { openParts, type PartReader } from './read-at.ts';
import { rowsOf, type SentencesOfPassage } from './vector-cache.ts';

/** Of passages by their numbers in the index. */
export interface KnownVectors {
  vectorOf(number: number): Embedding;
  sentencesOf(number: number): SentencesOfPassage;
  close(): void;
}

const NAMES = [FILES.vectors, FILES.sentences, FILES.tokens];

/** @param sentences how many each passage has. @returns undefined where a file is damaged or gone. */
export async function openKnownVectors(
  indexDir: string,
  { version, manifest }: { readonly version: string; readonly manifest: Manifest },
  sentences: readonly number[],
): Promise<KnownVectors | undefined> {
  const { dimensions, passages, files } = manifest;
  const pathOf = (name: string) => join(versionFolder(indexDir, version), name);
  const open: PartReader[] = [];
  const close = () => {
    for (const file of open) file.close();
  };
  try {
    const seals = await Promise.all(NAMES.map((name) => sha256(pathOf(name))));
    if (passages !== sentences.length || NAMES.some((name, i) => files[name]?.sha256 !== seals[i])) return undefined;
    for (const name of NAMES) open.push(openParts(pathOf(name)));
    const [vectors, int8, bits] = open as [PartReader, PartReader, PartReader];
    const tokens = openBlocks(bits, files[FILES.tokens]!.bytes, passages);
    const firsts = [0];
    for (const count of sentences) firsts.push(firsts.at(-1)! + count);
    return {
      vectorOf(number) {
        const vector = new Float32Array(dimensions);
        vectors.read(bytesOf(vector), number * vector.byteLength);
        return vector;
      },
      sentencesOf(number) {
        const all = new Int8Array(sentences[number]! * dimensions);
        int8.read(bytesOf(all), firsts[number]! * dimensions);
        const own = new Int32Array(tokens.sizeOf(number) / Int32Array.BYTES_PER_ELEMENT);
        tokens.read(number, bytesOf(own));
        return { sentences: rowsOf(all, dimensions), tokens: own };
      },
      close,
    };
  } catch {
    // What cannot be read is taken from the cache.
    close();
    return undefined;
  }
}

/** The vectors that the index that is served has, so that they need not be looked up in the cache one by one. */
import { join } from 'node:path';
import { openBlocks, wordsOf } from './block-file.ts';
import { bytesOf, rowsOf } from './bytes.ts';
import { sha256 } from './checksum.ts';
import { FILES, type Manifest, versionFolder } from './index-folder.ts';
import { openParts, type PartReader } from './read-at.ts';
import type { StoredVectors } from './vector-cache.ts';

/** Of passages by their numbers in the index. */
interface KnownVectors {
  read(number: number): StoredVectors;
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
    // Before its sentences each passage has a row for itself.
    const firsts = [1];
    for (const count of sentences) firsts.push(firsts.at(-1)! + count + 1);
    return {
      read: (number) => ({
        vector() {
          const vector = new Float32Array(dimensions);
          vectors.read(bytesOf(vector), number * vector.byteLength);
          return vector;
        },
        sentences() {
          const all = new Int8Array(sentences[number]! * dimensions);
          int8.read(bytesOf(all), firsts[number]! * dimensions);
          return { sentences: rowsOf(all, dimensions), tokens: new Int32Array(wordsOf(tokens, number).buffer) };
        },
      }),
      close,
    };
  } catch {
    // What cannot be read is taken from the cache.
    close();
    return undefined;
  }
}

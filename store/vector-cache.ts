/** Every vector made so far, by model and passage: whatever happens to articles, a passage is embedded once. */
import { hash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { textOf } from '../core/text/passage-text.ts';
import type { Embedding, Passage } from '../core/types.ts';
import { bytesOf, rowsOf } from './bytes.ts';
import { KEY_BYTES, openRecordFile, type RecordFile, type RecordKey } from './record-file.ts';

export interface SentencesOfPassage {
  /** One per sentence; int8, scaled so that the largest value is 127. */
  readonly sentences: readonly Int8Array[];
  /** The bits of its sentences' tokens, one after the other; empty where the model gives none. */
  readonly tokens: Int32Array;
}

export interface PassageVectors extends SentencesOfPassage {
  readonly vector: Embedding;
}

/** What is kept of a passage, each taken out when it is asked for. */
export interface StoredVectors {
  vector(): Embedding;
  sentences(): SentencesOfPassage;
}

export interface VectorCache {
  /** Size of the file in bytes. */
  readonly bytes: number;
  /** Of some passages those that it lacks, alike ones once. */
  missing(passages: readonly Passage[]): Passage[];
  /** @throws Error when there are none. */
  read(passage: Passage): StoredVectors;
  /** In the file when it returns, whatever happens to the process then. @param vectors one a passage. */
  add(passages: readonly Passage[], vectors: readonly PassageVectors[]): Promise<void>;
  /**
   * Makes the file smaller where it is over its bound: twice what `used` takes, 256 MB at least. What is used stays, and
   * of the rest the newest.
   */
  trim(used: readonly Passage[]): Promise<void>;
  /** Of a rebuild, when it is done: it takes the place of the cache from before. Only `close` may follow. */
  replace(): Promise<void>;
  close(): Promise<void>;
}

interface VectorCacheOptions {
  /** `EmbeddingModel.id`: vectors of different models never meet. */
  readonly model: string;
  /** Of its vectors. */
  readonly dimensions: number;
  /** What is made anew lies in a file of its own until `replace`, and there the next rebuild goes on from one that was stopped. */
  readonly rebuild?: boolean;
  /** Told in one line what was lost to damage. */
  readonly warn?: (message: string) => void;
}

export const VECTOR_CACHE = 'vectors.cache';
const REBUILT_CACHE = 'rebuilt.cache';

const pathOf = (indexDir: string, rebuild = false): string => join(indexDir, rebuild ? REBUILT_CACHE : VECTOR_CACHE);

const BOUND = 256 * 1024 * 1024;

/** A cache to look at, without the lock and without a trace. @param rebuild the one that a rebuild would go on with. */
export async function peekVectorCache(
  indexDir: string,
  model: string,
  rebuild = false,
): Promise<Pick<VectorCache, 'missing' | 'close'>> {
  const path = pathOf(indexDir, rebuild);
  const file = existsSync(path) ? await openRecordFile(path, { readOnly: true }) : undefined;
  return {
    missing: (passages) => lacking(passages, keysOf(model), file),
    close: async () => file?.close(),
  };
}

/** Open it under the lock: one process writes. A damaged file costs what stands behind the damage, with a warning. */
export async function openVectorCache(indexDir: string, options: VectorCacheOptions): Promise<VectorCache> {
  const path = pathOf(indexDir, options.rebuild);
  const file = await openRecordFile(path);
  if (file.dropped.damaged) {
    options.warn?.(
      `${path} is damaged: ${file.dropped.bytes} bytes are left out, and what only they held is embedded anew.`,
    );
  }
  const { model, dimensions } = options;
  const keyOf = keysOf(model);
  return {
    get bytes() {
      return file.bytes;
    },
    missing: (passages) => lacking(passages, keyOf, file),
    read: (passage) => decode(file.read(keyOf(passage)), passage.sentences.length, dimensions),
    add: (passages, vectors) =>
      file.append(passages.map((passage, i) => ({ key: keyOf(passage), payload: encode(vectors[i]!) }))),
    async trim(used) {
      if (file.bytes > BOUND) await trim(file, new Set(used.map(keyOf)));
    },
    async replace() {
      await rename(path, pathOf(indexDir));
    },
    close: file.close,
  };
}

async function trim(file: RecordFile, used: ReadonlySet<RecordKey>): Promise<void> {
  const bound = Math.max(BOUND, 2 * file.sizeOf(used));
  if (file.bytes > bound) await file.compact(used, bound);
}

function lacking(passages: readonly Passage[], keyOf: KeyOf, file: RecordFile | undefined): Passage[] {
  const seen = new Set<RecordKey>();
  return passages.filter((passage) => {
    const key = keyOf(passage);
    if (seen.has(key) || file?.has(key)) return false;
    seen.add(key);
    return true;
  });
}

type KeyOf = (passage: Passage) => RecordKey;

/** Each worked out once: a passage is asked for three times an ingest. */
function keysOf(model: string): KeyOf {
  const known = new WeakMap<Passage, RecordKey>();
  return (passage) => {
    const key = known.get(passage) ?? recordKey(model, passage);
    known.set(passage, key);
    return key;
  };
}

/** Of all that decides its vectors: neither the article it stands in nor where is among it. */
function recordKey(model: string, passage: Passage): RecordKey {
  const { language, headings, text } = passage;
  // At once: half the time of a hash that takes its text in parts.
  const digest = hash(
    'sha256',
    [model, language, ...headings, text, ...textOf(passage).sentences].join('\0'),
    'buffer',
  );
  return digest.toString('latin1', 0, KEY_BYTES);
}

/** The passage's vector, the sentences', and the bits of their tokens. */
const encode = ({ vector, sentences, tokens }: PassageVectors): Uint8Array =>
  Buffer.concat([vector, ...sentences, tokens].map(bytesOf));

function decode(payload: Buffer, count: number, dimensions: number): StoredVectors {
  const sentences = 4 * dimensions;
  const tokens = sentences + count * dimensions;
  // Copied: a payload does not begin where numbers may begin.
  const bytes = (from: number, to?: number) => Uint8Array.from(payload.subarray(from, to)).buffer;
  return {
    vector: () => new Float32Array(bytes(0, sentences)),
    sentences() {
      const all = new Int8Array(bytes(sentences, tokens));
      return { sentences: rowsOf(all, dimensions), tokens: new Int32Array(bytes(tokens)) };
    },
  };
}

/** A quarter of the size; only the direction matters afterwards. In loops: `Int8Array.from` took a tenth of an ingest of little. */
export function toInt8(vector: Float32Array): Int8Array {
  let largest = 0;
  for (let i = 0; i < vector.length; i++) largest = Math.max(largest, Math.abs(vector[i]!));
  const scaled = new Int8Array(vector.length);
  for (let i = 0; i < vector.length; i++) scaled[i] = Math.round((vector[i]! / (largest || 1)) * 127);
  return scaled;
}

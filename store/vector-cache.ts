/** Every vector made so far, by model, language and text: whatever happens to articles, a text is embedded once. */
import { hash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Embedding, Language, Passage } from '../core/types.ts';
import { bytesOf } from './bytes.ts';
import { KEY_BYTES, openRecordFile, type RecordFile, type RecordKey } from './record-file.ts';

export interface SentencesOfPassage {
  /** One per sentence; int8, scaled so that the largest value is 127. */
  readonly sentences: readonly Int8Array[];
  /** The bits of each sentence's tokens; empty where the model gives none. */
  readonly tokens: readonly Int32Array[];
}

export interface PassageVectors extends SentencesOfPassage {
  readonly vector: Embedding;
}

export interface SentenceVectors {
  readonly vector: Int8Array;
  /** As `TokenBits.bits`. */
  readonly tokens: Int32Array;
}

/** How precisely a vector is kept: of a passage, to be searched, or of a sentence, to be compared. */
export type Precision = 'float32' | 'int8';

export interface TextVector {
  readonly language: Language;
  readonly text: string;
  readonly precision: Precision;
}

interface Vectors {
  readonly float32: Embedding;
  readonly int8: SentenceVectors;
}

export interface NewVector {
  readonly text: TextVector;
  readonly vector: Embedding;
  /** Of a sentence's tokens, where the model gives them. */
  readonly bits?: Int32Array | undefined;
  /** 0 where they were not counted. */
  readonly tokens: number;
}

export interface VectorCache {
  /** Size of the file in bytes. */
  readonly bytes: number;
  has(text: TextVector): boolean;
  /** How many of the embedder's tokens the text has; undefined where it is not known. */
  tokens(text: TextVector): number | undefined;
  /** @throws Error when there is none. */
  read<P extends Precision>(text: TextVector & { precision: P }): Vectors[P];
  /** In the file when it returns, whatever happens to the process then. */
  add(vectors: readonly NewVector[]): Promise<void>;
  /**
   * Makes the file smaller where it is over its bound: twice what `used` takes, 256 MB at least. What is used stays, and
   * of the rest the newest.
   */
  trim(used: Iterable<TextVector>): Promise<void>;
  close(): Promise<void>;
}

export interface VectorCacheOptions {
  /** `EmbeddingModel.id`: vectors of different models never meet. */
  readonly model: string;
  /** Of its vectors. */
  readonly dimensions: number;
  /** Begin with an empty one. */
  readonly empty?: boolean;
  /** Told in one line what was lost to damage. */
  readonly warn?: (message: string) => void;
}

export const VECTOR_CACHE = 'vectors.cache';

const BOUND = 256 * 1024 * 1024;

/**
 * What the embedder reads of a passage: the headings give it the context that a sentence leaves out. Not the title: it is
 * shared by all passages of an article and makes them alike. (Own questions in Chinese over English articles, right
 * passage first: 73.1% so, 62.4% with the title.)
 */
export const embeddedText = ({ headings, text }: Passage): string => [...headings, text].filter(Boolean).join(': ');

/** The texts whose vectors an index needs of a passage: its own first, then its sentences'. */
export function textsOf(passage: Passage): TextVector[] {
  const { language, text, start, sentences } = passage;
  return [
    { language, text: embeddedText(passage), precision: 'float32' },
    ...sentences.map((sentence): TextVector => {
      const own = text.slice(sentence.start - start, sentence.end - start);
      return { language, text: own, precision: 'int8' };
    }),
  ];
}

/** A cache to look at, without the lock and without a trace. @param empty as if there were nothing in it. */
export async function peekVectorCache(
  indexDir: string,
  model: string,
  empty = false,
): Promise<Pick<VectorCache, 'has' | 'tokens' | 'close'>> {
  const path = join(indexDir, VECTOR_CACHE);
  if (empty || !existsSync(path)) return { has: () => false, tokens: () => undefined, close: async () => {} };
  const file = await openRecordFile(path, { readOnly: true });
  return {
    has: (text) => file.has(recordKey(model, text)),
    tokens: (text) => file.note(recordKey(model, text)) || undefined,
    close: file.close,
  };
}

/** Open it under the lock: one process writes. A damaged file costs what stands behind the damage, with a warning. */
export async function openVectorCache(indexDir: string, options: VectorCacheOptions): Promise<VectorCache> {
  const path = join(indexDir, VECTOR_CACHE);
  if (options.empty) await rm(path, { force: true });
  const file = await openRecordFile(path);
  if (file.dropped.damaged) {
    options.warn?.(
      `${path} is damaged: ${file.dropped.bytes} bytes are left out, and what they held is embedded anew.`,
    );
  }
  const keyOf = (text: TextVector) => recordKey(options.model, text);
  return {
    get bytes() {
      return file.bytes;
    },
    has: (text) => file.has(keyOf(text)),
    tokens: (text) => file.note(keyOf(text)) || undefined,
    read: (text) => decode(file.read(keyOf(text)), text.precision, options.dimensions),
    add: (vectors) =>
      file.append(
        vectors.map(({ text, vector, bits, tokens }) => ({
          key: keyOf(text),
          note: tokens,
          payload: encode(vector, bits, text.precision),
        })),
      ),
    async trim(used) {
      if (file.bytes > BOUND) await trim(file, new Set(Array.from(used, keyOf)));
    },
    close: file.close,
  };
}

async function trim(file: RecordFile, used: ReadonlySet<RecordKey>): Promise<void> {
  const bound = Math.max(BOUND, 2 * file.sizeOf(used));
  if (file.bytes > bound) await file.compact(used, bound);
}

function recordKey(model: string, { language, text, precision }: TextVector): RecordKey {
  // At once: half the time of a hash that takes its text in parts.
  return hash('sha256', [model, precision, language, text].join('\0'), 'buffer').toString('latin1', 0, KEY_BYTES);
}

/** Of a sentence the vector, then the bits of its tokens. */
function encode(vector: Embedding, bits: Int32Array | undefined, precision: Precision): Uint8Array {
  if (precision === 'float32') return bytesOf(vector);
  return Buffer.concat([bytesOf(toInt8(vector)), ...(bits ? [bytesOf(bits)] : [])]);
}

/** Copied: a payload does not begin where floats may begin. */
function decode<P extends Precision>(payload: Buffer, precision: P, dimensions: number): Vectors[P] {
  const from = (bytes: Uint8Array) => Uint8Array.from(bytes).buffer;
  if (precision === 'float32') return new Float32Array(from(payload)) as Vectors[P];
  const vector = new Int8Array(from(payload.subarray(0, dimensions)));
  return { vector, tokens: new Int32Array(from(payload.subarray(dimensions))) } as Vectors[P];
}

/** A quarter of the size; only the direction matters afterwards. */
export function toInt8(vector: Float32Array): Int8Array {
  const largest = vector.reduce((max, value) => Math.max(max, Math.abs(value)), 0) || 1;
  return Int8Array.from(vector, (value) => Math.round((value / largest) * 127));
}

/**
 * A small network that reads a question's tokens and a passage's together, made by `models/train/evidence`. It knows the tokens of one
 * embedding model only, and lies in that model's folder.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { EvidenceModel, PassageEvidence, TokenBits } from '../core/types.ts';
import { sessionOptions } from './embedding-session.ts';

const FILE = 'evidence.onnx';

/** As it was trained: tokens beyond are cut. */
const LONGEST = { question: 64, sentence: 100, passage: 320, positions: 64 };

/** Sentences of a passage that are read, those most similar to the question: the others would cost more than they tell. */
const SENTENCES = 4;

/** Tokens weigh up to 8 (`token-weights.ts`). */
const HEAVIEST = 8;

/** @returns undefined where the embedding model comes without. */
export async function loadEvidenceModel(modelsDir: string, embeddingModel: string): Promise<EvidenceModel | undefined> {
  const path = resolve(modelsDir, embeddingModel, FILE);
  if (!existsSync(path)) return undefined;
  const session = await InferenceSession.create(path, sessionOptions({ threads: 1 }));
  return {
    async weigh(question, passages) {
      const read = passages.map(mostSimilar);
      if (question.weights.length === 0 || !read.some((sentences) => sentences.length > 0))
        return passages.map(({ sentences }) => sentences.map(() => Number.NEGATIVE_INFINITY));
      const { log_odds: odds } = await session.run(inputsOf(question, passages, read));
      const [, width] = odds!.dims as [number, number];
      const values = odds!.data as Float32Array;
      return passages.map(({ sentences }, row) => {
        const all = sentences.map(() => Number.NEGATIVE_INFINITY);
        read[row]!.forEach((sentence, i) => {
          all[sentence] = values[row * width + i]!;
        });
        return all;
      });
    },
  };
}

/** The places of the sentences that are read, in the passage's order. */
function mostSimilar({ sentences, similarities }: PassageEvidence): number[] {
  const told = sentences.map((_, i) => i).filter((i) => sentences[i]!.length > 0);
  return told
    .sort((a, b) => similarities[b]! - similarities[a]!)
    .slice(0, SENTENCES)
    .sort((a, b) => a - b);
}

/** Rows are filled up to the longest with nothing; each sentence is the mean of its own tokens. */
function inputsOf(
  { bits, weights }: TokenBits,
  passages: readonly PassageEvidence[],
  read: readonly (readonly number[])[],
): Record<string, Tensor> {
  const words = bits.length / weights.length;
  const width = 32 * words;
  const asked = Math.min(weights.length, LONGEST.question);
  const lengths = passages.map(({ sentences }, row) => lengthsOf(read[row]!, sentences, words));
  const most = Math.max(1, ...lengths.map((own) => own.length));
  const longest = Math.max(1, ...lengths.map((own) => own.reduce((sum, length) => sum + length, 0)));
  const rows = passages.length;

  const question = new Float32Array(asked * width);
  unpack(bits, asked * words, question, 0);
  const telling = new Float32Array(asked * 2);
  for (let i = 0; i < asked; i++) telling.set([weights[i]! / HEAVIEST, Number(weights[i] === 0)], 2 * i);

  const tokens = new Float32Array(rows * longest * width);
  const positions = new BigInt64Array(rows * longest);
  const mask = new Float32Array(rows * longest);
  const pool = new Float32Array(rows * most * longest);
  const similarities = new Float32Array(rows * most);
  passages.forEach((passage, row) => {
    let at = row * longest;
    lengths[row]!.forEach((length, i) => {
      const sentence = read[row]![i]!;
      unpack(passage.sentences[sentence]!, length * words, tokens, at * width);
      similarities[row * most + i] = passage.similarities[sentence]!;
      const own = (row * most + i) * longest + at - row * longest;
      pool.fill(1 / length, own, own + length);
      for (let token = 0; token < length; token++, at++) {
        positions[at] = BigInt(Math.min(token, LONGEST.positions - 1));
        mask[at] = 1;
      }
    });
  });
  const same = BigInt64Array.from(passages, ({ sameLanguage }) => BigInt(sameLanguage));
  return {
    question: new Tensor('float32', question, [asked, width]),
    weights: new Tensor('float32', telling, [asked, 2]),
    tokens: new Tensor('float32', tokens, [rows, longest, width]),
    positions: new Tensor('int64', positions, [rows, longest]),
    mask: new Tensor('float32', mask, [rows, longest]),
    pool: new Tensor('float32', pool, [rows, most, longest]),
    similarities: new Tensor('float32', similarities, [rows, most]),
    same: new Tensor('int64', same, [rows]),
  };
}

/** How many tokens of each sentence are read: the longest ones leave the last only a few. */
function lengthsOf(read: readonly number[], sentences: readonly Int32Array[], words: number): number[] {
  let left = LONGEST.passage;
  const lengths: number[] = [];
  for (const sentence of read) {
    const length = Math.min(sentences[sentence]!.length / words, LONGEST.sentence, left);
    lengths.push(length);
    left -= length;
  }
  return lengths;
}

/** A bit set is 1, one that is not -1. */
function unpack(bits: Int32Array, words: number, values: Float32Array, at: number): void {
  for (let word = 0; word < words; word++) {
    const value = bits[word]!;
    for (let bit = 0; bit < 32; bit++) values[at + 32 * word + bit] = (value >>> bit) & 1 ? 1 : -1;
  }
}

/** The network of an evidence model (`models/train/evidence`): from the tokens of question and passage to log odds. */
import './no-telemetry.ts';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { sessionOptions } from './embedding-session.ts';

/** A question with a passage. */
export interface EvidenceText {
  /** The question's with the marks around it, then the passage's. */
  readonly tokens: readonly number[];
  /** How many of them are the question's. */
  readonly asked: number;
  /** Of each sentence, at least one: from which token, and before which. */
  readonly sentences: readonly (readonly [from: number, to: number])[];
  readonly sameLanguage: boolean;
}

/** @returns of each sentence, the log odds that it answers. One passage at a time: int8 has one scale for all that is read at once. */
export type ReadEvidence = (text: EvidenceText) => Promise<number[]>;

/** @param options.threads all cores by default. */
export async function openEvidenceSession(path: string, options: { threads?: number } = {}): Promise<ReadEvidence> {
  const session = await InferenceSession.create(path, sessionOptions({ ...options, sevenBitWeights: true }));
  return async (text) => Array.from((await session.run(inputsOf(text))).log_odds!.data as Float32Array);
}

/** The question, and each sentence, is the mean of its own tokens. */
function inputsOf({ tokens, asked, sentences, sameLanguage }: EvidenceText): Record<string, Tensor> {
  const { length } = tokens;
  const pool = new Float32Array(sentences.length * length);
  sentences.forEach(([from, to], i) => {
    pool.fill(1 / (to - from), i * length + from, i * length + to);
  });
  return {
    input_ids: new Tensor('int64', BigInt64Array.from(tokens, BigInt), [1, length]),
    attention_mask: new Tensor('int64', new BigInt64Array(length).fill(1n), [1, length]),
    asked: new Tensor('float32', new Float32Array(length).fill(1 / asked, 0, asked), [1, length]),
    pool: new Tensor('float32', pool, [1, sentences.length, length]),
    same: new Tensor('int64', [BigInt(sameLanguage)], [1]),
  };
}

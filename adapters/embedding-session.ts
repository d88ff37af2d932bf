/** The network of an embedding model: from tokens to vectors, one batch at a time. */
import './no-telemetry.ts';
import { existsSync } from 'node:fs';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { Embedding, Span } from '../core/types.ts';
import { normalize } from '../core/vector.ts';
import type { EmbeddingModelDescription } from './embedding-models.ts';

export interface SessionOptions {
  /** As EMBEDDING_MODEL has it, for messages. */
  readonly name: string;
  /** The model's folder, or its name on the hub, from where transformers.js fetches it. */
  readonly model: string;
  readonly dtype: 'q8' | 'fp32';
  readonly pooling: EmbeddingModelDescription['pooling'];
  readonly sevenBitWeights?: boolean | undefined;
  /** CPU threads for one batch; all of them by default. */
  readonly threads?: number;
  /** Keep memory between batches: faster over many, and some 200 MB more resident. */
  readonly arena?: boolean;
}

/** Which parts of each row get a vector of their own, and bits. */
export interface TokenCut {
  /** The mean token, from which a bit is measured; no bits without it. */
  readonly mean: Float32Array | undefined;
  /** Ranges of each row's tokens. The prefix and the signs around a text belong to none: they are nobody's words. */
  readonly parts: readonly (readonly Span[])[];
}

interface EmbeddedPart {
  /** Of unit length: the mean of the part's tokens; the whole row's where it has none. */
  readonly vector: Embedding;
  /** As `TokenBits.bits`. */
  readonly bits: Int32Array;
}

export interface Embedded {
  /** Of unit length. */
  readonly vector: Embedding;
  /** As the cut has them; none without one. */
  readonly parts: readonly EmbeddedPart[];
}

export interface EmbeddingSession {
  /** @param batch the tokens of each text. @param pad the token that fills short rows. */
  run(batch: readonly (readonly number[])[], pad: number, cut?: TokenCut): Promise<Embedded[]>;
}

/** What the weights are called in the folders that transformers.js reads. */
const FILES = { q8: 'onnx/model_quantized.onnx', fp32: 'onnx/model.onnx' } as const;

type Run = (inputs: Record<string, Tensor>) => Promise<Pick<Tensor, 'data' | 'dims' | 'dispose'>>;

export async function openEmbeddingSession(options: SessionOptions): Promise<EmbeddingSession> {
  const path = `${options.model}/${FILES[options.dtype]}`;
  const run = existsSync(path) ? await openFile(path, options) : await openFromHub(options);
  return {
    async run(batch, pad, cut) {
      const length = Math.max(...batch.map((tokens) => tokens.length));
      const hidden = await run(inputsOf(batch, length, BigInt(pad)));
      const width = hidden.dims.at(-1)!;
      const data = hidden.data as Float32Array;
      const vectorOf = (count: number, row: number): Embedding => {
        if (options.pooling === 'sentence_embedding') return pool(data, row * width, 1, width);
        const start = row * length * width;
        if (options.pooling === 'last') return pool(data, start + (count - 1) * width, 1, width);
        return pool(data, start, options.pooling === 'cls' ? 1 : count, width);
      };
      const embedded = batch.map(({ length: count }, row): Embedded => {
        const vector = vectorOf(count, row);
        const partOf = ({ start, end }: Span): EmbeddedPart => {
          const offset = (row * length + start) * width;
          const own = end > start ? pool(data, offset, end - start, width) : vector.slice();
          return { vector: own, bits: cut?.mean ? bitsOf(data, offset, end - start, cut.mean) : NO_BITS };
        };
        return { vector, parts: cut ? cut.parts[row]!.map(partOf) : [] };
      });
      hidden.dispose();
      return embedded;
    },
  };
}

/** Without transformers.js, which takes 40 MB a thread and reads this same file. */
async function openFile(path: string, options: SessionOptions): Promise<Run> {
  const session = await InferenceSession.create(path, sessionOptions(options));
  const output = outputOf(options, session.outputNames);
  return async (inputs) => {
    const known = Object.entries(inputs).filter(([name]) => session.inputNames.includes(name));
    return (await session.run(Object.fromEntries(known), [output]))[output] as Tensor;
  };
}

async function openFromHub(options: SessionOptions): Promise<Run> {
  const { AutoModel, Tensor: HubTensor, env } = await import('@xenova/transformers');
  env.allowRemoteModels = true;
  const model = await AutoModel.from_pretrained(options.model, {
    dtype: options.dtype,
    session_options: sessionOptions(options),
  });
  return async (inputs) => {
    const own = Object.entries(inputs).map(([name, { data, dims }]) => [
      name,
      new HubTensor('int64', data as BigInt64Array, [...dims]),
    ]);
    const outputs = await model(Object.fromEntries(own));
    return outputs[outputOf(options, Object.keys(outputs))];
  };
}

/** @throws Error where the file was converted without the output that the pooling needs. */
function outputOf({ name, pooling }: SessionOptions, given: readonly string[]): string {
  const wanted = pooling === 'sentence_embedding' ? 'sentence_embedding' : 'last_hidden_state';
  if (given.includes(wanted)) return wanted;
  throw new Error(
    `EMBEDDING_MODEL=${name}: its ONNX file gives ${given.join(', ')}, but not ${wanted}. ` +
      'Use a conversion that does, or correct the pooling in adapters/embedding-models.ts.',
  );
}

export const sessionOptions = ({
  arena = false,
  threads,
  sevenBitWeights = false,
}: Pick<SessionOptions, 'arena' | 'threads' | 'sevenBitWeights'>) => ({
  enableCpuMemArena: arena,
  ...(threads ? { intraOpNumThreads: threads } : {}),
  extra: {
    session: {
      // Threads that spin while they wait starve whatever else runs on a small machine.
      intra_op: { allow_spinning: '0' },
      // Where an x64 processor has no instructions for sums of int8 products (VNNI), onnxruntime adds them in 16 bits, which run
      // over where weights have eight bits: of the weights before ours, vectors had a cosine of 0.984 with those of other
      // processors, and of our own questions 6.1% were refused instead of 3.9. With this it adds in 32 there, which takes a fifth
      // longer; weights of seven bits it would leave as they are, but to look at them doubles the time to load.
      ...(!sevenBitWeights && { x64quantprecision: '1' }),
    },
  },
});

/**
 * Padding goes to the right, whatever side the tokenizer has it on: the mask hides it from models that read both ways, and
 * those that read forwards only have come to the last token before they come to it.
 */
function inputsOf(batch: readonly (readonly number[])[], length: number, pad: bigint): Record<string, Tensor> {
  const shape = [batch.length, length];
  const ids = new BigInt64Array(batch.length * length).fill(pad);
  const mask = new BigInt64Array(batch.length * length);
  batch.forEach((tokens, row) => {
    tokens.forEach((token, column) => {
      ids[row * length + column] = BigInt(token);
      mask[row * length + column] = 1n;
    });
  });
  return {
    input_ids: new Tensor('int64', ids, shape),
    attention_mask: new Tensor('int64', mask, shape),
    token_type_ids: new Tensor('int64', new BigInt64Array(ids.length), shape),
  };
}

const NO_BITS = new Int32Array(0);

function bitsOf(hidden: Float32Array, offset: number, count: number, mean: Float32Array): Int32Array {
  const width = mean.length;
  const values = count * width;
  const bits = new Int32Array(values / 32);
  for (let i = 0; i < values; i++) {
    if (hidden[offset + i]! > mean[i % width]!) bits[i >> 5]! |= 1 << (i & 31);
  }
  return bits;
}

/** The mean of `count` rows from `offset`, at unit length. */
function pool(data: Float32Array, offset: number, count: number, width: number): Embedding {
  const vector = new Float32Array(width);
  for (let row = 0; row < count; row++) {
    for (let i = 0; i < width; i++) vector[i]! += data[offset + row * width + i]!;
  }
  return normalize(vector);
}

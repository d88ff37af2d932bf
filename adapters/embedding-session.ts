/** The network of an embedding model: from tokens to vectors, one batch at a time. */
import { AutoModel, env, Tensor } from '@xenova/transformers';
import type { Embedding } from '../core/types.ts';
import { normalize } from '../core/vector.ts';

export interface SessionOptions {
  /** Folder name under `localModelPath`, or a hub name where that is undefined. */
  readonly name: string;
  readonly localModelPath: string | undefined;
  readonly dtype: 'q8' | 'fp32';
  readonly pooling: 'mean' | 'cls';
  /** The token that fills short rows. */
  readonly pad: number;
  /** CPU threads for one batch; all of them by default. */
  readonly threads?: number;
  /** Keep memory between batches: faster over many, and some 200 MB more resident. */
  readonly arena?: boolean;
}

export interface EmbeddingSession {
  /** @param batch the tokens of each text. @returns a vector of unit length a text. */
  run(batch: readonly (readonly number[])[]): Promise<Embedding[]>;
}

export async function openEmbeddingSession(options: SessionOptions): Promise<EmbeddingSession> {
  env.allowRemoteModels = !options.localModelPath;
  env.allowLocalModels = true;
  if (options.localModelPath) env.localModelPath = options.localModelPath;
  const model = await AutoModel.from_pretrained(options.name, {
    dtype: options.dtype,
    session_options: {
      enableCpuMemArena: options.arena ?? false,
      ...(options.threads ? { intraOpNumThreads: options.threads } : {}),
      // Threads that spin while they wait starve whatever else runs on a small machine.
      extra: { session: { intra_op: { allow_spinning: '0' } } },
    },
  });
  const pad = BigInt(options.pad);

  return {
    async run(batch) {
      const length = Math.max(...batch.map((tokens) => tokens.length));
      const shape = [batch.length, length];
      const ids = new BigInt64Array(batch.length * length).fill(pad);
      const mask = new BigInt64Array(batch.length * length);
      batch.forEach((tokens, row) => {
        tokens.forEach((token, column) => {
          ids[row * length + column] = BigInt(token);
          mask[row * length + column] = 1n;
        });
      });
      const output = await model({
        input_ids: new Tensor('int64', ids, shape),
        attention_mask: new Tensor('int64', mask, shape),
        token_type_ids: new Tensor('int64', new BigInt64Array(ids.length), shape),
      });
      const hidden = output.last_hidden_state;
      const width = hidden.dims[2] as number;
      const data = hidden.data as Float32Array;
      const vectors = batch.map((tokens, row) =>
        pool(data, row * length * width, options.pooling === 'cls' ? 1 : tokens.length, width),
      );
      hidden.dispose();
      return vectors;
    },
  };
}

/** The mean of `count` rows from `offset`, at unit length. */
function pool(data: Float32Array, offset: number, count: number, width: number): Embedding {
  const vector = new Float32Array(width);
  for (let row = 0; row < count; row++) {
    for (let i = 0; i < width; i++) vector[i]! += data[offset + row * width + i]!;
  }
  return normalize(vector);
}

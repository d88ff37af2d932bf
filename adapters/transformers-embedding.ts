/** transformers.js behind `EmbeddingModel`. */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { AutoModel, AutoTokenizer, env, Tensor } from '@xenova/transformers';
import type { Embedding, EmbeddingModel, EmbeddingRole, Language } from '../core/types.ts';
import { normalize } from '../core/vector.ts';
import { describeEmbeddingModel } from './embedding-models.ts';

export interface TransformersEmbeddingOptions {
  /** Folder name under `modelsDir`, a path, or a hub name. */
  readonly model: string;
  readonly modelsDir: string;
  readonly download: 'never' | 'allow';
  /** CPU threads for one batch; all of them by default. */
  readonly threads?: number;
  /** Keep memory between batches: faster over many, and some 200 MB more resident. */
  readonly arena?: boolean;
  /** Take the mean of the text's language off, where the model comes with them: so by default. */
  readonly languageMeans?: boolean;
}

/** Padding included. Larger batches are no faster on two cores (4,096 is half as fast) and hold the event loop longer. */
const TOKENS_PER_BATCH = 256;

/** @throws Error naming the model and the remedy when it is not on disk and must not be fetched. */
export async function createTransformersEmbedding(options: TransformersEmbeddingOptions): Promise<EmbeddingModel> {
  const description = describeEmbeddingModel(options.model);
  const folder = [resolve(options.modelsDir, options.model), resolve(options.model)].find((path) =>
    existsSync(join(path, 'config.json')),
  );
  if (!folder && options.download === 'never') {
    throw new Error(
      `EMBEDDING_MODEL=${options.model}: no such model under ${options.modelsDir} and downloads are off. ` +
        'Put its folder there, or set EMBEDDING_DOWNLOAD=allow.',
    );
  }
  env.allowRemoteModels = !folder;
  env.allowLocalModels = true;
  if (folder) env.localModelPath = `${dirname(folder)}/`;
  const name = folder ? basename(folder) : options.model;

  const tokenizer = await AutoTokenizer.from_pretrained(name);
  const model = await AutoModel.from_pretrained(name, {
    dtype: description.dtype,
    session_options: {
      enableCpuMemArena: options.arena ?? false,
      ...(options.threads ? { intraOpNumThreads: options.threads } : {}),
      // Threads that spin while they wait starve whatever else runs on a small machine.
      extra: { session: { intra_op: { allow_spinning: '0' } } },
    },
  });
  const { languageMeans = true } = options;
  const means = folder && languageMeans ? await readLanguageMeans(join(folder, 'language-means.json')) : undefined;
  const id = `${folder ? `${name}@${await fingerprint(folder)}` : name}${languageMeans ? '' : '-as-is'}`;

  const encode = (text: string): number[] => {
    const ids = tokenizer.encode(text);
    if (ids.length <= description.maxTokens) return ids;
    return [...ids.slice(0, description.maxTokens - 1), ids.at(-1)!];
  };

  // Padding goes to the right, whatever side the tokenizer has it on: the mask hides it from models that read both ways,
  // and those that read forwards only have come to the last token before they come to it.
  const pad = BigInt(tokenizer.pad_token_id ?? 0);
  async function runBatch(batch: readonly number[][]): Promise<Embedding[]> {
    const length = Math.max(...batch.map((ids) => ids.length));
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
    const wanted = description.pooling === 'sentence_embedding' ? 'sentence_embedding' : 'last_hidden_state';
    const tensor: Tensor | undefined = output[wanted];
    if (!tensor) {
      throw new Error(
        `EMBEDDING_MODEL=${options.model}: its ONNX file gives ${Object.keys(output).join(', ')}, but not ${wanted}. ` +
          'Use a conversion that does, or correct the pooling in adapters/embedding-models.ts.',
      );
    }
    const data = tensor.data as Float32Array;
    const width = tensor.dims.at(-1)!;
    const vectors = batch.map(({ length: count }, row) => {
      if (wanted === 'sentence_embedding') return pool(data, row * width, 1, width);
      const start = row * length * width;
      if (description.pooling === 'last') return pool(data, start + (count - 1) * width, 1, width);
      return pool(data, start, description.pooling === 'cls' ? 1 : count, width);
    });
    for (const each of Object.values<Tensor>(output)) each.dispose?.();
    return vectors;
  }

  async function embed(texts: readonly string[], role: EmbeddingRole, language: Language): Promise<Embedding[]> {
    const encoded = texts.map((text) => encode(description.prefixes[role] + text));
    const order = encoded.map((_, i) => i).sort((a, b) => encoded[b]!.length - encoded[a]!.length);
    const vectors = new Array<Embedding>(texts.length);
    const mean = means?.[role][meanOf(language)];
    for (let from = 0; from < order.length; ) {
      const size = Math.max(1, Math.floor(TOKENS_PER_BATCH / encoded[order[from]!]!.length));
      const batch = order.slice(from, from + size);
      const result = await runBatch(batch.map((i) => encoded[i]!));
      batch.forEach((i, row) => {
        vectors[i] = mean ? subtract(result[row]!, mean) : result[row]!;
      });
      from += size;
    }
    return vectors;
  }

  const [probe] = await embed(['a'], 'query', 'en');
  return {
    id,
    dimensions: probe!.length,
    maxTokens: description.maxTokens,
    countTokens: (text) => tokenizer.encode(text, { add_special_tokens: false }).length,
    embed,
    inputs(text, role, language) {
      const mean = means?.[role][meanOf(language)];
      return [
        {
          text: description.prefixes[role] + text,
          mean: mean && { language: meanOf(language), length: Math.hypot(...mean) },
        },
      ];
    },
  };
}

const meanOf = (language: Language) => (language === 'en' || language === 'yue' ? language : 'zh');

/** The mean of `count` rows from `offset`, at unit length. */
function pool(data: Float32Array, offset: number, count: number, width: number): Embedding {
  const vector = new Float32Array(width);
  for (let row = 0; row < count; row++) {
    for (let i = 0; i < width; i++) vector[i]! += data[offset + row * width + i]!;
  }
  return normalize(vector);
}

function subtract(vector: Embedding, mean: Float32Array): Embedding {
  for (let i = 0; i < vector.length; i++) vector[i]! -= mean[i]!;
  return normalize(vector);
}

type LanguageMeans = Record<EmbeddingRole, Record<'yue' | 'zh' | 'en', Float32Array>>;

/** Mean embeddings per role and language, so that they can be taken off; a model without them is used as it is. */
async function readLanguageMeans(path: string): Promise<LanguageMeans | undefined> {
  if (!existsSync(path)) return undefined;
  const json = JSON.parse(await readFile(path, 'utf8'));
  const role = (name: EmbeddingRole) => ({
    yue: Float32Array.from(json[name].yue),
    zh: Float32Array.from(json[name].zh),
    en: Float32Array.from(json[name].en),
  });
  return { query: role('query'), passage: role('passage') };
}

/** Weights over 2 GB, and those of some smaller models, lie beside the graph. */
const HASHED = [
  'onnx/model_quantized.onnx',
  'onnx/model_quantized.onnx_data',
  'onnx/model.onnx',
  'onnx/model.onnx_data',
  'tokenizer.json',
  'language-means.json',
];

/** Of everything that decides a vector, so that changed weights or means never meet an old index. */
async function fingerprint(folder: string): Promise<string> {
  const hash = createHash('sha256');
  for (const file of HASHED) {
    const path = join(folder, file);
    if (existsSync(path)) await pipeline(createReadStream(path), hash, { end: false });
  }
  return hash.digest('hex').slice(0, 12);
}

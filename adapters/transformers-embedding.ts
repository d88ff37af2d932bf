/** A model in the form that transformers.js reads behind `EmbeddingModel`. */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type {
  EmbeddedPassage,
  EmbeddedText,
  Embedding,
  EmbeddingModel,
  EmbeddingRole,
  Language,
  PassageText,
  Span,
} from '../core/types.ts';
import { describeEmbeddingModel, type EmbeddingModelDescription, EmbeddingModelError } from './embedding-models.ts';
import type { Embedded, TokenCut } from './embedding-session.ts';
import { createEmbeddingWorkers } from './embedding-workers.ts';
import { type Means, meanOf, readMeans, subtract } from './language-means.ts';
import { createTokenWeights } from './token-weights.ts';
import { openTokenizer } from './tokenizer.ts';

export interface TransformersEmbeddingOptions {
  /** Folder name under `modelsDir`, a path, or a hub name. */
  readonly model: string;
  readonly modelsDir: string;
  readonly download: 'never' | 'allow';
  /** Threads that embed, off the caller's: each a batch at a time. Without it the caller's own does. */
  readonly workers?: { readonly script: URL; readonly count: number };
  /** Keep memory between batches: faster over many, and some 200 MB more resident. */
  readonly arena?: boolean;
  /**
   * With `workers`, where `language-means.json` tells the dimensions: be there before the weights are loaded. What is asked
   * then waits for them, and fails if they cannot be loaded.
   */
  readonly early?: boolean;
  /** Take the mean of the text's language off, where the model comes with them: so by default. */
  readonly languageMeans?: boolean;
}

/** Padding included. Larger batches are no faster, and take more memory. */
const TOKENS_PER_BATCH = 256;

/** @throws EmbeddingModelError naming the model and the remedy when it is not on disk and must not be fetched. */
export async function createTransformersEmbedding(options: TransformersEmbeddingOptions): Promise<EmbeddingModel> {
  const description = describeEmbeddingModel(options.model);
  const folder = [resolve(options.modelsDir, options.model), resolve(options.model)].find((path) =>
    existsSync(join(path, 'config.json')),
  );
  if (!folder && options.download === 'never') {
    throw new EmbeddingModelError(
      `EMBEDDING_MODEL=${options.model}: no such model under ${options.modelsDir} and downloads are off. ` +
        'Put its folder there, or set EMBEDDING_DOWNLOAD=allow.',
    );
  }
  const name = folder ? basename(folder) : options.model;

  const { languageMeans = true } = options;
  const sessionOptions = {
    name: options.model,
    model: folder ?? options.model,
    dtype: description.dtype,
    pooling: description.pooling,
    sevenBitWeights: description.sevenBitWeights,
    arena: options.arena ?? false,
  };
  // In threads the weights are loaded while the tokenizer is, and their fingerprint taken, in this one.
  const session = options.workers
    ? createEmbeddingWorkers({
        ...sessionOptions,
        threads: 1,
        script: options.workers.script,
        workers: options.workers.count,
      })
    : await (await import('./embedding-session.ts')).openEmbeddingSession(sessionOptions);
  // Any token will do. Also where nobody waits for it, it keeps the process alive: onnxruntime crashes if that ends while it loads.
  const probed = session.run([[0]], 0).then(([probe]) => probe!.vector.length);
  probed.catch(() => {});
  // Together: while the one is made the others are read.
  const [tokenizer, means, tokenMeans, print] = await Promise.all([
    openTokenizer(folder, name),
    folder && languageMeans ? readMeans(join(folder, 'language-means.json')) : undefined,
    folder ? readMeans(join(folder, TOKEN_MEANS)) : undefined,
    folder ? fingerprint(folder, description) : undefined,
  ]);
  const { pad } = tokenizer;
  const id = `${print ? `${name}@${print}` : name}${languageMeans ? '' : '-as-is'}`;

  const encode = (text: string): number[] => {
    const ids = tokenizer.encode(text);
    if (ids.length <= description.maxTokens) return ids;
    return [...ids.slice(0, description.maxTokens - 1), ids.at(-1)!];
  };

  async function embedBatches(encoded: readonly number[][], cut?: TokenCut): Promise<Embedded[]> {
    const order = encoded.map((_, i) => i).sort((a, b) => encoded[b]!.length - encoded[a]!.length);
    const embedded = new Array<Embedded>(encoded.length);
    const batches: number[][] = [];
    for (let from = 0; from < order.length; from += batches.at(-1)!.length) {
      const size = Math.max(1, Math.floor(TOKENS_PER_BATCH / encoded[order[from]!]!.length));
      batches.push(order.slice(from, from + size));
    }
    await Promise.all(
      batches.map(async (batch) => {
        const result = await session.run(
          batch.map((i) => encoded[i]!),
          pad,
          cut && { ...cut, parts: batch.map((i) => cut.parts[i]!) },
        );
        batch.forEach((i, row) => {
          embedded[i] = result[row]!;
        });
      }),
    );
    return embedded;
  }

  const placed = (vector: Embedding, role: EmbeddingRole, language: Language): Embedding => {
    const mean = means?.[role][meanOf(language)];
    return mean ? subtract(vector, mean) : vector;
  };

  async function embed(texts: readonly string[], role: EmbeddingRole, language: Language): Promise<Embedding[]> {
    const embedded = await embedBatches(texts.map((text) => encode(description.prefixes[role] + text)));
    return embedded.map(({ vector }) => placed(vector, role, language));
  }

  const opening = (role: EmbeddingRole) => tokenizer.encode(description.prefixes[role].trim()).slice(0, -1);
  const openings = { query: opening('query'), passage: opening('passage') };

  function tokensOf(tokenMeans: Means) {
    const weightOf = createTokenWeights(tokenizer);

    return async (texts: readonly string[], role: EmbeddingRole, language: Language): Promise<EmbeddedText[]> => {
      const encoded = texts.map((text) => encode(description.prefixes[role] + text));
      const start = openings[role].length;
      const parts = encoded.map(({ length }) => [{ start, end: Math.max(start, length - 1) }]);
      const embedded = await embedBatches(encoded, { mean: tokenMeans[role][meanOf(language)], parts });
      return embedded.map(({ vector, parts: [own] }, i) => ({
        vector: placed(vector, role, language),
        tokens: { bits: own!.bits, weights: Float32Array.from(encoded[i]!.slice(start, -1), weightOf) },
      }));
    };
  }

  const [closing] = tokenizer.encode('').slice(-1);

  /** The tokens of a passage, and where those of its sentences are. What is too long is cut, headings first. */
  function rowOf({ context, sentences }: PassageText): { row: number[]; parts: Span[] } {
    const own = sentences.map(tokenIds);
    const { passage: before } = openings;
    const room = description.maxTokens - before.length - 1;
    const taken = own.reduce((sum, { length }) => sum + length, 0);
    const row = [...before, ...(context ? tokenIds(`${context}:`).slice(0, Math.max(0, room - taken)) : [])];
    const parts = own.map((ids) => {
      const start = row.length;
      row.push(...ids.slice(0, Math.max(0, before.length + room - start)));
      return { start, end: row.length };
    });
    return { row: [...row, closing!], parts };
  }

  async function embedPassages(passages: readonly PassageText[], language: Language): Promise<EmbeddedPassage[]> {
    const rows = passages.map(rowOf);
    const mean = tokenMeans?.passage[meanOf(language)];
    const cut = { mean, parts: rows.map(({ parts }) => parts) };
    const embedded = await embedBatches(
      rows.map(({ row }) => row),
      cut,
    );
    const place = (vector: Embedding) => placed(vector, 'passage', language);
    return embedded.map(({ vector, parts }) => ({
      vector: place(vector),
      sentences: parts.map((part) => ({ ...part, vector: place(part.vector) })),
    }));
  }

  const tokenIds = (text: string): number[] => tokenizer.encode(text, { add_special_tokens: false });
  return {
    id,
    dimensions: (options.early && means?.query.en.length) || (await probed),
    maxTokens: description.maxTokens,
    countTokens: (text) => tokenIds(text).length,
    tokenIds,
    embed,
    ...(tokenMeans && { embedTokens: tokensOf(tokenMeans) }),
    ...(description.sentencesInContext && { embedPassages }),
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

/** The mean token of each language, in the form of `language-means.json`. */
const TOKEN_MEANS = 'token-means.json';

/** Weights over 2 GB, and those of some smaller models, lie beside the graph. */
const HASHED = [
  'onnx/model_quantized.onnx',
  'onnx/model_quantized.onnx_data',
  'onnx/model.onnx',
  'onnx/model.onnx_data',
  'tokenizer.json',
  'language-means.json',
  TOKEN_MEANS,
];

/** `x64quantprecision` of `sessionOptions`: vectors made before it are others on some processors. */
const SUMS = 'sums of 32 bits';

/** Of everything that decides a vector, so that changed weights, means or prefixes never meet an old index. */
async function fingerprint(folder: string, description: EmbeddingModelDescription): Promise<string> {
  const { prefixes, pooling, sentencesInContext } = description;
  const hash = createHash('sha256').update(JSON.stringify([prefixes, pooling, sentencesInContext, SUMS]));
  for (const file of HASHED) {
    const path = join(folder, file);
    if (existsSync(path)) await pipeline(createReadStream(path, { highWaterMark: 1024 * 1024 }), hash, { end: false });
  }
  return hash.digest('hex').slice(0, 12);
}

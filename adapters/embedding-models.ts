/** What must be known of an embedding model to use it rightly. */
export interface EmbeddingModelDescription {
  /** Put before a text, by its role. */
  readonly prefixes: { readonly query: string; readonly passage: string };
  /**
   * How a text's vector comes of the model: the mean of its tokens' (`mean`), that of the first token (`cls`) or of the
   * last (`last`), all from `last_hidden_state`; or ready from the output `sentence_embedding`. It is then normalized.
   */
  readonly pooling: 'mean' | 'cls' | 'last' | 'sentence_embedding';
  /**
   * It was trained so that a sentence's vector is the mean of its tokens where the whole passage is read (“late chunking”,
   * Günther et al. 2024), which saves reading each sentence again. Of others a sentence's vector is better made on its own.
   */
  readonly sentencesInContext?: boolean;
  /** Its int8 weights keep to seven bits, so that no sum of products runs over (`sessionOptions`). */
  readonly sevenBitWeights?: boolean;
  /** Tokens at most. */
  readonly maxTokens: number;
  /** The ONNX variant transformers.js loads: `onnx/model_quantized.onnx` is `q8`. */
  readonly dtype: 'q8' | 'fp32';
  readonly licence: string;
}

const AS_IT_IS = { query: '', passage: '' } as const;

const e5 = {
  prefixes: { query: 'query: ', passage: 'passage: ' },
  pooling: 'mean',
  maxTokens: 512,
  dtype: 'q8',
  licence: 'MIT',
} as const;

const DESCRIPTIONS: Readonly<Record<string, EmbeddingModelDescription>> = {
  'e5-small-yue-zh-en': { ...e5, sentencesInContext: true, sevenBitWeights: true },
  'multilingual-e5-small': e5,
  'multilingual-e5-base': e5,
  'multilingual-e5-large': e5,
  'bge-m3': { prefixes: AS_IT_IS, pooling: 'cls', maxTokens: 8192, dtype: 'q8', licence: 'MIT' },
  'gte-multilingual-base': {
    prefixes: AS_IT_IS,
    pooling: 'cls',
    maxTokens: 8192,
    dtype: 'q8',
    licence: 'Apache-2.0',
  },
  'embeddinggemma-300m': {
    prefixes: { query: 'task: search result | query: ', passage: 'title: none | text: ' },
    pooling: 'sentence_embedding',
    maxTokens: 2048,
    dtype: 'q8',
    licence: 'Gemma Terms of Use',
  },
  'Qwen3-Embedding-0.6B': {
    prefixes: {
      query: 'Instruct: Given a web search query, retrieve relevant passages that answer the query\nQuery:',
      passage: '',
    },
    pooling: 'last',
    maxTokens: 32768,
    dtype: 'q8',
    licence: 'Apache-2.0',
  },
};

/** EMBEDDING_MODEL cannot be used; the message names it and the remedy. */
export class EmbeddingModelError extends Error {
  override readonly name = 'EmbeddingModelError';
}

/** The last part of a folder, path or hub name; conversions are often named after their format. */
const modelNameOf = (name: string): string =>
  name
    .replace(/[\\/]+$/, '')
    .split(/[\\/]/)
    .at(-1)!
    .replace(/-onnx$/i, '');

/**
 * @param name a folder, path or hub name; its last part says which model it is.
 * @throws EmbeddingModelError that lists the models known, when this one is not: used with wrong prefixes or pooling a model answers
 * badly without a word.
 */
export function describeEmbeddingModel(name: string): EmbeddingModelDescription {
  const key = modelNameOf(name);
  const known = Object.keys(DESCRIPTIONS).find((model) => model.toLowerCase() === key.toLowerCase());
  if (!known) {
    throw new EmbeddingModelError(
      `EMBEDDING_MODEL=${name}: no description of “${key}”, so its prefixes and pooling are unknown. ` +
        `Known: ${Object.keys(DESCRIPTIONS).join(', ')}. Add yours to adapters/embedding-models.ts.`,
    );
  }
  return DESCRIPTIONS[known]!;
}

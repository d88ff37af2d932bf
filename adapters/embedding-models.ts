/** What must be known of an embedding model to use it rightly. */
export interface EmbeddingModelDescription {
  /** Put before a text, by its role. */
  readonly prefixes: { readonly query: string; readonly passage: string };
  readonly pooling: 'mean' | 'cls';
  /** Tokens at most. */
  readonly maxTokens: number;
  /** The ONNX variant transformers.js loads: `onnx/model_quantized.onnx` is `q8`. */
  readonly dtype: 'q8' | 'fp32';
  readonly licence: string;
}

const e5 = {
  prefixes: { query: 'query: ', passage: 'passage: ' },
  pooling: 'mean',
  maxTokens: 512,
  dtype: 'q8',
  licence: 'MIT',
} as const;

const DESCRIPTIONS: Readonly<Record<string, EmbeddingModelDescription>> = {
  'e5-small-yue-zh-en': e5,
  'multilingual-e5-small': e5,
  'multilingual-e5-base': e5,
  'multilingual-e5-large': e5,
  'bge-m3': { prefixes: { query: '', passage: '' }, pooling: 'cls', maxTokens: 8192, dtype: 'q8', licence: 'MIT' },
  'gte-multilingual-base': {
    prefixes: { query: '', passage: '' },
    pooling: 'cls',
    maxTokens: 8192,
    dtype: 'q8',
    licence: 'Apache-2.0',
  },
};

/**
 * @param name a folder, path or hub name; its last part says which model it is.
 * @throws Error that lists the models known, when this one is not: used with wrong prefixes or pooling a model answers
 * badly without a word.
 */
export function describeEmbeddingModel(name: string): EmbeddingModelDescription {
  const key =
    name
      .replace(/(?<![\\/])[\\/]+$/, '')
      .split(/[\\/]/)
      .pop() ?? name;
  const description = DESCRIPTIONS[key];
  if (!description) {
    throw new Error(
      `EMBEDDING_MODEL=${name}: no description of “${key}”, so its prefixes and pooling are unknown. ` +
        `Known: ${Object.keys(DESCRIPTIONS).join(', ')}. Add yours to adapters/embedding-models.ts.`,
    );
  }
  return description;
}

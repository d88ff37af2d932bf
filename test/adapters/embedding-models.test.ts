/** Each way to come from a model's output to a vector, through transformers.js and real ONNX graphs of a few hundred bytes. */
import { beforeAll, describe, expect, it } from 'vitest';
import { describeEmbeddingModel } from '../../adapters/embedding-models.ts';
import { createTransformersEmbedding } from '../../adapters/transformers-embedding.ts';
import type { EmbeddingModel } from '../../core/types.ts';
import { temporaryFolder } from '../support/folder.ts';
import { idsOf, rowOf, type TinyModel, WIDTH, writeTinyModel } from '../support/tiny-onnx.ts';

const unit = (vector: readonly number[]) => vector.map((value) => value / Math.hypot(...vector));
const sum = (vectors: readonly number[][]) =>
  Array.from({ length: WIDTH }, (_, i) => vectors.reduce((total, vector) => total + vector[i]!, 0));
/** The graph's `last_hidden_state` at each token. */
const hidden = (ids: readonly number[]) => ids.map((_, at) => sum(ids.slice(0, at + 1).map(rowOf)));

const E5: TinyModel = {
  name: 'multilingual-e5-small',
  type: 'bert',
  words: ['query:', 'passage:', 'tram', 'line', 'opened'],
  outputs: ['last_hidden_state'],
};
const QWEN_QUERY =
  'Instruct: Given a web search query, retrieve relevant passages that answer the query Query:tram line'.split(' ');

/** With the words that the model must read for “tram line” as a question and as a passage. */
const CASES: (TinyModel & {
  readonly query: readonly string[];
  readonly passage: readonly string[];
  readonly vector: (ids: readonly number[]) => number[];
})[] = [
  {
    ...E5,
    query: ['query:', 'tram', 'line'],
    passage: ['passage:', 'tram', 'line'],
    vector: (ids) => sum(hidden(ids)),
  },
  {
    name: 'bge-m3',
    type: 'bert',
    words: ['tram', 'line', 'opened'],
    outputs: ['last_hidden_state'],
    query: ['tram', 'line'],
    passage: ['tram', 'line'],
    vector: (ids) => hidden(ids)[0]!,
  },
  {
    name: 'gte-multilingual-base',
    // Unknown to transformers.js, which then calls it as an encoder.
    type: 'new',
    words: ['tram', 'line', 'opened'],
    outputs: ['last_hidden_state'],
    query: ['tram', 'line'],
    passage: ['tram', 'line'],
    vector: (ids) => hidden(ids)[0]!,
  },
  {
    name: 'Qwen3-Embedding-0.6B-ONNX',
    type: 'qwen3',
    words: [...new Set([...QWEN_QUERY, 'tram', 'line', 'opened'])],
    outputs: ['last_hidden_state'],
    query: QWEN_QUERY,
    passage: ['tram', 'line'],
    vector: (ids) => hidden(ids).at(-1)!,
  },
  {
    name: 'embeddinggemma-300m-ONNX',
    type: 'gemma3_text',
    words: ['task:', 'search', 'result', '|', 'query:', 'title:', 'none', 'text:', 'tram', 'line', 'opened'],
    outputs: ['last_hidden_state', 'sentence_embedding'],
    query: ['task:', 'search', 'result', '|', 'query:', 'tram', 'line'],
    passage: ['title:', 'none', '|', 'text:', 'tram', 'line'],
    vector: (ids) => sum(ids.map(rowOf)),
  },
];

let modelsDir: string;
const load = (model: string): Promise<EmbeddingModel> =>
  createTransformersEmbedding({ model, modelsDir, download: 'never' });
beforeAll(async () => {
  modelsDir = await temporaryFolder();
  for (const model of CASES) await writeTinyModel(modelsDir, model);
});

describe.each(CASES)('$name', ({ vector, ...model }) => {
  let embedder: EmbeddingModel;
  beforeAll(async () => {
    embedder = await load(model.name);
  });

  it.each(['query', 'passage'] as const)('pools a %s as its makers do, after their prompt', async (role) => {
    const [embedding] = await embedder.embed(['tram line'], role, 'en');
    const expected = unit(vector(idsOf(model, model[role])));
    expect(embedding).toHaveLength(WIDTH);
    for (const [i, value] of embedding!.entries()) expect(value).toBeCloseTo(expected[i]!, 5);
  });

  it('is not moved by the padding beside a longer text', async () => {
    const [alone] = await embedder.embed(['tram'], 'passage', 'en');
    const [beside] = await embedder.embed(['tram', 'tram line opened tram line opened'], 'passage', 'en');
    for (const [i, value] of beside!.entries()) expect(value).toBeCloseTo(alone![i]!, 5);
  });

  it('has an id of its weights', () => {
    expect(embedder.id).toMatch(new RegExp(`^${model.name}@[0-9a-f]{12}$`));
  });
});

describe('what an embedder is not', () => {
  it('a model whose file lacks the output', async () => {
    const folder = modelsDir;
    modelsDir = await temporaryFolder();
    await writeTinyModel(modelsDir, { ...CASES.at(-1)!, outputs: ['last_hidden_state'] });
    await expect(load('embeddinggemma-300m-ONNX')).rejects.toThrow(
      /EMBEDDING_MODEL=embeddinggemma-300m-ONNX: its ONNX file gives last_hidden_state, but not sentence_embedding/,
    );
    modelsDir = folder;
  });

  it('a model without a description: those that have one are listed', async () => {
    await expect(load('all-MiniLM-L6-v2')).rejects.toThrow(
      /EMBEDDING_MODEL=all-MiniLM-L6-v2: no description .*bge-m3, gte-multilingual-base, embeddinggemma-300m, Qwen3-Embedding-0.6B/,
    );
  });

  it('changed weights under an old id', async () => {
    const before = await load(E5.name);
    const folder = modelsDir;
    modelsDir = await temporaryFolder();
    await writeTinyModel(modelsDir, { ...E5, words: [...E5.words, 'more'] });
    expect((await load(E5.name)).id).not.toBe(before.id);
    modelsDir = folder;
  });
});

it.each([
  ['Xenova/multilingual-e5-large', 'mean', 'query: '],
  ['onnx-community/embeddinggemma-300m-ONNX', 'sentence_embedding', 'task: search result | query: '],
  ['./models/Qwen3-Embedding-0.6B/', 'last', 'Instruct: '],
  ['C:\\models\\BGE-M3', 'cls', ''],
])('%s is known by the end of its name', (name, pooling, prefix) => {
  const description = describeEmbeddingModel(name);
  expect(description.pooling).toBe(pooling);
  expect(description.prefixes.query.startsWith(prefix)).toBe(true);
  expect(description.licence).not.toBe('');
});

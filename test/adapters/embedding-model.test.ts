/** One contract for every `EmbeddingModel`, the toy of the other tests included. */
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createEmbeddingWorkers } from '../../adapters/embedding-workers.ts';
import {
  createTransformersEmbedding,
  type TransformersEmbeddingOptions,
} from '../../adapters/transformers-embedding.ts';
import { EMBEDDING_WORKER, ROOT } from '../../config.ts';
import type { Embedding, EmbeddingModel, Language } from '../../core/types.ts';
import { normalize } from '../../core/vector.ts';
import { temporaryFolder } from '../support/folder.ts';
import { createToyEmbedding } from '../support/toy-embedding.ts';
import reference from './reference-vectors.json' with { type: 'json' };

const modelsDir = join(ROOT, 'models');
const transformers = () => createTransformersEmbedding({ model: 'e5-small-yue-zh-en', modelsDir, download: 'never' });

const inThreads = (own: Partial<TransformersEmbeddingOptions> = {}) =>
  createTransformersEmbedding({
    model: 'e5-small-yue-zh-en',
    modelsDir,
    download: 'never',
    workers: { script: EMBEDDING_WORKER, count: 2 },
    ...own,
  });

const cosine = (a: Embedding, b: Embedding) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

describe.each<[string, () => Promise<EmbeddingModel>]>([
  ['toy', async () => createToyEmbedding()],
  ['transformers.js', transformers],
  ['transformers.js in threads', () => inThreads()],
  ['transformers.js in threads, there before its weights', () => inThreads({ early: true })],
])('%s embedding', (_, create) => {
  let model: EmbeddingModel;
  beforeAll(async () => {
    model = await create();
  });

  it('gives one unit-length vector a text, in order', async () => {
    const texts = ['The tram opened in 1904.', 'Fares are low.', `A long one. ${'word '.repeat(2000)}`, ''];
    const vectors = await model.embed(texts, 'passage', 'en');
    expect(vectors).toHaveLength(texts.length);
    for (const vector of vectors.slice(0, 3)) {
      expect(vector).toHaveLength(model.dimensions);
      expect(Math.hypot(...vector)).toBeCloseTo(1, 4);
    }
    const [alone] = await model.embed([texts[1]!], 'passage', 'en');
    expect(cosine(alone!, vectors[1]!)).toBeGreaterThan(0.97);
  });

  it('embeds nothing as nothing', async () => {
    expect(await model.embed([], 'query', 'yue')).toEqual([]);
  });

  it('counts more tokens in a longer text', () => {
    expect(model.countTokens('電車喺1904年通車。')).toBeGreaterThan(model.countTokens('電車'));
    expect(model.maxTokens).toBeGreaterThan(100);
    expect(model.id).not.toBe('');
  });
});

describe('the bundled embedding', () => {
  let model: EmbeddingModel;
  beforeAll(async () => {
    model = await transformers();
  });

  it.each(Object.entries(reference))('of %s is on this processor what it is on others', async (language, known) => {
    const [embedded] = await model.embed([known.text], 'passage', language as Language);
    const vector = normalize(Float32Array.from(new Int8Array(Buffer.from(known.vector, 'base64'))));
    // Where sums of int8 products ran over, with weights of eight bits, they came to 0.984 and 0.987.
    expect(cosine(embedded!, vector)).toBeGreaterThan(0.999);
  });
});

describe('embedding in threads', () => {
  it('reads passages as the caller’s own thread does', async () => {
    const passages = [
      { context: '', sentences: ['電車喺1904年通車。', '搭一次要三蚊。'] },
      { context: '車費', sentences: ['一程三蚊。'] },
    ];
    const [one, other] = await Promise.all(
      [await transformers(), await inThreads()].map((model) => model.embedPassages!(passages, 'zh-Hant')),
    );
    expect(other).toEqual(one);
  });

  it('gives the vectors that the caller’s own thread gives, under the same name', async () => {
    const [own, threads] = await Promise.all([transformers(), inThreads()]);
    expect(threads.id).toBe(own.id);
    const texts = ['電車喺1904年通車。', 'The tram line opened in 1904.', '搭一次要三蚊。'];
    const [one, other] = await Promise.all([own, threads].map((model) => model.embed(texts, 'passage', 'yue')));
    texts.forEach((_, i) => {
      expect(cosine(one![i]!, other![i]!)).toBeGreaterThan(0.9999);
    });
  });

  it('gives the same tokens, and with them the vectors that it gives without', async () => {
    const [own, threads] = await Promise.all([transformers(), inThreads()]);
    const texts = ['When was the tram opened?', '電車係邊年通車嘅？'];
    const [one, other] = await Promise.all([own, threads].map((model) => model.embedTokens!(texts, 'query', 'yue')));
    const vectors = await own.embed(texts, 'query', 'yue');
    texts.forEach((text, i) => {
      const { vector, tokens } = one![i]!;
      expect(cosine(vector, vectors[i]!)).toBeGreaterThan(0.9999);
      expect(tokens.weights).toHaveLength(own.countTokens(text));
      expect(tokens.bits).toHaveLength((tokens.weights.length * own.dimensions) / 32);
      expect(other![i]!.tokens).toEqual(tokens);
    });
    const [when, was, the, tram] = one![0]!.tokens.weights;
    expect([when, was, the]).toEqual([0, 0, 0]);
    expect(tram).toBeGreaterThan(1);
  });

  it('leaves the caller’s thread free', async () => {
    const threads = await inThreads();
    let ticks = 0;
    const timer = setInterval(() => ticks++, 1);
    const texts = Array.from({ length: 40 }, (_, i) => `Stop number ${i}. ${'It is busy at noon. '.repeat(20)}`);
    const [, before] = [await threads.embed(['warm'], 'passage', 'en'), ticks];
    await threads.embed(texts, 'passage', 'en');
    clearInterval(timer);
    // One thread that embedded would have let it tick once a batch at most, 20 times.
    expect(ticks - before).toBeGreaterThan(100);
  });

  it('fails the batches of a thread that cannot start, and does not hang', async () => {
    const session = createEmbeddingWorkers({
      script: EMBEDDING_WORKER,
      workers: 1,
      name: 'a-model',
      model: join(modelsDir, 'language-id'),
      dtype: 'q8',
      pooling: 'mean',
    });
    for (let i = 0; i < 2; i++) await expect(session.run([[0, 2]], 1)).rejects.toThrow(/language-id/);
    const gone = createEmbeddingWorkers({
      script: new URL('file:///nonexistent/worker.js'),
      workers: 1,
      name: 'a-model',
      model: 'x',
      dtype: 'q8',
      pooling: 'mean',
    });
    const failed = await Promise.allSettled([gone.run([[0, 2]], 1), gone.run([[0, 2]], 1)]);
    expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});

it('is there before weights that cannot be read, and then says so to whoever asks for a vector', async () => {
  const folder = await temporaryFolder();
  const broken = join(folder, 'e5-small-yue-zh-en');
  await mkdir(join(broken, 'onnx'), { recursive: true });
  for (const file of ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'language-means.json'])
    await copyFile(join(modelsDir, 'e5-small-yue-zh-en', file), join(broken, file));
  await writeFile(join(broken, 'onnx/model_quantized.onnx'), 'not a network');
  const model = await inThreads({ modelsDir: folder, early: true });
  expect(model.dimensions).toBe(384);
  expect(model.countTokens('The tram opened in 1904.')).toBeGreaterThan(5);
  await expect(model.embed(['tram'], 'query', 'en')).rejects.toThrow(/model_quantized\.onnx/);
  await expect(inThreads({ modelsDir: folder })).rejects.toThrow(/model_quantized\.onnx/);
});

describe('the bundled embedder', () => {
  let model: EmbeddingModel;
  beforeAll(async () => {
    model = await transformers();
  });

  it('reads a passage once: its vector, and one of each sentence that knows the others', async () => {
    const sentences = ['The tram to Shau Kei Wan was opened in 1904.', 'It has run at a loss ever since.'];
    const [read, short] = await model.embedPassages!(
      [
        { context: '', sentences },
        { context: 'Fares', sentences: ['A ride is cheap.'] },
      ],
      'en',
    );
    const [whole, alone] = await model.embed([sentences.join(' '), sentences[1]!], 'passage', 'en');
    expect(cosine(read!.vector, whole!)).toBeGreaterThan(0.97);
    expect(short!.sentences).toHaveLength(1);
    const [query] = await model.embed(['Does the tram make money?'], 'query', 'en');
    const [, itself] = read!.sentences;
    expect(cosine(query!, itself!.vector)).toBeGreaterThan(cosine(query!, alone!));
    for (const [i, { vector, bits }] of read!.sentences.entries()) {
      expect(Math.hypot(...vector)).toBeCloseTo(1, 4);
      expect(bits).toHaveLength((model.countTokens(sentences[i]!) * model.dimensions) / 32);
    }
  });

  it('reads as much of a passage as it can, and gives each sentence a vector', async () => {
    const long = 'The tram runs along the shore of the harbour and up the hill. '.repeat(60);
    const [read] = await model.embedPassages!(
      [{ context: long, sentences: ['Fares are low.', '', long, 'Cut off.'] }],
      'en',
    );
    const [fares, empty, most, none] = read!.sentences;
    expect(fares!.bits.length).toBeGreaterThan(0);
    expect(most!.bits.length / (model.dimensions / 32)).toBeGreaterThan(480);
    for (const { vector, bits } of [empty!, none!]) {
      expect(bits).toHaveLength(0);
      expect(cosine(vector, read!.vector)).toBeCloseTo(1, 4);
    }
    expect(await model.embedPassages!([{ context: '', sentences: [] }], 'en')).toHaveLength(1);
  });

  it.each<[string, Language]>([
    ['而家有幾多個政府部門試緊呢個模型？', 'yue'],
    ['现在有多少个政府部门在测试这个模型？', 'zh-Hans'],
    ['現在有多少個政府部門在測試這個模型？', 'zh-Hant'],
    ['How many government departments are testing the model?', 'en'],
  ])('finds the English sentence that answers %s', async (question, language) => {
    const passages = [
      'More than 70 departments of the government are trying out the model.',
      'The robot dog has six legs.',
      'The ferry crosses the harbour.',
    ];
    const [query] = await model.embed([question], 'query', language);
    const vectors = await model.embed(passages, 'passage', 'en');
    const similarities = vectors.map((vector) => cosine(query!, vector));
    expect(Math.max(...similarities)).toBe(similarities[0]);
    expect(similarities[0]).toBeGreaterThan(similarities[1]! + 0.2);
  });

  it('puts languages on one scale: a Chinese text is not near another for being Chinese', async () => {
    const [query] = await model.embed(['隻機械狗有幾多隻腳？'], 'query', 'yue');
    const [english] = await model.embed(['The robot dog has six legs.'], 'passage', 'en');
    const [chinese] = await model.embed(['渡輪九分鐘橫過維港。'], 'passage', 'yue');
    expect(cosine(query!, english!)).toBeGreaterThan(cosine(query!, chinese!) + 0.2);
  });

  it('names the model that is not there and the remedy', async () => {
    const create = (model: string) => createTransformersEmbedding({ model, modelsDir, download: 'never' });
    await expect(create('multilingual-e5-large')).rejects.toThrow(
      /EMBEDDING_MODEL=multilingual-e5-large.*EMBEDDING_DOWNLOAD=allow/s,
    );
    await expect(create('some-model')).rejects.toThrow(/no description of “some-model”.*multilingual-e5-small/s);
  });
});

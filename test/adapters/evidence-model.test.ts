/** The bundled evidence model with the bundled embedder: real weights both. */
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadEvidenceModel } from '../../adapters/evidence-model.ts';
import { createTransformersEmbedding } from '../../adapters/transformers-embedding.ts';
import { ROOT } from '../../config.ts';
import { bridgeEmbedding } from '../../core/retrieval/bridged-embedding.ts';
import type { EmbeddingModel, EvidenceModel, Language, PassageEvidence, TokenBits } from '../../core/types.ts';
import { dot } from '../../core/vector.ts';
import { isHeldOut, readPassages } from '../../models/train/passages/passages.ts';

const modelsDir = join(ROOT, 'models');
const MODEL = 'e5-small-yue-zh-en';

/** Of the passages that the model was not trained with: 16 of 126, of all kinds. */
const EVERY = 8;

/** The chance that one that is told stands above one that is nearly told. */
const above = ({ told, nearly }: Record<'told' | 'nearly', readonly number[]>): number =>
  told.reduce((sum, value) => sum + nearly.filter((other) => other < value).length, 0) / told.length / nearly.length;

const LIBRARY = [
  'The Pok Fu Lam reading room opened to the public in March 1998.',
  'It holds some 40,000 volumes, most of them on the history of medicine.',
  'Membership costs HK$120 a year and is free for students.',
  'Mrs Ada Yip, a retired nurse, has run it since 2011.',
];

describe('the evidence model', () => {
  let embedder: EmbeddingModel;
  let model: EvidenceModel;
  beforeAll(async () => {
    embedder = bridgeEmbedding(await createTransformersEmbedding({ model: MODEL, modelsDir, download: 'never' }));
    model = (await loadEvidenceModel(modelsDir, MODEL))!;
  });

  async function read(question: string, language: Language, sentences: readonly string[] = LIBRARY) {
    const [asked] = await embedder.embedTokens!([question], 'query', language);
    const embedded = await embedder.embedTokens!(sentences, 'passage', 'en');
    const passage: PassageEvidence = {
      sentences: embedded.map(({ tokens }) => tokens.bits),
      similarities: embedded.map(({ vector }) => dot(vector, asked!.vector)),
      sameLanguage: language === 'en',
    };
    return { asked: asked!.tokens, passage };
  }

  it('finds the sentence that answers, and tells what is told from what is nearly told, where cosines cannot', async () => {
    const passages = readPassages()
      .filter(({ id }) => isHeldOut(id))
      .filter((_, i) => i % EVERY === 0);
    const best = { told: [] as number[], nearly: [] as number[] };
    const cosines = { told: [] as number[], nearly: [] as number[] };
    let found = 0;
    for (const { en, answerable, unanswerable } of passages) {
      const questions = [...answerable, ...unanswerable];
      for (const [i, { en: question, s }] of questions.entries()) {
        const { asked, passage } = await read(question, 'en', en);
        const [odds] = await model.weigh(asked, [passage]);
        const kind = i < answerable.length ? 'told' : 'nearly';
        best[kind].push(Math.max(...odds!));
        cosines[kind].push(Math.max(...passage.similarities));
        found += Number(kind === 'told' && odds!.indexOf(Math.max(...odds!)) === s);
      }
    }
    expect(found / best.told.length).toBeGreaterThan(0.65);
    expect(above(best)).toBeGreaterThan(0.65);
    expect(above(best)).toBeGreaterThan(above(cosines) + 0.05);
  });

  it('says the same of a passage, whatever is read beside it', async () => {
    const { asked, passage } = await read('Who runs the reading room?', 'en');
    const short = { ...passage, sentences: passage.sentences.slice(2), similarities: passage.similarities.slice(2) };
    const [alone] = await model.weigh(asked, [passage]);
    const [[other], [first, second]] = [await model.weigh(asked, [short]), await model.weigh(asked, [passage, short])];
    first!.forEach((value, i) => {
      expect(value).toBeCloseTo(alone![i]!, 3);
    });
    second!.forEach((value, i) => {
      expect(value).toBeCloseTo(other![i]!, 3);
    });
  });

  it('reads the four sentences most similar to the question, and those that have tokens', async () => {
    const { asked, passage } = await read('Who runs it?', 'en', [...LIBRARY, LIBRARY[0]!]);
    const similarities = [0.1, 0.5, 0.4, 0.6, 0.3, 0.9];
    const [values] = await model.weigh(asked, [
      { ...passage, sentences: [...passage.sentences, new Int32Array(0)], similarities },
    ]);
    expect(values!.map(Number.isFinite)).toEqual([false, true, true, true, true, false]);
  });

  it('takes questions and sentences longer than it was trained with', async () => {
    const long = `${'the reading room and its many thousand books '.repeat(60)}.`;
    const { asked, passage } = await read(long, 'en', [long, long, long, long]);
    const [values] = await model.weigh(asked, [passage]);
    expect(values).toHaveLength(4);
    for (const value of values!) expect(value).not.toBeNaN();
  });

  it('has nothing to say of no question, no sentences and no passages', async () => {
    const none: TokenBits = { bits: new Int32Array(0), weights: new Float32Array(0) };
    const { asked, passage } = await read('Who runs it?', 'en');
    expect(await model.weigh(none, [passage])).toEqual([LIBRARY.map(() => Number.NEGATIVE_INFINITY)]);
    expect(await model.weigh(asked, [{ sentences: [], similarities: [], sameLanguage: true }])).toEqual([[]]);
    expect(await model.weigh(asked, [])).toEqual([]);
  });

  it('is there for the model whose tokens it knows, and for no other', async () => {
    expect(await loadEvidenceModel(modelsDir, 'multilingual-e5-small')).toBeUndefined();
  });
});

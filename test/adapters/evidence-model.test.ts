/** The bundled evidence model: real weights, and the word table that it shares with the embedder. */
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadEvidenceModel } from '../../adapters/evidence-model.ts';
import { createTransformersEmbedding } from '../../adapters/transformers-embedding.ts';
import { EVIDENCE_WORKER, ROOT } from '../../config.ts';
import type { EmbeddingModel, EvidenceModel, PassageEvidence } from '../../core/types.ts';
import { isHeldOut, readPassages } from '../../models/train/passages/passages.ts';

const modelsDir = join(ROOT, 'models');
const MODEL = 'e5-small-yue-zh-en';

/** Of the passages that the model was not trained with, of all kinds. */
const EVERY = 16;

/** The chance that one that is told stands above one that is nearly told. */
const above = ({ told, nearly }: Record<'told' | 'nearly', readonly number[]>): number =>
  told.reduce((sum, value) => sum + nearly.filter((other) => other < value).length, 0) / told.length / nearly.length;

const LIBRARY = [
  'The Pok Fu Lam reading room opened to the public in March 1998.',
  'It holds some 40,000 volumes, most of them on the history of medicine.',
  'Membership costs HK$120 a year and is free for students.',
  'Mrs Ada Yip, a retired nurse, has run it since 2011.',
];

/** Sentences written first are nearest, unless said otherwise. */
const passageOf = (sentences: readonly string[], others: Partial<PassageEvidence> = {}): PassageEvidence => ({
  title: '',
  sentences,
  similarities: sentences.map((_, i) => 0.6 - i / 100),
  sameLanguage: true,
  ...others,
});

const placeOfBest = (odds: readonly number[]): number => odds.indexOf(Math.max(...odds));

describe('the evidence model', () => {
  let embedder: EmbeddingModel;
  let model: EvidenceModel;
  const load = (workers?: { script: URL; count: number }) =>
    loadEvidenceModel({ modelsDir, embeddingModel: MODEL, tokenIds: embedder.tokenIds, workers });
  beforeAll(async () => {
    embedder = await createTransformersEmbedding({ model: MODEL, modelsDir, download: 'never' });
    model = (await load())!;
  });

  it('finds the sentence that answers, and tells what is told from what is nearly told', async () => {
    const passages = readPassages()
      .filter(({ id }) => isHeldOut(id))
      .filter((_, i) => i % EVERY === 0);
    const best = { told: [] as number[], nearly: [] as number[] };
    let found = 0;
    for (const { en, answerable, unanswerable } of passages) {
      for (const [i, { en: question, s }] of [...answerable, ...unanswerable].entries()) {
        const similarities = en.map((_, at) => (at === s ? 0.6 : 0.5));
        const odds = await model.weigh(question, passageOf(en, { similarities }));
        const kind = i < answerable.length ? 'told' : 'nearly';
        best[kind].push(Math.max(...odds));
        found += Number(kind === 'told' && placeOfBest(odds) === s);
      }
    }
    expect(found / best.told.length).toBeGreaterThan(0.9);
    expect(above(best)).toBeGreaterThan(0.88);
  });

  it.each([
    ['閱讀室幾時開放畀公眾？', 0],
    ['阅览室有多少册书？', 1],
    ['會費幾多錢一年？', 2],
    ['邊個管理呢間閱讀室？', 3],
  ])('reads English for a Chinese question: %s', async (question, place) => {
    const odds = await model.weigh(question, passageOf(LIBRARY, { sameLanguage: false }));
    expect(placeOfBest(odds)).toBe(place);
  });

  it('says the same of a passage, whatever is read beside it', async () => {
    const question = 'Who founded the reading room?';
    const [passage, short] = [passageOf(LIBRARY), passageOf(LIBRARY.slice(2))];
    const [alone, other] = [await model.weigh(question, passage), await model.weigh(question, short)];
    const together = [short, passage, short].map((each) => model.weigh(question, each));
    expect(await Promise.all(together)).toEqual([other, alone, other]);
  });

  it('knows from the title what the sentences are about', async () => {
    const sentence = ['It opened to the public in March 1998.'];
    const ask = async (title: string) => {
      const [odds] = await model.weigh('When did the Pok Fu Lam reading room open?', passageOf(sentence, { title }));
      return odds!;
    };
    expect(await ask('The Pok Fu Lam reading room')).toBeGreaterThan((await ask('The ferry pier of Mui Wo')) + 1);
  });

  it.each([
    ['four', [0.56, 0.59, 0.58, 0.6, 0.57, 0.55, 0.7], [false, true, true, true, false, false, true]],
    [
      'fewer where others are far',
      [0.5, 0.6, 0.54, 0.56, 0.1, 0.2, 0.7],
      [false, true, false, true, false, false, true],
    ],
    ['six where they are near', [0.61, 0.62, 0.65, 0.63, 0.64, 0.66, 0.7], [false, true, true, true, true, true, true]],
  ])('reads the sentences most similar to the question: %s', async (_, similarities, read) => {
    const sentences = [...LIBRARY, ...LIBRARY.slice(0, 3)];
    const values = await model.weigh('Who runs it?', passageOf(sentences, { similarities }));
    expect(values.map(Number.isFinite)).toEqual(read);
  });

  it('takes questions and sentences longer than it was trained with, and reads those for which there is room', async () => {
    const long = `${'the reading room and its many thousand books '.repeat(60)}.`;
    const ask = (question: string, title: string) =>
      model.weigh(question, passageOf([long, long, long, long, long], { title }));
    const read = async (question: string, title: string) => (await ask(question, title)).map(Number.isFinite);
    expect(await read(long, long)).toEqual([true, true, false, false, false]);
    expect(await read('Who runs it?', '')).toEqual([true, true, true, false, false]);
    expect(await model.weigh('Who runs it?', passageOf([long, '']))).not.toContain(Number.NaN);
  });

  it('has nothing to say of no question and of no sentences', async () => {
    expect(await model.weigh('', passageOf(LIBRARY))).toEqual(LIBRARY.map(() => Number.NEGATIVE_INFINITY));
    expect(await model.weigh('Who runs it?', passageOf([]))).toEqual([]);
  });

  it('says the same from a thread of its own, which names what goes wrong there', async () => {
    const threaded = (await load({ script: EVIDENCE_WORKER, count: 1 }))!;
    const question = '邊個管理呢間閱讀室？';
    const passage = passageOf(LIBRARY, { sameLanguage: false });
    const [here, there] = [await model.weigh(question, passage), await threaded.weigh(question, passage)];
    here.forEach((value, i) => {
      expect(there[i]).toBeCloseTo(value, 2);
    });
    const broken = (await load({ script: new URL('none.js', EVIDENCE_WORKER), count: 1 }))!;
    await expect(broken.weigh(question, passage)).rejects.toThrow(/thread of the evidence model ended.*none\.js/);
  });

  it('is there for the model whose tokens it knows, and for no other', async () => {
    const { tokenIds } = embedder;
    expect(await loadEvidenceModel({ modelsDir, embeddingModel: 'multilingual-e5-small', tokenIds })).toBeUndefined();
  });
});

/** What each part of the retriever that could be left out brings, and what it adds to the time of a question. */
import type { Language } from '../../core/types.ts';
import { dot } from '../../core/vector.ts';
import { readTsv } from '../data.ts';
import { type Figure, figure } from '../figures.ts';
import { quantile, recallAt, worstPlace } from '../metrics.ts';
import { type ChangeParts, type CreatePool, createPools, type Pool, type PoolText } from '../pool.ts';
import {
  type Asked,
  answerScores,
  poolTexts,
  readUnrefused,
  readXquad,
  retrievalScore,
  retrieveAll,
  type Written,
  type Xquad,
} from '../xquad.ts';
import type { Embedders, Measure, MeasureInput, Parts } from './measure.ts';
import { freshQuestions } from './speed.ts';

interface Addition {
  readonly id: string;
  readonly title: string;
  /** The embedders to be used without it. */
  readonly embedders?: (parts: Parts) => Promise<Embedders>;
  /** What the retriever is made of without it. */
  readonly without?: ChangeParts;
}

const ADDITIONS: readonly Addition[] = [
  { id: 'means', title: 'language means', embedders: ({ without }) => without.means() },
  { id: 'bridge', title: 'Cantonese bridge', embedders: ({ without }) => without.bridge() },
  {
    id: 'sentences',
    title: 'sentence vectors',
    // Then a passage counts as a whole.
    without: changeCandidates((found) => ({
      ...found,
      similarities: (passage, unit) => ({ own: dot(unit, found.vector(passage)), sentences: [] }),
    })),
  },
  { id: 'keywords', title: 'keywords', without: changeCandidates((found) => ({ ...found, matches: [] })) },
  { id: 'names', title: 'explained names', without: (parts) => ({ ...parts, explaining: 0 }) },
  { id: 'shift', title: 'language shift', without: (parts) => ({ ...parts, shift: () => 0 }) },
  { id: 'tokens', title: 'token order', without: changeCandidates((found) => ({ ...found, tokenMatches: undefined })) },
  { id: 'translations', title: 'translations', without: (parts) => ({ ...parts, translations: undefined }) },
];

/** It reads what was found, and is judged by what is quoted. */
const EVIDENCE: Addition = {
  id: 'evidence',
  title: 'evidence model',
  without: (parts) => ({ ...parts, evidence: undefined }),
};

type Found = Awaited<ReturnType<Parameters<ChangeParts>[0]['candidates']>>;

function changeCandidates(change: (found: Found) => Found): ChangeParts {
  return (parts) => ({ ...parts, candidates: async (...asked) => change(await parts.candidates(...asked)) });
}

interface Figured {
  readonly id: string;
  readonly title: string;
  readonly asked: Asked;
  readonly languageOf: (i: number) => Written;
}

const DIRECTIONS: readonly Figured[] = [
  { id: 'zh-zh', title: 'zh→zh', asked: 'zh-Hans', languageOf: () => 'zh-Hans' },
  { id: 'zh-en', title: 'zh→en', asked: 'zh-Hans', languageOf: () => 'en' },
  {
    id: 'zh-mixed',
    title: 'zh→half en, half zh',
    asked: 'zh-Hans',
    languageOf: (i) => (i % 2 === 0 ? 'en' : 'zh-Hans'),
  },
];

/** Sentence pairs. */
const PAIRS = 500;

/** Questions of each language that are timed. */
const TIMED = 50;

/** Asked before the clock runs. */
const WARM_UP = 20;

export const additions: Measure = {
  name: 'additions',
  title: 'What each part brings and costs',
  needs: ['xquadPassages', 'xquadQuestions', 'tatoeba'],
  method: `Each part is left out by itself, all others stay: what is gained by having it, in points of nDCG@10 (XQuAD, one of
the mixed pools) and of recall@1 (Tatoeba), of the evidence model in gold answers among the best two sentences, and what it adds
to a whole question, embedding included: the median difference
over ${3 * TIMED} questions, a third each English, Chinese and Cantonese, asked with and without it in turn. What is saved
by embedding a passage's sentences and tokens when it is indexed is not counted. Left out of \`--quick\`.`,
  async run(input) {
    const { parts, files, quick, progress } = input;
    if (quick) return [];
    const data = await readXquad(files.xquadPassages, files.xquadQuestions);
    const pairs = (await readTsv(files.tatoeba, ['yue', 'en'])).slice(0, PAIRS);
    const measured = async (addition?: Addition) => {
      progress.step(
        `Without ${addition?.title ?? 'nothing'}`,
        data.questions.length * DIRECTIONS.length + pairs.length,
      );
      return qualities(data, pairs, await poolsOf(parts, addition), progress.tick);
    };
    const all = await measured();
    const figures: Figure[] = [];
    const times = await addedTimes([...ADDITIONS, EVIDENCE], input, data, pairs);
    const timeOf = ({ id, title }: Addition, ms: number) =>
      figure(`additions.${id}.ms`, `${title}: time`, ms, 3 * TIMED, { unit: 'ms added', better: 'lower' });
    for (const [n, addition] of ADDITIONS.entries()) {
      const { id, title } = addition;
      const without = await measured(addition);
      for (const [i, { id: of, title: direction, count, value }] of all.entries()) {
        const gained = value - without[i]!.value;
        figures.push(
          figure(`additions.${id}.${of}`, `${title}: ${direction}`, gained, count, { unit: 'points gained' }),
        );
      }
      figures.push(timeOf(addition, times[n]!));
    }
    return [...figures, ...(await sentencesGained(input, data)), timeOf(EVIDENCE, times.at(-1)!)];
  },
};

async function poolsOf(parts: Parts, addition?: Addition): Promise<CreatePool> {
  const { embedder } = await embeddersOf(parts, addition);
  return createPools(embedder, { change: addition?.without, aids: parts.aids });
}

const embeddersOf = async (parts: Parts, addition?: Addition): Promise<Embedders> =>
  (await addition?.embedders?.(parts)) ?? parts;

/** In the best two sentences, with the evidence model and without. */
async function sentencesGained({ parts, progress }: MeasureInput, data: Xquad): Promise<Figure[]> {
  const figures: Figure[] = [];
  progress.step('Sentences read', 4 * data.questions.length);
  const asked = 'zh-Hans';
  for (const of of ['zh-Hans', 'en'] as const) {
    const answersFound = async (read: boolean) => {
      const hits = await retrieveAll(data, parts.createPool, asked, () => of, { read, onAsked: progress.tick });
      return answerScores(data, hits, asked, of).firstTwo;
    };
    const gained = (await answersFound(true)) - (await answersFound(false));
    const [id, title] = [`zh-${of.slice(0, 2)}`, `${EVIDENCE.title}: zh→${of.slice(0, 2)}, answer in the best two`];
    figures.push(figure(`additions.evidence.${id}`, title, gained, data.questions.length, { unit: 'points gained' }));
  }
  return figures;
}

type Pair = Readonly<Record<'yue' | 'en', string>>;

async function qualities(data: Xquad, pairs: readonly Pair[], createPool: CreatePool, tick: () => void) {
  const results: { id: string; title: string; count: number; value: number }[] = [];
  for (const { id, title, asked, languageOf } of DIRECTIONS) {
    const hits = await retrieveAll(data, createPool, asked, languageOf, { onAsked: tick });
    results.push({ id, title, count: data.questions.length, value: retrievalScore(data, hits) });
  }
  const pool = await createPool(pairs.map(({ en }, i): PoolText => ({ id: String(i), language: 'en', text: en })));
  const places: number[] = [];
  for (const [i, { yue }] of pairs.entries()) {
    const hits = await pool.retriever.retrieve(yue, { language: 'yue', questionLanguage: 'yue', k: 10 });
    places.push(worstPlace(hits, ({ passage }) => passage.article === String(i)));
    tick();
  }
  await pool.close();
  results.push({ id: 'yue-en', title: 'Tatoeba yue→en', count: pairs.length, value: recallAt(1, places) });
  return results;
}

/** Milliseconds that each addition adds, in their order. */
async function addedTimes(
  additions: readonly Addition[],
  { parts, progress }: MeasureInput,
  data: Xquad,
  pairs: readonly Pair[],
): Promise<number[]> {
  const texts = (['en', 'zh-Hans'] as const).flatMap((language) =>
    poolTexts(data, () => language).map((text) => ({ ...text, id: `${text.id} ${language}` })),
  );
  const questions = data.questions.slice(0, TIMED).flatMap(({ text }, i): [Language, string][] => [
    ['en', text.en],
    ['zh-Hans', text['zh-Hans']],
    ['yue', pairs[i % pairs.length]!.yue],
  ]);
  const asked = [...questions.slice(0, WARM_UP), ...questions];
  const pools: Pool[] = [];
  for (const addition of [undefined, ...additions]) {
    const embedder = freshQuestions(await embeddersOf(parts, addition));
    pools.push(await createPools(embedder, { change: addition?.without, aids: parts.aids })(texts));
  }
  progress.step('Time of each part', asked.length);
  const added = additions.map((): number[] => []);
  for (const [i, [language, question]] of asked.entries()) {
    const times: number[] = [];
    // Who goes first is the colder: each does in turn.
    for (let turn = 0; turn < pools.length; turn++) {
      const n = (i + turn) % pools.length;
      const started = performance.now();
      await pools[n]!.retriever.retrieve(question, {
        language,
        questionLanguage: language,
        k: 6,
        reading: readUnrefused(question),
      });
      times[n] = performance.now() - started;
    }
    progress.tick();
    if (i < asked.length - questions.length) continue;
    for (const [n, list] of added.entries()) list.push(times[0]! - times[n + 1]!);
  }
  for (const pool of pools) await pool.close();
  return added.map((differences) => quantile(differences, 0.5));
}

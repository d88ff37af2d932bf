/** XQuAD: the right passage, and the right sentence of it, within and across languages. */
import type { Hit } from '../../core/types.ts';
import { bestChunks } from '../baseline.ts';
import { type Figure, figure } from '../figures.ts';
import { mean, ndcgAt10, worstPlace } from '../metrics.ts';
import {
  type Asked,
  answerScores,
  poolTexts,
  readXquad,
  replyScore,
  retrievalScore,
  retrieveAll,
  type Written,
  type Xquad,
} from '../xquad.ts';
import type { Measure, MeasureInput } from './measure.ts';

export interface Direction {
  readonly id: string;
  readonly title: string;
  readonly asked: Asked;
  /** The languages of the pools asked: passage `i` of each. Figures are averaged over them. */
  readonly pools: readonly ((i: number) => Written)[];
  readonly target?: number;
  /** The direction it may fall short of by a point. */
  readonly within?: string;
  /** Target of the extractive answer. */
  readonly answer?: number;
}

const english = [() => 'en' as const];
const chinese = [() => 'zh-Hans' as const];
const halves = [0, 1].map((half) => (i: number) => (i % 2 === half ? ('en' as const) : ('zh-Hans' as const)));

export const DIRECTIONS: readonly Direction[] = [
  { id: 'en-en', title: 'en→en', asked: 'en', pools: english, target: 98.5, answer: 95 },
  { id: 'zh-zh', title: 'zh→zh', asked: 'zh-Hans', pools: chinese, target: 97.5, answer: 95 },
  { id: 'zh-en', title: 'zh→en', asked: 'zh-Hans', pools: english, target: 94, answer: 88 },
  { id: 'en-zh', title: 'en→zh', asked: 'en', pools: chinese, target: 94, answer: 88 },
  { id: 'hant-zh', title: 'Traditional→zh', asked: 'zh-Hant', pools: chinese, within: 'zh-zh' },
  { id: 'hant-en', title: 'Traditional→en', asked: 'zh-Hant', pools: english, within: 'zh-en' },
  { id: 'zh-mixed', title: 'zh→half en, half zh', asked: 'zh-Hans', pools: halves, target: 94 },
  { id: 'en-mixed', title: 'en→half en, half zh', asked: 'en', pools: halves, target: 94 },
];

/** Passages of a quick run. */
export const QUICK = 10;

export const xquad: Measure = {
  name: 'xquad',
  title: 'XQuAD, passages and answers',
  needs: ['xquadPassages', 'xquadQuestions'],
  method: `nDCG@10 with the one right passage of each question, through the whole retriever; a tie counts as the worst
place. \`zh\` is Simplified; the Traditional questions are OpenCC's conversion of them and may fall one point behind. In the
mixed pools every other passage is English and the others Chinese; both ways round are averaged. “Answer” is the share of
questions whose gold answer stands, letter by letter (script and spaces aside), in the best one or two of the sentences
ranked, and in what the extractive answer quotes when it refuses nothing.`,
  async run(input) {
    const { files, quick } = input;
    const data = await readXquad(files.xquadPassages, files.xquadQuestions, quick ? QUICK : undefined);
    const passages: Figure[] = [];
    const answers: Figure[] = [];
    for (const direction of DIRECTIONS) {
      const hits = await ours(input, data, direction);
      const limit = passages.find(({ id }) => id === `xquad.${direction.within}`);
      const value = mean(hits.map((each) => retrievalScore(data, each)));
      passages.push(
        figure(`xquad.${direction.id}`, `${direction.title}, nDCG@10`, value, data.questions.length, {
          target: limit ? limit.value - 1 : direction.target,
          baseline: await theirs(input, data, direction),
        }),
      );
      if (direction.answer !== undefined) answers.push(...(await answerFigures(data, direction, hits[0]!)));
    }
    return [...passages, ...answers];
  },
};

async function ours({ parts, progress }: MeasureInput, data: Xquad, { title, asked, pools, answer }: Direction) {
  progress.step(`XQuAD, ${title}`, data.questions.length * pools.length);
  const hits: Hit[][][] = [];
  for (const languageOf of pools) {
    const options = { read: answer !== undefined, onAsked: progress.tick };
    hits.push(await retrieveAll(data, parts.createPool, asked, languageOf, options));
  }
  return hits;
}

/** Chunks looked at: enough for ten passages. */
const CHUNKS = 40;

async function theirs({ parts, progress }: MeasureInput, data: Xquad, { title, asked, pools }: Direction) {
  if (!parts.baseline) return undefined;
  progress.step(`XQuAD, ${title}, baseline`, data.questions.length * pools.length);
  const scores: number[] = [];
  for (const languageOf of pools) {
    const pool = await parts.baseline.createPool(poolTexts(data, languageOf));
    const places: number[] = [];
    for (const { pid, text } of data.questions) {
      places.push(worstPlace(bestChunks(await pool.search(text[asked], CHUNKS)), ({ id }) => id === pid));
      progress.tick();
    }
    scores.push(ndcgAt10(places));
  }
  return mean(scores);
}

async function answerFigures(data: Xquad, { id, title, asked, pools, answer }: Direction, hits: readonly Hit[][]) {
  const language = pools[0]!(0);
  const { first, firstTwo } = answerScores(data, hits, asked, language);
  const quoted = await replyScore(data, hits, asked, language);
  const count = data.questions.length;
  return [
    figure(`xquad.answer.${id}.first`, `${title}, answer in the best sentence`, first, count),
    figure(`xquad.answer.${id}.two`, `${title}, answer in the best two`, firstTwo, count, { target: answer }),
    figure(`xquad.answer.${id}.quoted`, `${title}, answer in what is quoted`, quoted, count),
  ];
}

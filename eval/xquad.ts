/** XQuAD: retrieval within and across languages, and whether the extractive answer holds the right one. */
import { rankSentences } from '../core/answer/extractive.ts';
import { foldScript } from '../core/language/script.ts';
import type { Hit, Language } from '../core/types.ts';
import { readTsv } from './data.ts';
import { ndcgAt10, percent, worstPlace } from './metrics.ts';
import type { createPools, PoolText } from './pool.ts';

export interface XquadQuestion {
  readonly pid: string;
  readonly text: Record<Asked, string>;
  readonly answer: Record<'en' | 'zh-Hans', string>;
}

type Asked = 'en' | 'zh-Hans' | 'zh-Hant';

export async function readXquad(passagesFile: string, questionsFile: string) {
  const passages = await readTsv(passagesFile, ['pid', 'en', 'zh_hans']);
  const questions = await readTsv(questionsFile, [
    'pid',
    'en',
    'zh_hans',
    'zh_hant_converted',
    'answer_en',
    'answer_zh',
  ]);
  return {
    passages: passages.map(({ pid, en, zh_hans }) => ({ pid, en, 'zh-Hans': zh_hans })),
    questions: questions.map(
      (q): XquadQuestion => ({
        pid: q.pid,
        text: { en: q.en, 'zh-Hans': q.zh_hans, 'zh-Hant': q.zh_hant_converted },
        answer: { en: q.answer_en, 'zh-Hans': q.answer_zh },
      }),
    ),
  };
}

export type Xquad = Awaited<ReturnType<typeof readXquad>>;

type CreatePool = ReturnType<typeof createPools>;

/** Hits per question for a pool in which passage `i` is in `languageOf(i)`. */
export async function retrieveAll(
  { passages, questions }: Xquad,
  createPool: CreatePool,
  asked: Asked,
  languageOf: (i: number) => 'en' | 'zh-Hans',
  k = 10,
): Promise<Hit[][]> {
  const texts = passages.map((p, i): PoolText => ({ id: p.pid, language: languageOf(i), text: p[languageOf(i)] }));
  const pool = await createPool(texts);
  const hits: Hit[][] = [];
  for (const { text } of questions) {
    const language: Language = asked;
    hits.push(await pool.retriever.retrieve(text[asked], { language, questionLanguage: language, k }));
  }
  await pool.close();
  return hits;
}

const placesOf = ({ questions }: Xquad, hits: readonly Hit[][]): number[] =>
  questions.map(({ pid }, i) => worstPlace(hits[i]!, (hit) => hit.passage.article === pid));

export const retrievalScore = (xquad: Xquad, hits: readonly Hit[][]): number => ndcgAt10(placesOf(xquad, hits));

/** Whether the gold answer stands in the first one, and in the first two, of the sentences ranked. */
export function answerScores(xquad: Xquad, hits: readonly Hit[][], asked: Asked, language: 'en' | 'zh-Hans') {
  const fold = (text: string) => foldScript(text).replace(/\s/g, '');
  const within = (count: number) =>
    percent(
      xquad.questions.map(({ text, answer }, i) => {
        const sentences = rankSentences(text[asked], hits[i]!).slice(0, count);
        return sentences.some(({ evidence }) => fold(evidence.text).includes(fold(answer[language]))) ? 1 : 0;
      }),
    );
  return { first: within(1), firstTwo: within(2) };
}

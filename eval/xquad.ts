/** XQuAD: retrieval within and across languages, and whether the extractive answer holds the right one. */
import { createExtractive } from '../core/answer/extractive.ts';
import { rankSentences } from '../core/answer/ranked-sentences.ts';
import { createReading } from '../core/answer/reading-plan.ts';
import { foldScript } from '../core/language/script.ts';
import type { Hit } from '../core/types.ts';
import { DataError, readTsv, spread } from './data.ts';
import { ndcgAt10, percent, worstPlace } from './metrics.ts';
import type { CreatePool, PoolText } from './pool.ts';

export interface XquadQuestion {
  readonly pid: string;
  readonly text: Record<Asked, string>;
  readonly answer: Record<Written, string>;
}

export type Asked = 'en' | 'zh-Hans' | 'zh-Hant';
/** The languages that passages are in. */
export type Written = 'en' | 'zh-Hans';

/** @param count of passages, evenly spread, with their questions; all of them by default. */
export async function readXquad(passagesFile: string, questionsFile: string, count = Number.POSITIVE_INFINITY) {
  const passages = spread(await readTsv(passagesFile, ['pid', 'en', 'zh_hans']), count);
  const kept = new Set(passages.map(({ pid }) => pid));
  const questions = await readTsv(questionsFile, [
    'pid',
    'en',
    'zh_hans',
    'zh_hant_converted',
    'answer_en',
    'answer_zh',
  ]);
  const lost = count === Number.POSITIVE_INFINITY ? questions.find(({ pid }) => !kept.has(pid)) : undefined;
  if (lost)
    throw new DataError(
      `${questionsFile}: the question “${lost.en}” asks of passage ${lost.pid}, which is not in ${passagesFile}.`,
    );
  return {
    passages: passages.map(({ pid, en, zh_hans }) => ({ pid, en, 'zh-Hans': zh_hans })),
    questions: questions
      .filter(({ pid }) => kept.has(pid))
      .map(
        (q): XquadQuestion => ({
          pid: q.pid,
          text: { en: q.en, 'zh-Hans': q.zh_hans, 'zh-Hant': q.zh_hant_converted },
          answer: { en: q.answer_en, 'zh-Hans': q.answer_zh },
        }),
      ),
  };
}

export type Xquad = Awaited<ReturnType<typeof readXquad>>;

/** The passages as a pool's texts, passage `i` in `languageOf(i)`. */
export const poolTexts = ({ passages }: Xquad, languageOf: (i: number) => Written): PoolText[] =>
  passages.map((p, i) => ({ id: p.pid, language: languageOf(i), text: p[languageOf(i)] }));

export interface RetrieveAllOptions {
  /** To be answered from, none refused. */
  readonly read?: boolean;
  readonly k?: number;
  /** Called after each question. */
  readonly onAsked?: () => void;
}

/** Read as it is to be answered from, though nothing is refused. */
export const readUnrefused = createReading(0);

/** Hits per question. */
export async function retrieveAll(
  xquad: Xquad,
  createPool: CreatePool,
  asked: Asked,
  languageOf: (i: number) => Written,
  { k = 10, read = false, onAsked }: RetrieveAllOptions = {},
): Promise<Hit[][]> {
  const pool = await createPool(poolTexts(xquad, languageOf));
  try {
    const hits: Hit[][] = [];
    for (const { text } of xquad.questions) {
      hits.push(
        await pool.retriever.retrieve(text[asked], {
          language: asked,
          questionLanguage: asked,
          k,
          ...(read && { reading: readUnrefused(text[asked]) }),
        }),
      );
      onAsked?.();
    }
    return hits;
  } finally {
    await pool.close();
  }
}

const placesOf = ({ questions }: Xquad, hits: readonly Hit[][]): number[] =>
  questions.map(({ pid }, i) => worstPlace(hits[i]!, (hit) => hit.passage.article === pid));

export const retrievalScore = (xquad: Xquad, hits: readonly Hit[][]): number => ndcgAt10(placesOf(xquad, hits));

/** Whether the gold answer stands in the first one, and in the first two, of the sentences ranked. */
export function answerScores(xquad: Xquad, hits: readonly Hit[][], asked: Asked, language: Written) {
  const within = (count: number) =>
    percent(
      xquad.questions.map(({ text, answer }, i) => {
        const sentences = rankSentences(text[asked], hits[i]!).slice(0, count);
        return sentences.some(({ evidence }) => fold(evidence.text).includes(fold(answer[language]))) ? 1 : 0;
      }),
    );
  return { first: within(1), firstTwo: within(2) };
}

/** Whether the gold answer stands in what the reader is told, when nothing is refused. */
export async function replyScore(
  xquad: Xquad,
  hits: readonly Hit[][],
  asked: Asked,
  language: Written,
): Promise<number> {
  const model = createExtractive({ threshold: 0 });
  const signal = new AbortController().signal;
  const right: number[] = [];
  for (const [i, { text, answer }] of xquad.questions.entries()) {
    let reply = '';
    const request = { question: text[asked], language: asked, hits: hits[i]!, history: [] };
    for await (const event of model.reply(request, signal))
      if (event.type === 'citation') reply += event.citation.quote;
    right.push(fold(reply).includes(fold(answer[language])) ? 1 : 0);
  }
  return percent(right);
}

const fold = (text: string): string => foldScript(text).replace(/\s/g, '');

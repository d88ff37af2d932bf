/** What a question costs in time: of the search itself, and of the embedding before it. */
import type { EmbeddingModel } from '../../core/types.ts';
import { spread } from '../data.ts';
import { figure } from '../figures.ts';
import { quantile } from '../metrics.ts';
import { createPools, type PoolText } from '../pool.ts';
import { readXquad } from '../xquad.ts';
import type { Embedders, Measure } from './measure.ts';
import { QUICK } from './xquad.ts';

const QUESTIONS = 200;
/** Asked before the clock runs. */
const WARM_UP = 20;

export const speed: Measure = {
  name: 'speed',
  title: 'Time of a question',
  needs: ['xquadPassages', 'xquadQuestions'],
  method: `One question after the other, half of them English and half Chinese, over XQuAD's passages in both languages,
after a warm-up. “Search” is everything the retriever does but the embedding of the question. Times depend on the machine;
the ratio of the two, much less.`,
  async run({ parts, files, quick, progress }) {
    const data = await readXquad(files.xquadPassages, files.xquadQuestions, quick ? QUICK : undefined);
    const texts = data.passages.flatMap(({ pid, ...text }) =>
      (['en', 'zh-Hans'] as const).map(
        (language): PoolText => ({ id: `${pid} ${language}`, language, text: text[language] }),
      ),
    );
    const watched = timeQuestions(parts);
    const questions = spread(data.questions, QUESTIONS);
    progress.step('Time of a question', questions.length);
    const pool = await createPools(watched.embedder, { aids: parts.aids })(texts);
    const searching: number[] = [];
    const embedding: number[] = [];
    const asked = [...questions.slice(0, WARM_UP), ...questions];
    for (const [i, { text }] of asked.entries()) {
      const language = i % 2 === 0 ? 'en' : 'zh-Hans';
      const started = performance.now();
      await pool.retriever.retrieve(text[language], { language, questionLanguage: language, k: 6 });
      const whole = performance.now() - started;
      if (i < asked.length - questions.length) continue;
      embedding.push(watched.last());
      searching.push(whole - watched.last());
      progress.tick();
    }
    await pool.close();
    const ratio = quantile(searching, 0.5) / quantile(embedding, 0.5);
    const count = questions.length;
    const time = (id: string, title: string, value: number) =>
      figure(`speed.${id}`, title, value, count, { unit: 'ms', better: 'lower' });
    return [
      time('search.median', 'search, median', quantile(searching, 0.5)),
      time('search.p95', 'search, 95th percentile', quantile(searching, 0.95)),
      time('embedding.median', 'embedding, median', quantile(embedding, 0.5)),
      time('embedding.p95', 'embedding, 95th percentile', quantile(embedding, 0.95)),
      figure('speed.ratio', 'search / embedding', ratio, count, { unit: '×', better: 'lower' }),
    ];
  },
};

/** Passages come from the cache, questions are embedded anew. */
export function freshQuestions({ embedder, uncached }: Embedders): EmbeddingModel {
  const { embed, embedTokens } = embedder;
  return {
    ...embedder,
    embed: (texts, role, language) => (role === 'passage' ? embed : uncached.embed)(texts, role, language),
    ...(embedTokens && {
      embedTokens: (texts, role, language) =>
        (role === 'passage' ? embedTokens : uncached.embedTokens!)(texts, role, language),
    }),
  };
}

/** Questions are timed. */
function timeQuestions(embedders: Embedders): { embedder: EmbeddingModel; last: () => number } {
  let last = 0;
  const embedder = freshQuestions(embedders);
  async function timed<T>(embed: () => Promise<T>): Promise<T> {
    const started = performance.now();
    const embedded = await embed();
    last = performance.now() - started;
    return embedded;
  }
  const { embed, embedTokens } = embedder;
  return {
    last: () => last,
    embedder: {
      ...embedder,
      embed: (...asked) => timed(() => embed(...asked)),
      ...(embedTokens && { embedTokens: (...asked) => timed(() => embedTokens(...asked)) }),
    },
  };
}

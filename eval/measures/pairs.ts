/** Sentence retrieval: a Cantonese sentence is asked for, its English translation is to be found. */

import { type Baseline, bestChunks } from '../baseline.ts';
import { readTsv, spread } from '../data.ts';
import { type Figure, figure } from '../figures.ts';
import { recallAt, worstPlace } from '../metrics.ts';
import type { PoolText } from '../pool.ts';
import type { Measure, MeasureInput } from './measure.ts';

interface Pair {
  readonly yue: string;
  readonly en: string;
}

/** As many as the targets were measured with. */
const FULL = 500;

const method = (source: string) => `${source}: recall@1, the share of Cantonese sentences for which the English
translation comes first among the English sentences of all ${FULL} pairs (Cantonese questions, through the whole retriever).
A tie counts as the worst place.`;

export const tatoeba: Measure = {
  name: 'tatoeba',
  title: 'Tatoeba, Cantonese to English',
  needs: ['tatoeba'],
  method: method('Everyday sentences (LASER’s Tatoeba test set)'),
  run: (input) => recall(input, 'tatoeba', 'Tatoeba', 94, input.quick ? 150 : FULL),
};

export const ntrex: Measure = {
  name: 'ntrex',
  title: 'NTREX, Cantonese to English',
  needs: ['ntrex'],
  method: method('News sentences (NTREX-128)'),
  run: (input) => recall(input, 'ntrex', 'NTREX', 99, input.quick ? 60 : FULL),
};

async function recall(
  { parts, files, progress }: MeasureInput,
  name: 'tatoeba' | 'ntrex',
  title: string,
  target: number,
  count: number,
): Promise<Figure[]> {
  const all = (await readTsv(files[name], ['yue', 'en'])).slice(0, FULL);
  const pairs: readonly Pair[] = spread(all, count);
  const texts = pairs.map(({ en }, i): PoolText => ({ id: String(i), language: 'en', text: en }));
  const { baseline } = parts;
  progress.step(`${title}, yue→en`, pairs.length * (baseline ? 2 : 1));
  const pool = await parts.createPool(texts);
  const places: number[] = [];
  for (const [i, { yue }] of pairs.entries()) {
    const hits = await pool.retriever.retrieve(yue, { language: 'yue', questionLanguage: 'yue', k: 10 });
    places.push(worstPlace(hits, (hit) => hit.passage.article === String(i)));
    progress.tick();
  }
  await pool.close();
  const value = recallAt(1, places);
  const stock = baseline && (await baselineRecall(baseline, pairs, texts, progress.tick));
  return [figure(`${name}.yue-en`, 'yue→en, recall@1', value, pairs.length, { target, baseline: stock })];
}

async function baselineRecall(
  baseline: Baseline,
  pairs: readonly Pair[],
  texts: readonly PoolText[],
  onAsked: () => void,
): Promise<number> {
  const pool = await baseline.createPool(texts);
  const places: number[] = [];
  for (const [i, { yue }] of pairs.entries()) {
    places.push(worstPlace(bestChunks(await pool.search(yue, 10)), (hit) => hit.id === String(i)));
    onAsked();
  }
  return recallAt(1, places);
}

/** The stock pipeline asked the same questions over the same English articles. */
import type { Passage } from '../../core/types.ts';
import type { Baseline, BaselineHit } from '../baseline.ts';
import type { Progress } from '../progress.ts';
import type { Answerable, Asked } from '../questions.ts';
import { rightPassages } from '../right-passage.ts';
import type { Corpus } from './corpus.ts';
import type { BaselinePlaces } from './question-figures.ts';

/** Chunks looked at. */
const CHUNKS = 10;

export async function baselinePlaces(
  baseline: Baseline | undefined,
  set: readonly Answerable[],
  { articles, passages }: Corpus,
  progress: Progress,
): Promise<BaselinePlaces> {
  if (!baseline) return undefined;
  const english = articles.filter(({ language }) => language === 'en');
  const pool = await baseline.createPool(english.map(({ id, text }) => ({ id, text })));
  const places: Record<Asked, number[]> = { en: [], yue: [], zh: [] };
  progress.step('Own questions, baseline', set.length * 3);
  for (const question of set) {
    const right = [...rightPassages(question, passages).passages].filter(({ language }) => language === 'en');
    for (const language of Object.keys(places) as Asked[]) {
      const hits = await pool.search(question[language], CHUNKS);
      const at = hits.findIndex((hit) => right.some((passage) => isMostly(hit, passage)));
      places[language].push(at < 0 ? Number.POSITIVE_INFINITY : at + 1);
      progress.tick();
    }
  }
  return places;
}

/** They share half of the shorter one. */
function isMostly(hit: BaselineHit, passage: Passage): boolean {
  if (hit.id !== passage.article) return false;
  const shared = Math.min(hit.end, passage.end) - Math.max(hit.start, passage.start);
  return shared >= Math.min(hit.end - hit.start, passage.end - passage.start) / 2;
}

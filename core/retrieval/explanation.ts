import type { HitExplanation } from '../types.ts';
import type { Ranked } from './retriever.ts';

/**
 * Why each of the passages shown stands where it does.
 * @param ranked all candidates, best first.
 * @param shown the numbers of those that became hits, in order.
 */
export function explainHits(ranked: readonly Ranked[], shown: readonly number[]): HitExplanation[] {
  const byTokens = ranked.filter(({ met }) => met !== undefined).sort((a, b) => b.met! - a.met!);
  const bySimilarity = [...ranked].sort((a, b) => b.vector - a.vector);
  return shown.map((passage) => {
    const at = ranked.findIndex((candidate) => candidate.passage === passage);
    const { score, cosine, sentences, keyword, met, places } = ranked[at]!;
    return {
      vector: { place: places.vector, score: cosine },
      sentence: { place: bySimilarity.indexOf(ranked[at]!) + 1, score: Math.max(...sentences) },
      keyword: { place: places.keyword, score: keyword },
      tokens: { place: placeIn(byTokens, ranked[at]!), score: met },
      fused: { place: at + 1, score },
    };
  });
}

const placeIn = (ranking: readonly Ranked[], candidate: Ranked): number | undefined =>
  ranking.includes(candidate) ? ranking.indexOf(candidate) + 1 : undefined;

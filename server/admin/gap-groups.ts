/** Questions that found no answer, those that ask alike together, in whatever language they were asked. */
import { groupByLikeness } from '../../core/likeness.ts';
import type { Embedding, EmbeddingModel } from '../../core/types.ts';
import type { Gap, GapLog } from '../records/gap-log.ts';

export interface GapGroup {
  /** Most often asked first. */
  readonly gaps: readonly Gap[];
  /** How often they were asked, together. */
  readonly count: number;
  /** When one of them was last asked; ISO 8601, UTC. */
  readonly last: string;
  readonly note?: string;
}

/**
 * Mean cosine of two groups that ask for the same. With the bundled embedder, on the 45 questions in four languages of
 * `test/server/admin/gap-questions.ts` (which it was chosen on): of the pairs put together 96% belong together, and of those
 * that belong together 77% are. Lower joins more, and soon joins what is different: at 0.38 three in four belong together.
 */
const ALIKE = 0.42;

/** @returns the most asked group first. Vectors are made once and kept with the questions. */
export async function groupGaps(
  gaps: readonly Gap[],
  log: Pick<GapLog, 'vectors' | 'keepVectors'>,
  embedder: Pick<EmbeddingModel, 'id' | 'embed'>,
): Promise<GapGroup[]> {
  if (gaps.length === 0) return [];
  const known = await log.vectors(
    gaps.map(({ id }) => id),
    embedder.id,
  );
  const made = await embedMissing(
    gaps.filter(({ id }) => !known.has(id)),
    embedder,
  );
  if (made.size > 0) await log.keepVectors(made, embedder.id);
  const vectors = gaps.map(({ id }) => known.get(id) ?? made.get(id)!);
  return groupByLikeness(vectors, ALIKE)
    .map((members) => group(members.map((i) => gaps[i]!)))
    .sort((a, b) => b.count - a.count || b.last.localeCompare(a.last));
}

/** One by one: in a batch, a quantized model gives a text other vectors in other company. Some 10 ms each. */
async function embedMissing(
  gaps: readonly Gap[],
  embedder: Pick<EmbeddingModel, 'embed'>,
): Promise<Map<number, Embedding>> {
  const vectors = new Map<number, Embedding>();
  for (const { id, question, language } of gaps) {
    const [vector] = await embedder.embed([question], 'query', language);
    vectors.set(id, vector!);
  }
  return vectors;
}

function group(gaps: readonly Gap[]): GapGroup {
  const notes = new Set(gaps.flatMap(({ note }) => note ?? []));
  return {
    gaps,
    count: gaps.reduce((sum, { count }) => sum + count, 0),
    last: gaps.reduce((last, gap) => (gap.last > last ? gap.last : last), ''),
    ...(notes.size > 0 && { note: [...notes].join('; ') }),
  };
}

import { join } from 'node:path';
import pino from 'pino';
import { beforeAll, describe, expect, it } from 'vitest';
import { createTransformersEmbedding } from '../../../adapters/transformers-embedding.ts';
import { ROOT } from '../../../config.ts';
import { bridgeEmbedding } from '../../../core/retrieval/bridged-embedding.ts';
import type { EmbeddingModel } from '../../../core/types.ts';
import { type GapGroup, groupGaps } from '../../../server/admin/gap-groups.ts';
import { createRecords } from '../../../server/records/records.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { GAP_QUESTIONS } from './gap-questions.ts';

describe('questions that found no answer', () => {
  let embedder: EmbeddingModel;
  beforeAll(async () => {
    const modelsDir = join(ROOT, 'models');
    const model = 'e5-small-yue-zh-en';
    embedder = bridgeEmbedding(await createTransformersEmbedding({ model, modelsDir, download: 'never' }));
  });

  it('are grouped by what they ask, across four languages, embedded once', async () => {
    const { gaps: log, close } = createRecords({
      dataDir: await temporaryFolder(),
      retentionDays: 30,
      log: pino({ level: 'silent' }),
    });
    const all = GAP_QUESTIONS.flat();
    for (const [question, language] of all) await log.keep(question, language);
    await log.keep('可唔可以帶狗入圖書館？', 'yue');
    const { gaps } = await log.list(200);
    expect(gaps).toHaveLength(all.length);

    const groups = await groupGaps(gaps, log, embedder);
    const { precision, recall } = pairs(groups);
    expect(precision).toBeGreaterThan(0.95);
    expect(recall).toBeGreaterThan(0.7);
    expect(groups[0]).toMatchObject({ count: 6 });
    expect(groups[0]!.gaps.map(({ question }) => question).sort()).toEqual(
      GAP_QUESTIONS[0]!.map(([question]) => question).sort(),
    );

    const again = { id: embedder.id, embed: () => Promise.reject(new Error('embedded twice')) };
    expect(await groupGaps(gaps, log, again)).toEqual(groups);
    close();
  });
});

/** Of the pairs put together how many belong together, and of those that belong together how many were. */
function pairs(groups: readonly GapGroup[]): { precision: number; recall: number } {
  const topic = new Map(GAP_QUESTIONS.flatMap((questions, i) => questions.map(([question]) => [question, i] as const)));
  const twoOf = (n: number) => (n * (n - 1)) / 2;
  let [together, right] = [0, 0];
  for (const { gaps } of groups) {
    together += twoOf(gaps.length);
    const topics = gaps.map(({ question }) => topic.get(question)!);
    for (const one of new Set(topics)) right += twoOf(topics.filter((other) => other === one).length);
  }
  const belong = GAP_QUESTIONS.reduce((sum, { length }) => sum + twoOf(length), 0);
  return { precision: right / together, recall: right / belong };
}

import { afterAll, describe, expect, it } from 'vitest';
import type { EvidenceModel, PassageEvidence } from '../../../core/types.ts';
import { createPools, type Pool } from '../../../eval/pool.ts';
import { createToyEmbedding } from '../../support/toy-embedding.ts';

const TEXTS = ['The tram opened in 1904. It is green.', 'Tram fares are low.', 'The tram is slow.', 'Trams ring.'].map(
  (text, i) => ({ id: String(i), language: 'en' as const, text }),
);

const open: Pool[] = [];
afterAll(async () => {
  for (const pool of open) await pool.close();
});

async function ask(aids: { evidence?: EvidenceModel }, weighed = true) {
  const pool = await createPools(createToyEmbedding(), { aids })(TEXTS);
  open.push(pool);
  return pool.retriever.retrieve('tram?', { language: 'en', questionLanguage: 'en', k: 4, weighed });
}

describe('the evidence model', () => {
  it('weighs the sentences of the best three hits, as they are written', async () => {
    const asked: { question: string; passages: readonly PassageEvidence[] }[] = [];
    const evidence: EvidenceModel = {
      async weigh(question, passages) {
        asked.push({ question, passages });
        return passages.map(({ sentences }, row) => sentences.map((_, i) => i - 10 * row));
      },
    };
    const hits = await ask({ evidence });
    expect(hits).toHaveLength(4);
    expect(asked).toEqual([
      {
        question: 'tram?',
        passages: hits.slice(0, 3).map(({ sentences }) => ({
          title: '',
          sentences: sentences.map(({ text }) => text),
          similarities: sentences.map(({ similarity }) => similarity),
          sameLanguage: true,
        })),
      },
    ]);
    expect(hits.map(({ sentences }) => sentences.map(({ logOdds }) => logOdds))).toEqual(
      hits.map(({ sentences }, row) => sentences.map((_, i) => (row < 3 ? i - 10 * row : undefined))),
    );
  });

  it('can be done without, and is not asked where nothing is to be answered', async () => {
    const evidence: EvidenceModel = { weigh: () => Promise.reject(new Error('asked')) };
    for (const hits of [await ask({}), await ask({ evidence }, false)])
      expect(hits[0]!.sentences[0]).not.toHaveProperty('logOdds');
  });
});

import { afterAll, describe, expect, it } from 'vitest';
import type { EvidenceModel, PassageEvidence, TokenBits } from '../../../core/types.ts';
import { createPools, type Pool } from '../../../eval/pool.ts';
import { createToyEmbedding } from '../../support/toy-embedding.ts';
import { bitsOf, createToyWithTokens } from '../../support/toy-tokens.ts';

const TEXTS = ['The tram opened in 1904. It is green.', 'Tram fares are low.', 'The tram is slow.', 'Trams ring.'].map(
  (text, i) => ({ id: String(i), language: 'en' as const, text }),
);

const open: Pool[] = [];
afterAll(async () => {
  for (const pool of open) await pool.close();
});

async function ask(embedder = createToyWithTokens() as ReturnType<typeof createToyEmbedding>) {
  const asked: { question: TokenBits; passages: readonly PassageEvidence[] }[] = [];
  const evidence: EvidenceModel = {
    async weigh(question, passages) {
      asked.push({ question, passages });
      return passages.map(({ sentences }, row) => sentences.map((_, i) => 10 * row + i));
    },
  };
  const pool = await createPools(embedder, { aids: { evidence } })(TEXTS);
  open.push(pool);
  const hits = await pool.retriever.retrieve('tram?', { language: 'en', questionLanguage: 'en', k: 4 });
  return { hits, asked };
}

describe('the evidence model', () => {
  it('weighs the sentences of the best three hits by their own tokens', async () => {
    const { hits, asked } = await ask();
    expect(hits).toHaveLength(4);
    expect(asked).toHaveLength(1);
    expect(asked[0]!.question.bits).toEqual(bitsOf('tram?'));
    expect(asked[0]!.passages).toEqual(
      hits.slice(0, 3).map(({ sentences }) => ({
        sentences: sentences.map(({ text }) => bitsOf(text)),
        similarities: sentences.map(({ similarity }) => similarity),
        sameLanguage: true,
      })),
    );
    expect(hits.map(({ sentences }) => sentences.map(({ logOdds }) => logOdds))).toEqual(
      hits.map(({ sentences }, row) => sentences.map((_, i) => (row < 3 ? 10 * row + i : undefined))),
    );
  });

  it('is not asked where the embedding model gives no tokens', async () => {
    const { hits, asked } = await ask(createToyEmbedding());
    expect(asked).toEqual([]);
    expect(hits[0]!.sentences[0]).not.toHaveProperty('logOdds');
  });
});

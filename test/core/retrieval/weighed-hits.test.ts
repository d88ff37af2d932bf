import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { EvidenceModel, Hit, PassageEvidence, ReadingPlan } from '../../../core/types.ts';
import { createPools, type Pool } from '../../../eval/pool.ts';
import { createToyEmbedding } from '../../support/toy-embedding.ts';

const TEXTS = ['The tram opened in 1904. It is green.', 'Tram fares are low.', 'The tram is slow.', 'Trams ring.'].map(
  (text, i) => ({ id: String(i), language: 'en' as const, text }),
);

const open: Pool[] = [];
afterAll(async () => {
  for (const pool of open) await pool.close();
});

async function ask(aids: { evidence?: EvidenceModel }, reading?: ReadingPlan, texts = TEXTS) {
  const pool = await createPools(createToyEmbedding(), { aids })(texts);
  open.push(pool);
  return pool.retriever.retrieve('tram?', { language: 'en', questionLanguage: 'en', k: 4, reading });
}

describe('the evidence model', () => {
  const asked: { question: string; passage: PassageEvidence }[] = [];
  beforeEach(() => asked.splice(0));
  const evidence: EvidenceModel = {
    async weigh(question, passage) {
      asked.push({ question, passage });
      return passage.sentences.map((_, i) => i - 10 * asked.length);
    },
  };
  const oddsOf = (hits: readonly Hit[]) => hits.map(({ sentences }) => sentences.map(({ logOdds }) => logOdds));

  it('weighs the sentences of those hits that it is told to, as they are written', async () => {
    const told: (number | undefined)[][][] = [];
    const hits = await ask({ evidence }, (best) => {
      told.push(oddsOf(best));
      return [[1], [1, 2], []][told.length - 1]!;
    });
    const passages = [hits[1]!, hits[2]!].map(({ sentences }) => ({
      title: '',
      sentences: sentences.map(({ text }) => text),
      similarities: sentences.map(({ similarity }) => similarity),
      sameLanguage: true,
    }));
    expect(asked).toEqual(passages.map((passage) => ({ question: 'tram?', passage })));
    const odds = (row: number, value: (i: number) => number) => hits[row]!.sentences.map((_, i) => value(i));
    const unread = (row: number) => odds(row, () => Number.NEGATIVE_INFINITY);
    const [second, third] = [odds(1, (i) => i - 10), odds(2, (i) => i - 20)];
    expect(told).toEqual([
      [unread(0), unread(1), unread(2), unread(3)],
      [unread(0), second, unread(2), unread(3)],
      [unread(0), second, third, unread(3)],
    ]);
    expect(oddsOf(hits)).toEqual([unread(0), second, third, unread(3)]);
  });

  it('reads the rows of a table in words', async () => {
    const text = '| Tram | Fare |\n|---|---|\n| Red | $3 |';
    await ask({ evidence }, () => [0], [{ id: '0', language: 'en', text }]);
    expect(asked[0]!.passage.sentences).toEqual(['Tram; Fare', 'Tram: Red; Fare: $3']);
  });

  it('reads what answers a question of the text together with it, as near as that is', async () => {
    const text = 'Is the tram green?\nNo, red.\n\nWhat of fares?\nLow ones.';
    const [hit] = await ask({ evidence }, () => [0], [{ id: '0', language: 'en', text }]);
    const [question, answer] = hit!.sentences;
    expect(asked[0]!.passage.sentences.slice(0, 2)).toEqual(['Is the tram green?', 'Is the tram green? No, red.']);
    expect(answer!.similarity).toBe(question!.similarity);
    expect(answer!.text).toBe('No, red.');
    expect(asked[0]!.passage.similarities).toEqual([-1, answer!.similarity, -1, expect.any(Number)]);
  });

  it('reads nothing twice, whatever the plan', async () => {
    await ask({ evidence }, () => [0, 1, 2, 3, 0]);
    expect(asked).toHaveLength(4);
  });

  it('can be done without, and is not asked where nothing is to be answered', async () => {
    for (const hits of [await ask({}, () => [0]), await ask({ evidence })])
      expect(hits[0]!.sentences[0]).not.toHaveProperty('logOdds');
    expect(asked).toEqual([]);
  });
});

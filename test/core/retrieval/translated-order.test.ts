import { afterAll, expect, it } from 'vitest';
import { createTranslations } from '../../../core/retrieval/translations.ts';
import type { RetrievalExplanation } from '../../../core/types.ts';
import { createPools, type Pool } from '../../../eval/pool.ts';
import { createToyEmbedding } from '../../support/toy-embedding.ts';

const LEXICON = 'fare\t车费\tz\ntram\t电车\tz\n\n电车\ttram\tz\n车费\tfare\tz\n';
const TEXTS = ['The harbour has boats.', 'The tram fare is three dollars.', 'The tram opened in 1904.'].map(
  (text, i) => ({
    ...{ id: String(i), language: 'en' as const, text },
  }),
);

/** Knows nothing: all texts are alike to it. */
const blind = {
  ...createToyEmbedding(),
  embed: async (texts: readonly string[]) => texts.map(() => new Float32Array(64).fill(1 / 8)),
};

const open: Pool[] = [];
afterAll(async () => {
  for (const pool of open) await pool.close();
});

async function ask(lexicon?: string) {
  const translations = lexicon === undefined ? undefined : createTranslations(lexicon);
  const pool = await createPools(blind, { aids: { translations } })(TEXTS);
  open.push(pool);
  let explained: RetrievalExplanation | undefined;
  const hits = await pool.retriever.retrieve('電車車費幾多？', {
    ...{ language: 'yue', questionLanguage: 'yue', k: 3 },
    explain: (explanation) => {
      explained = explanation;
    },
  });
  return {
    articles: hits.map(({ passage }) => passage.article),
    why: explained!.hits.map((hit) => hit.translated),
    sentences: hits.flatMap((hit) => hit.sentences.map(({ translated }) => translated)),
  };
}

it('puts first the English passage that says what a Chinese question asks, and says so', async () => {
  const { articles, why } = await ask(LEXICON);
  expect(articles).toEqual(['1', '2', '0']);
  expect(why[0]).toEqual({ place: 1, score: 1 });
  expect(why[1]!.score).toBeGreaterThan(0);
  expect(why[2]).toEqual({ place: 3, score: 0 });
});

it('tells how much of the question a sentence says', async () => {
  const { sentences, why } = await ask(LEXICON);
  expect(sentences).toEqual(why.map(({ score }) => score));
});

it('finds the same passages without a lexicon', async () => {
  const { articles, why, sentences } = await ask();
  expect(sentences).toEqual(Array(3).fill(undefined));
  expect(articles.toSorted()).toEqual(['0', '1', '2']);
  expect(why).toEqual(Array(3).fill({ place: undefined, score: undefined }));
});

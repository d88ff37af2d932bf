import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EmbeddingModel, EvidenceModel, Hit } from '../../../core/types.ts';
import { createPools, type Pool } from '../../../eval/pool.ts';
import { createToyEmbedding } from '../../support/toy-embedding.ts';

const TEXTS = [
  { id: 'what', language: 'en' as const, text: 'Samman (三文) is a chatbot.' },
  { id: 'formats', language: 'en' as const, text: 'Samman reads Markdown and PDF.' },
  { id: 'zh', language: 'zh-Hant' as const, text: '三文支持純文字。' },
];

describe('a question with a name that a passage explains', () => {
  const toy = createToyEmbedding();
  const embedded: string[] = [];
  const weighed: { question: string; sentences: readonly string[] }[] = [];
  const embedder: EmbeddingModel = {
    ...toy,
    embed(texts, role, language) {
      if (role === 'query') embedded.push(...texts);
      return toy.embed(texts, role, language);
    },
  };
  const evidence: EvidenceModel = {
    async weigh(question, { sentences }) {
      weighed.push({ question, sentences });
      return sentences.map((text) => (text.includes('Markdown') ? 1 : -1));
    },
  };
  let pool: Pool;
  let hits: Hit[];
  beforeAll(async () => {
    pool = await createPools(embedder, { aids: { evidence } })(TEXTS);
    hits = await pool.retriever.retrieve('三文支持咩格式？', {
      ...{ language: 'zh-Hant', questionLanguage: 'zh-Hant', k: 3 },
      reading: (found) => [...found.keys()],
    });
  });
  afterAll(() => pool.close());

  it('is embedded a second time, as the other language says it', () => {
    expect(embedded).toEqual(['三文支持咩格式？', 'Samman 支持咩格式？']);
  });

  it('is put to passages of each language in their own words', () => {
    const asked = Object.fromEntries(weighed.map(({ question, sentences }) => [sentences.join(' '), question]));
    expect(asked).toEqual({
      'Samman (三文) is a chatbot.': 'Samman 支持咩格式？',
      'Samman reads Markdown and PDF.': 'Samman 支持咩格式？',
      '三文支持純文字。': '三文支持咩格式？',
    });
    const odds = hits.map(({ passage, sentences }) => [passage.article, sentences[0]!.logOdds]);
    expect(Object.fromEntries(odds)).toEqual({ what: -1, formats: 1, zh: -1 });
  });

  it('shares the name with every passage that says either', () => {
    const overlaps = hits.map(({ passage, overlap }) => [passage.article, overlap]);
    expect(Object.fromEntries(overlaps)).toMatchObject({ what: 1, formats: 1 });
  });

  it('is embedded once where no passage of the other language is found', async () => {
    const english = await createPools(embedder)([
      ...TEXTS.slice(0, 2),
      { id: 'name', language: 'en', text: 'The name 三文 means three languages.' },
    ]);
    embedded.length = 0;
    await english.retriever.retrieve('What does Samman read?', { language: 'en', questionLanguage: 'en', k: 3 });
    await english.close();
    expect(embedded).toEqual(['What does Samman read?']);
  });

  it('is embedded once where it names nothing that is explained', async () => {
    embedded.length = 0;
    await pool.retriever.retrieve('支持咩格式？', { language: 'zh-Hant', questionLanguage: 'zh-Hant', k: 3 });
    expect(embedded).toEqual(['支持咩格式？']);
  });
});

import { describe, expect, it } from 'vitest';
import { matchTokens } from '../../core/retrieval/token-match.ts';
import { buildToyIndex, toyArticle } from '../support/toy-index.ts';
import { askedOf, bitsOf, createToyWithTokens } from '../support/toy-tokens.ts';

const ARTICLES = [
  toyArticle(
    'tram',
    'en',
    '## History\n\nThe tram line opened in 1904. It runs along the shore.\n\n## Fares\n\nA ride costs HK$3.',
  ),
];

describe('the tokens of an index', () => {
  const found = (index: Awaited<ReturnType<Awaited<ReturnType<typeof buildToyIndex>>['open']>>) =>
    index.candidates({ question: 'tram', vector: index.vectors.vector(0), group: 'en' }, { nearest: 5, matches: 5 });

  it('are held against a question passage by passage, those of all sentences together', async () => {
    const { open } = await buildToyIndex(ARTICLES, { embedder: createToyWithTokens() });
    const index = await open();
    const { tokenMatches } = await found(index);
    const question = askedOf('The tram line opened in 1904.', 'It runs along the shore.');
    expect(await tokenMatches!([1, 0], question)).toEqual([matchTokens(question, bitsOf('A ride costs HK$3.')), 1]);
    expect(await tokenMatches!([1, 0], askedOf('A ride costs HK$3.'))).toEqual([1, expect.toSatisfy((met) => met < 1)]);
    index.close();
  });

  it('are kept with the vectors, and embedded once', async () => {
    const embedder = createToyWithTokens();
    const { indexDir } = await buildToyIndex(ARTICLES, { embedder });
    const before = embedder.embedded.length;
    const { open } = await buildToyIndex([{ ...ARTICLES[0]!, date: '2026-01-01' }], { indexDir, embedder });
    expect(embedder.embedded).toHaveLength(before);
    const index = await open();
    expect(await (await found(index)).tokenMatches!([1], askedOf('A ride costs HK$3.'))).toEqual([1]);
    index.close();
  });

  it('are none where the model gives none: nothing is met', async () => {
    const { open } = await buildToyIndex(ARTICLES);
    const index = await open();
    expect(await (await found(index)).tokenMatches!([0], askedOf('tram'))).toEqual([0]);
    index.close();
  });
});

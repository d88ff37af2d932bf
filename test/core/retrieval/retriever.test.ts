import { afterEach, describe, expect, it, vi } from 'vitest';
import type { FindCandidates } from '../../../core/retrieval/candidates.ts';
import { createRetriever } from '../../../core/retrieval/retriever.ts';
import type { EmbeddingModel } from '../../../core/types.ts';
import { createToyEmbedding } from '../../support/toy-embedding.ts';
import { buildToyIndex, toyArticle } from '../../support/toy-index.ts';

const toy = createToyEmbedding();
const { open } = await buildToyIndex([toyArticle('tram', 'en', 'The tram opened in 1904.')], { embedder: toy });
const index = await open();
const ask = (embedder: EmbeddingModel, candidates: FindCandidates = index.candidates) =>
  createRetriever({ ...index, embedder, candidates }).retrieve('When did the tram open?', {
    ...{ language: 'en', questionLanguage: 'en', k: 3 },
  });

describe('the retriever', () => {
  it('embeds a question once, however often it is asked, and again where that failed', async () => {
    let asked = 0;
    const embedder: EmbeddingModel = {
      ...toy,
      async embed(...texts) {
        if (++asked === 1) throw new Error('busy');
        return toy.embed(...texts);
      },
    };
    const { retrieve } = createRetriever({ ...index, embedder });
    const options = { language: 'en', questionLanguage: 'en', k: 3 } as const;
    await expect(retrieve('When did the tram open?', options)).rejects.toThrow('busy');
    const first = await retrieve('When did the tram open?', options);
    expect(await retrieve('When did the tram open?', options)).toEqual(first);
    expect(asked).toBe(2);
  });

  it('finds in the articles that it is told to keep to, and in no other', async () => {
    const { retrieve } = createRetriever({ ...index, embedder: toy });
    const options = { language: 'en', questionLanguage: 'en', k: 3 } as const;
    expect(await retrieve('tram', { ...options, within: new Set(['tram']) })).toHaveLength(1);
    expect(await retrieve('tram', { ...options, within: new Set(['bus']) })).toEqual([]);
  });

  const unhandled = vi.fn();
  process.on('unhandledRejection', unhandled);
  afterEach(() => {
    expect(unhandled).not.toHaveBeenCalled();
  });

  it('searches for words while the question is being embedded', async () => {
    let embed = () => {};
    const embedding = new Promise<void>((resolve) => {
      embed = resolve;
    });
    const slow: EmbeddingModel = {
      ...toy,
      async embed(...asked) {
        await embedding;
        return toy.embed(...asked);
      },
    };
    // The embedding ends only after the words were searched for: the other way round this would never end.
    const { search } = index.keywords;
    const seen = vi.spyOn(index.keywords, 'search').mockImplementation((...asked) => {
      embed();
      return search(...asked);
    });
    const hits = await ask(slow);
    expect(seen).toHaveBeenCalledOnce();
    expect(hits[0]!.keyword).toBeGreaterThan(0);
    seen.mockRestore();
  });

  it('fails with the embedding, and once where the search for words fails before it', async () => {
    const failing: EmbeddingModel = { ...toy, embed: () => Promise.reject(new Error('no model')) };
    await expect(ask(failing)).rejects.toThrow('no model');
    await expect(ask(failing, () => Promise.reject(new Error('no words')))).rejects.toThrow('no words');
    await new Promise(setImmediate);
  });
});

import { describe, expect, it } from 'vitest';
import { bridgeEmbedding } from '../../../core/retrieval/bridged-embedding.ts';
import type { EmbeddingModel } from '../../../core/types.ts';
import { createToyEmbedding } from '../../support/toy-embedding.ts';

const QUESTION = '佢哋喺邊度';
const WRITTEN = '他们在哪里';

/** A token a character, each its code. */
function createToyWithTokens(): EmbeddingModel {
  const toy = createToyEmbedding();
  return {
    ...toy,
    async embedTokens(...asked) {
      const vectors = await toy.embed(...asked);
      return asked[0].map((text, i) => {
        const bits = Int32Array.from(text, (character) => character.codePointAt(0)!);
        return { vector: vectors[i]!, tokens: { bits, weights: new Float32Array(bits.length).fill(1) } };
      });
    },
  };
}

const said = (bits: Int32Array) => String.fromCodePoint(...bits);

describe('tokens through the Cantonese bridge', () => {
  const model = bridgeEmbedding(createToyWithTokens());

  it('are those of both readings of a question, with the vector that it has without them', async () => {
    const [embedded] = await model.embedTokens!([QUESTION], 'query', 'yue');
    const [vector] = await model.embed([QUESTION], 'query', 'yue');
    expect(said(embedded!.tokens.bits)).toBe(QUESTION + WRITTEN);
    expect(embedded!.tokens.weights).toHaveLength(QUESTION.length + WRITTEN.length);
    expect(embedded!.vector).toEqual(vector);
  });

  it('are those of the written words of a passage', async () => {
    const [embedded] = await model.embedTokens!([QUESTION], 'passage', 'yue');
    expect(said(embedded!.tokens.bits)).toBe(WRITTEN);
  });

  it('of a passage that is read with its sentences are those of written words, headings too', async () => {
    const read: unknown[] = [];
    const embedPassages: EmbeddingModel['embedPassages'] = async (...asked) => {
      read.push(asked);
      return [];
    };
    const bridged = bridgeEmbedding({ ...createToyEmbedding(), embedPassages });
    const passage = { context: '佢哋', sentences: [QUESTION, QUESTION] };
    await bridged.embedPassages!([passage], 'yue');
    await bridged.embedPassages!([passage], 'zh-Hant');
    expect(read).toEqual([
      [[{ context: '他们', sentences: [WRITTEN, WRITTEN] }], 'zh-Hans'],
      [[passage], 'zh-Hant'],
    ]);
    expect(bridgeEmbedding(createToyEmbedding()).embedPassages).toBeUndefined();
  });

  it('are left out where the model has none', () => {
    expect(bridgeEmbedding(createToyEmbedding()).embedTokens).toBeUndefined();
  });
});

/** The toy embedder with two tokens a text, told by its length. */
import type { TokenBits } from '../../core/types.ts';
import { createToyEmbedding } from './toy-embedding.ts';

const tokensOf = (text: string): TokenBits => ({
  bits: Int32Array.of(text.length, -text.length),
  weights: Float32Array.of(1, 1),
});

export const bitsOf = (...texts: string[]): Int32Array =>
  Int32Array.from(texts.flatMap((text) => [...tokensOf(text).bits]));

export function createToyWithTokens() {
  const toy = createToyEmbedding('toy-with-tokens');
  return {
    ...toy,
    async embedTokens(...asked: Parameters<typeof toy.embed>) {
      const vectors = await toy.embed(...asked);
      return asked[0].map((text, i) => ({ vector: vectors[i]!, tokens: tokensOf(text) }));
    },
  };
}

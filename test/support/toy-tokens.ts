/** The toy embedder with two tokens a text, told by its length. */
import type { TokenBits } from '../../core/types.ts';
import { createToyEmbedding } from './toy-embedding.ts';

const WEIGHTS = Float32Array.of(1, 1);

/** Of 64 bits each, as the toy's vectors have numbers. */
const tokensOf = ({ length }: string): TokenBits => ({
  bits: Int32Array.of(length, -length, 7 * length, -7 * length),
  weights: WEIGHTS,
});

/** A question of all tokens of some texts. */
export const askedOf = (...texts: string[]): TokenBits => ({
  bits: bitsOf(...texts),
  weights: Float32Array.from(texts.flatMap(() => [...WEIGHTS])),
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

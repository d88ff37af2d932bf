/**
 * How nearly a text's tokens meet a question's, one by one (“late interaction”: Khattab & Zaharia 2020, ColBERT). A single
 * vector blends all that a text says; here each of a question's rare words finds its like, or none, in another language too.
 */
import type { TokenBits } from '../types.ts';

/**
 * @param text the bits of a text's tokens.
 * @returns the mean over the question's tokens, by weight, of the likeness of the nearest one, 0 to 1; undefined where the
 * question has no token that says anything.
 */
export function matchTokens({ bits, weights }: TokenBits, text: Int32Array): number | undefined {
  const words = bits.length / weights.length;
  const fewest = Array.from(weights, (weight, token) =>
    weight === 0 ? 0 : differenceOfNearest(bits, token * words, words, text),
  );
  return meanLikeness(weights, fewest, 32 * words);
}

/** Whether any of its tokens says anything. */
export const saysAnything = ({ weights }: TokenBits): boolean => weights.some((weight) => weight > 0);

/**
 * Of bits that two tokens share: 1 where all are the same, 0 where half of them are, as by chance.
 * @param fewest for each of the question's tokens, the bits in which the nearest one differs.
 */
export function meanLikeness(
  weights: Float32Array,
  fewest: ArrayLike<number>,
  bitsOfToken: number,
): number | undefined {
  const chance = bitsOfToken / 2;
  let met = 0;
  let all = 0;
  weights.forEach((weight, token) => {
    met += weight * (1 - Math.min(fewest[token]!, chance) / chance);
    all += weight;
  });
  return all > 0 ? met / all : undefined;
}

function differenceOfNearest(bits: Int32Array, from: number, words: number, text: Int32Array): number {
  let fewest = 32 * words;
  for (let at = 0; at < text.length; at += words) {
    let different = 0;
    for (let i = 0; i < words && different < fewest; i++) different += ones(bits[from + i]! ^ text[at + i]!);
    if (different < fewest) fewest = different;
  }
  return fewest;
}

/** The bits set in a word. */
function ones(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

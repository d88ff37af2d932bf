/** How many tokens a text can be at most, without its model's tokenizer. */

/**
 * Letters of an English word make at most half as many tokens; single letters, and words that hardly are any (no vowel,
 * capitals inside, very long), one each.
 */
function wordTokens(word: string): number {
  const isWord = word.length <= 16 && /^[A-Z]?[a-z]+$|^[A-Z]{2,4}$/.test(word) && /[aeiouy]/i.test(word);
  return isWord ? Math.ceil(word.length / 2) : word.length;
}

/** Words with the space before them, which tokenizers join to them, single ASCII characters, and runs of all others. */
const PIECES = / ?[A-Za-z]+|\p{ASCII}|\P{ASCII}+/gu;

const encoder = new TextEncoder();

/**
 * An upper bound. Byte-level BPE and SentencePiece with byte fallback make no token of less than a byte, so bytes
 * bound everything but English words, digits and ASCII signs counting one each: a Chinese character counts three, where
 * the tokenizers of today need 0.6 to 1.4 and GPT-2's needs 2. Words count as `wordTokens` says, their space included.
 * Held against real tokenizers in `test/adapters/language-model/token-bound.test.ts`.
 */
export function tokenBound(text: string): number {
  let tokens = 0;
  for (const [piece] of text.matchAll(PIECES)) {
    const isWord = /[A-Za-z]$/.test(piece);
    tokens += isWord ? wordTokens(piece.trimStart()) : encoder.encode(piece).length;
  }
  return tokens;
}

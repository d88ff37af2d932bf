/** How much a token of a question says, told from the tokenizer alone: so it needs no library in the question's language. */
import type { PreTrainedTokenizer } from '@xenova/transformers';
import { foldScript } from '../core/language/script.ts';
import { bridgeCantonese } from '../core/text/cantonese.ts';
import { isEmptyWord } from '../core/text/stop-terms.ts';

/** Nats of a token that begins to say something, and how many more make no difference. */
const COMMON = 6;
const RARE = 8;

/** @returns the weight of a token, by its number: 0 for function words and signs, up to `RARE` for the rarest. */
export function createTokenWeights(tokenizer: PreTrainedTokenizer): (token: number) => number {
  const known = new Map<number, number>();
  // What a Unigram model holds: the logarithm of each piece's probability. Without it all words are alike.
  const { scores } = (tokenizer as unknown as { _tokenizer?: { model?: { scores?: readonly number[] } } })._tokenizer
    ?.model ?? { scores: undefined };
  const weigh = (token: number): number => {
    const word = tokenizer.decode([token]).trim().toLowerCase();
    if (!/[\p{L}\p{N}]/u.test(word) || isEmptyWord(bridgeCantonese(foldScript(word)))) return 0;
    return scores ? Math.min(RARE, Math.max(0, -scores[token]! - COMMON)) : 1;
  };
  return (token) => {
    const weight = known.get(token) ?? weigh(token);
    known.set(token, weight);
    return weight;
  };
}

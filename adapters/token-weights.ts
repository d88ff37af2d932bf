/** How much a token of a question says, told from the tokenizer alone: so it needs no library in the question's language. */
import { foldScript } from '../core/language/script.ts';
import { bridgeCantonese } from '../core/text/cantonese.ts';
import { isEmptyWord } from '../core/text/stop-terms.ts';
import type { ModelTokenizer } from './tokenizer.ts';

/** Nats of a token that begins to say something, and how many more make no difference. */
const COMMON = 6;
const RARE = 8;

/** @returns the weight of a token, by its number: 0 for function words and signs, up to `RARE` for the rarest. */
export function createTokenWeights({
  decode,
  scores,
}: Pick<ModelTokenizer, 'decode' | 'scores'>): (token: number) => number {
  const known = new Map<number, number>();
  const weigh = (token: number): number => {
    const word = decode([token]).trim().toLowerCase();
    if (!/[\p{L}\p{N}]/u.test(word) || isEmptyWord(bridgeCantonese(foldScript(word)))) return 0;
    // Without scores all words are alike.
    return scores ? Math.min(RARE, Math.max(0, -scores[token]! - COMMON)) : 1;
  };
  return (token) => {
    const weight = known.get(token) ?? weigh(token);
    known.set(token, weight);
    return weight;
  };
}

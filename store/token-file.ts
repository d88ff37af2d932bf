/** The bits of every passage's tokens, read from the disk for the passages of one question. */
import type { TokenBits } from '../core/types.ts';
import type { Blocks } from './block-file.ts';
import { createTokenKernel } from './token-kernel.ts';

/** How nearly a question's tokens are met by those of passages, all of a passage together. */
export function tokenMatches(
  tokens: Blocks,
  dimensions: number,
): (numbers: readonly number[], question: TokenBits) => (number | undefined)[] {
  const { ask, match } = createTokenKernel(dimensions);
  return (numbers, question) => {
    ask(question);
    return numbers.map((passage) => match(tokens.sizeOf(passage), (place) => tokens.read(passage, place)));
  };
}

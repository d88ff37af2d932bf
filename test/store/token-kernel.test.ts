import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchTokens } from '../../core/retrieval/token-match.ts';
import type { TokenBits } from '../../core/types.ts';
import { createTokenKernel, plainTokenKernel, type TokenKernel } from '../../store/token-kernel.ts';

const word = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const tokens = (words: number, most: number) =>
  fc
    .array(fc.array(word, { minLength: words, maxLength: words }), { maxLength: most })
    .map((all) => Int32Array.from(all.flat()));

function match(kernel: TokenKernel, text: Int32Array): number | undefined {
  return kernel.match(text.byteLength, (place) => {
    place.set(new Uint8Array(text.buffer, text.byteOffset, text.byteLength));
  });
}

describe('the token kernel', () => {
  it.each([32, 96, 128, 384, 1024, 3968, 4096])('matches as plain arithmetic does: tokens of %i bits', (dimensions) => {
    const words = dimensions / 32;
    // One for all: each question and each text finds what those before left.
    const kernels = [createTokenKernel(dimensions), plainTokenKernel()];
    const question = tokens(words, 6).chain((bits) =>
      fc.record({
        bits: fc.constant(bits),
        weights: fc
          .array(fc.constantFrom(0, 0.5, 3.25), { minLength: bits.length / words, maxLength: bits.length / words })
          .map((weights) => Float32Array.from(weights)),
      }),
    );
    fc.assert(
      fc.property(question, fc.array(tokens(words, 9), { minLength: 1, maxLength: 4 }), (asked, texts) => {
        for (const kernel of kernels) {
          kernel.ask(asked);
          for (const text of texts) expect(match(kernel, text)).toBe(matchTokens(asked, text));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('counts all bits of the widest tokens it takes', () => {
    const kernel = createTokenKernel(3968);
    const all = new Int32Array(3968 / 32).fill(-1);
    kernel.ask({ bits: all, weights: Float32Array.of(1) });
    expect(match(kernel, new Int32Array(all.length))).toBe(0);
    expect(match(kernel, all)).toBe(1);
  });

  it('takes a question and a text that are longer than its memory', () => {
    const kernel = createTokenKernel(384);
    const token = (seed: number) => Array.from({ length: 12 }, (_, i) => Math.imul(seed + 1, 0x9e3779b1 + i));
    const many = (from: number, count: number) =>
      Int32Array.from(Array.from({ length: count }, (_, i) => token(from + i)).flat());
    const asked: TokenBits = { bits: many(0, 3000), weights: new Float32Array(3000).fill(1) };
    kernel.ask(asked);
    for (const text of [many(2000, 5000), many(0, 3000)]) expect(match(kernel, text)).toBe(matchTokens(asked, text));
  });
});

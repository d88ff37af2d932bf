import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchTokens } from '../../../core/retrieval/token-match.ts';
import { orderByTokens } from '../../../core/retrieval/token-order.ts';

/** Tokens of 64 bits. */
const WORDS = 2;
const tram = [0x0f0f0f0f, 0x33333333];
const opens = [0x00ff00ff, 0x55555555];
const opposite = tram.map((word) => ~word);
const bits = (...tokens: number[][]) => Int32Array.from(tokens.flat());
const question = (weights: number[], ...tokens: number[][]) => ({
  bits: bits(...tokens),
  weights: Float32Array.from(weights),
});

describe('matchTokens', () => {
  it('is 1 where every token of the question is there, wherever it stands', () => {
    expect(matchTokens(question([1, 3], tram, opens), bits(opposite, opens, tram))).toBe(1);
  });

  it('counts a token that is missing by its weight, and the nearest of those there', () => {
    const near = [tram[0]! ^ 0b1111, tram[1]!];
    expect(matchTokens(question([1], tram), bits(opposite, near))).toBeCloseTo(1 - 4 / 32);
    expect(matchTokens(question([1, 3], tram, opposite), bits(opposite))).toBeCloseTo(0.75);
  });

  it('leaves out tokens that say nothing, and tells nothing of a question made of them', () => {
    expect(matchTokens(question([0, 2], opposite, tram), bits(tram))).toBe(1);
    expect(matchTokens(question([0], tram), bits(tram))).toBeUndefined();
    expect(matchTokens(question([]), bits(tram))).toBeUndefined();
  });

  it('is 0 for a text without tokens', () => {
    expect(matchTokens(question([1], tram), bits())).toBe(0);
  });

  it('counts bits as a slow count does', () => {
    const word = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
    const ones = (value: number) => (value >>> 0).toString(2).replaceAll('0', '').length;
    fc.assert(
      fc.property(
        fc.tuple(word, word),
        fc.array(fc.tuple(word, word), { minLength: 1, maxLength: 9 }),
        (asked, text) => {
          const different = text.map((token) => ones(asked[0] ^ token[0]) + ones(asked[1] ^ token[1]));
          const expected = Math.max(0, 1 - Math.min(...different) / (16 * WORDS));
          expect(matchTokens(question([1], asked), bits(...text))).toBeCloseTo(expected);
        },
      ),
    );
  });
});

describe('orderByTokens', () => {
  const candidate = (passage: number, score: number, own: boolean, tokens: number[]) => ({
    passage,
    score,
    own,
    tokens,
  });
  const order = (candidates: ReturnType<typeof candidate>[]) =>
    orderByTokens(candidates, question([1], tram), {
      isOwn: ({ own }) => own,
      bitsOf: (best) => best.map(({ tokens }) => Int32Array.from(tokens)),
    });

  it('puts first what meets the question, and tells how nearly', async () => {
    const ordered = await order([candidate(1, 0.6, true, opens), candidate(2, 0.5, true, tram)]);
    expect(ordered.map(({ passage, score }) => [passage, score])).toEqual([
      [2, 0.6],
      [1, 0.5],
    ]);
    expect(ordered[0]!.met).toBe(1);
  });

  it('moves no language against another', async () => {
    const ordered = await order([candidate(1, 0.6, true, opposite), candidate(2, 0.5, false, tram)]);
    expect(ordered.map(({ passage }) => passage)).toEqual([1, 2]);
  });

  it('lets similarity decide where the question says nothing', async () => {
    const silent = { isOwn: () => true, bitsOf: () => [bits(tram), bits(tram)] };
    const ordered = await orderByTokens([{ score: 2 }, { score: 1 }], question([0], tram), silent);
    expect(ordered.map(({ score }) => score)).toEqual([2, 1]);
  });

  it('leaves what stands far behind where it is', async () => {
    const many = Array.from({ length: 60 }, (_, i) => candidate(i, 1 - i / 100, true, i === 59 ? tram : opposite));
    const ordered = await order(many);
    expect(ordered.map(({ score }) => score)).toEqual(many.map(({ score }) => score));
    expect(ordered.at(-1)).toMatchObject({ passage: 59 });
    expect(ordered.at(-1)!.met).toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';
import { oddsOf } from '../../../core/answer/odds.ts';
import type { Hit } from '../../../core/types.ts';

const hit = (...odds: (number | undefined)[]): Hit => {
  const sentences = odds.map((logOdds) => ({
    ...{ start: 0, end: 1, text: 'a', similarity: 0.5, overlap: undefined },
    ...(logOdds !== undefined && { logOdds }),
  }));
  return { sentences } as unknown as Hit;
};

describe('the odds that a passage answers', () => {
  it('are those of its sentences together', () => {
    expect(oddsOf(hit(0, 0))).toBeCloseTo(Math.log(2));
    expect(oddsOf(hit(Math.log(3), Math.log(0.5)))).toBeCloseTo(Math.log(3.5));
  });

  it('are small, and no less than that, where no sentence was looked at', () => {
    expect(oddsOf(hit(Number.NEGATIVE_INFINITY))).toBe(-8);
  });

  it('are not known where no evidence model was asked', () => {
    expect(oddsOf(hit(undefined, undefined))).toBeUndefined();
  });
});

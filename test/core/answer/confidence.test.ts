import { describe, expect, it } from 'vitest';
import { confidenceOf } from '../../../core/answer/confidence.ts';
import { NO_ENTRY } from '../../../core/answer/entries.ts';
import type { Candidate } from '../../../core/answer/ranked-sentences.ts';

/** The best sentence of a passage that another sentence of it may speak for. */
function best(own: number | undefined, other = 3): Candidate {
  const sentences = [own, other].map((logOdds) => ({
    ...{ start: 0, end: 1, text: 'a', similarity: 0.5, overlap: 0.5 },
    ...(own !== undefined && { logOdds }),
  }));
  const hit = { sentences, sameLanguage: true, vector: 0.5, overlap: 0.5 };
  const candidate = { hit, evidence: sentences[0], place: 0, score: 1, first: true, fits: undefined, entry: NO_ENTRY };
  return candidate as unknown as Candidate;
}

describe('the confidence that there is an answer', () => {
  it('is that of the passage, with the odds of all its sentences', () => {
    expect(confidenceOf([best(-3, 3)])).toBeGreaterThan(0.9);
    expect(confidenceOf([best(-3, 3)])).toBeGreaterThan(confidenceOf([best(-3, -3)]));
  });

  it('is none where the sentence itself is hardly an answer', () => {
    expect(confidenceOf([best(-5.5, 3)])).toBe(0);
    expect(confidenceOf([best(Number.NEGATIVE_INFINITY, 3)])).toBe(0);
  });

  it('is of its similarity where nothing was read', () => {
    expect(confidenceOf([best(undefined)])).toBeGreaterThan(0);
  });
});

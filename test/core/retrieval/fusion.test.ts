import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fuseWithinLanguage, languageShift } from '../../../core/retrieval/fusion.ts';

const candidate = (passage: number, vector: number, keyword: number) => ({ passage, vector, keyword });

describe('fuseWithinLanguage', () => {
  it('lets shared words lift a passage over one that is a little more similar', () => {
    const fused = fuseWithinLanguage([candidate(1, 0.6, 0), candidate(2, 0.58, 9), candidate(3, 0.1, 0)]);
    expect(fused.map(({ passage }) => passage)).toEqual([2, 1, 3]);
  });

  it('leaves the order to the similarities where no word is shared', () => {
    const fused = fuseWithinLanguage([candidate(1, 0.2, 0), candidate(2, 0.5, 0), candidate(3, 0.4, 0)]);
    expect(fused.map(({ passage }) => passage)).toEqual([2, 3, 1]);
  });

  it('hands the same similarities back as scores, in falling order: words never move a language against another', () => {
    const score = fc.double({ min: -1, max: 1, noNaN: true });
    const keyword = fc.double({ min: 0, max: 50, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(score, keyword), { maxLength: 40 }), (pairs) => {
        const fused = fuseWithinLanguage(pairs.map(([v, k], i) => candidate(i, v, k)));
        expect(fused.map((f) => f.score)).toEqual(pairs.map(([v]) => v).sort((a, b) => b - a));
        expect(new Set(fused.map((f) => f.passage)).size).toBe(pairs.length);
      }),
    );
  });
});

describe('languageShift', () => {
  it('favours the question’s own language when its best passage holds the wording, and the others when it does not', () => {
    expect(languageShift(0.9, 'en')).toBeGreaterThan(0);
    expect(languageShift(0.1, 'en')).toBeLessThan(0);
  });
});

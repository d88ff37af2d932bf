import { describe, expect, it } from 'vitest';
import { nearest } from '../../../core/answer/nearest.ts';
import type { Evidence, Hit } from '../../../core/types.ts';

function hit(vector: number, similarities: readonly number[]): Hit {
  const sentences: Evidence[] = similarities.map((similarity, i) => ({
    ...{ start: 10 * i, end: 10 * i + 5, text: `S${i}`, similarity, overlap: undefined },
  }));
  const passage = {
    article: 'pool',
    language: 'en',
    title: 'The pool',
    headings: ['Fees'],
    start: 0,
    end: 50,
    text: '',
  };
  return { passage: { ...passage, sentences: [] }, sentences, vector } as unknown as Hit;
}

describe('what is nearest to a refused question', () => {
  it('is the most similar sentence of the first passage', () => {
    expect(nearest([hit(0.5, [0.2, 0.6, 0.4]), hit(0.6, [0.9])])).toEqual({
      ...{ n: 1, article: 'pool', title: 'The pool', headings: ['Fees'], language: 'en' },
      ...{ start: 10, end: 15, quote: 'S1', score: 0.6 },
    });
  });

  it.each([
    ['it is about something else', [hit(0.3, [0.4])]],
    ['nothing was found', []],
    ['the passage has no sentence', [hit(0.5, [])]],
  ])('is nothing where %s', (_, hits) => expect(nearest(hits)).toBeUndefined());
});

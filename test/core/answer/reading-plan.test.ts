import { describe, expect, it } from 'vitest';
import { createReading } from '../../../core/answer/reading-plan.ts';
import type { Hit } from '../../../core/types.ts';

const QUESTION = 'When did the tram open?';
const UNREAD = Number.NEGATIVE_INFINITY;

/** A hit of one sentence, as similar as it is, with the log odds that it has so far. */
function hit(similarity: number, logOdds = UNREAD, text = 'The tram opened in 1904.'): Hit {
  const span = { start: 0, end: text.length };
  return {
    passage: { article: 'a', language: 'en', title: 'T', headings: [], ...span, text, sentences: [span] },
    ...{ score: similarity, vector: similarity, keyword: 1, overlap: similarity, sameLanguage: true },
    sentences: [{ ...span, text, similarity, overlap: similarity, logOdds }],
  };
}

describe('the passages that are worth reading', () => {
  const plan = (question: string, hits: readonly Hit[], threshold = 0.5) => createReading(threshold)(question)(hits);

  it('are the first, before anything is known', () => {
    expect(plan(QUESTION, [hit(0.7), hit(0.6), hit(0.5)])).toEqual([0]);
  });

  it('are none where even one that surely answers would be refused', () => {
    expect(plan(QUESTION, [hit(-0.3), hit(-0.4)])).toEqual([]);
    expect(plan(QUESTION, [hit(-0.3), hit(-0.4)], 0)).toEqual([0]);
  });

  it('are none where they are about something else than the question names', () => {
    expect(plan('When did HKGAI v2 open?', [hit(0.7, UNREAD, 'HKGAI v1 opened in 1904.')])).toEqual([]);
  });

  it('are others where the first is about something else', () => {
    const [other, own] = [hit(0.7, UNREAD, 'HKGAI v1 opened in 1904.'), hit(0.6, UNREAD, 'HKGAI v2 opened in 1905.')];
    expect(plan('When did HKGAI v2 open?', [other, own])).toEqual([1]);
  });

  it('are afterwards those that could be better than the first', () => {
    expect(plan(QUESTION, [hit(0.7, 6), hit(0.6), hit(0.5)])).toEqual([]);
    expect(plan(QUESTION, [hit(0.7, 0), hit(0.65), hit(0.2)])).toEqual([1]);
    expect(plan(QUESTION, [hit(0.7, -6), hit(0.65), hit(0.6)])).toEqual([1, 2]);
  });

  it('are none when all are read, or none is found', () => {
    expect(plan(QUESTION, [hit(0.7, -6), hit(0.65, -6)])).toEqual([]);
    expect(plan(QUESTION, [])).toEqual([]);
  });
});

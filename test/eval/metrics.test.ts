import { describe, expect, it } from 'vitest';
import { ndcgAt10, quantile, recallAt, worstPlace } from '../../eval/metrics.ts';

const ranked = (...scores: number[]) => scores.map((score, id) => ({ id, score }));

describe('worstPlace', () => {
  it.each([
    { name: 'the first', scores: [3, 2, 1], right: 0, place: 1 },
    { name: 'the last', scores: [3, 2, 1], right: 2, place: 3 },
    { name: 'a tie, which counts as its worst place', scores: [3, 2, 2, 2, 1], right: 1, place: 4 },
    { name: 'a tie of all', scores: [0, 0, 0], right: 0, place: 3 },
    { name: 'what was not found', scores: [3, 2], right: 9, place: Number.POSITIVE_INFINITY },
  ])('$name', ({ scores, right, place }) => {
    expect(worstPlace(ranked(...scores), ({ id }) => id === right)).toBe(place);
  });
});

describe('ndcgAt10', () => {
  it.each([
    { places: [1], value: 100 },
    { places: [2], value: 100 / Math.log2(3) },
    { places: [10], value: 100 / Math.log2(11) },
    { places: [11], value: 0 },
    { places: [1, Number.POSITIVE_INFINITY], value: 50 },
    { places: [], value: 0 },
  ])('of $places is $value', ({ places, value }) => {
    expect(ndcgAt10(places)).toBeCloseTo(value, 10);
  });
});

it('recallAt counts the places up to k', () => {
  expect(recallAt(1, [1, 2, 1, 4])).toBe(50);
  expect(recallAt(3, [1, 2, 1, 4])).toBe(75);
});

it.each([
  { values: [5, 1, 3], share: 0.5, value: 3 },
  { values: [4, 1, 2, 3], share: 0.5, value: 2 },
  { values: Array.from({ length: 100 }, (_, i) => i + 1), share: 0.95, value: 95 },
  { values: [7], share: 0.95, value: 7 },
])('quantile $share of $values.length values is $value', ({ values, share, value }) => {
  expect(quantile(values, share)).toBe(value);
});

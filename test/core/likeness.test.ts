import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupByLikeness } from '../../core/likeness.ts';

/** Unit vectors of the plane, by their angle in degrees. */
const at = (...degrees: number[]) =>
  degrees.map((angle) => Float32Array.of(Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)));

describe('groupByLikeness', () => {
  it('puts what is near together, whatever the order', () => {
    expect(groupByLikeness(at(0, 90, 5, 95, 200), 0.9)).toEqual([[0, 2], [1, 3], [4]]);
    expect(groupByLikeness(at(200, 95, 5, 90, 0), 0.9)).toEqual([[0], [1, 3], [2, 4]]);
  });

  it('does not chain: a row of neighbours is not one group when its ends are far apart', () => {
    const groups = groupByLikeness(at(0, 20, 40, 60, 80, 100), 0.9);
    expect(groups.length).toBeGreaterThan(1);
  });

  it('joins nothing above the greatest likeness, and everything below the least', () => {
    expect(groupByLikeness(at(0, 90, 180), 0.5)).toEqual([[0], [1], [2]]);
    expect(groupByLikeness(at(0, 90, 180), -1)).toEqual([[0, 1, 2]]);
    expect(groupByLikeness([], 0.5)).toEqual([]);
  });

  it('puts every text into exactly one group', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 359 }), { maxLength: 30 }),
        fc.double({ min: -1, max: 1, noNaN: true }),
        (angles, threshold) => {
          const members = groupByLikeness(at(...angles), threshold)
            .flat()
            .sort((a, b) => a - b);
          expect(members).toEqual(angles.map((_, i) => i));
        },
      ),
    );
  });
});

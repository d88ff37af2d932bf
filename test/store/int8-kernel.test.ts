import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createInt8Kernel, plainKernel } from '../../store/int8-kernel.ts';

describe('cosines with rows of int8', () => {
  it.each([16, 48, 384, 1024])(
    'are the same by vector instructions as by plain arithmetic: %i numbers a row',
    (width) => {
      const [fast, plain] = [createInt8Kernel(width), plainKernel(width)];
      const value = fc.integer({ min: -127, max: 127 });
      const row = fc.array(value, { minLength: width, maxLength: width });
      const query = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: width, maxLength: width });
      fc.assert(
        fc.property(query, fc.array(row, { minLength: 1, maxLength: 12 }), (numbers, rows) => {
          const length = Math.hypot(...numbers) || 1;
          const unit = Float32Array.from(numbers, (number) => number / length);
          for (const { rows: place } of [fast, plain]) new Int8Array(place.buffer, place.byteOffset).set(rows.flat());
          const [ours, theirs] = [fast.cosines(unit, rows.length), plain.cosines(unit, rows.length)];
          expect(ours).toHaveLength(rows.length);
          ours.forEach((cosine, i) => {
            expect(cosine).toBeCloseTo(theirs[i]!, 5);
          });
        }),
        { numRuns: 60 },
      );
    },
  );

  it('give 0 for a row of zeros, and the largest values without overflow', () => {
    const { rows, cosines, capacity } = createInt8Kernel(384);
    const values = new Int8Array(rows.buffer, rows.byteOffset);
    values.fill(-127, 384, 384 * capacity);
    const unit = new Float32Array(384).fill(-1 / Math.sqrt(384));
    const found = cosines(unit, capacity);
    expect(found[0]).toBe(0);
    for (const cosine of found.subarray(1)) expect(cosine).toBeCloseTo(1, 5);
  });

  it('serve a width that is no multiple of sixteen', () => {
    const { rows, cosines } = createInt8Kernel(3);
    rows.set([127, 0, 0, 0, 127, 0]);
    expect([...cosines(Float32Array.from([0.6, 0.8, 0]), 2)].map((c) => Math.round(c * 100) / 100)).toEqual([0.6, 0.8]);
  });
});

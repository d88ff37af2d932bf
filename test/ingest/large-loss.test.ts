import { afterEach, describe, expect, it, vi } from 'vitest';
import { createHold, isLargeLoss } from '../../ingest/large-loss.ts';

const removed = (count: number) => ({ removed: Array.from({ length: count }, String) });

afterEach(() => {
  vi.useRealTimers();
});

describe('a large loss', () => {
  it('is more than a twentieth, and more than a few', () => {
    expect(isLargeLoss(removed(9), 10)).toBe(false);
    expect(isLargeLoss(removed(10), 199)).toBe(true);
    expect(isLargeLoss(removed(200), 4000)).toBe(false);
    expect(isLargeLoss(removed(201), 4000)).toBe(true);
  });

  it('is held back once, from when it is first seen, and anew when it has been away', () => {
    vi.useFakeTimers();
    const hold = createHold(1000);
    expect(hold(false)).toBe(0);
    expect(hold(true)).toBe(1000);
    vi.advanceTimersByTime(600);
    expect(hold(true)).toBe(400);
    vi.advanceTimersByTime(400);
    expect([hold(true), hold(false), hold(true)]).toEqual([0, 0, 1000]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTokenBuckets } from '../../../server/guard/token-buckets.ts';

describe('createTokenBuckets', () => {
  it('gives what the bucket holds, then one token at a time as they come in', () => {
    let now = 0;
    const { take } = createTokenBuckets({ now: () => now });
    const first = Array.from({ length: 60 }, () => take('a', 60));
    expect(first.every(({ allowed }) => allowed)).toBe(true);
    expect(first.at(-1)).toEqual({ allowed: true, remaining: 0, retryAfter: 1, reset: 60 });
    expect(take('a', 60)).toEqual({ allowed: false, remaining: 0, retryAfter: 1, reset: 60 });
    now = 999;
    expect(take('a', 60).allowed).toBe(false);
    now = 1001;
    expect(take('a', 60).allowed).toBe(true);
    expect(take('a', 60).allowed).toBe(false);
    expect(take('b', 60).remaining).toBe(59);
    now = 10_000_000;
    expect(take('a', 60).remaining).toBe(59);
  });

  it('says when to come back, and that is true', () => {
    let now = 0;
    const { take } = createTokenBuckets({ now: () => now });
    take('a', 1);
    const { retryAfter } = take('a', 1);
    expect(retryAfter).toBe(60);
    now = retryAfter * 1000;
    expect(take('a', 1).allowed).toBe(true);
  });

  it('never gives more than a full bucket and what came in since', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.array(fc.nat(5000), { maxLength: 300 }), (perMinute, pauses) => {
        let now = 0;
        const { take } = createTokenBuckets({ now: () => now });
        let given = 0;
        for (const pause of pauses) {
          now += pause;
          if (take('a', perMinute).allowed) given++;
          expect(given).toBeLessThanOrEqual(perMinute + (now * perMinute) / 60_000 + 1e-6);
        }
      }),
    );
  });

  it('remembers a bounded number of clients, and first forgets who was not heard of for longest', () => {
    const buckets = createTokenBuckets({ clients: 3, now: () => 0 });
    for (const client of ['a', 'b', 'c', 'a', 'd']) buckets.take(client, 10);
    expect(buckets.size).toBe(3);
    expect(buckets.take('a', 10).remaining).toBe(7);
    expect(buckets.take('b', 10).remaining).toBe(9);
  });
});

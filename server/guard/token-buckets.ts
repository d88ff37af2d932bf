/** A bucket of tokens per client: full at first, a token a request, refilled evenly. */

interface Taken {
  readonly allowed: boolean;
  /** Whole tokens left. */
  readonly remaining: number;
  /** Seconds until there is one again; 0 when there is. */
  readonly retryAfter: number;
  /** Seconds until the bucket is full. */
  readonly reset: number;
}

interface TokenBuckets {
  /** Takes a token from the client's bucket, which holds `perMinute` and gets as many a minute. */
  take(client: string, perMinute: number): Taken;
  readonly size: number;
}

interface TokenBucketsOptions {
  /** Clients remembered, some 150 bytes each; the one not heard of for longest is forgotten, and then starts afresh. */
  readonly clients?: number;
  /** Milliseconds that only go up: the wall clock may jump. */
  readonly now?: () => number;
}

export function createTokenBuckets({ clients = 20_000, now = () => performance.now() }: TokenBucketsOptions = {}) {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return {
    take(client, perMinute) {
      const at = now();
      const perMs = perMinute / 60_000;
      const before = buckets.get(client);
      const filled = before ? Math.min(perMinute, before.tokens + (at - before.at) * perMs) : perMinute;
      const allowed = filled >= 1;
      const tokens = allowed ? filled - 1 : filled;
      // Deleted and set again, the last used is the last in the map.
      buckets.delete(client);
      buckets.set(client, { tokens, at });
      if (buckets.size > clients) buckets.delete(buckets.keys().next().value!);
      const seconds = (missing: number) => Math.max(0, Math.ceil(missing / perMs / 1000));
      return {
        allowed,
        remaining: Math.floor(tokens),
        retryAfter: seconds(1 - tokens),
        reset: seconds(perMinute - tokens),
      };
    },
    get size() {
      return buckets.size;
    },
  } satisfies TokenBuckets;
}

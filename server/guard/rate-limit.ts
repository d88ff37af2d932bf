/**
 * How much one client may ask. hono-rate-limiter counts in fixed windows (twice the limit at a window's edge) and
 * keeps every client it ever saw; a bucket is as short.
 */
import type { Context, MiddlewareHandler } from 'hono';
import type { Config } from '../../config.ts';
import { Problem } from '../problem.ts';
import type { ApiKey, KeyRing } from './api-keys.ts';
import { clientOf } from './client-address.ts';
import { createTokenBuckets } from './token-buckets.ts';

export type RateLimitConfig = Pick<Config, 'rateLimit' | 'keyRateLimit' | 'trustedHops' | 'apiKeys'>;

/** Pages, articles, styles: a page takes four or five. */
const REQUESTS_PER_QUESTION = 10;

/** A load balancer must be able to ask as often as it likes. */
const UNLIMITED = new Set(['/healthz', '/readyz']);

/** What costs a model's work or a place on the disk. */
const isQuestion = (c: Context): boolean =>
  c.req.method === 'POST' || c.req.path === '/ask' || (c.req.path === '/search' && c.req.query('q') !== undefined);

const NEEDS_KEY = new Set(['/ask', '/search', '/v1/chat/completions', '/mcp']);

/**
 * Headers as in draft-ietf-httpapi-ratelimit-headers-11, which says what a client needs in two fields and is where the
 * older trio of `RateLimit-Limit`, `-Remaining` and `-Reset` (draft 6) went.
 * Where one request asks several questions, its route calls `takeAnother` of the context's variables for each further one.
 * @throws Problem 429, or 401 and 403 for API keys.
 */
export function rateLimit(config: RateLimitConfig, keys: KeyRing): MiddlewareHandler {
  const buckets = createTokenBuckets();
  return async (c, next) => {
    if (c.req.method === 'OPTIONS' || UNLIMITED.has(c.req.path)) return next();
    let refusal: unknown;
    const key = await keyOf(c, config, keys).catch((error) => {
      refusal = error;
      return undefined;
    });
    const questions = isQuestion(c);
    const perMinute = (key ? config.keyRateLimit : config.rateLimit) * (questions ? 1 : REQUESTS_PER_QUESTION);
    const name = questions ? 'questions' : 'requests';
    const client = key ? `key ${key.id}` : clientOf(c, config.trustedHops);
    const take = () => {
      if (perMinute === 0) return;
      const { allowed, remaining, retryAfter, reset } = buckets.take(`${name} ${client}`, perMinute);
      c.header('ratelimit-policy', `"${name}";q=${perMinute};w=60`);
      c.header('ratelimit', `"${name}";r=${remaining};t=${reset}`);
      if (allowed) return;
      throw new Problem(429, `At most ${perMinute} ${name} a minute. Try again in ${retryAfter} s.`, [], {
        'retry-after': `${retryAfter}`,
      });
    };
    take();
    // Only then: whoever tries keys has no more tries than anybody else.
    if (refusal) throw refusal;
    c.set('takeAnother', take);
    await next();
  };
}

async function keyOf(c: Context, { apiKeys }: RateLimitConfig, keys: KeyRing): Promise<ApiKey | undefined> {
  const key = await keys.of(c);
  if (!NEEDS_KEY.has(c.req.path)) return key;
  if (key && !key.scopes.includes('ask')) throw new Problem(403, `The key ${key.id} may not ask: npm run keys -- list`);
  if (key || apiKeys !== 'required') return key;
  c.header('www-authenticate', 'Bearer realm="samman"');
  throw new Problem(401, 'This server answers who has a key: authorization: Bearer samman_…');
}

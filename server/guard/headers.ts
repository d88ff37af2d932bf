import type { MiddlewareHandler } from 'hono';

/**
 * What every response says where its route says nothing of its own. No HSTS: Samman speaks plain HTTP, the proxy that
 * ends TLS says it (`docs/deploy.md`).
 */
const DEFAULTS: readonly (readonly [name: string, value: string])[] = [
  // Of pages see `pages/policy.ts`; anything else is no page, and runs nothing if a browser takes it for one.
  ['content-security-policy', "default-src 'none'; frame-ancestors 'none'; sandbox"],
  ['x-content-type-options', 'nosniff'],
  ['x-frame-options', 'DENY'],
  ['referrer-policy', 'no-referrer'],
  ['cross-origin-opener-policy', 'same-origin'],
  ['cross-origin-resource-policy', 'same-origin'],
  // The composer takes speech where a browser can.
  ['permissions-policy', 'microphone=(self), camera=(), geolocation=(), payment=(), usb=()'],
];

export function strictHeaders(): MiddlewareHandler {
  return async (c, next) => {
    await next();
    for (const [name, value] of DEFAULTS) if (!c.res.headers.has(name)) c.header(name, value);
    if (c.res.headers.has('cache-control')) return;
    // One address is a page, JSON or text, in the reader's language, and `/embed` names the host it was asked by: a cache that
    // readers share would give one of them what another asked for.
    c.header('cache-control', 'private, no-cache');
    c.header('vary', 'Accept, Accept-Language', { append: true });
  };
}

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
  };
}

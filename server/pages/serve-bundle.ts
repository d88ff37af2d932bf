import type { Context } from 'hono';
import type { Bundle } from './widget-bundle.ts';

/** Answers with a bundle, gzipped where the browser takes that; browsers ask again after five minutes. */
export function serveBundle(c: Context, { code, gzip, etag }: Bundle, type: 'text/javascript' | 'text/css'): Response {
  // Weak: the same code goes out in two encodings.
  const tag = `W/${etag}`;
  c.header('etag', tag);
  c.header('cache-control', 'public, max-age=300');
  c.header('vary', 'accept-encoding');
  if (c.req.header('if-none-match')?.includes(etag)) return c.body(null, 304);
  c.header('content-type', `${type}; charset=utf-8`);
  if (!/\bgzip\b(?!;q=0\b)/.test(c.req.header('accept-encoding') ?? '')) return c.body(code);
  c.header('content-encoding', 'gzip');
  return c.body(gzip);
}

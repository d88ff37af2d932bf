/** The widget and the style sheet, bundled once at start. */
import { type Context, Hono } from 'hono';
import { MARK_SVG } from '../pages/mark-svg.ts';
import { type Bundle, bundleStyles, bundleWidget } from '../pages/widget-bundle.ts';

export async function assetRoutes(): Promise<Hono> {
  const [widget, styles] = await Promise.all([bundleWidget(), bundleStyles()]);
  return new Hono()
    .get('/widget.js', (c) => {
      // Any page may load it; what it may ask for is the allow-list's business.
      c.header('access-control-allow-origin', '*');
      c.header('cross-origin-resource-policy', 'cross-origin');
      return asset(c, widget, 'text/javascript');
    })
    .get('/mark.svg', (c) => c.body(MARK_SVG, 200, { 'content-type': 'image/svg+xml' }))
    .get('/pages.css', (c) => asset(c, styles, 'text/css'));
}

function asset(c: Context, { code, etag }: Bundle, type: string): Response {
  c.header('etag', etag);
  c.header('cache-control', 'public, max-age=300');
  if (c.req.header('if-none-match') === etag) return c.body(null, 304);
  return c.body(code, 200, { 'content-type': `${type}; charset=utf-8` });
}

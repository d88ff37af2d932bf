/** The widget and the style sheet, bundled once at start. */
import { Hono } from 'hono';
import { MARK_SVG } from '../pages/mark-svg.ts';
import { serveBundle } from '../pages/serve-bundle.ts';
import { bundleStyles, bundleWidget } from '../pages/widget-bundle.ts';

export async function assetRoutes(): Promise<Hono> {
  const [widget, styles] = await Promise.all([bundleWidget(), bundleStyles()]);
  return new Hono()
    .get('/widget.js', (c) => {
      // Any page may load it; what it may ask for is the allow-list's business.
      c.header('access-control-allow-origin', '*');
      c.header('cross-origin-resource-policy', 'cross-origin');
      return serveBundle(c, widget, 'text/javascript');
    })
    .get('/mark.svg', (c) => c.body(MARK_SVG, 200, { 'content-type': 'image/svg+xml' }))
    .get('/pages.css', (c) => serveBundle(c, styles, 'text/css'));
}

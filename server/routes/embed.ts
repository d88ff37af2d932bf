/** `GET /embed`: the page to copy the widget's tag from. */
import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import { embedPage } from '../pages/embed-page.ts';
import { pagePolicy } from '../pages/policy.ts';
import { serveBundle } from '../pages/serve-bundle.ts';
import { bundleScript } from '../pages/widget-bundle.ts';
import { readerLanguage } from './reader-language.ts';

export async function embedRoutes(): Promise<Hono> {
  const script = await bundleScript('embed-page.ts');
  return new Hono()
    .get('/embed', (c) => {
      const nonce = randomBytes(16).toString('base64');
      c.header('content-security-policy', pagePolicy(nonce));
      const server = new URL('/', c.req.url).href;
      return c.html(embedPage({ language: readerLanguage(c), server, nonce }));
    })
    .get('/embed.js', (c) => serveBundle(c, script, 'text/javascript'));
}

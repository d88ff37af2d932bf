/** `GET /openapi.json` and `GET /docs`: the API, described from what validates it. */
import { Hono } from 'hono';
import { openApiDocument } from '../openapi/document.ts';
import type { Pages } from './pages.ts';

export function openApiRoutes(version: string, pages: Pick<Pages, 'api'>): Hono {
  const document = openApiDocument(version);
  return new Hono()
    .get('/openapi.json', (c) => {
      // Tools on other sites may read it: it says nothing of this server's articles.
      c.header('access-control-allow-origin', '*');
      return c.json(document);
    })
    .get('/docs', (c) => pages.api(c, document));
}

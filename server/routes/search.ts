/** `POST /search`: the passages behind an answer, for scripts. */
import { Hono } from 'hono';
import type { Hit } from '../../core/types.ts';
import { parseBody, searchSchema } from '../schemas.ts';
import type { Service } from '../service.ts';

export function searchRoutes(service: Service): Hono {
  return new Hono().post('/search', async (c) => {
    const { query, k, language } = await parseBody(c, searchSchema);
    const hits = await service.search(query, { k, ...(language && { language }) });
    return c.json({ results: hits.map(result) });
  });
}

function result({ passage, score, vector, keyword }: Hit) {
  const { article, title, language, text, start, end } = passage;
  return { article, title, language, text, start, end, score, vector, keyword };
}

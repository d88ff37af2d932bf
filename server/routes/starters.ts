/** `GET /starters`: questions a reader may begin with, as the editors wrote them into the articles' front matter. */
import { Hono } from 'hono';
import { languageQuerySchema, parse } from '../schemas.ts';
import type { Service } from '../service.ts';
import { readerLanguage } from './reader-language.ts';

export function starterRoutes(service: Service): Hono {
  return new Hono().get('/starters', async (c) => {
    const { lang, language = lang ?? readerLanguage(c) } = parse(languageQuerySchema, c.req.query());
    return c.json({ questions: (await service.library()).starters(language) });
  });
}

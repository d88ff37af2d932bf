/** `GET /starters`: questions a reader may begin with, as the editors wrote them into the articles' front matter. */
import { Hono } from 'hono';
import type { Library } from '../../core/library.ts';
import type { Language } from '../../core/types.ts';
import { languageQuerySchema, parse } from '../schemas.ts';
import type { Service } from '../service.ts';
import { readerLanguage } from './reader-language.ts';

/** More than fit above a phone's keyboard. */
const AT_MOST = 4;

export function starterRoutes(service: Service): Hono {
  return new Hono().get('/starters', async (c) => {
    const { lang, language = lang ?? readerLanguage(c) } = parse(languageQuerySchema, c.req.query());
    return c.json({ questions: starters(await service.library(), language) });
  });
}

/** One of each article in turn, so that a small row shows what the whole library is about. */
function starters(library: Library, language: Language): string[] {
  const lists = library.articles(language).map(({ id }) => library.article(id, language)?.questions ?? []);
  const longest = Math.max(0, ...lists.map((list) => list.length));
  const turns = Array.from({ length: longest }, (_, turn) => lists.flatMap((list) => list[turn] ?? []));
  return turns.flat().slice(0, AT_MOST);
}

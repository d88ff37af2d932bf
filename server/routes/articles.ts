/** `GET /articles` and `GET /articles/:id`: as pages for a browser, which lists them on the front page, as JSON for a script. */
import { type Context, Hono } from 'hono';
import { accepts } from 'hono/accepts';
import type { z } from 'zod';
import type { Library } from '../../core/library.ts';
import type { Article, Language, Span } from '../../core/types.ts';
import { locate } from '../passage-link.ts';
import { Problem } from '../problem.ts';
import { articleQuerySchema, languageQuerySchema, parse } from '../schemas.ts';
import type { Service } from '../service.ts';
import type { Pages } from './pages.ts';
import { readerLanguage } from './reader-language.ts';

/** An article as it is shown. */
export interface ShownArticle extends Omit<Article, 'url'> {
  readonly languages: readonly Language[];
  /** The original's address. */
  readonly url?: string;
}

export function articleRoutes(service: Service, pages: Pick<Pages, 'article'>): Hono {
  const routes = new Hono();
  routes.get('/articles', async (c) => {
    if (wantsPage(c)) return c.redirect(`/?ui=${readerLanguage(c)}#articles`);
    const { lang, language = lang ?? readerLanguage(c) } = parse(languageQuerySchema, c.req.query());
    const library = await service.library();
    return c.json({ articles: library.articles(language) });
  });
  routes.get('/articles/:id', async (c) => {
    // Who shares a page's address adds to it (`utm_source`), and its readers are not to be refused for that.
    const schema = wantsPage(c) ? articleQuerySchema.strip() : articleQuerySchema;
    const { lang, language = lang, ...asked } = parse(schema, c.req.query());
    const article = find(await service.library(), c.req.param('id'), language, readerLanguage(c));
    const cited = citedIn(article.text, asked);
    if (wantsPage(c)) return pages.article(c, article, cited);
    return c.json({ ...article, ...(cited !== undefined && { cited }) });
  });
  return routes;
}

export const wantsPage = (c: Context): boolean =>
  accepts(c, { header: 'Accept', supports: ['application/json', 'text/html'], default: 'application/json' }) ===
  'text/html';

type Asked = Pick<z.output<typeof articleQuerySchema>, 'start' | 'end' | 'passage'>;

/** Where the passage asked for stands; null when the article no longer holds it, undefined when none is asked for. */
function citedIn(text: string, { start, end, passage }: Asked): Span | null | undefined {
  if (start === undefined || end === undefined || start >= end) return undefined;
  // Links from before there were fingerprints say only where the passage stood.
  if (!passage) return end <= text.length ? { start, end } : null;
  return locate(text, { start, end }, passage) ?? null;
}

/** @throws Problem 404 naming what there is instead. */
function find(library: Library, id: string, wanted: Language | undefined, reader: Language): ShownArticle {
  const languages = library.languages(id);
  if (languages.length === 0) throw new Problem(404, `There is no article “${id}”. GET /articles lists them.`);
  const article = library.article(id, wanted ?? library.preferred(id, reader));
  if (!article) {
    throw new Problem(404, `The article “${id}” has no version in ${wanted}; it has ${languages.join(', ')}.`, [
      { field: 'language', message: `one of ${languages.join(', ')}` },
    ]);
  }
  return { ...article, languages };
}

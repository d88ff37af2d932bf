/** The pages a browser is shown: `server/pages` draws them, here they meet the service. */
import { randomBytes } from 'node:crypto';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Passage, Span } from '../../core/types.ts';
import type { CitedAnswer } from '../cited-answer.ts';
import type { OpenApiDocument } from '../openapi/document.ts';
import { answerPage } from '../pages/answer-page.ts';
import { apiPage } from '../pages/api-page.ts';
import { articlePage } from '../pages/article-page.ts';
import { errorPage } from '../pages/error-page.ts';
import { frontPage } from '../pages/front-page.ts';
import { pagePolicy } from '../pages/policy.ts';
import { searchPage } from '../pages/search-page.ts';
import { type Problem, problemResponse } from '../problem.ts';
import type { Service } from '../service.ts';
import { type ShownArticle, wantsPage } from './articles.ts';
import { chosenLanguage, readerLanguage } from './reader-language.ts';
import type { ExplainedSearch } from './search.ts';

export type Pages = ReturnType<typeof createPages>;

export function createPages(service: Service) {
  return {
    async front(c: Context): Promise<Response> {
      const language = readerLanguage(c);
      const articles = (await service.library()).articles(language);
      return send(c, (nonce) => frontPage({ articles, language, wanted: c.req.query('page'), nonce }));
    },

    article(c: Context, article: ShownArticle, cited: Span | null | undefined): Response {
      const { languages } = article;
      return send(c, (nonce) => articlePage({ article, languages, ui: chosenLanguage(c), nonce, cited }));
    },

    /** The page around an answer speaks the answer's language unless the reader chose one. */
    answer: (c: Context, answer: CitedAnswer): Response =>
      send(c, () => answerPage({ answer, language: chosenLanguage(c) ?? answer.language })),

    /** Why a search found what it found. */
    search: (c: Context, search: ExplainedSearch, passages: readonly Passage[]): Response =>
      send(c, () => searchPage({ search, passages, language: readerLanguage(c) })),
    api: (c: Context, document: OpenApiDocument): Response =>
      send(c, () => apiPage({ document, language: readerLanguage(c) })),

    /** A page where a browser navigated, problem+json where a script asked. */
    problem(c: Context, problem: Problem): Response {
      if (!wantsPage(c)) return problemResponse(c, problem);
      const { status, message: detail, headers } = problem;
      for (const [name, value] of Object.entries(headers)) c.header(name, value);
      const language = readerLanguage(c);
      return send(c, () => errorPage({ status, detail, requestId: c.get('requestId'), language }), status);
    },
  };
}

/** Everything a page may load comes from here; the one script by its nonce. */
function send(c: Context, draw: (nonce: string) => string, status: ContentfulStatusCode = 200): Response {
  const nonce = randomBytes(16).toString('base64');
  c.header('content-security-policy', pagePolicy(nonce));
  return c.html(draw(nonce), status);
}

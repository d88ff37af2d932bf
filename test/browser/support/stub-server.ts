/**
 * A server that speaks Samman's HTTP contract from canned answers, so that errors, pauses and hostile text can be
 * had at will. What is asked decides: `busy`, `limit`, `broken`, `cut`, `hang`, `pause`, `slow`,
 * `hostile`, or an answer.
 */
import { serve } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { cors } from 'hono/cors';
import { streamSSE } from 'hono/streaming';
import type { Article, Language } from '../../../core/types.ts';
import { answerPage } from '../../../server/pages/answer-page.ts';
import { articlePage } from '../../../server/pages/article-page.ts';
import { frontPage } from '../../../server/pages/front-page.ts';
import { MARK_SVG } from '../../../server/pages/mark-svg.ts';
import { bundleStyles, bundleWidget } from '../../../server/pages/widget-bundle.ts';
import { embedRoutes } from '../../../server/routes/embed.ts';
import { isLanguage } from '../../../web/language.ts';
import type { Answer, CitationCard } from '../../../web/protocol.ts';
import { ARTICLES, QUOTES } from './articles.ts';

export interface StubServer {
  /** `http://127.0.0.1:<port>`, without a closing slash. */
  readonly url: string;
  /** Bodies of POST /ask and POST /feedback, oldest first. */
  readonly asked: { question: string; history: unknown[] }[];
  readonly votes: unknown[];
  /** Whether POST /feedback is there. */
  takesVotes: boolean;
  close(): Promise<void>;
}

export const HOSTILE =
  '<img src=x onerror="window.hacked=1"> **<script>window.hacked=1</script>** [x](javascript:window.hacked=1) [1]';

export async function startStub(): Promise<StubServer> {
  const [widget, styles] = await Promise.all([bundleWidget(), bundleStyles()]);
  const app = new Hono();
  const asked: StubServer['asked'] = [];
  const votes: unknown[] = [];
  const stub = { url: '', asked, votes, takesVotes: true };

  app.use(cors({ origin: '*', exposeHeaders: ['retry-after'] }));
  app.get('/widget.js', (c) => c.body(widget.code, 200, { 'content-type': 'text/javascript; charset=utf-8' }));
  app.get('/pages.css', (c) => c.body(styles.code, 200, { 'content-type': 'text/css; charset=utf-8' }));
  app.route('/', await embedRoutes());
  app.get('/mark.svg', (c) => c.body(MARK_SVG, 200, { 'content-type': 'image/svg+xml' }));
  app.get('/', (c) => c.html(frontPage({ articles: listed(), language: uiOf(c) })));
  app.get('/starters', (c) =>
    c.json({
      questions: Object.values(QUOTES)
        .map(({ question }) => question)
        .slice(0, 3),
    }),
  );
  app.get('/articles/:id', (c) => {
    const versions = ARTICLES.filter(({ id }) => id === c.req.param('id'));
    const article = versions.find(({ language }) => language === c.req.query('lang')) ?? versions[0];
    if (!article) return c.json({ title: 'Not found', status: 404 }, 404);
    const languages = versions.map(({ language }) => language);
    const [start, end] = [Number(c.req.query('start')), Number(c.req.query('end'))];
    const cited = end > start ? { start, end } : undefined;
    if (!c.req.header('accept')?.includes('text/html')) return c.json({ ...article, languages, cited });
    return c.html(articlePage({ article, languages, ui: uiOf(c), cited }));
  });
  app.get('/ask', (c) => c.html(answerPage({ answer: answerTo(c.req.query('q') ?? ''), language: uiOf(c) })));
  app.post('/feedback', async (c) => {
    if (!stub.takesVotes) return c.json({ title: 'Not found', status: 404 }, 404);
    votes.push(await c.req.json());
    return c.body(null, 204);
  });
  app.post('/ask', async (c) => {
    const body = await c.req.json();
    asked.push(body);
    const { question } = body as { question: string };
    if (question === 'busy') return c.json({ title: 'Busy' }, 503, { 'retry-after': '7' });
    if (question === 'limit') return c.json({ title: 'Too many' }, 429, { 'retry-after': '30' });
    if (question === 'broken') return c.json({ title: 'Broken' }, 500);
    return streamSSE(c, async (sse) => {
      const send = (event: string, data: unknown) => sse.writeSSE({ event, data: JSON.stringify(data) });
      const answer = answerTo(question);
      await send('retrieval', { id: answer.id, language: answer.language, hits: 3 });
      if (question === 'hang') await new Promise((resolve) => sse.onAbort(() => resolve(undefined)));
      for (const [index, text] of (answer.answer.match(/[\s\S]{1,12}/gu) ?? []).entries()) {
        if (sse.aborted) return;
        await send('token', { text });
        if (question === 'cut' && index === 1) return;
        if (question === 'slow') await sse.sleep(80);
        if (question === 'pause' && index === 1) await new Promise((resolve) => sse.onAbort(() => resolve(undefined)));
      }
      for (const citation of answer.citations) await send('citation', citation);
      await send('done', answer);
    });
  });

  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  stub.url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  return Object.assign(stub, {
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  });
}

/** Serves one page of another site, at `/`. */
export const startHost = async (body: () => string): Promise<{ url: string; close(): Promise<void> }> => {
  const site = await startSite();
  return { url: site.add(body), close: site.close };
};

export interface Site {
  readonly origin: string;
  /** @returns the address of a new page, with headers of its own. */
  add(body: () => string, headers?: Record<string, string>): string;
  close(): Promise<void>;
}

/** Another site than the chatbot's. */
export async function startSite(): Promise<Site> {
  const app = new Hono();
  const pages: { body: () => string; headers: Record<string, string> }[] = [];
  app.get('/:page{[0-9]+}', (c) => {
    const { body, headers } = pages[Number(c.req.param('page'))]!;
    return c.html(body(), 200, headers);
  });
  app.get('/favicon.ico', (c) => c.body(null, 204));
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  return {
    origin,
    add: (body, headers = {}) => `${origin}/${pages.push({ body, headers }) - 1}`,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

function uiOf(c: Context): Language {
  const ui = c.req.query('ui');
  return isLanguage(ui) ? ui : 'en';
}

function listed() {
  return [...new Set(ARTICLES.map(({ id }) => id))].map((id) => {
    const versions = ARTICLES.filter((article) => article.id === id);
    const first = versions[0]!;
    return {
      id,
      title: first.title,
      languages: versions.map(({ language }) => language),
      source: first.source!,
      date: first.date!,
    };
  });
}

function answerTo(question: string): Answer {
  const language = (Object.keys(QUOTES) as Language[]).find((name) => QUOTES[name]!.question === question) ?? 'en';
  const id = crypto.randomUUID();
  if (question === 'nothing') {
    return { id, question, language, answer: 'The articles do not say.', refused: true, citations: [] };
  }
  const { quotes } = QUOTES[language]!;
  const article = ARTICLES.find((candidate) => candidate.language === language)!;
  const citations = quotes.map((quote, index) => citationOf(article, quote, index + 1));
  if (question === 'hostile') {
    const first = { ...citations[0]!, title: HOSTILE, quote: HOSTILE, url: 'javascript:window.hacked=1' };
    return { id, question, language, answer: HOSTILE, refused: false, citations: [first] };
  }
  const answer = quotes.map((quote, index) => `${quote}[${index + 1}]`).join(language === 'en' ? ' ' : '');
  return { id, question, language, answer, refused: false, citations };
}

function citationOf({ id, title, language, text, date }: Article, quote: string, n: number): CitationCard {
  const start = text.indexOf(quote);
  if (start < 0) throw new Error(`The stub's article ${id} (${language}) does not hold “${quote}”.`);
  const end = start + quote.length;
  const url = `/articles/${id}?lang=${language}&start=${start}&end=${end}#cited`;
  return { n, article: id, title, headings: [], language, quote, start, end, score: 1, url, ...(date ? { date } : {}) };
}

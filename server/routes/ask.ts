/** `POST /ask` and `GET /ask`: an answer as JSON, as a stream of events, as text or as a page. */
import { type Context, Hono } from 'hono';
import { accepts } from 'hono/accepts';
import { streamSSE } from 'hono/streaming';
import type { Answer, AskEvent, Question } from '../../core/ask.ts';
import type { Library } from '../../core/library.ts';
import type { Citation } from '../../core/types.ts';
import type { AnswerSlot, AnswerSlots } from '../guard/answer-slots.ts';
import { steadyStream } from '../guard/steady-stream.ts';
import type { Watch } from '../observe/watch.ts';
import { Problem, problemBody } from '../problem.ts';
import { askQuerySchema, askSchema, parse, parseBody } from '../schemas.ts';
import type { Service } from '../service.ts';
import { chosenLanguage, readerLanguage } from './reader-language.ts';

export interface SourcedCitation extends Citation {
  readonly url: string;
  /** The article's. */
  readonly date?: string;
}

export interface CitedAnswer extends Omit<Answer, 'citations'> {
  readonly citations: readonly SourcedCitation[];
}

export interface AskRoutesOptions {
  readonly service: Service;
  readonly slots: AnswerSlots;
  readonly watch: Watch;
  readonly writeMs?: number | undefined;
  /** Shows an answer to a browser without script. */
  readonly page: (c: Context, answer: CitedAnswer) => Response;
  /** Told of every failure behind an `error` event, which carries no cause. */
  readonly onError: (error: unknown, c: Context) => void;
}

const JSON_TYPE = 'application/json';
const STREAM_TYPE = 'text/event-stream';
const TEXT_TYPE = 'text/plain';
const HTML_TYPE = 'text/html';

export function askRoutes({ service, slots, watch, writeMs, page, onError }: AskRoutesOptions): Hono {
  const routes = new Hono();

  async function respond(c: Context, question: Question, type: string): Promise<Response> {
    const slot = slots.enter(c.req.raw.signal);
    const about = { requestId: c.get('requestId'), traceparent: c.req.header('traceparent'), question, slot };
    const events = watch(service.ask(question, slot.signal), about);
    if (type === STREAM_TYPE) return stream(c, events, slot);
    const answer = await complete(service, events, slot);
    if (type === TEXT_TYPE) return c.text(plainText(answer));
    if (type === HTML_TYPE) return page(c, answer);
    return c.json(answer);
  }

  function stream(c: Context, events: AsyncGenerator<AskEvent>, slot: AnswerSlot): Response {
    return streamSSE(c, async (sse) => {
      sse.onAbort(slot.abandon);
      const { send, close } = steadyStream(
        sse,
        () => {
          slot.abandon();
          // Only a closed connection frees what waits to be read.
          c.env?.outgoing?.destroy();
        },
        writeMs,
      );
      try {
        const library = await service.library();
        for await (const event of events) {
          if (event.type === 'done') await send('done', withSources(event.answer, library));
          else if (event.type === 'citation') await send('citation', withSource(event.citation, library));
          else {
            const { type, ...data } = event;
            await send(type, data);
          }
        }
        const problem = slot.problem();
        if (problem) await send('error', problemBody(problem, c.get('requestId')));
      } catch (error) {
        onError(error, c);
        await send('error', problemBody(unexpected(), c.get('requestId')));
      } finally {
        close();
        slot.leave();
      }
    });
  }

  routes.post('/ask', async (c) => {
    const { stream: streamed, ...question } = await parseBody(c, askSchema);
    return respond(c, clean(c, question), streamed ? STREAM_TYPE : wanted(c, JSON_TYPE));
  });
  routes.get('/ask', async (c) => {
    const { q, language } = parse(askQuerySchema, c.req.query());
    return respond(c, clean(c, { question: q, language }), wanted(c, JSON_TYPE));
  });
  return routes;
}

export const unexpected = (): Problem =>
  new Problem(
    500,
    'The question could not be answered. Try again; if it happens again, tell the operator the requestId.',
  );

const wanted = (c: Context, otherwise: string): string =>
  accepts(c, {
    header: 'Accept',
    supports: [JSON_TYPE, STREAM_TYPE, TEXT_TYPE, HTML_TYPE],
    default: otherwise,
  });

type Asked = { readonly [K in keyof Question]: Question[K] | undefined } & { readonly question: string };

function clean(c: Context, { question, language, history }: Asked): Question {
  const reader = c.req.header('accept-language') ? readerLanguage(c) : chosenLanguage(c);
  return { question, ...(language && { language }), ...(history && { history }), ...(reader && { reader }) };
}

async function complete(service: Service, events: AsyncGenerator<AskEvent>, slot: AnswerSlot): Promise<CitedAnswer> {
  try {
    for await (const event of events) {
      if (event.type === 'done') return withSources(event.answer, await service.library());
    }
    throw slot.problem() ?? new Problem(503, 'The question was cancelled before it was answered.');
  } finally {
    slot.leave();
  }
}

/** Opens the article at the passage, highlighted. */
export function articleUrl({
  article,
  language,
  start,
  end,
}: Pick<Citation, 'article' | 'language' | 'start' | 'end'>) {
  return `/articles/${encodeURIComponent(article)}?lang=${language}&start=${start}&end=${end}#cited`;
}

function withSource(citation: Citation, library: Library): SourcedCitation {
  const { n, article, title, ...rest } = citation;
  const date = library.article(article, citation.language)?.date;
  return { n, article, title, url: articleUrl(citation), ...(date && { date }), ...rest };
}

const withSources = (answer: Answer, library: Library): CitedAnswer => ({
  ...answer,
  citations: answer.citations.map((citation) => withSource(citation, library)),
});

/** The answer with its sources numbered below it. */
function plainText({ answer, citations }: CitedAnswer): string {
  const sources = citations.map(
    ({ n, title, url, quote }) => `[${n}] ${title} — ${url}\n    ${quote.replace(/\s+/g, ' ')}`,
  );
  return `${[answer, ...(sources.length ? ['', ...sources] : [])].join('\n')}\n`;
}

/** `POST /ask` and `GET /ask`: an answer as JSON, as a stream of events, as text or as a page. */
import { type Context, Hono } from 'hono';
import { accepts } from 'hono/accepts';
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';
import type { Question } from '../../core/ask.ts';
import type { Answers, Asker, UnderWay } from '../answers.ts';
import { type CitedAnswer, plainText, withSource, withSources } from '../cited-answer.ts';
import type { AnswerSlot } from '../guard/answer-slots.ts';
import { type SteadyStream, steadyStream } from '../guard/steady-stream.ts';
import { Problem, problemBody } from '../problem.ts';
import { askQuerySchema, askSchema, parse, parseBody } from '../schemas.ts';
import type { Service } from '../service.ts';
import { readerOf } from './reader-language.ts';

interface AskRoutesOptions {
  readonly service: Pick<Service, 'library'>;
  readonly answers: Answers;
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

export function askRoutes({ service, answers, writeMs, page, onError }: AskRoutesOptions): Hono {
  const routes = new Hono();

  async function respond(c: Context, question: Question, type: string): Promise<Response> {
    if (type === STREAM_TYPE) return stream(c, answers.begin(question, askerOf(c)));
    const answer = await answers.complete(question, askerOf(c));
    if (type === TEXT_TYPE) return c.text(plainText(answer, originOf(c)));
    if (type === HTML_TYPE) return page(c, answer);
    return c.json(answer);
  }

  function stream(c: Context, { events, slot }: UnderWay): Response {
    return streamSSE(c, async (sse) => {
      const steady = steadyFor(c, sse, slot, writeMs);
      const send = (event: string, data: unknown) => steady.send(JSON.stringify(data), event);
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
        steady.close();
        slot.leave();
      }
    });
  }

  routes.post('/ask', async (c) => {
    const { stream: streamed, ...question } = await parseBody(c, askSchema, '{"question": "…"}');
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

/** A stream whose reader, gone or stuck, ends the answer. */
export function steadyFor(c: Context, sse: SSEStreamingApi, slot: AnswerSlot, writeMs?: number): SteadyStream {
  sse.onAbort(slot.abandon);
  const giveUp = () => {
    slot.abandon();
    // Only a closed connection frees what waits to be read.
    c.env?.outgoing?.destroy();
  };
  return steadyStream(sse, giveUp, writeMs);
}

/** As the client addressed us: what a reader's browser can open from there. */
export const originOf = (c: Context): string => new URL(c.req.url).origin;

export const askerOf = (c: Context): Asker => ({
  requestId: c.get('requestId'),
  traceparent: c.req.header('traceparent'),
  gone: c.req.raw.signal,
});

type Asked = { readonly [K in keyof Question]: Question[K] | undefined } & { readonly question: string };

function clean(c: Context, { question, language, history }: Asked): Question {
  const reader = readerOf(c);
  return { question, ...(language && { language }), ...(history && { history }), ...(reader && { reader }) };
}

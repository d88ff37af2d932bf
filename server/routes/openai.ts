/** `POST /v1/chat/completions` and `GET /v1/models`: answers for programs that speak OpenAI's format. */
import { type Context, Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Question } from '../../core/ask.ts';
import type { Answers, UnderWay } from '../answers.ts';
import { withSources } from '../cited-answer.ts';
import {
  annotations,
  type CompletionRequest,
  completionSchema,
  extension,
  MODEL,
  openAiError,
  questionOf,
} from '../openai-format.ts';
import { Problem } from '../problem.ts';
import { parseBody } from '../schemas.ts';
import type { Service } from '../service.ts';
import { askerOf, originOf, steadyFor, unexpected } from './ask.ts';

const EXAMPLE = '{"model": "samman", "messages": [{"role": "user", "content": "…"}]}';

interface OpenAiRoutesOptions {
  readonly service: Pick<Service, 'library' | 'countTokens'>;
  readonly answers: Answers;
  readonly writeMs?: number | undefined;
  /** Told of every failure behind an error in a stream, which carries no cause. */
  readonly onError: (error: unknown, c: Context) => void;
}

export function openAiRoutes({ service, answers, writeMs, onError }: OpenAiRoutesOptions): Hono {
  const routes = new Hono();
  const model = { id: MODEL, object: 'model', created: seconds(), owned_by: 'samman' };

  routes.get('/v1/models', (c) => c.json({ object: 'list', data: [model] }));
  routes.get('/v1/models/:model', (c) => {
    refuseUnknown(c.req.param('model'));
    return c.json(model);
  });
  routes.post('/v1/chat/completions', async (c) => {
    const request = await parseBody(c, completionSchema, EXAMPLE);
    refuseUnknown(request.model);
    const question = questionOf(request);
    if (!request.stream) return whole(c, question);
    return stream(c, answers.begin(question, askerOf(c)), question, request);
  });

  async function whole(c: Context, question: Question): Promise<Response> {
    const answer = await answers.complete(question, askerOf(c));
    const message = {
      role: 'assistant',
      content: answer.answer,
      refusal: null,
      annotations: annotations(answer, originOf(c)),
    };
    return c.json({
      id: `chatcmpl-${answer.id}`,
      object: 'chat.completion',
      created: seconds(),
      model: MODEL,
      choices: [{ index: 0, message, logprobs: null, finish_reason: 'stop' }],
      usage: await usage(question, answer.answer),
      ...extension(answer),
    });
  }

  function stream(c: Context, { events, slot }: UnderWay, question: Question, request: CompletionRequest): Response {
    return streamSSE(c, async (sse) => {
      const steady = steadyFor(c, sse, slot, writeMs);
      const wantsUsage = request.stream_options?.include_usage === true;
      const head = { object: 'chat.completion.chunk', created: seconds(), model: MODEL };
      let id = '';
      const send = (chunk: object) =>
        steady.send(JSON.stringify({ id, ...head, ...(wantsUsage && { usage: null }), ...chunk }));
      const say = (delta: object, finish_reason: 'stop' | null = null, more: object = {}) =>
        send({ choices: [{ index: 0, delta, logprobs: null, finish_reason }], ...more });
      try {
        for await (const event of events) {
          if (event.type === 'retrieval') {
            id = `chatcmpl-${event.id}`;
            await say({ role: 'assistant', content: '' });
          } else if (event.type === 'token') await say({ content: event.text });
          // A comment, which clients skip: it keeps the connection open while others are answered.
          else if (event.type === 'queued') await sse.write(`: queued ${event.position}\n\n`);
          else if (event.type === 'done') {
            const { answer } = event;
            const marks = annotations(withSources(answer, await service.library()), originOf(c));
            if (marks.length > 0) await say({ annotations: marks });
            await say({}, 'stop', extension(answer));
            if (wantsUsage) await send({ choices: [], usage: await usage(question, answer.answer) });
            await steady.send('[DONE]');
          }
        }
        const problem = slot.problem();
        if (problem) await steady.send(JSON.stringify(openAiError(problem)));
      } catch (error) {
        onError(error, c);
        await steady.send(JSON.stringify(openAiError(unexpected())));
      } finally {
        steady.close();
        slot.leave();
      }
    });
  }

  /** Tokens as the embedding model counts them: it is the one model that reads every question and answer. */
  async function usage({ question, history = [] }: Question, answer: string) {
    const counts = await Promise.all(
      [answer, question, ...history.map(({ content }) => content)].map((text) => service.countTokens(text)),
    );
    const [completion_tokens = 0, ...prompt] = counts;
    const prompt_tokens = prompt.reduce((sum, count) => sum + count, 0);
    return { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens };
  }

  return routes;
}

const seconds = (): number => Math.floor(Date.now() / 1000);

/** @throws Problem 404 */
function refuseUnknown(model: string): void {
  if (model === MODEL) return;
  throw new Problem(404, `There is no model “${model}”. The only one is “${MODEL}”.`, [
    { field: 'model', message: `must be “${MODEL}”` },
  ]);
}

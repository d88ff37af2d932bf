/** OpenAI's chat completions as data: what is read of a request, and how answers and errors are written. */
import { z } from 'zod';
import type { Answer, Question } from '../core/ask.ts';
import type { Turn } from '../core/types.ts';
import type { Problem } from './problem.ts';
import { languageTagSchema, parse, questionSchema, turnSchema } from './schemas.ts';

/** The one model there is: the articles, whichever backend words the answers. */
export const MODEL = 'samman';

/** Earlier messages that are read, as many as `POST /ask` takes. */
const HISTORY_TURNS = 50;

const ONLY_TEXT = 'Send text, or parts of type "text": nothing else is read';
const part = z.union([
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({ type: z.literal('refusal'), refusal: z.string() }),
]);

/** Settings of a language model (`temperature`, `max_tokens`…) say nothing to an index and are let pass unread. */
export const completionSchema = z.object({
  model: z.string(),
  messages: z
    .array(
      z.object({
        role: z.enum(['system', 'developer', 'user', 'assistant', 'tool', 'function']),
        content: z.union([z.string(), z.array(part)], ONLY_TEXT).nullish(),
      }),
    )
    .refine((messages) => messages.some(({ role }) => role === 'user'), 'There is no message of the role "user"'),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().optional() }).nullish(),
  metadata: z.object({ language: languageTagSchema.optional() }).nullish(),
  n: z.literal(1, 'There is one answer to a question: leave n out').nullish(),
  response_format: z.object({ type: z.literal('text', 'Answers are text: leave response_format out') }).nullish(),
});

export type CompletionRequest = z.output<typeof completionSchema>;

/**
 * The last message of the user with the turns before it.
 * @throws Problem 400 where that message is no question, or a turn is too long.
 */
export function questionOf({ messages, metadata }: CompletionRequest): Question & { readonly history: Turn[] } {
  const last = messages.findLastIndex(({ role }) => role === 'user');
  const text = (schema: z.ZodType<string>, at: number): string => {
    const field = `messages.${at}.content`;
    return parse(z.object({ [field]: schema }), { [field]: textOf(messages[at]!) })[field]!;
  };
  const question = text(questionSchema, last);
  const turns = messages.slice(0, last).flatMap((message, at) => {
    const { role } = message;
    return (role === 'user' || role === 'assistant') && textOf(message) ? [{ role, at }] : [];
  });
  const history = turns.slice(-HISTORY_TURNS).map(({ role, at }): Turn => ({ role, content: text(turnSchema, at) }));
  const language = metadata?.language;
  return { question, history, ...(language && { language }) };
}

function textOf({ content }: CompletionRequest['messages'][number]): string {
  if (!content || typeof content === 'string') return content ?? '';
  return content.map((piece) => (piece.type === 'text' ? piece.text : piece.refusal)).join('\n');
}

interface UrlCitation {
  readonly type: 'url_citation';
  readonly url_citation: {
    readonly start_index: number;
    readonly end_index: number;
    readonly title: string;
    readonly url: string;
  };
}

interface Cited {
  readonly answer: string;
  readonly citations: readonly { readonly n: number; readonly title: string; readonly url: string }[];
}

/**
 * One for each `[n]` of the answer, in order: the marker stands from `start_index` to `end_index` (UTF-16 code units, end
 * exclusive), as OpenAI's own annotations mark the reference and not the claim.
 * @param origin `https://host`, which the citations' addresses lack.
 */
export function annotations({ answer, citations }: Cited, origin: string): UrlCitation[] {
  return [...answer.matchAll(/\[(\d+)\]/g)].flatMap(({ index, 0: marker, 1: number }) => {
    const cited = citations.find(({ n }) => n === Number(number));
    if (!cited) return [];
    const url = new URL(cited.url, origin).href;
    const place = { start_index: index, end_index: index + marker.length };
    return [{ type: 'url_citation' as const, url_citation: { ...place, title: cited.title, url } }];
  });
}

/** What OpenAI's format has no place for. `id` is what `POST /feedback` takes. */
export const extension = ({ id, language, refused, unsure, backend, model }: Omit<Answer, 'citations'>) => ({
  samman: { id, language, refused, ...(unsure && { unsure }), backend, model },
});

/** A problem in OpenAI's shape; its clients make typed errors of it by status. */
export function openAiError({ status, message, errors }: Problem) {
  const [first] = errors;
  const type =
    status >= 500
      ? 'server_error'
      : status === 429
        ? 'rate_limit_error'
        : status === 401
          ? 'authentication_error'
          : 'invalid_request_error';
  const code = status === 404 && first?.field === 'model' ? 'model_not_found' : null;
  return { error: { message, type, param: first?.field ?? null, code } };
}

/** Every route, what it takes and what it answers: the table that `/openapi.json` and `/docs` are made of. */
import type { z } from 'zod';
import { completionSchema } from '../openai-format.ts';
import { feedbackSchema } from '../routes/feedback.ts';
import {
  articleQuerySchema,
  askQuerySchema,
  askSchema,
  languageQuerySchema,
  searchQuerySchema,
  searchSchema,
} from '../schemas.ts';
import type { RESPONSES } from './responses.ts';

export interface Example {
  /** Of the body, or of the query. */
  readonly request: Readonly<Record<string, unknown>>;
  readonly path?: Readonly<Record<string, string>>;
  readonly status: number;
}

export interface Operation {
  readonly method: 'get' | 'post';
  /** With `{name}` for what the reader fills in. */
  readonly path: string;
  readonly tag: 'answers' | 'articles' | 'server' | 'pages';
  readonly summary: string;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** The schema of a 200 in JSON, by its name. */
  readonly answers?: keyof typeof RESPONSES;
  /** Other types a 200 comes in, by `Accept` or always, each with what it is. */
  readonly types?: Readonly<Record<string, string>>;
  /** Statuses beside 200, with what they mean. */
  readonly statuses?: Readonly<Record<number, string>>;
  readonly secured?: 'key' | 'metrics';
  readonly examples?: Readonly<Record<string, Example>>;
}

const EVENTS =
  'Events `retrieval`, `token` (`{text}`), `citation`, `done` (the whole answer), or `error` (a problem); `queued` while a model is busy.';
const BAD = { 400: 'A field is missing or wrong; `errors` names it.' };
const BUSY = { 503: 'Too many answers at once, or the server is restarting. `Retry-After` says when to come back.' };
const LATE = { 504: 'The answer took longer than ANSWER_SECONDS.' };
const NO_BODY = { 413: 'The body is over 256 KiB.' };
const MISSING = { 404: 'There is no such article, or not in this language.' };
const ASK = { ...BAD, ...BUSY, ...LATE };
const html = (what: string) => ({ 'text/html': what });

export const OPERATIONS: readonly Operation[] = [
  {
    method: 'post',
    path: '/ask',
    tag: 'answers',
    summary: 'Answers a question from the articles, each sentence cited.',
    body: askSchema,
    answers: 'Answer',
    types: { 'text/event-stream': EVENTS, 'text/plain': 'The answer with its sources below.', ...html('A page.') },
    statuses: { ...ASK, ...NO_BODY },
    secured: 'key',
    examples: {
      english: { request: { question: 'How much money goes into the AI institute?' }, status: 200 },
      cantonese: { request: { question: '而家有幾多個政府部門試緊 HKGAI v1？', language: 'yue' }, status: 200 },
      'follow-up': {
        request: {
          question: 'When will it be open to the public?',
          history: [
            { role: 'user', content: 'How many government departments are testing HKGAI v1 now?' },
            { role: 'assistant', content: 'It is being tested in more than 70 government departments. [1]' },
          ],
        },
        status: 200,
      },
      'no word in it': { request: { question: '？！' }, status: 400 },
      'unknown language': { request: { question: 'How?', language: 'fr' }, status: 400 },
    },
  },
  {
    method: 'get',
    path: '/ask',
    tag: 'answers',
    summary: 'The same by address.',
    query: askQuerySchema,
    answers: 'Answer',
    types: { 'text/event-stream': EVENTS, 'text/plain': 'The answer with its sources below.', ...html('A page.') },
    statuses: ASK,
    secured: 'key',
    examples: {
      simplified: { request: { q: '现在有多少个政府部门在测试 HKGAI v1？' }, status: 200 },
      'no question': { request: {}, status: 400 },
    },
  },
  {
    method: 'post',
    path: '/search',
    tag: 'answers',
    summary: 'The passages behind an answer, with their scores.',
    body: searchSchema,
    answers: 'SearchResults',
    statuses: { ...BAD, ...NO_BODY, ...BUSY },
    secured: 'key',
    examples: {
      three: { request: { query: 'government departments', k: 3 }, status: 200 },
      'too many': { request: { query: 'government', k: 51 }, status: 400 },
    },
  },
  {
    method: 'get',
    path: '/search',
    tag: 'answers',
    summary: 'The same by address; as a page it says why each passage was found.',
    query: searchQuerySchema,
    answers: 'SearchResults',
    types: html('A page.'),
    statuses: { ...BAD, ...BUSY },
    secured: 'key',
    examples: {
      'by address': { request: { q: 'government departments', k: 3 }, status: 200 },
      'no query': { request: {}, status: 400 },
    },
  },
  {
    method: 'post',
    path: '/v1/chat/completions',
    tag: 'answers',
    summary: 'Answers in OpenAI’s format, citations as `url_citation`; errors too are in that format.',
    body: completionSchema,
    answers: 'ChatCompletion',
    types: { 'text/event-stream': 'With `stream: true`: chunks in OpenAI’s format, then `[DONE]`.' },
    statuses: { ...ASK, ...NO_BODY, 404: 'There is no such model.' },
    secured: 'key',
    examples: {
      english: {
        request: {
          model: 'samman',
          messages: [{ role: 'user', content: 'How much money goes into the AI institute?' }],
        },
        status: 200,
      },
    },
  },
  { method: 'get', path: '/v1/models', tag: 'answers', summary: 'The one model there is.', answers: 'Models' },
  {
    method: 'get',
    path: '/v1/models/{model}',
    tag: 'answers',
    summary: 'The model by its name.',
    answers: 'Model',
    statuses: { 404: 'There is no such model.' },
    examples: { samman: { request: {}, path: { model: 'samman' }, status: 200 } },
  },
  {
    method: 'post',
    path: '/feedback',
    tag: 'answers',
    summary: 'Says whether an answer helped.',
    body: feedbackSchema,
    statuses: { 204: 'Kept.', ...BAD, ...NO_BODY, 503: 'No more feedback can be kept.' },
    examples: {
      helped: {
        request: { answerId: '3f6c1e0a-7d2b-4a57-9a39-0d5f1b7c2e11', helpful: true, language: 'en' },
        status: 204,
      },
      'no answer named': { request: { helpful: false, language: 'en' }, status: 400 },
    },
  },
  {
    method: 'get',
    path: '/articles',
    tag: 'articles',
    summary: 'All articles, the newest first, with the languages each can be read in.',
    query: languageQuerySchema,
    answers: 'Articles',
    statuses: { 302: 'A browser is sent to the front page, which lists them.', ...BAD },
    examples: {
      'titles in English': { request: { language: 'en' }, status: 200 },
      'unknown field': { request: { k: 3 }, status: 400 },
    },
  },
  {
    method: 'get',
    path: '/articles/{id}',
    tag: 'articles',
    summary:
      'An article; `start`, `end` and `passage` of a citation’s `url` find its passage, which its page highlights.',
    query: articleQuerySchema,
    answers: 'Article',
    types: html('A page.'),
    statuses: { ...BAD, ...MISSING },
    examples: {
      whole: { path: { id: 'about-samman' }, request: { language: 'en' }, status: 200 },
      'not there': { path: { id: 'no-such-article' }, request: {}, status: 404 },
    },
  },
  {
    method: 'get',
    path: '/starters',
    tag: 'articles',
    summary: 'Up to four questions to begin with.',
    query: languageQuerySchema,
    answers: 'Starters',
    statuses: BAD,
    examples: { cantonese: { request: { language: 'yue' }, status: 200 } },
  },
  { method: 'get', path: '/healthz', tag: 'server', summary: 'The process answers.', answers: 'Alive' },
  { method: 'get', path: '/readyz', tag: 'server', summary: 'Questions can be answered.', answers: 'Ready' },
  {
    method: 'get',
    path: '/metrics',
    tag: 'server',
    summary: 'Figures for Prometheus.',
    types: { 'text/plain': 'The Prometheus exposition format.' },
    statuses: { 401: 'ADMIN_TOKEN, or a key with the scope `metrics`, is needed.' },
    secured: 'metrics',
    examples: { 'no token': { request: {}, status: 401 } },
  },
  {
    method: 'get',
    path: '/openapi.json',
    tag: 'server',
    summary: 'This description.',
    types: { 'application/json': 'OpenAPI 3.1.' },
  },
  { method: 'get', path: '/docs', tag: 'pages', summary: 'This description as a page.', types: html('A page.') },
  { method: 'get', path: '/', tag: 'pages', summary: 'The front page, with the chat.', types: html('A page.') },
  { method: 'get', path: '/embed', tag: 'pages', summary: 'The tag for one’s own page.', types: html('A page.') },
  { method: 'get', path: '/embed.js', tag: 'pages', summary: 'Its script.', types: { 'text/javascript': 'A script.' } },
  {
    method: 'get',
    path: '/widget.js',
    tag: 'pages',
    summary: 'The widget.',
    types: { 'text/javascript': 'A script.' },
  },
  {
    method: 'get',
    path: '/pages.css',
    tag: 'pages',
    summary: 'The pages’ style.',
    types: { 'text/css': 'A style sheet.' },
  },
  { method: 'get', path: '/mark.svg', tag: 'pages', summary: 'The mark.', types: { 'image/svg+xml': 'A drawing.' } },
];

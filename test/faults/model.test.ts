/** A language model's server that fails in every way there is, and a whole server of ours before it. */
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fallbackLabel } from '../../core/answer/phrases.ts';
import { LANGUAGES, type ModelErrorKind } from '../../core/types.ts';
import type { FakeReply } from '../support/fake-providers/script.ts';
import { type FakeProvider, startFakeProvider } from '../support/fake-providers/start.ts';
import type { TestServer } from '../support/server.ts';
import { answerOf, folders, opened, post, QUESTION, serve } from './served.ts';

const KEY = 'sk-fake-key-of-a-fault';
const GOOD: FakeReply = { say: `${opened(1904)} [1]` };

let reply = GOOD;
let scripted = () => reply;
let provider: FakeProvider;
let server: TestServer;

beforeAll(async () => {
  provider = await startFakeProvider('openai-compatible', () => scripted());
  server = await serve(await folders(), {
    LLM_BACKEND: 'openai-compatible',
    LLM_BASE_URL: provider.url,
    LLM_MODEL: 'fake-model',
    LLM_API_KEY: KEY,
    LLM_TIMEOUT_S: '2',
    ANSWER_CACHE: '0',
  });
});
afterAll(async () => {
  await server?.close();
  await provider?.close();
});

describe('a model that fails', () => {
  it.each<[string, FakeReply, RegExp]>([
    ['hangs before its first word', { delay: 60_000 }, /timeout/],
    ['resets the connection', { say: '', end: 'reset' }, /unreachable|cut-off/],
    ['sends garbage', { say: '', garbage: true }, /server-error|cut-off|silent|bad-request/],
    ['sends half a sentence and closes', { say: 'The tram li', end: 'missing' }, /cut-off/],
    ['sends half a sentence and resets', { say: 'The tram li', end: 'reset' }, /cut-off|unreachable/],
  ])('that %s costs no answer: the article’s own words, cited, and said to be so', async (_, failure, reason) => {
    reply = failure;
    const failed = await answerOf(server);
    expect(failed.answer).toContain(opened(1904));
    expect(failed.answer).not.toMatch(/The tram li\b/);
    expect(failed.fallback).toMatch(reason);
    reply = GOOD;
    const good = await answerOf(server);
    expect(good.fallback).toBeUndefined();
    expect(good.answer).toContain(opened(1904));
  });

  it.each<[string, FakeReply, ModelErrorKind, RegExp]>([
    ['401', { fail: 'key-refused' }, 'key-refused', /HTTP 401/],
    ['402', { fail: 'no-balance', status: 402 }, 'no-balance', /HTTP 402/],
    ['404', { fail: 'no-such-model' }, 'no-such-model', /HTTP 404/],
    [
      '429 and asks for an hour',
      { fail: 'too-many-requests', headers: { 'retry-after': '3600' } },
      'too-many-requests',
      /HTTP 429/,
    ],
    ['500', { fail: 'server-error' }, 'server-error', /HTTP 500/],
    ['503', { fail: 'overloaded' }, 'server-error', /HTTP 503/],
    ['nothing', { say: [] }, 'silent', /without a word/],
  ])(
    'that says %s is named in the log, and in the reader’s language on the answer',
    async (_, failure, reason, cause) => {
      reply = failure;
      const before = server.output().length;
      for (const language of LANGUAGES) {
        const response = await post(`${server.url}/ask`, { question: QUESTION, language });
        const text = await response.text();
        expect(text).not.toContain(KEY);
        const answer = JSON.parse(text);
        expect(answer).toMatchObject({ fallback: reason, refused: false, language });
        expect(answer.answer).toContain(fallbackLabel(language, reason));
        expect(answer.answer).toContain(opened(1904));
        expect(answer.citations.length).toBeGreaterThan(0);
      }
      const logged = server.output().slice(before);
      expect(logged).toContain('the language model failed');
      expect(logged).toMatch(cause);
      expect(logged).not.toContain(KEY);
      expect(logged).not.toContain(QUESTION);
      reply = GOOD;
    },
  );

  it('that asks for a moment is given it: the reader gets its answer', async () => {
    let asked = 0;
    reply = GOOD;
    scripted = () => (asked++ === 0 ? { fail: 'too-many-requests', headers: { 'retry-after': '1' } } : GOOD);
    const started = performance.now();
    const answer = await answerOf(server);
    scripted = () => reply;
    expect(answer.fallback).toBeUndefined();
    expect(performance.now() - started).toBeGreaterThan(990);
    expect(asked).toBe(2);
  });

  it('all at once: every reader gets the article’s own words', async () => {
    reply = { say: 'The tram li', end: 'reset' };
    const answers = await Promise.all(Array.from({ length: 12 }, () => answerOf(server)));
    for (const { answer } of answers) expect(answer).toContain(opened(1904));
    reply = GOOD;
  });
});

describe('SIGTERM while an answer streams', () => {
  it('ends the stream properly, and the process with 0', async () => {
    reply = { say: Array.from({ length: 1000 }, () => `${opened(1904)} [1] `), pause: 100 };
    const response = await post(`${server.url}/ask`, { question: QUESTION }, { accept: 'text/event-stream' });
    const decoder = new TextDecoder();
    let text = '';
    const ended = once(server.process, 'exit');
    // `fetch` throws when a body is cut instead of ended.
    for await (const chunk of response.body!) {
      const before = text;
      text += decoder.decode(chunk, { stream: true });
      if (!before.includes('event: token') && text.includes('event: token')) server.process.kill('SIGTERM');
    }
    expect(text).toMatch(/event: (done|error)\r?\ndata: .*\r?\n\r?\n$/);
    expect(await ended).toEqual([0, null]);
  });
});

import pino from 'pino';
import { expect, it } from 'vitest';
import { createAnswering } from '../../server/chat-model.ts';
import { createLiveIndex } from '../../server/live-index.ts';
import { createService, searchable } from '../../server/service.ts';
import { createScriptedModel, type Script } from '../support/scripted-model.ts';
import { TOY_ARTICLES } from '../support/toy-app.ts';
import { buildToyIndex, toyArticle } from '../support/toy-index.ts';

async function serve(script: Script, backend = 'scripted', llmRefusal?: 'quote' | 'trust') {
  const { indexDir, embedder, open } = await buildToyIndex(TOY_ARTICLES);
  const lines: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line) => lines.push(line) });
  const index = await createLiveIndex({
    indexDir,
    open: async () => searchable(await open(), embedder),
    onError: (error) => log.error(error),
    everyMs: 1_000_000,
  });
  const detect = () => ({ language: 'en', confidence: 1 }) as const;
  const languageModel = { ...createScriptedModel(script), backend };
  const config = {
    ...{ answerThreshold: 0, llmConcurrency: undefined, llmQueue: 5, llmMaxTokens: 800, answerCache: 10 },
    llmRefusal,
  };
  const answering = createAnswering({ config, languageModel, index, embedder, log, detect });
  const service = createService({ index, ...answering, detect });
  return {
    languageModel,
    refresh: async (articles: typeof TOY_ARTICLES) => {
      await buildToyIndex(articles, { indexDir, embedder });
      await index.refresh();
    },
    logged: () => lines.join(''),
    async ask(question: string) {
      for await (const event of service.ask({ question }, new AbortController().signal)) {
        if (event.type === 'done') return event.answer;
      }
      throw new Error('The answer did not end.');
    },
  };
}

const QUESTION = 'When did the tram line open?';

it('is held to the articles that are served', async () => {
  const server = await serve(() => 'The tram line opened in 1905. [1] The tram line opened in 1904. [1]');
  const answer = await server.ask(QUESTION);
  expect(answer).toMatchObject({ answer: 'The tram line opened in 1904. [1]', backend: 'scripted', model: 'scripted' });
  expect(answer.citations).toMatchObject([{ n: 1, article: 'tram', quote: 'The tram line opened in 1904.' }]);
  expect(server.logged()).toContain('"reason":"figure"');
  expect(server.logged()).not.toContain('1905');
});

it('is not asked twice, until the articles change', async () => {
  const server = await serve(() => 'The tram line opened in 1904. [1]');
  const first = await server.ask(QUESTION);
  expect((await server.ask(QUESTION)).answer).toBe(first.answer);
  expect(server.languageModel.calls).toHaveLength(1);
  await server.refresh([toyArticle('tram', 'en', 'The tram line opened in 1903.', 'Trams')]);
  const later = await server.ask(QUESTION);
  expect(later).toMatchObject({ fallback: 'unsupported', answer: expect.stringContaining('opened in 1903') });
  expect(server.languageModel.calls).toHaveLength(2);
});

it('fails into the articles’ own sentences, and the log has the cause without the question', async () => {
  const server = await serve(() => ({ text: '', fails: 'no-balance' }));
  const answer = await server.ask(QUESTION);
  expect(answer).toMatchObject({ fallback: 'no-balance', refused: false });
  expect(answer.answer).toMatch(/^The language model is unavailable/);
  expect(server.logged()).toContain('scripted: no-balance');
  expect(server.logged()).not.toContain(QUESTION);
});

it.each([
  ['gguf', undefined, false],
  ['ollama', undefined, false],
  ['llama-cpp', undefined, false],
  ['openai-compatible', undefined, false],
  ['deepseek', undefined, true],
  ['qwen', undefined, true],
  ['hkgai', undefined, true],
  ['openai', undefined, true],
  ['anthropic', undefined, true],
  ['ollama', 'trust', true],
  ['openai', 'quote', false],
] as const)(
  'takes the word of %s that the articles do not say, with LLM_REFUSAL=%s: %s',
  async (backend, setting, trusted) => {
    const server = await serve(() => 'The articles don’t say.', backend, setting);
    const answer = await server.ask(QUESTION);
    expect(answer.refused).toBe(trusted);
    expect(answer.fallback).toBe(trusted ? undefined : 'unsupported');
  },
);

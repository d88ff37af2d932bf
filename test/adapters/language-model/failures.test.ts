import { createServer } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createLanguageModel } from '../../../adapters/language-model/create.ts';
import { PATIENCE } from '../../../adapters/language-model/patience.ts';
import { ModelError } from '../../../core/model-error.ts';
import type { LanguageModel, ModelErrorKind, ModelEvent } from '../../../core/types.ts';
import type { FakeReply, FakeScript, ProviderKind } from '../../support/fake-providers/script.ts';
import { collect, PROMPT, textOf } from '../../support/language-model-contract.ts';
import { KEY, KINDS, openBackend, QUICK, settingsFor } from './open.ts';

let close: () => Promise<void> = async () => {};

async function open(...args: Parameters<typeof openBackend>) {
  const backed = await openBackend(...args);
  close = backed.fake.close;
  return backed;
}

afterEach(async () => {
  await close();
  vi.restoreAllMocks();
  close = async () => {};
});

/** What came before the error, and the error. */
async function failing(model: LanguageModel): Promise<{ text: string; error: ModelError }> {
  const events: ModelEvent[] = [];
  try {
    for await (const event of model.generate(PROMPT, { maxTokens: 200 }, new AbortController().signal))
      events.push(event);
  } catch (error) {
    if (error instanceof ModelError) return { text: textOf(events), error };
    throw error;
  }
  throw new Error(`It did not fail but said: ${JSON.stringify(events)}`);
}

interface Case {
  readonly name: string;
  readonly script: FakeScript;
  readonly kind: ModelErrorKind;
  /** Requests made. */
  readonly requests: number;
  readonly says?: RegExp;
  readonly text?: string;
}

const HALF: FakeReply = { say: ['Half', ' an'] };

/** Responses, which every provider words its own way. */
const REFUSALS: readonly Case[] = [
  { name: 'a wrong key', script: { fail: 'key-refused' }, kind: 'key-refused', requests: 1, says: /HTTP 401.*KEY/ },
  { name: 'a forbidden region', script: { fail: 'no-permission' }, kind: 'key-refused', requests: 1, says: /HTTP 403/ },
  { name: 'an empty account', script: { fail: 'no-balance' }, kind: 'no-balance', requests: 1, says: /Top up/ },
  {
    name: 'an unknown model',
    script: { fail: 'no-such-model' },
    kind: 'no-such-model',
    requests: 1,
    says: /fake-model/,
  },
  { name: 'a prompt too long', script: { fail: 'too-long' }, kind: 'bad-request', requests: 1, says: /HTTP 400/ },
  {
    name: 'a time-out there',
    script: { fail: 'request-timeout' },
    kind: 'timeout',
    requests: 1,
    says: /LLM_TIMEOUT_S/,
  },
  { name: 'too many requests', script: { fail: 'too-many-requests' }, kind: 'too-many-requests', requests: 3 },
  { name: 'an error there', script: { fail: 'server-error' }, kind: 'server-error', requests: 3, says: /HTTP 500/ },
  {
    name: 'an overloaded service',
    script: { fail: 'overloaded' },
    kind: 'server-error',
    requests: 3,
    says: /HTTP 5\d\d/,
  },
];

/** Streams, which the libraries of the three formats read. */
const STREAMS: readonly Case[] = [
  { name: 'no word', script: { say: [] }, kind: 'silent', requests: 1 },
  { name: 'blanks only', script: { say: [' ', '\n'] }, kind: 'silent', requests: 1 },
  { name: 'thinking only', script: { say: ['<think>Hm', 'm…'] }, kind: 'silent', requests: 1 },
  {
    name: 'an end without its mark',
    script: { ...HALF, end: 'missing' },
    kind: 'cut-off',
    requests: 1,
    text: 'Half an',
  },
  { name: 'a reset half-way', script: { ...HALF, end: 'reset' }, kind: 'cut-off', requests: 1, text: 'Half an' },
  { name: 'a reset before the first word', script: { say: [], end: 'reset' }, kind: 'cut-off', requests: 3 },
  {
    name: 'an error half-way',
    script: { ...HALF, failInStream: true },
    kind: 'server-error',
    requests: 1,
    text: 'Half an',
  },
  {
    name: 'an error before the first word',
    script: { say: [], failInStream: true },
    kind: 'server-error',
    requests: 3,
  },
];

async function expectFailure(kind: ProviderKind, { script, kind: expected, requests, says, text = '' }: Case) {
  const { model, fake } = await open(kind, script);
  const failed = await failing(model);
  expect(failed.error.kind).toBe(expected);
  expect(failed.error.message).toMatch(says ?? /./);
  expect(failed.error.message).not.toContain(KEY.slice(-4));
  expect(failed.text).toBe(text);
  expect(fake.requests).toHaveLength(requests);
}

describe.each(KINDS)('a response of %s', (kind) => {
  it.each(REFUSALS)('$name: $kind', (refusal) => expectFailure(kind, refusal));
});

/** DeepSeek's has keep-alives and reasoning of its own. */
const FORMATS = ['openai', 'deepseek', 'ollama', 'anthropic'] as const;

describe.each(FORMATS)('a stream of %s', (kind) => {
  it.each(STREAMS)('$name: $kind', (stream) => expectFailure(kind, stream));

  it('garbage half-way is no answer', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    const { model } = await open(kind, { ...HALF, garbage: true });
    const { error, text } = await failing(model);
    expect(['server-error', 'cut-off']).toContain(error.kind);
    expect(text).toBe('Half an');
  });

  it('a good answer after two failures is the answer', async () => {
    const { model, fake } = await open(kind, [
      { fail: 'overloaded' },
      { say: [], end: 'reset' },
      { say: ['Here', '.'] },
    ]);
    expect(textOf(await collect(model))).toBe('Here.');
    expect(fake.requests).toHaveLength(3);
  });

  it('Chinese cut inside its characters arrives whole', async () => {
    const { model } = await open(kind, { say: '香港電車有120年歷史。[1]', bytesPerWrite: 1 });
    expect(textOf(await collect(model))).toBe('香港電車有120年歷史。[1]');
  });

  it('keep-alives and thinking are no part of the answer', async () => {
    const { model } = await open(kind, { keepAlives: 3, think: 'The reader wants a month.', say: ['二', '月。'] });
    const events = await collect(model);
    expect(textOf(events)).toBe('二月。');
    expect(events.at(-1)).toEqual({ type: 'end', reason: 'stop', usage: { prompt: 42, completion: 2 } });
  });

  it('thinking and search results in the text are not either', async () => {
    const say = '<think>\nHm.\n</think>\n\n<search_results>\n{"doc_index": 1}\n</search_results>\nYes.'.match(
      /.{1,3}/gs,
    )!;
    const { model } = await open(kind, { say });
    expect(textOf(await collect(model))).toBe('Yes.');
  });

  it('a stream that stands still is given up, and its connection closed', async () => {
    const patience = { ...QUICK, betweenWords: 500 };
    const { model, fake } = await open(kind, { ...HALF, end: 'hang' }, { patience });
    const { error, text } = await failing(model);
    expect([error.kind, text]).toEqual(['timeout', 'Half an']);
    expect(await fake.requests[0]?.abandoned).toBe(true);
  });

  it('a first word that does not come is waited for once', async () => {
    const { model, fake } = await open(kind, { say: [], end: 'hang' }, { firstWord: 1500 });
    expect((await failing(model)).error).toMatchObject({
      kind: 'timeout',
      message: expect.stringMatching(/first word.*LLM_TIMEOUT_S/),
    });
    expect(await fake.requests[0]?.abandoned).toBe(true);
    expect(fake.requests).toHaveLength(1);
  });

  it.each([
    ['half-way', { say: Array.from({ length: 500 }, () => 'more '), pause: 5 }],
    ['before the first word', { say: [], end: 'hang' }],
    ['before the response', { delay: 60_000 }],
  ] satisfies [string, FakeReply][])('a reader who leaves %s closes the connection', async (_, reply) => {
    const { model, fake } = await open(kind, reply);
    const leave = new AbortController();
    const reading = collect(model, { signal: leave.signal });
    await vi.waitFor(() => expect(fake.requests).toHaveLength(1));
    leave.abort();
    expect((await reading).some(({ type }) => type === 'end')).toBe(false);
    expect(await fake.requests[0]?.abandoned).toBe(true);
  });

  it('a reader who leaves between two attempts is not waited for', async () => {
    const { model, fake } = await open(
      kind,
      { fail: 'overloaded' },
      { patience: { ...PATIENCE, firstPause: 1e9, budget: 1e10 } },
    );
    const leave = new AbortController();
    const reading = collect(model, { signal: leave.signal });
    await vi.waitFor(() => expect(fake.requests).toHaveLength(1));
    leave.abort();
    expect(await reading).toEqual([]);
  });
});

describe('a provider that is not there', () => {
  it('is unreachable', async () => {
    const closed = await new Promise<number>((settle) => {
      const server = createServer().listen(0, '127.0.0.1', () => {
        const { port } = server.address() as { port: number };
        server.close(() => settle(port));
      });
    });
    for (const kind of KINDS) {
      const model = await createLanguageModel(settingsFor(kind, `http://127.0.0.1:${closed}/v1`), { patience: QUICK });
      const { error } = await failing(model);
      expect(error.kind).toBe('unreachable');
      expect(error.message).toMatch(/ECONNREFUSED.*BASE_URL=http:\/\/127/);
    }
  });

  it('is unreachable where its name is unknown', async () => {
    const model = await createLanguageModel(settingsFor('openai', 'http://nowhere.invalid/v1'), { patience: QUICK });
    expect((await failing(model)).error.kind).toBe('unreachable');
  });
});

describe('what providers ask for', () => {
  it('is waited for, in seconds and as a date', async () => {
    for (const after of ['0', new Date(Date.now() - 1000).toUTCString()]) {
      const { model, fake } = await open('openai', [
        { fail: 'too-many-requests', headers: { 'retry-after': after } },
        { say: ['Yes', '.'] },
      ]);
      expect(textOf(await collect(model))).toBe('Yes.');
      expect(fake.requests).toHaveLength(2);
      await fake.close();
    }
    close = async () => {};
  });

  it.each(KINDS)('is not waited for by %s where it is longer than a reader waits', async (kind) => {
    const { model, fake } = await open(kind, { fail: 'too-many-requests', headers: { 'retry-after': '3600' } });
    expect((await failing(model)).error).toMatchObject({ kind: 'too-many-requests', retryAfter: 3_600_000 });
    expect(fake.requests).toHaveLength(1);
  });
});

describe('particular services', () => {
  it('llama.cpp’s server says that it is loading', async () => {
    const { model, fake } = await open('llama-cpp', {}, { loading: true });
    expect((await failing(model)).error.kind).toBe('loading');
    expect(fake.requests).toHaveLength(3);
  });

  it.each(KINDS)('%s: a content filter is no end', async (kind) => {
    if (kind === 'ollama') return;
    const { model } = await open(kind, { ...HALF, end: 'filter' });
    expect((await failing(model)).error.kind).toBe('cut-off');
  });

  it.each(KINDS)('%s: a redirect is not followed with the key', async (kind) => {
    const { model, fake } = await open(kind, { status: 307, headers: { location: 'https://elsewhere.example/v1' } });
    const { error } = await failing(model);
    expect(error).toMatchObject({
      kind: 'bad-request',
      message: expect.stringContaining('https://elsewhere.example/v1'),
    });
    expect(fake.requests).toHaveLength(1);
  });

  it.each(KINDS)('%s: a web page is no answer', async (kind) => {
    const { model } = await open(kind, { headers: { 'content-type': 'text/html' } });
    expect((await failing(model)).error).toMatchObject({
      kind: 'bad-request',
      message: expect.stringMatching(/web page/),
    });
  });
});

import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ProviderKind } from '../../support/fake-providers/script.ts';
import { collect } from '../../support/language-model-contract.ts';
import { KEY, KINDS, openBackend } from './open.ts';

let close: () => Promise<void>;

async function requestOf(kind: ProviderKind, env: Record<string, string> = {}) {
  const { model, fake } = await openBackend(kind, {}, { env });
  close = fake.close;
  await collect(model);
  return fake.requests[0]!;
}

afterEach(() => close());

const TURNS = [
  { role: 'system', content: 'Answer in one sentence.' },
  { role: 'user', content: 'When was HKGAI v1 unveiled?' },
  { role: 'assistant', content: 'In 2025.' },
  { role: 'user', content: '2025年幾月？' },
];

const OPENAI = { model: 'fake-model', stream: true, stream_options: { include_usage: true }, max_tokens: 200 };

const BODIES: readonly [ProviderKind, object][] = [
  ['openai', { ...OPENAI, messages: TURNS }],
  ['openai-compatible', { ...OPENAI, messages: TURNS }],
  ['deepseek', { ...OPENAI, messages: TURNS, temperature: 0, thinking: { type: 'disabled' } }],
  ['qwen', { ...OPENAI, messages: TURNS, temperature: 0, enable_thinking: false }],
  ['hkgai', { ...OPENAI, messages: TURNS, temperature: 0, chat_template_kwargs: { enable_thinking: false } }],
  ['llama-cpp', { ...OPENAI, messages: TURNS, temperature: 0, chat_template_kwargs: { enable_thinking: false } }],
  [
    'ollama',
    {
      model: 'fake-model',
      stream: true,
      think: false,
      messages: TURNS,
      options: { num_ctx: 8192, num_predict: 200, temperature: 0 },
    },
  ],
  [
    'anthropic',
    {
      model: 'fake-model',
      stream: true,
      max_tokens: 200,
      thinking: { type: 'disabled' },
      system: TURNS[0]!.content,
      messages: TURNS.slice(1),
    },
  ],
];

describe('a request', () => {
  it.each(BODIES)('to %s holds what it takes to answer, without thinking', async (kind, body) => {
    expect((await requestOf(kind)).body).toEqual(body);
  });

  it.each(KINDS)('to %s carries the key in its header only', async (kind) => {
    const { headers, body, path } = await requestOf(kind);
    expect(kind === 'anthropic' ? headers['x-api-key'] : headers.authorization).toMatch(KEY);
    expect(JSON.stringify(body) + path).not.toContain(KEY);
  });

  it('holds the context the operator chose, and the fields they added', async () => {
    expect((await requestOf('ollama', { LLM_CONTEXT_TOKENS: '16384' })).body).toMatchObject({
      options: { num_ctx: 16384 },
    });
    await close();
    const body = { LLM_EXTRA_BODY: '{"reasoning_effort":"none","enable_thinking":true}' };
    expect((await requestOf('qwen', body)).body).toMatchObject({ reasoning_effort: 'none', enable_thinking: true });
  });

  it.each(KINDS)('to %s takes nothing from the libraries’ own variables', async (kind) => {
    const others = {
      OPENAI_ORGANIZATION: 'org-x',
      OPENAI_PROJECT_ID: 'proj-x',
      OPENAI_BASE_URL: 'http://127.0.0.1:9/x',
      ANTHROPIC_BASE_URL: 'http://127.0.0.1:9/x',
      ANTHROPIC_AUTH_TOKEN: 'token-x',
      OLLAMA_BASE_URL: 'http://127.0.0.1:9/x',
      LANGSMITH_TRACING: 'true',
      LANGSMITH_API_KEY: 'ls-x',
      LANGSMITH_ENDPOINT: 'http://127.0.0.1:9/x',
    };
    for (const [name, value] of Object.entries(others)) vi.stubEnv(name, value);
    const { headers } = await requestOf(kind);
    vi.unstubAllEnvs();
    expect(JSON.stringify(headers)).not.toMatch(/org-x|proj-x|token-x|ls-x/);
  });
});

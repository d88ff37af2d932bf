import { afterEach, describe, expect, it } from 'vitest';
import type { FakeScript, ProviderKind } from './fake-providers/script.ts';
import { type FakeOptions, type FakeProvider, startFakeProvider } from './fake-providers/start.ts';

let fake: FakeProvider;

async function ask(kind: ProviderKind, path: string, script: FakeScript, options?: FakeOptions): Promise<Response> {
  fake = await startFakeProvider(kind, script, options);
  const init = { method: 'POST', headers: { authorization: 'Bearer right' } };
  return fetch(`${fake.url}${path}`, { ...init, body: JSON.stringify({ model: 'm' }) });
}

afterEach(() => fake.close());

describe('the fake providers', () => {
  it('stream in the format of OpenAI, with keep-alive comments and a chunk of usage', async () => {
    const response = await ask('qwen', '/chat/completions', { say: '你好', keepAlives: 2 });
    expect(response.headers.get('content-type')).toMatch('text/event-stream');
    const text = await response.text();
    expect(text.match(/^: keep-alive$/gm)).toHaveLength(2);
    expect(text).toContain('"content":"你好"');
    expect(text).toMatch(/"choices":\[\],"usage":\{"prompt_tokens":42.*\n\ndata: \[DONE\]\n\n$/);
    expect(fake.requests[0]?.body).toEqual({ model: 'm' });
  });

  it('stream lines of JSON in the format of Ollama', async () => {
    const response = await ask('ollama', '/api/chat', { say: ['係', '。'], bytesPerWrite: 1 });
    const lines = (await response.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ message }) => message.content)).toEqual(['係', '。', '']);
    expect(lines.at(-1)).toMatchObject({ done: true, done_reason: 'stop', eval_count: 2 });
  });

  it('stream events in the format of Anthropic', async () => {
    const text = await (await ask('anthropic', '/v1/messages', { say: ['Yes.'], think: 'hm' })).text();
    expect(text.match(/^event: .+$/gm)?.map((line) => line.slice(7))).toEqual(
      'message_start ping content_block_start content_block_delta content_block_stop content_block_start content_block_delta content_block_stop message_delta message_stop'.split(
        ' ',
      ),
    );
  });

  it('refuse a wrong key, and every route while loading', async () => {
    expect((await ask('deepseek', '/models', {}, { key: 'other' })).status).toBe(401);
    await fake.close();
    expect((await ask('llama-cpp', '/models', {}, { loading: true })).status).toBe(503);
  });

  it('take one reply a request, and tell when the client has gone', async () => {
    const first = await ask('openai', '/chat/completions', [
      { fail: 'too-many-requests', headers: { 'retry-after': '2' } },
      { say: 'a', end: 'hang' },
    ]);
    expect([first.status, first.headers.get('retry-after')]).toEqual([429, '2']);
    const leave = new AbortController();
    await fetch(`${fake.url}/chat/completions`, { method: 'POST', body: '{}', signal: leave.signal });
    leave.abort();
    expect(await fake.requests[1]?.abandoned).toBe(true);
  });
});

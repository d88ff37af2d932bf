import { expect, it } from 'vitest';
import { readConfig } from '../../config.ts';
import { openLanguageModel } from '../../server/language-model.ts';

const open = (env: Record<string, string>) => openLanguageModel(readConfig({}, env));

it('opens what the settings name', async () => {
  expect(await open({})).toBeUndefined();
  expect(await open({ LLM_BACKEND: 'ollama', LLM_MODEL: 'qwen3:4b' })).toMatchObject({
    backend: 'ollama',
    model: 'qwen3:4b',
  });
  await expect(open({ LLM_BACKEND: 'gguf', LLM_MODEL: '/nowhere/model.gguf' })).rejects.toThrow(
    'LLM_MODEL=/nowhere/model.gguf: there is no such file. Set it to the path of a .gguf file.',
  );
});

it('gives the settings of gguf on', () => {
  const env = { LLM_BACKEND: 'gguf', LLM_MODEL: '/m.gguf', LLM_THREADS: '3', LLM_CONTEXT_TOKENS: '2048' };
  expect(readConfig({}, env)).toMatchObject({
    ...{ llmBackend: 'gguf', llm: undefined, gguf: { path: '/m.gguf', threads: 3, contextTokens: 2048 } },
  });
});

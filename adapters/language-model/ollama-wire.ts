/** Ollama's own API: its OpenAI route cuts the prompt at 4,096 tokens without a word, since it cannot set `num_ctx`. */
import { ChatOllama } from '@langchain/ollama';
import { backendOf } from './backends.ts';
import type { Where } from './failures.ts';
import type { ModelSettings } from './settings.ts';
import { langChainWire, type Wire } from './wire.ts';

export function ollamaWire({ backend, model, baseUrl, apiKey, contextTokens }: ModelSettings, where: Where): Wire {
  const { temperature } = backendOf(backend);
  const key = apiKey();
  return langChainWire(
    where,
    ({ maxTokens, fetch }) =>
      new ChatOllama({
        model,
        baseUrl,
        numCtx: contextTokens,
        numPredict: maxTokens,
        think: false,
        maxRetries: 0,
        fetch,
        ...(temperature !== undefined && { temperature }),
        ...(key && { headers: { authorization: `Bearer ${key}` } }),
      }),
    ({ message }) => message.response_metadata.done_reason,
  );
}

/** OpenAI's chat completions, which most providers and servers speak. */
import { ChatOpenAICompletions } from '@langchain/openai';
import { backendOf } from './backends.ts';
import type { Where } from './failures.ts';
import type { ModelSettings } from './settings.ts';
import { langChainWire, type Wire } from './wire.ts';

export function openAiWire({ backend, model, baseUrl, apiKey, body }: ModelSettings, where: Where): Wire {
  const { temperature } = backendOf(backend);
  return langChainWire(
    where,
    ({ maxTokens, fetch }) =>
      new ChatOpenAICompletions({
        model,
        apiKey: apiKey() ?? 'none',
        maxTokens,
        maxRetries: 0,
        modelKwargs: { ...body },
        ...(temperature !== undefined && { temperature }),
        // `null` keeps the library from reading these from the environment.
        configuration: { baseURL: baseUrl, fetch, organization: null, project: null, logLevel: 'off' },
      }),
    ({ generationInfo }) => generationInfo?.finish_reason,
  );
}

/** Anthropic's messages. */
import { ChatAnthropic } from '@langchain/anthropic';
import type { Where } from './failures.ts';
import type { ModelSettings } from './settings.ts';
import { langChainWire, type Wire } from './wire.ts';

export function anthropicWire({ model, baseUrl, apiKey }: ModelSettings, where: Where): Wire {
  return langChainWire(
    where,
    ({ maxTokens, fetch }) => {
      const fields = {
        model,
        apiKey: apiKey() ?? 'none',
        anthropicApiUrl: baseUrl,
        maxTokens,
        maxRetries: 0,
        clientOptions: { fetch, authToken: null, logLevel: 'off' as const },
      };
      const silent = new ChatAnthropic({ ...fields, thinking: { type: 'disabled' } });
      return allows(silent) ? silent : new ChatAnthropic(fields);
    },
    ({ message }) => message.additional_kwargs.stop_reason,
  );
}

/** A few models cannot be told not to think; LangChain knows them and throws. What they think is left out anyway. */
function allows(model: ChatAnthropic): boolean {
  try {
    model.invocationParams({});
    return true;
  } catch {
    return false;
  }
}

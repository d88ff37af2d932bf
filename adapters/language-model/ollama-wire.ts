/** Ollama's own API: its OpenAI route cuts the prompt at 4,096 tokens without a word, since it cannot set `num_ctx`. */
import { ChatOllama } from '@langchain/ollama';
import { backendOf } from './backends.ts';
import { failure, type Where } from './failures.ts';
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
        fetch: async (...request) => wholeLines(await fetch(...request), where),
        ...(temperature !== undefined && { temperature }),
        ...(key && { headers: { authorization: `Bearer ${key}` } }),
      }),
    ({ message }) => message.response_metadata.done_reason,
  );
}

/**
 * Its library writes a line that is no JSON to the console, where nothing of an answer belongs, and goes on without it:
 * words would be missing in the middle.
 */
function wholeLines(response: Response, where: Where): Response {
  const decoder = new TextDecoder();
  let rest = '';
  const lines = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n');
      rest = parts.pop()!;
      const whole = parts.filter((line) => line.trim());
      const broken = whole.findIndex((line) => !isJson(line));
      const good = broken < 0 ? whole : whole.slice(0, broken);
      if (good.length > 0) controller.enqueue(new TextEncoder().encode(`${good.join('\n')}\n`));
      if (broken >= 0) controller.error(failure(where, 'server-error', 'it sent a line that is no JSON'));
    },
    flush(controller) {
      const last = rest + decoder.decode();
      if (!last.trim()) return;
      if (isJson(last)) controller.enqueue(new TextEncoder().encode(last));
      else controller.error(failure(where, 'cut-off', 'the stream stopped half-way'));
    },
  });
  return response.body ? new Response(response.body.pipeThrough(lines), response) : response;
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

/** How a provider is spoken to: one request, its stream as it comes. */
import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import { AIMessage, type BaseMessage, HumanMessage, SystemMessage } from '@langchain/core/messages';
import type { ChatGenerationChunk } from '@langchain/core/outputs';
import type { Message } from '../../core/types.ts';
import type { Where } from './failures.ts';
import { providerFetch } from './provider-fetch.ts';

interface WireEvent {
  readonly text?: string;
  /** It thought aloud, in a field of its own. */
  readonly isThinking?: boolean;
  /** Why it ended, in the provider's word. */
  readonly finish?: string;
  readonly promptTokens?: number;
  readonly completionTokens?: number;
}

export type Wire = (
  messages: readonly Message[],
  options: { readonly maxTokens: number },
  signal: AbortSignal,
) => AsyncIterable<WireEvent>;

/** LangChain's model for one request: its limits, and the way to the socket, are the request's own. */
type ModelFor = (request: { readonly maxTokens: number; readonly fetch: typeof fetch }) => BaseChatModel;

/** Where LangChain's integrations put the reason of the end. */
type FinishOf = (chunk: ChatGenerationChunk) => unknown;

export function langChainWire(where: Where, modelFor: ModelFor, finishOf: FinishOf): Wire {
  return async function* (messages, { maxTokens }, signal) {
    const { fetch, failed } = providerFetch(where, signal);
    try {
      const model = modelFor({ maxTokens, fetch });
      // Not `stream()`: with LANGSMITH_TRACING in the environment it sends what readers ask to a third party.
      for await (const chunk of model._streamResponseChunks(messages.map(toLangChain), { signal })) {
        yield toEvent(chunk, finishOf(chunk));
      }
    } catch (error) {
      throw failed() ?? error;
    }
  };
}

function toLangChain({ role, content }: Message): BaseMessage {
  if (role === 'system') return new SystemMessage(content);
  return role === 'user' ? new HumanMessage(content) : new AIMessage(content);
}

function toEvent({ message }: ChatGenerationChunk, finish: unknown): WireEvent {
  const { input_tokens: prompt, output_tokens: completion } =
    'usage_metadata' in message ? ((message.usage_metadata ?? {}) as Record<string, number | undefined>) : {};
  return {
    text: message.text,
    ...(isThinking(message) && { isThinking: true }),
    ...(typeof finish === 'string' && finish && { finish }),
    ...(prompt && { promptTokens: prompt }),
    ...(completion && { completionTokens: completion }),
  };
}

/** OpenAI's format and Ollama's have a field for it, Anthropic's a kind of block. */
function isThinking({ additional_kwargs, content }: BaseMessage): boolean {
  if (additional_kwargs.reasoning_content) return true;
  return Array.isArray(content) && content.some(({ type }) => type === 'thinking' || type === 'redacted_thinking');
}

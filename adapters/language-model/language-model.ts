/** A `LanguageModel` over a wire: the one policy of time limits, retries and errors, whatever the provider. */
import type { LanguageModel, Message, ModelEvent } from '../../core/types.ts';
import { failure, streamFailure, type Where } from './failures.ts';
import { createHiddenTextFilter } from './hidden-text.ts';
import { type Patience, pauseBefore, wait, watched } from './patience.ts';
import type { ModelSettings } from './settings.ts';
import { tokenBound } from './token-bound.ts';
import type { Wire } from './wire.ts';

interface OverWire {
  readonly settings: ModelSettings;
  readonly where: Where;
  readonly wire: Wire;
  readonly patience: Patience;
  /** Called when an answer begins with thinking, which is left out of it but costs its time. */
  onThinking?(): void;
}

export function languageModelOver({ settings, where, wire, patience, onThinking }: OverWire): LanguageModel {
  const { backend, model, contextTokens } = settings;

  async function* generate(
    messages: readonly Message[],
    options: { readonly maxTokens: number },
    signal: AbortSignal,
  ): AsyncGenerator<ModelEvent> {
    const started = performance.now();
    for (let attempt = 1; !signal.aborted; attempt++) {
      let hasBegun = false;
      try {
        for await (const event of answer(messages, options, signal)) {
          hasBegun = true;
          yield event;
        }
        return;
      } catch (cause) {
        if (signal.aborted) return;
        const error = streamFailure(where, cause);
        const pause = hasBegun ? undefined : pauseBefore(error, attempt, performance.now() - started, patience);
        if (pause === undefined) throw error;
        await wait(pause, signal);
      }
    }
  }

  /** One request. Ends without `end` when `signal` fires. */
  async function* answer(
    messages: readonly Message[],
    options: { readonly maxTokens: number },
    signal: AbortSignal,
  ): AsyncGenerator<ModelEvent> {
    const done = new AbortController();
    const deadline = performance.now() + settings.firstWord;
    const filter = createHiddenTextFilter();
    let hasSpoken = false;
    let hasThought = false;
    let finish: string | undefined;
    let prompt: number | undefined;
    let completion: number | undefined;

    const patienceLeft = () => (hasSpoken ? patience.betweenWords : deadline - performance.now());
    const giveUp = () =>
      failure(where, 'timeout', hasSpoken ? 'the stream stood still' : 'the first word did not come');
    function* said(text: string): Generator<ModelEvent> {
      const words = hasSpoken ? text : text.trimStart();
      if (words) yield { type: 'text', text: words };
      hasSpoken ||= words !== '';
    }

    try {
      const events = wire(messages, options, AbortSignal.any([signal, done.signal]));
      for await (const event of watched(events, patienceLeft, giveUp)) {
        if (signal.aborted) return;
        if (event.text) yield* said(filter.push(event.text));
        if (!hasThought && (event.isThinking || filter.hasThought())) {
          hasThought = true;
          onThinking?.();
        }
        finish = event.finish ?? finish;
        // Anthropic counts the prompt in its first event and the answer in its last.
        prompt = event.promptTokens ?? prompt;
        completion = event.completionTokens ?? completion;
      }
      if (signal.aborted) return;
      yield* said(filter.end());
      const reason = endReason(finish);
      if (!reason) throw failure(where, 'cut-off', `the answer stopped before its end${finish ? ` (${finish})` : ''}`);
      if (!hasSpoken) throw failure(where, 'silent', hasThought ? 'it only thought' : 'it answered without a word');
      const isCounted = prompt !== undefined && completion !== undefined;
      yield { type: 'end', reason, ...(isCounted && { usage: { prompt: prompt!, completion: completion! } }) };
    } finally {
      done.abort();
    }
  }

  return { backend, model, contextTokens, countTokens: tokenBound, generate };
}

/** Reasons that no answer of ours ends with: a content filter, a server without memory, an unload. */
const UNFINISHED = ['content_filter', 'refusal', 'insufficient_system_resource', 'load', 'unload', 'error', 'abort'];

function endReason(finish: string | undefined): 'stop' | 'length' | undefined {
  if (finish === undefined || UNFINISHED.includes(finish)) return undefined;
  return finish === 'length' || finish === 'max_tokens' ? 'length' : 'stop';
}

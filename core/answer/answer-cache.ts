/** Answers to questions that were asked before, word for word. */
import { foldScript } from '../language/script.ts';
import type { ChatEvent, ChatRequest } from '../types.ts';

export interface AnswerCache {
  key(request: ChatRequest): Promise<string>;
  get(key: string): readonly ChatEvent[] | undefined;
  set(key: string, events: readonly ChatEvent[]): void;
}

export interface AnswerCacheOptions {
  /** Answers kept; the one asked for longest ago goes first. */
  readonly entries: number;
  /** Of all answers together. */
  readonly bytes?: number;
  /** The language model's name. */
  readonly model: string;
  /** Of the index that is served. */
  version(): Promise<string>;
}

const BYTES = 8 * 1024 * 1024;

/**
 * The passages are part of the key beside the index version: while a newer index takes over, an answer from the old one
 * must not be kept for the new. Whether a question ends in a mark, and its case, script and spaces, make no difference.
 */
export function createAnswerCache({ entries, bytes = BYTES, model, version }: AnswerCacheOptions): AnswerCache {
  const kept = new Map<string, { readonly events: readonly ChatEvent[]; readonly size: number }>();
  let total = 0;

  function drop(key: string): void {
    total -= kept.get(key)?.size ?? 0;
    kept.delete(key);
  }

  return {
    async key({ question, language, history, hits }) {
      const asked = foldScript(question)
        .replace(/\s+/g, ' ')
        .replace(/[\s?？!！.。]+$/, '')
        .trim();
      const passages = hits.map(({ passage: { article, language: shown, start, text } }) => [
        article,
        shown,
        start,
        text,
      ]);
      const whole = JSON.stringify([await version(), model, language, asked, history, passages]);
      const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(whole));
      return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
    },
    get(key) {
      const known = kept.get(key);
      if (!known) return undefined;
      kept.delete(key);
      kept.set(key, known);
      return known.events;
    },
    set(key, events) {
      const size = 2 * (key.length + JSON.stringify(events).length);
      if (size > bytes) return;
      drop(key);
      kept.set(key, { events: [...events], size });
      total += size;
      while (kept.size > entries || total > bytes) drop(kept.keys().next().value!);
    },
  };
}

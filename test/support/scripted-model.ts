/** A language model that streams what a script says, piece by piece, and fails where it says so. */
import { ModelError } from '../../core/model-error.ts';
import type { LanguageModel, Message, ModelErrorKind } from '../../core/types.ts';

export interface Line {
  readonly text: string;
  /** Fails after the text. */
  readonly fails?: ModelErrorKind | Error;
  /** Ends as if cut at `maxTokens`. */
  readonly cut?: boolean;
  /** UTF-16 code units a piece; 3 when it is not given. */
  readonly piece?: number;
  /** Stays silent until this is resolved. */
  readonly after?: Promise<unknown>;
}

export type Script = (messages: readonly Message[], call: number) => Line | string;

export interface ScriptedModel extends LanguageModel {
  /** The messages of each call. */
  readonly calls: (readonly Message[])[];
  readonly maxTokens: number[];
  /** Calls whose signal fired or that were left before their end. */
  readonly stopped: number[];
}

export function createScriptedModel(
  script: Script,
  { contextTokens = 8192, model = 'scripted' }: { contextTokens?: number; model?: string } = {},
): ScriptedModel {
  const calls: (readonly Message[])[] = [];
  const maxTokens: number[] = [];
  const stopped: number[] = [];
  return {
    backend: 'scripted',
    model,
    contextTokens,
    calls,
    maxTokens,
    stopped,
    // One a Chinese character, one for three other characters: about what Qwen counts.
    countTokens: (text) => Math.ceil([...text].reduce((sum, c) => sum + (/\p{Script=Han}/u.test(c) ? 1 : 1 / 3), 0)),
    async *generate(messages, options, signal) {
      const call = calls.push(messages) - 1;
      maxTokens.push(options.maxTokens);
      const said = script(messages, call);
      const { text, fails, cut, piece = 3, after } = typeof said === 'string' ? { text: said } : said;
      let complete = false;
      try {
        await after;
        for (let at = 0; at < text.length; at += piece) {
          await Promise.resolve();
          if (signal.aborted) return;
          yield { type: 'text', text: text.slice(at, at + piece) };
        }
        if (fails) throw typeof fails === 'string' ? new ModelError(fails, `scripted: ${fails}`) : fails;
        complete = true;
        yield { type: 'end', reason: cut ? 'length' : 'stop' };
      } finally {
        if (!complete) stopped.push(call);
      }
    },
  };
}

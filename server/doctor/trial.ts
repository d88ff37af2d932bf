/** One real answer in Cantonese, measured. */
import type { CreateOptions } from '../../adapters/language-model/create.ts';
import { createLanguageModel } from '../../adapters/language-model/create.ts';
import { PATIENCE } from '../../adapters/language-model/patience.ts';
import type { ModelSettings } from '../../adapters/language-model/settings.ts';
import { ModelError } from '../../core/model-error.ts';
import type { LanguageModel, Message } from '../../core/types.ts';

export interface Trial {
  readonly text: string;
  /** Pieces of text that came one after the other. */
  readonly pieces: number;
  /** Milliseconds to the first word, and from there to the end. */
  readonly first: number;
  readonly rest: number;
  /** As the backend counted them. */
  readonly tokens: number | undefined;
  readonly hasThought: boolean;
  readonly error?: ModelError;
}

const PROMPT: readonly Message[] = [
  { role: 'system', content: '你係香港人，淨係用廣東話口語答，用繁體字。' },
  { role: 'user', content: '喺香港搭天星小輪係點㗎？用廣東話講兩三句。' },
];

/** Enough for three sentences, and for a speed that is not all beginning. */
const TOKENS = 160;

/** Milliseconds after the first word. */
const LONGEST = 60_000;

export async function tryModel(settings: ModelSettings, options: CreateOptions = {}): Promise<Trial> {
  let hasThought = false;
  const model = await createLanguageModel(settings, {
    // The doctor tells what is, not what is after a while.
    patience: { ...PATIENCE, attempts: 1 },
    ...options,
    onThinking: () => {
      hasThought = true;
    },
  });
  const trial = await tryOut(model, settings.firstWord + LONGEST);
  return { ...trial, hasThought };
}

/**
 * @param longest milliseconds: on a busy machine a small model may take minutes for what is asked, and the part that came
 * is enough to judge it.
 * @returns what it said; a thought is not heard of.
 */
export async function tryOut(model: LanguageModel, longest = LONGEST): Promise<Trial> {
  const enough = AbortSignal.timeout(longest);
  const started = performance.now();
  let first: number | undefined;
  let text = '';
  let pieces = 0;
  let tokens: number | undefined;
  let error: ModelError | undefined;
  try {
    for await (const event of model.generate(PROMPT, { maxTokens: TOKENS }, enough)) {
      first ??= performance.now() - started;
      if (event.type === 'end') tokens = event.usage?.completion;
      else {
        text += event.text;
        pieces++;
      }
    }
    if (!text) error = new ModelError('timeout', `${model.model} said nothing in time.`);
  } catch (cause) {
    if (!(cause instanceof ModelError)) throw cause;
    error = cause;
  }
  const total = performance.now() - started;
  const firstWord = first ?? total;
  return {
    text,
    pieces,
    first: firstWord,
    rest: total - firstWord,
    tokens,
    hasThought: false,
    ...(error && { error }),
  };
}

/** From settings to a `LanguageModel`. The libraries are loaded here, when a model is configured, and nowhere else. */
import type { LanguageModel } from '../../core/types.ts';
import { type Backend, backendOf } from './backends.ts';
import { type Where, whereIs } from './failures.ts';
import { languageModelOver } from './language-model.ts';
import { PATIENCE, type Patience } from './patience.ts';
import type { ModelSettings } from './settings.ts';
import type { Wire } from './wire.ts';

export interface CreateOptions {
  /** Shortened by tests. */
  readonly patience?: Patience;
  onThinking?(): void;
}

/** Connects to nothing: a provider that is down when the server starts is asked again with the next question. */
export async function createLanguageModel(
  settings: ModelSettings,
  { patience = PATIENCE, onThinking }: CreateOptions = {},
): Promise<LanguageModel> {
  const where = whereIs(settings);
  const wire = await loadWire(backendOf(settings.backend).wire, settings, where);
  return languageModelOver({ settings, where, wire, patience, ...(onThinking && { onThinking }) });
}

async function loadWire(name: Backend['wire'], settings: ModelSettings, where: Where): Promise<Wire> {
  switch (name) {
    case 'openai':
      return (await import('./openai-wire.ts')).openAiWire(settings, where);
    case 'ollama':
      return (await import('./ollama-wire.ts')).ollamaWire(settings, where);
    case 'anthropic':
      return (await import('./anthropic-wire.ts')).anthropicWire(settings, where);
  }
}

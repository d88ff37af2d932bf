/** A backend's model in front of its fake. */
import { createLanguageModel } from '../../../adapters/language-model/create.ts';
import { PATIENCE, type Patience } from '../../../adapters/language-model/patience.ts';
import { readConfig } from '../../../config.ts';
import type { LanguageModel } from '../../../core/types.ts';
import type { FakeScript, ProviderKind } from '../../support/fake-providers/script.ts';
import { type FakeOptions, type FakeProvider, startFakeProvider } from '../../support/fake-providers/start.ts';

export const KINDS: readonly ProviderKind[] = [
  'openai',
  'openai-compatible',
  'deepseek',
  'qwen',
  'hkgai',
  'llama-cpp',
  'ollama',
  'anthropic',
];

export const KEY = 'sk-fake-0123456789';

/** Waits for nothing between attempts. */
export const QUICK: Patience = { ...PATIENCE, firstPause: 1 };

export interface Backed {
  readonly model: LanguageModel;
  readonly fake: FakeProvider;
}

export interface BackedOptions extends FakeOptions {
  readonly env?: Record<string, string>;
  readonly patience?: Patience;
  /** Milliseconds. */
  readonly firstWord?: number;
}

export async function openBackend(
  kind: ProviderKind,
  script: FakeScript = {},
  { env = {}, patience = QUICK, firstWord, ...options }: BackedOptions = {},
): Promise<Backed> {
  const fake = await startFakeProvider(kind, script, options);
  const settings = settingsFor(kind, fake.url, env);
  return { fake, model: await createLanguageModel({ ...settings, ...(firstWord && { firstWord }) }, { patience }) };
}

/** Through the configuration, as an operator would. */
export function settingsFor(kind: ProviderKind, url: string, env: Record<string, string> = {}) {
  const given = { LLM_BACKEND: kind, LLM_MODEL: 'fake-model', LLM_BASE_URL: url, LLM_API_KEY: KEY, ...env };
  return readConfig({}, given).llm!;
}

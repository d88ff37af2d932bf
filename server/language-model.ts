/** The language model that the settings name. */
import type { Config } from '../config.ts';
import type { LanguageModel } from '../core/types.ts';

/**
 * Loads only what the backend needs. @returns undefined for `extractive`.
 * @throws ModelError where a GGUF file cannot be loaded; a model behind an address is first asked with a question.
 */
export async function openLanguageModel({
  llm,
  gguf,
}: Pick<Config, 'llm' | 'gguf'>): Promise<LanguageModel | undefined> {
  if (gguf) return (await import('../adapters/language-model/gguf.ts')).createGgufModel(gguf);
  return llm && (await import('../adapters/language-model/create.ts')).createLanguageModel(llm);
}

/** The language model that the settings name. */
import type { Config } from '../config.ts';
import type { LanguageModel } from '../core/types.ts';

/** @returns undefined where none is configured. */
export async function loadLanguageModel({ llmBackend }: Config): Promise<LanguageModel | undefined> {
  // The backends join here: `createLanguageModel` of adapters/language-model/create.ts, loaded when one is named.
  switch (llmBackend) {
    case 'extractive':
      return undefined;
  }
}

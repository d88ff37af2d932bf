/** What a command prints of the error that ended it. */
import { EmbeddingModelError } from '../adapters/embedding-models.ts';
import { ConfigError } from '../config.ts';
import { ModelError } from '../core/model-error.ts';
import { IndexError } from '../store/index-error.ts';

const FOR_WHOEVER_STARTED_IT = [ConfigError, IndexError, EmbeddingModelError, ModelError];

/** The message alone where it was written for the person at the terminal; anything else with its stack. */
export function shownError(error: unknown): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  const mistyped = typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS');
  return mistyped || FOR_WHOEVER_STARTED_IT.some((kind) => error instanceof kind) ? message : error;
}

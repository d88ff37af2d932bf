/** Whether the GGUF file that is configured is fit to write answers. */
import { createGgufModel, type GgufModel, type GgufOptions } from '../../adapters/language-model/gguf.ts';
import type { DetectedLanguage } from '../../core/answer/conversation.ts';
import { ModelError } from '../../core/model-error.ts';
import { type Check, ill, well } from './check.ts';
import { checkCantonese, checkSpeed } from './check-model.ts';
import { tryOut } from './trial.ts';

export async function* checkGguf(
  options: GgufOptions,
  detect: (text: string) => DetectedLanguage,
  create: (options: GgufOptions) => Promise<GgufModel> = createGgufModel,
): AsyncGenerator<Check> {
  const model = await create(options).catch((error: unknown) => {
    if (error instanceof ModelError) return error;
    throw error;
  });
  if (model instanceof ModelError) return yield ill('loaded', model.message);
  try {
    yield well(
      'loaded',
      `${model.model} is loaded; it reads ${model.contextTokens} tokens, prompt and answer together.`,
    );
    const trial = await tryOut(model);
    if (trial.error) return yield ill('answers', trial.error.message);
    yield well('streams', `The answer came in ${trial.pieces} pieces.`);
    yield checkCantonese(trial, detect);
    yield checkSpeed(trial);
  } finally {
    await model.close();
  }
}

/** Who answers: the articles' own sentences, or a language model that is held to them. */
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { createAnswerCache } from '../core/answer/answer-cache.ts';
import { createAnswerQueue } from '../core/answer/answer-queue.ts';
import type { DetectedLanguage } from '../core/answer/conversation.ts';
import { createExtractive } from '../core/answer/extractive.ts';
import { createGrounded } from '../core/answer/grounded/grounded.ts';
import { parallelSections } from '../core/answer/grounded/parallel.ts';
import type { ChatModel, EmbeddingModel, LanguageModel } from '../core/types.ts';
import type { LiveIndex } from './live-index.ts';
import type { Searchable } from './service.ts';

export interface ChatModelParts {
  readonly config: Pick<Config, 'answerThreshold' | 'llmConcurrency' | 'llmQueue' | 'answerCache'>;
  readonly languageModel: LanguageModel | undefined;
  readonly index: LiveIndex<Searchable>;
  readonly embedder: EmbeddingModel;
  readonly log: Logger;
  detect(text: string): DetectedLanguage;
}

export function createChatModel({ config, languageModel, index, embedder, log, detect }: ChatModelParts): ChatModel {
  const extractive = createExtractive({ threshold: config.answerThreshold });
  if (!languageModel) return extractive;
  const { backend, model } = languageModel;
  return createGrounded({
    model: languageModel,
    extractive,
    embedder,
    detect,
    parallel: (passage) => index.use(async ({ library }) => parallelSections(library, passage)),
    queue: createAnswerQueue({
      concurrency: config.llmConcurrency ?? (LOCAL.has(backend) ? 1 : AT_ONCE),
      waiting: config.llmQueue,
    }),
    ...(config.answerCache > 0 && {
      cache: createAnswerCache({
        entries: config.answerCache,
        model: `${backend} ${model}`,
        version: () => index.use(async ({ version }) => version),
      }),
    }),
    onError: (error) =>
      log.warn({ err: error, backend, model }, 'the language model failed; the reader got less than its answer'),
    // The sentence itself may repeat what was asked.
    onCut: ({ reason }) => log.debug({ reason, model }, 'a sentence of the language model was not borne out'),
  });
}

/** Models on this machine, which write one answer at a time about as fast as several. */
const LOCAL: ReadonlySet<string> = new Set(['gguf', 'ollama', 'llama-cpp']);
/** Answers that a service writes side by side. */
const AT_ONCE = 8;

/** Who answers: the articles' own sentences, or a language model that is held to them. */
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { createAnswerCache } from '../core/answer/answer-cache.ts';
import { createAnswerQueue } from '../core/answer/answer-queue.ts';
import type { DetectedLanguage } from '../core/answer/conversation.ts';
import { createExtractive } from '../core/answer/extractive.ts';
import type { Rewrite } from '../core/answer/follow-up.ts';
import { createGrounded } from '../core/answer/grounded/grounded.ts';
import { parallelSections } from '../core/answer/grounded/parallel.ts';
import { createRewrite } from '../core/answer/rewrite.ts';
import type { ChatModel, EmbeddingModel, LanguageModel } from '../core/types.ts';
import type { LiveIndex } from './live-index.ts';
import type { Searchable } from './service.ts';

interface ChatModelParts {
  readonly config: Pick<
    Config,
    'answerThreshold' | 'llmConcurrency' | 'llmMaxTokens' | 'llmQueue' | 'llmRefusal' | 'answerCache'
  >;
  readonly languageModel: LanguageModel | undefined;
  readonly index: LiveIndex<Searchable>;
  readonly embedder: EmbeddingModel;
  readonly log: Logger;
  detect(text: string): DetectedLanguage;
}

/** What of a service a language model may have a part in. */
interface Answering {
  readonly chatModel: ChatModel;
  readonly rewrite?: Rewrite;
}

export function createAnswering({ config, languageModel, index, embedder, log, detect }: ChatModelParts): Answering {
  const extractive = createExtractive({ threshold: config.answerThreshold });
  if (!languageModel) return { chatModel: extractive };
  const { backend, model } = languageModel;
  const isLocal = LOCAL.has(backend);
  const queue = createAnswerQueue({
    concurrency: config.llmConcurrency ?? (isLocal ? 1 : AT_ONCE),
    waiting: config.llmQueue,
  });
  const cache = createAnswerCache({
    entries: config.answerCache,
    model: `${backend} ${model}`,
    version: () => index.use(async ({ version }) => version),
  });
  // A message of the backend's, never what was asked.
  const onError = (error: unknown) => log.warn({ err: error, backend, model }, 'the language model failed');
  const chatModel = createGrounded({
    model: languageModel,
    extractive,
    embedder,
    detect,
    parallel: (passage) => index.use(async ({ library }) => parallelSections(library, passage)),
    queue,
    maxTokens: config.llmMaxTokens,
    trustRefusal: config.llmRefusal ? config.llmRefusal === 'trust' : SERVICES.has(backend),
    ...(config.answerCache > 0 && { cache }),
    onError,
    // The sentence itself may repeat what was asked.
    onCut: ({ reason }) => log.debug({ reason, model }, 'a sentence of the language model was not borne out'),
  });
  const rewrite = createRewrite({
    model: languageModel,
    queue,
    languageOf: (question) => detect(question).language,
    onError,
  });
  return { chatModel, rewrite };
}

/** What they run has read far more than what fits on a desk; `openai-compatible` may be either. */
const SERVICES: ReadonlySet<string> = new Set(['deepseek', 'qwen', 'hkgai', 'openai', 'anthropic']);
/** Models on this machine, which write one answer at a time about as fast as several. */
const LOCAL: ReadonlySet<string> = new Set(['gguf', 'ollama', 'llama-cpp']);
/** Answers that a service writes side by side. */
const AT_ONCE = 8;

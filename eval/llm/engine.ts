/** A language model that runs, with what it generates kept. */
import { basename, join } from 'node:path';
import { createLanguageModel } from '../../adapters/language-model/create.ts';
import { createGgufModel } from '../../adapters/language-model/gguf.ts';
import type { LanguageModel } from '../../core/types.ts';
import type { Progress } from '../progress.ts';
import { type CachedModel, cacheGenerations, type Generation } from './cached-model.ts';
import type { Clock } from './clock.ts';
import type { Engine } from './flags.ts';
import { startLlamaCpp } from './llama-cpp-server.ts';

export interface RunningEngine {
  readonly model: CachedModel;
  /** All of this run. */
  generations(): readonly Generation[];
  close(): Promise<void>;
}

export interface EngineOptions {
  readonly path: string;
  readonly threads: number;
  readonly cache: string;
  readonly clock: Clock;
  readonly progress: Progress;
  /** Generates nothing. */
  readonly onlyKept: boolean;
}

/** Prompt and answer. */
const CONTEXT_TOKENS = 4096;

/** Milliseconds. A busy machine may take minutes to read a prompt. */
const FIRST_WORD = 290_000;

/** @throws ModelError or PythonError where it cannot be started. */
export async function startEngine(name: Engine, options: EngineOptions): Promise<RunningEngine> {
  const { model, close } = await start[name](options);
  // Every way of answering replays the same ones.
  const all = new Map<string, Generation>();
  const cached = cacheGenerations(model, join(options.cache, 'llm', 'generations'), options.clock, options);
  return {
    model: {
      ...cached,
      take() {
        const taken = cached.take();
        for (const generation of taken) all.set(JSON.stringify(generation.messages), generation);
        return taken;
      },
    },
    generations: () => [...all.values()],
    close,
  };
}

interface Started {
  readonly model: LanguageModel;
  close(): Promise<void>;
}

const start: Readonly<Record<Engine, (options: EngineOptions) => Promise<Started>>> = {
  async gguf({ path, threads }) {
    const model = await createGgufModel({ path, threads, contextTokens: CONTEXT_TOKENS });
    return { model, close: model.close };
  },
  async 'llama-cpp'({ path, threads, cache, progress }) {
    const server = await startLlamaCpp({ path, threads, contextTokens: CONTEXT_TOKENS }, cache, progress);
    const model = await createLanguageModel({
      ...{ backend: 'llama-cpp', model: basename(path), baseUrl: server.baseUrl, apiKey: () => undefined },
      ...{ contextTokens: CONTEXT_TOKENS, firstWord: FIRST_WORD, body: {} },
    });
    return { model, close: server.close };
  },
};

/** A language model whose generations are kept on disk: runs with and without the check share them. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import type { LanguageModel, Message, ModelEvent } from '../../core/types.ts';
import type { Clock } from './clock.ts';

export interface Generation {
  readonly backend: string;
  readonly model: string;
  readonly maxTokens: number;
  readonly messages: readonly Message[];
  /** Processes that wanted a core, over the minute before its end; not noted in older ones. */
  readonly load?: number;
  /** With the milliseconds since the request. */
  readonly events: readonly (readonly [number, ModelEvent])[];
}

export interface CachedModel extends LanguageModel {
  /** What was generated since it was last asked for, in order. */
  take(): Generation[];
  /** Whether something was asked since `take` that is not kept, and may not be generated. */
  missed(): boolean;
}

/**
 * Events come at the times, by `clock`, at which the model gave them. A generation that is not read to its end is
 * finished and kept all the same, so that whoever reads further finds it.
 */
export function cacheGenerations(
  model: LanguageModel,
  folder: string,
  clock: Clock,
  { onlyKept = false }: { readonly onlyKept?: boolean } = {},
): CachedModel {
  const { backend, contextTokens } = model;
  let taken: Generation[] = [];
  let missed = false;

  async function* generateAndKeep(path: string, messages: readonly Message[], maxTokens: number) {
    const started = clock.now();
    const events: (readonly [number, ModelEvent])[] = [];
    const whole = model.generate(messages, { maxTokens }, new AbortController().signal);
    const timed = async () => {
      const { done, value } = await whole[Symbol.asyncIterator]().next();
      if (!done) events.push([Math.round(clock.now() - started), value]);
      return done ? undefined : value;
    };
    let complete = false;
    try {
      for (let event = await timed(); event; event = await timed()) yield event;
      complete = true;
    } finally {
      const left = clock.now();
      if (!complete && events.length > 0) for (let event = await timed(); event; ) event = await timed();
      clock.takeOff(clock.now() - left);
      const load = loadavg()[0] ?? 0;
      const generation = { backend, model: model.model, maxTokens, load, messages, events };
      if (events.at(-1)?.[1].type === 'end') {
        await writeFile(`${path}.part`, JSON.stringify(generation));
        await rename(`${path}.part`, path);
      }
      taken.push(generation);
    }
  }

  async function* replay(path: string) {
    const started = clock.now();
    const generation = JSON.parse(await readFile(path, 'utf8')) as Generation;
    taken.push(generation);
    for (const [at, event] of generation.events) {
      clock.advanceTo(started + at);
      yield event;
    }
  }

  return {
    backend,
    model: model.model,
    contextTokens,
    countTokens: model.countTokens,
    async *generate(messages, { maxTokens }, signal) {
      await mkdir(folder, { recursive: true });
      const key = JSON.stringify([backend, model.model, maxTokens, messages]);
      const path = join(folder, `${createHash('sha256').update(key).digest('hex')}.json`);
      if (onlyKept && !existsSync(path)) {
        missed = true;
        throw new Error('This was never asked, and nothing new is generated.');
      }
      for await (const event of existsSync(path) ? replay(path) : generateAndKeep(path, messages, maxTokens)) {
        if (signal.aborted) return;
        yield event;
      }
    },
    take() {
      const all = taken;
      taken = [];
      missed = false;
      return all;
    },
    missed: () => missed,
  };
}

import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LanguageModel, ModelEvent } from '../../../core/types.ts';
import { cacheGenerations } from '../../../eval/llm/cached-model.ts';
import { createClock } from '../../../eval/llm/clock.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'samman-generations-'));
});
afterEach(() => rm(folder, { recursive: true }));

let time = 0;

/** Says the last message, a word every 20 ms of a time that only it lets pass. */
function slowModel(log: string[]): LanguageModel {
  return {
    backend: 'slow',
    model: 'echo',
    contextTokens: 100,
    countTokens: (text) => text.length,
    async *generate(messages) {
      const { content } = messages.at(-1)!;
      log.push(content);
      for (const text of content.split(/(?<= )/)) {
        time += 20;
        yield { type: 'text', text };
      }
      yield { type: 'end', reason: 'stop' };
    },
  };
}

async function generate(
  model: LanguageModel,
  content: string,
  count = Number.POSITIVE_INFINITY,
): Promise<ModelEvent[]> {
  const events: ModelEvent[] = [];
  const messages = [{ role: 'user' as const, content }];
  for await (const event of model.generate(messages, { maxTokens: 9 }, new AbortController().signal)) {
    events.push(event);
    if (events.length >= count) break;
  }
  return events;
}

describe('a cached language model', () => {
  it('generates once; a replay says the same and, by the clock, takes as long', async () => {
    const log: string[] = [];
    const clock = createClock(() => time);
    const model = cacheGenerations(slowModel(log), folder, clock);
    const first = await generate(model, 'one two three');
    expect(await generate(model, 'another')).toHaveLength(2);

    const again = cacheGenerations(slowModel(log), folder, clock);
    const felt = clock.now();
    expect(await generate(again, 'one two three')).toEqual(first);
    expect(log).toEqual(['one two three', 'another']);
    expect(clock.now() - felt).toBe(60);
  });

  it('finishes what nobody reads to its end, at nobody’s expense', async () => {
    const clock = createClock(() => time);
    const model = cacheGenerations(slowModel([]), folder, clock);
    const started = clock.now();
    expect(await generate(model, 'one two three four five', 1)).toHaveLength(1);
    expect(clock.now() - started).toBe(20);
    expect(model.take()[0]?.events).toHaveLength(6);
    expect(await readdir(folder)).toHaveLength(1);
  });

  it('keeps no generation that broke off', async () => {
    const broken: LanguageModel = {
      ...slowModel([]),
      async *generate() {
        yield { type: 'text', text: 'one ' };
        throw new Error('gone');
      },
    };
    const model = cacheGenerations(
      broken,
      folder,
      createClock(() => time),
    );
    await expect(generate(model, 'x')).rejects.toThrow('gone');
    expect(await readdir(folder)).toEqual([]);
  });

  it('generates nothing where only what is kept may be used', async () => {
    const log: string[] = [];
    const clock = createClock(() => time);
    await generate(cacheGenerations(slowModel(log), folder, clock), 'one two');
    const kept = cacheGenerations(slowModel(log), folder, clock, { onlyKept: true });
    expect(await generate(kept, 'one two')).toHaveLength(3);
    expect(kept.missed()).toBe(false);
    await expect(generate(kept, 'three')).rejects.toThrow('never asked');
    expect(kept.missed()).toBe(true);
    kept.take();
    expect(kept.missed()).toBe(false);
    expect(log).toEqual(['one two']);
  });
});

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGgufModel } from '../../../adapters/language-model/gguf.ts';
import { INSTALL, importNodeLlamaCpp } from '../../../adapters/language-model/node-llama-cpp.ts';
import { ModelError } from '../../../core/model-error.ts';
import type { LanguageModel, ModelEvent } from '../../../core/types.ts';
import { languageModelContract } from '../../support/language-model-contract.ts';
import { fakeNodeLlamaCpp } from './fake-node-llama-cpp.ts';

let folder: string;
let path: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'samman-gguf-'));
  path = join(folder, 'tiny.gguf');
  await writeFile(path, 'GGUF and more');
});
afterAll(() => rm(folder, { recursive: true }));

const never = new AbortController().signal;

async function ask(model: LanguageModel, content: string, maxTokens = 50, signal = never): Promise<ModelEvent[]> {
  const events: ModelEvent[] = [];
  for await (const event of model.generate([{ role: 'user', content }], { maxTokens }, signal)) events.push(event);
  return events;
}

describe('a GGUF file in process', () => {
  it('says what it takes when it is asked to load something else', async () => {
    const nowhere = join(folder, 'nowhere.gguf');
    await expect(createGgufModel({ path: nowhere })).rejects.toThrow(`LLM_MODEL=${nowhere}: there is no such file`);
    const text = join(folder, 'article.md');
    await writeFile(text, '# Trams');
    await expect(createGgufModel({ path: text })).rejects.toThrow(`LLM_MODEL=${text} is not a GGUF file`);
    await expect(createGgufModel({ path: folder })).rejects.toThrow(ModelError);
  });

  it('says how to install node-llama-cpp where it is missing', async () => {
    const missing = createGgufModel({ path }, () => importNodeLlamaCpp('no-such-package'));
    await expect(missing).rejects.toMatchObject({ kind: 'unreachable', message: expect.stringContaining(INSTALL) });
  });

  it('streams, counts, and says why it ended', async () => {
    const model = await createGgufModel({ path }, async () => fakeNodeLlamaCpp());
    expect(model).toMatchObject({ backend: 'gguf', model: 'tiny.gguf', contextTokens: 100 });
    expect(await ask(model, 'one two three')).toEqual([
      { type: 'text', text: 'one ' },
      { type: 'text', text: 'two ' },
      { type: 'text', text: 'three' },
      { type: 'end', reason: 'stop', usage: { prompt: 3, completion: 3 } },
    ]);
    expect((await ask(model, 'one two three', 2)).at(-1)).toMatchObject({ reason: 'length' });
  });

  it('refuses a prompt that would not fit rather than lose its beginning', async () => {
    const model = await createGgufModel({ path }, async () => fakeNodeLlamaCpp());
    await expect(ask(model, 'word '.repeat(60))).rejects.toMatchObject({
      kind: 'bad-request',
      message: expect.stringContaining('more than the 100 of the context'),
    });
  });

  it('answers one after the other; who leaves the line is passed over', async () => {
    const log: string[] = [];
    const model = await createGgufModel({ path }, async () => fakeNodeLlamaCpp({ log }));
    const leaving = new AbortController();
    const all = [ask(model, 'one'), ask(model, 'two', 50, leaving.signal), ask(model, 'three')];
    leaving.abort();
    expect((await Promise.all(all)).map((events) => events.length)).toEqual([2, 0, 2]);
    expect(log).toEqual(['start one', 'end one', 'start three', 'end three']);
  });

  it('stops generating when the signal fires, without an error and without an end', async () => {
    const log: string[] = [];
    const model = await createGgufModel({ path }, async () => fakeNodeLlamaCpp({ log }));
    const closed = new AbortController();
    const events: ModelEvent[] = [];
    const prompt = [{ role: 'user' as const, content: 'word '.repeat(40) }];
    for await (const event of model.generate(prompt, { maxTokens: 50 }, closed.signal)) {
      events.push(event);
      closed.abort();
    }
    expect(events).toHaveLength(1);
    expect(log.at(-1)).toMatch(/^stop after [1-3]$/);
  });

  it('stops generating when nobody reads on, and the next one gets an answer', async () => {
    const log: string[] = [];
    const model = await createGgufModel({ path }, async () => fakeNodeLlamaCpp({ log }));
    const prompt = [{ role: 'user' as const, content: 'word '.repeat(40) }];
    for await (const _ of model.generate(prompt, { maxTokens: 50 }, never)) break;
    expect(await ask(model, 'next')).toHaveLength(2);
    expect(log).toContainEqual(expect.stringMatching(/^stop after/));
  });

  it('tells a model that says nothing from one that breaks', async () => {
    const model = await createGgufModel({ path }, async () => fakeNodeLlamaCpp());
    await expect(ask(model, ' ')).rejects.toMatchObject({ kind: 'silent' });
    await expect(ask(model, 'break')).rejects.toMatchObject({
      kind: 'server-error',
      message: 'tiny.gguf stopped: out of memory',
    });
    expect(await ask(model, 'still here')).toHaveLength(3);
  });
});

describe('gguf', () => {
  languageModelContract({
    backend: 'gguf',
    open: async ({ endless }) => {
      const says = 'word '.repeat(endless ? 2000 : 4);
      const model = await createGgufModel({ path }, async () => fakeNodeLlamaCpp({ says, contextTokens: 4096 }));
      return { model, close: model.close };
    },
  });
});

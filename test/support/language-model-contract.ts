/** What every `LanguageModel` does, whoever answers. Run on each backend against its fake, and on real ones. */
import { expect, it } from 'vitest';
import type { LanguageModel, Message, ModelEvent } from '../../core/types.ts';

export const PROMPT: readonly Message[] = [
  { role: 'system', content: 'Answer in one sentence.' },
  { role: 'user', content: 'When was HKGAI v1 unveiled?' },
  { role: 'assistant', content: 'In 2025.' },
  { role: 'user', content: '2025年幾月？' },
];

export interface Opened {
  readonly model: LanguageModel;
  close(): Promise<void>;
}

export interface Contract {
  readonly backend: string;
  /** A model that answers `PROMPT` with some words; `endless`: with more than anybody waits for. */
  open(options: { readonly endless: boolean }): Promise<Opened>;
}

export async function collect(
  model: LanguageModel,
  { maxTokens = 200, signal = new AbortController().signal, messages = PROMPT } = {},
): Promise<ModelEvent[]> {
  const events: ModelEvent[] = [];
  for await (const event of model.generate(messages, { maxTokens }, signal)) events.push(event);
  return events;
}

export const textOf = (events: readonly ModelEvent[]): string =>
  events.map((event) => (event.type === 'text' ? event.text : '')).join('');

export function languageModelContract({ backend, open }: Contract): void {
  async function using(endless: boolean, test: (model: LanguageModel) => Promise<void>): Promise<void> {
    const { model, close } = await open({ endless });
    try {
      await test(model);
    } finally {
      await close();
    }
  }

  it('says what it is', () =>
    using(false, async (model) => {
      expect(model.backend).toBe(backend);
      expect(model.model).not.toBe('');
      expect(model.contextTokens).toBeGreaterThanOrEqual(1024);
    }));

  it('streams text in several pieces and ends once, with what it took', () =>
    using(false, async (model) => {
      const events = await collect(model);
      expect(events.filter(({ type }) => type === 'text').length).toBeGreaterThan(1);
      expect(textOf(events)).toMatch(/\S/);
      expect(textOf(events)).not.toMatch(/^\s/);
      expect(events.filter(({ type }) => type === 'end')).toEqual([events.at(-1)]);
      const end = events.at(-1) as ModelEvent & { type: 'end' };
      expect(end.reason).toBe('stop');
      if (end.usage) expect(Math.min(end.usage.prompt, end.usage.completion)).toBeGreaterThan(0);
    }));

  it('says so when the answer was cut at the limit', () =>
    using(true, async (model) => {
      expect((await collect(model, { maxTokens: 3 })).at(-1)).toMatchObject({ type: 'end', reason: 'length' });
    }));

  it('counts no tokens in nothing and more in more', () =>
    using(false, async (model) => {
      expect(model.countTokens('')).toBe(0);
      expect(model.countTokens('香港')).toBeGreaterThan(0);
      expect(model.countTokens('香港嘅電車 is 120 years old.')).toBeGreaterThan(model.countTokens('香港嘅電車'));
    }));

  it('stops without an error and without an end when the signal fires', () =>
    using(true, async (model) => {
      const leave = new AbortController();
      const events: ModelEvent[] = [];
      for await (const event of model.generate(PROMPT, { maxTokens: 1000 }, leave.signal)) {
        events.push(event);
        leave.abort();
      }
      expect(events.length).toBeGreaterThan(0);
      expect(events.some(({ type }) => type === 'end')).toBe(false);
    }));

  it('says nothing when the signal has fired before', () =>
    using(false, async (model) => {
      expect(await collect(model, { signal: AbortSignal.abort() })).toEqual([]);
    }));

  it('answers again after an answer nobody read to its end', () =>
    using(true, async (model) => {
      for await (const _ of model.generate(PROMPT, { maxTokens: 1000 }, new AbortController().signal)) break;
      expect(textOf(await collect(model, { maxTokens: 3 }))).toMatch(/\S/);
    }));

  it('keeps two answers apart', () =>
    using(false, async (model) => {
      const [one, other] = await Promise.all([collect(model), collect(model)]);
      for (const events of [one, other]) expect(events.at(-1)?.type).toBe('end');
    }));
}

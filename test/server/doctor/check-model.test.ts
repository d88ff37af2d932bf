import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { loadLanguageDetector } from '../../../adapters/language-id-file.ts';
import { ROOT } from '../../../config.ts';
import type { Check } from '../../../server/doctor/check.ts';
import { checkModel } from '../../../server/doctor/check-model.ts';
import { KEY, KINDS, QUICK, settingsFor } from '../../adapters/language-model/open.ts';
import type { FakeScript, ProviderKind } from '../../support/fake-providers/script.ts';
import { type FakeOptions, startFakeProvider } from '../../support/fake-providers/start.ts';

const detector = await loadLanguageDetector(join(ROOT, 'models'));

const CANTONESE = '你可以去中環或者尖沙咀碼頭，拍張八達通就上到船㗎喇。好平㗎，睇埋維港夜景都得。';

let close: (() => Promise<void>) | undefined;

afterEach(() => close?.());

async function diagnose(
  kind: ProviderKind,
  script: FakeScript = {},
  options: FakeOptions = {},
  env = {},
): Promise<Check[]> {
  const fake = await startFakeProvider(kind, script, { contextTokens: 40_000, ...options });
  close = fake.close;
  return checksOf(kind, fake.url, env);
}

async function checksOf(kind: ProviderKind, url: string, env = {}): Promise<Check[]> {
  const settings = settingsFor(kind, url, env);
  const checks: Check[] = [];
  const detect = (text: string) => detector.detect(text);
  const options = { patience: { ...QUICK, attempts: 1, betweenWords: 200 } };
  for await (const check of checkModel({ settings, detect, options })) checks.push(check);
  return checks;
}

const failed = (checks: readonly Check[]) => checks.filter(({ ok }) => !ok).map(({ name }) => name);

const saysOf = (checks: readonly Check[], name: string) => checks.find((check) => check.name === name)?.says;

describe('the doctor', () => {
  it.each(KINDS)('finds nothing wrong with a good %s', async (kind) => {
    const checks = await diagnose(kind, { say: CANTONESE }, { key: KEY });
    expect(failed(checks)).toEqual([]);
    expect(checks.map(({ name }) => name)).toEqual([
      'reachable',
      'key accepted',
      'model present',
      'streams',
      'thinking off',
      'context length',
      'answers Cantonese in Cantonese',
      'fast enough',
    ]);
    expect(saysOf(checks, 'model present')).toBe('fake-model. It has fake-model.');
    expect(saysOf(checks, 'fast enough')).toMatch(/^\d+\.\d s to the first word, then \d+\.\d tokens a second\.$/);
  });

  it.each(KINDS)('says that %s cannot be reached, and stops there', async (kind) => {
    const fake = await startFakeProvider(kind);
    await fake.close();
    const checks = await checksOf(kind, fake.url);
    close = undefined;
    expect(checks).toHaveLength(1);
    expect(checks[0]).toMatchObject({
      name: 'reachable',
      ok: false,
      says: expect.stringMatching(/ECONNREFUSED.*BASE_URL/),
    });
  });

  it.each(KINDS)('says that %s refuses the key, without the key', async (kind) => {
    const checks = await diagnose(kind, {}, { key: 'another' });
    expect(failed(checks)).toEqual(['key accepted']);
    expect(JSON.stringify(checks)).not.toContain(KEY.slice(-4));
  });

  it.each(KINDS)('lists the models of %s where the one it was told is not there', async (kind) => {
    const checks = await diagnose(kind, { fail: 'no-such-model' }, { models: ['one', 'two'] });
    expect(failed(checks)).toEqual(['model present']);
    expect(saysOf(checks, 'model present')).toMatch(
      kind === 'ollama' ? /ollama pull.*It has one, two\./ : /It has one, two\./,
    );
  });

  it('says that an account is empty', async () => {
    const checks = await diagnose('deepseek', { fail: 'no-balance' });
    expect(saysOf(checks, 'key accepted')).toMatch(/HTTP 402.*Insufficient Balance.*Top up/);
  });

  it('says that a server is loading', async () => {
    expect(failed(await diagnose('llama-cpp', {}, { loading: true }))).toEqual(['loaded']);
  });

  it('accepts a server of one model under any name', async () => {
    const checks = await diagnose('llama-cpp', { say: CANTONESE }, { models: ['/models/qwen.gguf'] });
    expect(saysOf(checks, 'model present')).toBe(
      'fake-model is not in its list, but answers. It has /models/qwen.gguf.',
    );
    expect(failed(checks)).toEqual([]);
  });

  it.each([
    ['thinking off', { say: CANTONESE, think: 'Hm.' }, /LLM_EXTRA_BODY/],
    ['thinking off', { say: `<think>Hm.</think>${CANTONESE}` }, /LLM_EXTRA_BODY/],
    ['streams', { say: [CANTONESE] }, /one piece/],
    ['streams', { say: CANTONESE, end: 'missing' }, /stopped before its end/],
    ['answers Cantonese in Cantonese', { say: 'Take the ferry from Central Pier. It is cheap.' }, /answered in en/],
    [
      'answers Cantonese in Cantonese',
      { say: '您可以前往中環碼頭乘坐渡輪，費用便宜，並可欣賞維港夜景。' },
      /answered in zh-Hant/,
    ],
  ] satisfies [string, FakeScript, RegExp][])('sees what is wrong with “%s” alone', async (name, script, says) => {
    const checks = await diagnose('openai-compatible', script);
    expect(failed(checks)).toEqual([name]);
    expect(saysOf(checks, name)).toMatch(says);
  });

  it('says why there is no answer', async () => {
    expect(saysOf(await diagnose('qwen', { fail: 'server-error' }), 'answers')).toMatch(/HTTP 500/);
    await close?.();
    expect(saysOf(await diagnose('qwen', { say: [] }), 'answers')).toMatch(/without a word/);
  });

  it.each([
    ['ollama', false],
    ['llama-cpp', false],
    ['llama-cpp', true],
  ] as const)('sees that prompts may be too long for %s (old: %s)', async (kind, isOld) => {
    const checks = await diagnose(kind, { say: CANTONESE }, { contextTokens: 2048, isOld });
    expect(failed(checks)).toEqual(['context length']);
    expect(saysOf(checks, 'context length')).toMatch(/set LLM_CONTEXT_TOKENS=2048/);
  });
});

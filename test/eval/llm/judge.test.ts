import { describe, expect, it } from 'vitest';
import { loadLanguageDetector } from '../../../adapters/language-id-file.ts';
import type { Citation, Passage } from '../../../core/types.ts';
import { citedRight, isInLanguage } from '../../../eval/llm/judge.ts';
import { sample } from '../../../eval/llm/sample.ts';

const detector = await loadLanguageDetector('models');
const isIn = (text: string, language: Parameters<typeof isInLanguage>[1]) =>
  isInLanguage(text, language, (said) => detector.detect(said));

describe('the language of an answer', () => {
  it('is right in the reader’s own', () => {
    expect(isIn('More than 70 departments are trying it. [1]', 'en')).toBe(true);
    expect(isIn('而家有超過70個政府部門試緊HKGAI v1。[1]', 'yue')).toBe(true);
    expect(isIn('目前有超过70个政府部门正在试用HKGAI v1。[1]', 'zh-Hans')).toBe(true);
    expect(isIn('目前有超過70個政府部門正在試用HKGAI v1。[1]', 'zh-Hant')).toBe(true);
  });

  it('is wrong in another one or another script', () => {
    expect(isIn('More than 70 government departments are trying it. [1]', 'yue')).toBe(false);
    expect(isIn('目前有超过70个政府部门正在试用HKGAI v1。', 'en')).toBe(false);
    expect(isIn('目前有超過70個政府部門正在試用HKGAI v1。', 'zh-Hans')).toBe(false);
    expect(isIn('而家有超過70個政府部門試緊佢，佢哋話好用。', 'zh-Hant')).toBe(false);
    expect(isIn('目前有超過70個政府部門正在試用，他們表示這個模型的表現很好。', 'yue')).toBe(false);
  });

  it('is no matter where there is only a name or a figure', () => {
    expect(isIn('2025 [1]', 'yue')).toBe(true);
    expect(isIn('Lenovo Daystar Bot GS。[1]', 'zh-Hans')).toBe(true);
    expect(isIn('curl localhost:8787/ask -d', 'zh-Hans')).toBe(true);
    expect(isIn('HKGAI v1的底层用的是DeepSeek。', 'zh-Hans')).toBe(true);
  });
});

const passage = (text: string): Passage => ({
  ...{ article: 'tram', language: 'en', title: '', headings: [], text, start: 0, end: text.length, sentences: [] },
});
const citation = (quote: string, article = 'tram'): Citation => ({
  ...{ n: 1, article, title: '', headings: [], language: 'en', start: 0, end: 1, quote, score: 1 },
});

describe('citations', () => {
  const right = new Set([passage('The tram opened in 1904. It is double-decked.')]);
  it('are right where they lie in a right passage', () => {
    expect(citedRight([citation('The tram opened in 1904.')], right)).toEqual({ some: true, all: true });
    expect(citedRight([citation('It is **double-decked**.'), citation('Trains are fast.')], right)).toEqual({
      some: true,
      all: false,
    });
    expect(citedRight([citation('The tram opened in 1904.', 'bus')], right)).toEqual({ some: false, all: false });
    expect(citedRight([], right)).toEqual({ some: false, all: false });
  });
});

describe('a sample', () => {
  const question = (id: string) => ({ id, en: `${id}?`, yue: `${id}？`, zh: `${id}？` });
  const answerable = Array.from({ length: 20 }, (_, i) => ({ ...question(`a${i}`), article: 'x', facts: [['x']] }));
  const unanswerable = Array.from({ length: 10 }, (_, i) => question(`u${i}`));
  const names = (size?: number, seed = 's') =>
    sample(answerable, unanswerable, size, seed).map(({ question: { id }, asked }) => `${id} ${asked}`);

  it('is all of them, or of each kind and language its share', () => {
    expect(names()).toHaveLength(90);
    const nine = names(9);
    expect(nine.filter((name) => name.startsWith('a'))).toHaveLength(6);
    for (const asked of ['en', 'yue', 'zh']) expect(nine.filter((name) => name.endsWith(asked))).toHaveLength(3);
  });

  it('is the same for the same seed, and part of every larger one', () => {
    expect(names(9)).toEqual(names(9));
    expect(names(9, 'other')).not.toEqual(names(9));
    expect(names(30)).toEqual(expect.arrayContaining(names(9)));
  });
});

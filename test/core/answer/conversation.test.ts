import { describe, expect, it } from 'vitest';
import { languageInContext, standalone } from '../../../core/answer/conversation.ts';
import type { Language, Turn } from '../../../core/types.ts';

const history: Turn[] = [
  { role: 'user', content: 'HKGAI v1 係邊個整嘅？' },
  { role: 'assistant', content: '係 HKGAI 整嘅。[1]' },
];

describe('standalone', () => {
  it.each([
    '咁佢幾時推出？',
    '幾時？',
    'And when?',
    '幾時開放畀市民？',
    'When was it released?',
    '那么它什么时候推出？',
  ])('joins %s with the question before it', (question) => {
    expect(standalone(question, history)).toBe(`${history[0]!.content}\n${question}`);
  });

  it.each(['香港人工智能研發院要用幾多錢？', 'How many government departments test HKGAI v1?'])(
    'leaves %s alone',
    (question) => {
      expect(standalone(question, history)).toBe(question);
    },
  );

  it('has nothing to join at the start', () => {
    expect(standalone('咁佢幾時推出？', [])).toBe('咁佢幾時推出？');
  });
});

describe('languageInContext', () => {
  const detect = (text: string): { language: Language; confidence: number } =>
    /[係嘅]/.test(text)
      ? { language: 'yue', confidence: 0.99 }
      : { language: 'en', confidence: text.length > 20 ? 0.99 : 0.4 };

  it('takes an unsure question to be in the language of the conversation', () => {
    expect(languageInContext('HKGAI v1?', history, detect)).toBe('yue');
  });

  it('lets a sure question change the language', () => {
    expect(languageInContext('How many departments test it?', history, detect)).toBe('en');
  });

  it('takes the browser’s language for a mere guess, and only for that', () => {
    expect(languageInContext('2025', [], () => ({ language: 'zh-Hant', confidence: 0.2 }), 'en')).toBe('en');
    const unknownScript = () => ({ language: 'zh-Hant', confidence: 0.5 }) as const;
    expect(languageInContext('三文支持哪些文件格式？', [], unknownScript, 'zh-Hans')).toBe('zh-Hans');
    expect(languageInContext('三文支持哪些文件格式？', [], unknownScript, 'yue')).toBe('zh-Hant');
    expect(languageInContext('三文支持哪些文件格式？', [], unknownScript, 'en')).toBe('zh-Hant');
    expect(languageInContext('How many departments test it?', [], detect, 'zh-Hans')).toBe('en');
  });

  it('takes the guess where there is no conversation', () => {
    expect(languageInContext('HKGAI v1?', [], detect)).toBe('en');
  });
});

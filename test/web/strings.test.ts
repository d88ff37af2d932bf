import { expect, it } from 'vitest';
import { toSimplified } from '../../core/language/script.ts';
import { LANGUAGES } from '../../core/types.ts';
import { PAGE_STRINGS } from '../../server/pages/strings.ts';
import { stringsIn } from '../../web/strings.ts';

it('says everything in every language', () => {
  for (const language of LANGUAGES) {
    for (const text of [...Object.values(stringsIn(language)), ...Object.values(PAGE_STRINGS[language])]) {
      expect(text.trim()).not.toBe('');
    }
  }
});

it('is Simplified where it says so, and nowhere else', () => {
  const all = (language: 'yue' | 'zh-Hans' | 'zh-Hant') =>
    [...Object.values(stringsIn(language)), ...Object.values(PAGE_STRINGS[language])].join('');
  expect(toSimplified(all('zh-Hans'))).toBe(all('zh-Hans'));
  // 嘅, 咗, 喺 … mark Cantonese; the written languages have none.
  expect(all('yue')).toMatch(/[嘅咗喺唔]/);
  expect(all('zh-Hant') + all('zh-Hans')).not.toMatch(/[嘅咗喺唔啲嚟]/);
});

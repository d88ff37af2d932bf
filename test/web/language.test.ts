import { expect, it } from 'vitest';
import { firstLanguage, matchLanguage } from '../../web/language.ts';

it.each([
  ['yue', 'yue'],
  ['yue-Hant-HK', 'yue'],
  ['zh-yue', 'yue'],
  ['zh-HK', 'zh-Hant'],
  ['zh_TW', 'zh-Hant'],
  ['zh_TW.UTF-8', 'zh-Hant'],
  ['zh_HK.Big5', 'zh-Hant'],
  ['zh-Hant-MO', 'zh-Hant'],
  ['zh', 'zh-Hans'],
  ['zh-SG', 'zh-Hans'],
  ['zh-Hans-HK', 'zh-Hans'],
  ['cmn-Hant', 'zh-Hant'],
  ['en-AU', 'en'],
  ['fr', undefined],
  ['', undefined],
])('reads the tag %s as %s', (tag, language) => {
  expect(matchLanguage(tag)).toBe(language);
});

it('takes the first tag that names one of the four, else English', () => {
  expect(firstLanguage([null, 'fr', 'zh-HK', 'en'])).toBe('zh-Hant');
  expect(firstLanguage(['fr', undefined])).toBe('en');
});

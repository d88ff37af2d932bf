import { describe, expect, it } from 'vitest';
import { namesUnknownChinese, namesUnknownPerson } from '../../../core/answer/chinese-names.ts';
import { foldChinese } from '../../../core/answer/grounded/names.ts';

const CLINIC = foldChinese('梁醫生逢星期一應診。何啟昌醫生負責皮膚科。周浩德老師說廣東話。');

describe('a name that Chinese passages leave out', () => {
  it.each([
    '陳大文醫生星期幾喺度？',
    '江旻憓幾時贏金牌？',
    '请问孔祥宁多少岁？',
    '趙醫生有冇假放？',
    '要點樣搵陳醫生？',
    '羅托魯瓦也會進行類似鑽探嗎？',
    '「投資灣」在馬德里已有辦事處嗎？',
    'When is Dr Wong in?',
    'How old is Tang Yuk-lan?',
  ])('%s', (question) => {
    expect(namesUnknownChinese(question, CLINIC)).toBe(true);
  });

  it.each([
    '梁醫生星期幾應診？',
    '何啟昌係邊科嘅？',
    '何時開門？',
    '張卡唔見咗點算？',
    '譚生嚟咗未？',
    '公司總裁是誰？',
    '每次俾幾多錢醫生？',
    '航空公司因甚麼危險取消航班？',
    'When is Dr Leung in?',
    'When is Amy Wong in?',
    'Where is Smith-Jones?',
  ])('but not: %s', (question) => {
    expect(namesUnknownChinese(question, CLINIC)).toBe(false);
  });
});

it('looks for a person of a Chinese question in English passages by the surname', () => {
  const source = 'dr kelvin ho is in on tuesday. desmond chow teaches.';
  expect(namesUnknownPerson('陳醫生幾時喺度？', source)).toBe(true);
  expect(namesUnknownPerson('何醫生幾時喺度？', source)).toBe(false);
  expect(namesUnknownPerson('醫生幾時喺度？', source)).toBe(false);
});

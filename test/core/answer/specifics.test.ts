import { describe, expect, it } from 'vitest';
import { namesAnother, namesUnknown } from '../../../core/answer/specifics.ts';
import type { Hit, Language } from '../../../core/types.ts';

const hit = (text: string, language: Language = 'en', title = '') =>
  ({ passage: { text, language, title, headings: [] } }) as unknown as Hit;

const V1 = hit('HKGAI v1 was being tested in more than 70 departments in 2025.');
const V1_YUE = hit('2025年嗰陣，有超過70個政府部門試緊用HKGAI v1。', 'yue');

describe('namesAnother', () => {
  it.each([
    ['How many departments are testing HKGAI v2?', V1],
    ['HKGAI v2 幾時出？', V1_YUE],
    ['Is GPT-5 open source?', hit('GPT-4 is not open source.')],
    ['2024年有多少部门测试？', V1_YUE],
    ['Which departments tested it in 2023?', V1],
    ['深圳有多少政府部門在測試HKGAI v1？', V1_YUE],
    ['澳門有冇用HKGAI v1？', V1_YUE],
    ['新加坡有幾多個部門試緊？', V1_YUE],
    ['新加坡有幾多個部門試緊？', V1],
    ['德国有多少部门测试？', V1],
    ['東京有幾多個部門試緊？', V1],
  ])('%s asks about another', (question, passage) => {
    expect(namesAnother(question, passage)).toBe(true);
  });

  it.each([
    ['How many departments are testing HKGAI v1?', V1],
    ['HKGAI嘅v1有幾多部門試？', V1_YUE],
    ['How many departments, over 70?', V1],
    ['2025年有多少部门测试？', V1_YUE],
    ['香港有多少部门测试？', V1_YUE],
    // Without a year of its own the passage may be about any.
    ['When in 2023 was it founded?', hit('The company was founded in spring.')],
    ['有咩喺深圳？', hit('香港同深圳嘅合作更加緊密。', 'yue')],
    // A Chinese place over an English passage: names are translated.
    ['新加坡嘅銀行點？', hit('Banks in Singapore use it.')],
    ['德國嘅銀行點？', hit('German banks use it.')],
    ['美國禁咗咩出口？', hit('The US banned exports.')],
    // What it is called in English nobody knows here.
    ['東莞嘅銀行點？', hit('Banks in Dongguan use it.')],
  ])('%s does not', (question, passage) => {
    expect(namesAnother(question, passage)).toBe(false);
  });
});

describe('namesUnknown', () => {
  it.each([
    ['What does Tencent call its language model?', [V1]],
    ['Does HKGAI v1 speak Japanese?', [V1, hit('It speaks three languages.')]],
    ['How much did Singapore pay?', [V1]],
    ['邊個係OpenAI嘅老闆？', [V1]],
    ['騰訊個語言模型叫咩名？', [V1]],
    ['通义千问支持哪些语言？', [V1, hit('Samman answers in Cantonese.')]],
  ])('%s', (question, hits) => {
    expect(namesUnknown(question, hits)).toBe(true);
  });

  it.each([
    ['How is the German economy?', [hit('Germany is an economy.')]],
    ['Tencent?', [V1]],
    ['Who is the CEO of it?', [V1]],
    ['“When” was it tested?', [V1]],
    ['How many departments test HKGAI?', [V1]],
    ['Who is Paul Chan?', [hit('陳茂波係財政司司長。', 'yue')]],
    ['Paul Chan 係邊個？', [hit('陳茂波係財政司司長。', 'yue')]],
    ['what about it?', []],
    ['騰訊個語言模型叫咩名？', [V1, hit('Tencent has one.')]],
    ['騰訊個語言模型叫咩名？', [hit('騰訊有一個。', 'yue')]],
    ['小米粥點煮？', [V1]],
  ])('but not: %s', (question, hits) => {
    expect(namesUnknown(question, hits)).toBe(false);
  });
});

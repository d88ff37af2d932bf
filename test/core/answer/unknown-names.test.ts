import { describe, expect, it } from 'vitest';
import { withoutUnknownNames } from '../../../core/answer/unknown-names.ts';
import type { Hit, Language } from '../../../core/types.ts';

const hit = (text: string, language: Language = 'en', title = '') =>
  ({ passage: { text, language, title, headings: [] } }) as unknown as Hit;

const namesUnknown = (question: string, hits: readonly Hit[]) =>
  withoutUnknownNames(question, hits).length < hits.length;

const V1 = hit('HKGAI v1 was being tested in more than 70 departments in 2025.');
const V1_YUE = hit('2025年嗰陣，有超過70個政府部門試緊用HKGAI v1。', 'yue');

describe('namesUnknown', () => {
  it.each([
    ['What does Tencent call its language model?', [V1]],
    ['Does HKGAI v1 speak Japanese?', [V1, hit('It speaks three languages.')]],
    ['How much did Singapore pay?', [V1]],
    ['邊個係OpenAI嘅老闆？', [V1]],
    ['騰訊個語言模型叫咩名？', [V1]],
    ['通义千问支持哪些语言？', [V1, hit('Samman answers in Cantonese.')]],
    // Of a firm known in both languages Chinese passages tell too.
    ['騰訊個語言模型叫咩名？', [V1_YUE]],
    ['What does Tencent call its language model?', [V1_YUE]],
    ['What did Jackie Chan say?', [hit('Paul Chan said so.')]],
    ['理大研究話瞓唔夠會點？', [V1_YUE]],
    ['What did Marten say?', [hit('Walter said so.')]],
    ['How much will Kowloon Motor Bus raise its fares?', [V1_YUE]],
    // The English hits alone are dropped, where a name that they leave out may be in Chinese in the others.
    ['How long is the ferry to Discovery Bay?', [hit('The ferry takes 24 minutes.'), V1_YUE]],
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
    ['香港大型活動有幾多？', [V1_YUE]],
    ['中大獎點樣領？', [V1_YUE]],
    ['香港大學生有幾多？', [V1_YUE]],
    ['水燒到一百度要幾耐？', [V1_YUE]],
    ['What does the UK think?', [hit('The British government likes it.')]],
    ['Who sang at the Superbowl?', [hit('She sang at the Super Bowl.')]],
    ['What does Thomas de Maiziere do?', [hit('Thomas de Maizière is a minister.')]],
    ['What did Sentanta plan?', [hit('Setanta planned a launch.')]],
    ['When was Geegen the emperor?', [hit('Gegeen was emperor.')]],
    ['Why raise SR99?', [hit('SR 99 is to be raised.')]],
    ['英國 BNO 申請費幾多？', [hit('The fee for BN(O) holders is £3,226.')]],
  ])('but not: %s', (question, hits) => {
    expect(namesUnknown(question, hits)).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import { districtIn, ofAskedDistricts } from '../../../core/answer/hong-kong.ts';
import type { Hit, Language } from '../../../core/types.ts';

const hit = (article: string, text: string, language: Language = 'zh-Hant', title = '') =>
  ({ passage: { article, text, language, title, headings: [] } }) as unknown as Hit;

const FIRE = hit('fire', '事件中共有九人受傷。', 'zh-Hant', '觀塘街市三級火');
const HOURS = [
  hit('hours', 'Opens at nine.', 'en', 'Tai Wai clinic'),
  hit('hours', 'Sham Shui Po: closed on Sundays.', 'en'),
  hit('hours', 'Bring your card.', 'en'),
];

describe('ofAskedDistricts', () => {
  it.each<[question: string, hits: Hit[], left: Hit[]]>([
    ['旺角街市火災有多少人受傷？', [FIRE], []],
    ['How many people were hurt in the Mong Kok market fire?', [FIRE], []],
    ['How many people were hurt in the Kwun Tong market fire?', [FIRE], [FIRE]],
    ['街市火災有多少人受傷？', [FIRE], [FIRE]],
    // In either language, in one word or two, and of an article only what is not about another place.
    ['大圍診所幾點開？', HOURS, [HOURS[0]!, HOURS[2]!]],
    ['When does the Taiwai clinic open?', HOURS, [HOURS[0]!, HOURS[2]!]],
    ['深水埗診所星期日開唔開？', HOURS, [HOURS[1]!, HOURS[2]!]],
    // Halves of two words, and of the north-west corner.
    ['要達到以上水平先得？', [FIRE], [FIRE]],
    ['網上水費點交？', [FIRE], [FIRE]],
    ['以上環境適合嗎？', [FIRE], [FIRE]],
    ['西北角嘅街市有咩？', [FIRE], [FIRE]],
    ['單元朗讀點計分？', [FIRE], [FIRE]],
    ['點去浮上水面？', [FIRE], [FIRE]],
    ['上水街市火災有多少人受傷？', [FIRE, hit('f', '屋內用品包括以上水喉。')], []],
    ['往東涌泳池點去？', [hit('p', '專車往東涌泳池。')], [hit('p', '專車往東涌泳池。')]],
    [
      'When does the Sai Wan Ho shop open?',
      [hit('s', 'Sai Wan Ho: nine.', 'en')],
      [hit('s', 'Sai Wan Ho: nine.', 'en')],
    ],
  ])('%s', (question, hits, left) => {
    expect(ofAskedDistricts(question, hits)).toEqual(left);
  });
});

it('says a place as the text does', () => {
  expect(districtIn('沙田有幾多間？')).toBe('沙田');
  expect(districtIn('in Shatin')).toBe('Shatin');
  expect(districtIn('in London')).toBeUndefined();
});

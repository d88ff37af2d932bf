import { describe, expect, it } from 'vitest';
import { newOf, withNew } from '../../../core/answer/ellipsis.ts';

describe('newOf', () => {
  it.each([
    ['咁小朋友呢？', '小朋友'],
    ['And on Sundays?', 'Sundays'],
    ['What about Sham Shui Po?', 'Sham Shui Po'],
    ['港島呢？', '港島'],
    ['去年呢？', '去年'],
    ['咁喺沙田呢？', '沙田'],
    ['And the year before?', 'year before'],
    ['那非洲鼓班呢', '非洲鼓班'],
  ])('of %s is %s', (question, value) => {
    expect(newOf(question)).toBe(value);
  });

  it.each([
    '要唔要預約㗎？',
    '幾時送到呢？',
    'And who was third?',
    'And how many died?',
    // What may be asked of anything.
    'And the fee?',
    '那退款呢？',
    // Somebody who is named elsewhere.
    '佢太太呢？',
    'And his wife?',
    'When was it opened?',
    'Gold',
    '',
  ])('is nothing of “%s”', (question) => {
    expect(newOf(question)).toBeUndefined();
  });
});

describe('withNew', () => {
  it.each([
    ['成人打流感針幾錢？', '小朋友', '小朋友打流感針幾錢？'],
    [
      'What are the opening hours of the clinic on weekdays?',
      'Sundays',
      'What are the opening hours of the clinic on Sundays?',
    ],
    ['What are the hours of the Tai Wai clinic?', 'Sham Shui Po', 'What are the hours of the Sham Shui Po clinic?'],
    ['沙田2025年有幾多獨居長者？', '2020年', '沙田2020年有幾多獨居長者？'],
    ['沙田2025年有幾多獨居長者？', '大埔', '大埔2025年有幾多獨居長者？'],
    ['2024/25年度有多少義工？', '上一年度', '上一年度有多少義工？'],
    ['屯门公园5月有多少投诉？', '2月', '屯门公园2月有多少投诉？'],
    ['送貨去新界幾錢？', '港島', '送貨去港島幾錢？'],
    ['How do I become a Silver member?', 'Gold', 'How do I become a Gold member?'],
    ['What is HKGAI v1?', 'DeepSeek', 'What is DeepSeek?'],
    ['紅雨會唔會取消？', '黑雨', '黑雨會唔會取消？'],
    ['兒童陶藝班學費 要另付材料費嗎？', '非洲鼓班', '非洲鼓班學費 要另付材料費嗎？'],
    // Nothing of its kind: before all of it.
    ['红树林清理有多少义工？', '去年', '去年红树林清理有多少义工？'],
    ['How much is lunch?', 'home sitting', 'home sitting How much is lunch?'],
  ])('%s with %s is %s', (previous, value, full) => {
    expect(withNew(previous, value)).toBe(full);
  });
});

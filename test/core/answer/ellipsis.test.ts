import { describe, expect, it } from 'vitest';
import { asksBack, conditionOf, newOf, withNew } from '../../../core/answer/ellipsis.ts';

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
    ['而家呢', '而家'],
    ['cat leh', 'cat'],
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
    '仲有無位',
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

describe('conditionOf', () => {
  it.each([
    ['我住三座', '三座'],
    ['我係part time嘅', 'part time'],
    ['係會員', '會員'],
    ['冬天嗰套', '冬天'],
    ['兼職嗰啲', '兼職'],
    ['定星期六？', '星期六'],
    ['星期日都係？', '星期日'],
    ['小朋友6歲', '小朋友6歲'],
    ['貓呢？', '貓'],
  ])('of %s is %s', (question, value) => {
    expect(conditionOf(question)).toBe(value);
  });

  it.each(['係邊個？', '係唔係要錢', '定期存款幾多厘？', '我住三座要唔要夾錢', '佢係醫生', '係囉', '係咁', '住宅？'])(
    'is nothing of %s',
    (question) => {
      expect(conditionOf(question)).toBeUndefined();
    },
  );
});

describe('asksBack', () => {
  it.each(['70個？', '係咪超過70個', '唔係話100個咩', '即係1000000000?', '62%?'])('%s does', (question) => {
    expect(asksBack(question)).toBe(true);
  });

  it.each(['2024年？', '16歲', '3個月呢', '98X行邊', '三文係咩', '24粒鐘都有人聽？', '兩部呢', ''])(
    '%s does not',
    (question) => {
      expect(asksBack(question)).toBe(false);
    },
  );
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
    ['而家急症室收幾錢？', '以前', '以前急症室收幾錢？'],
    ['62%係咩嚟？', '22%', '22%係咩嚟？'],
    ['v2幾時出？', 'v1', 'v1幾時出？'],
    ['黃雨使唔使上堂？', '三號波', '三號波使唔使上堂？'],
    ['十號風球吹爛咗賠唔賠？', '八號', '八號風球吹爛咗賠唔賠？'],
    ['第一次罰幾多？', '再犯', '再犯罰幾多？'],
    ['銀計劃賠幾多？', '金級', '金級賠幾多？'],
    ['小朋友幾錢？', '會員', '會員小朋友幾錢？'],
    // Nothing of its kind: before all of it.
    ['红树林清理有多少义工？', '去年', '去年红树林清理有多少义工？'],
    ['How much is lunch?', 'home sitting', 'home sitting How much is lunch?'],
  ])('%s with %s is %s', (previous, value, full) => {
    expect(withNew(previous, value)).toBe(full);
  });

  it('puts what is new in place of what was new before', () => {
    expect(withNew('大狗要唔要戴口罩？', '貓', '大狗')).toBe('貓要唔要戴口罩？');
    expect(withNew('兒童班幾錢？', '星期日', '兒童班')).toBe('星期日兒童班幾錢？');
  });
});

import { describe, expect, it } from 'vitest';
import { isBare } from '../../../core/answer/bare-question.ts';

describe('isBare', () => {
  it.each([
    '使唔使錢',
    '要咩文件？',
    '可以俾現金嗎',
    '點報名',
    '要等幾耐',
    '可唔可以碌卡',
    '学生多少钱？',
    '星期日開唔開',
    '要幾耐先知批唔批',
    'How long does it take?',
    'can I pay cash',
  ])('%s names nothing', (question) => {
    expect(isBare(question)).toBe(true);
  });

  it.each([
    '洗牙幾錢',
    '1823係咩？',
    '968幾錢',
    '張卡幾耐寄到',
    '可唔可以帶律師',
    '三文點用',
    'How long is the river?',
    'DeepSeek?',
    'Where is 100?',
    '？',
    '',
  ])('%s does, or asks nothing', (question) => {
    expect(isBare(question)).toBe(false);
  });

  it('reads a long one in linear time', () => {
    const start = performance.now();
    expect(isBare(`${'付費'.repeat(20_000)}狗`)).toBe(false);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

import { describe, expect, it } from 'vitest';
import { isStatement, withoutDebris } from '../../../../core/answer/grounded/no-statement.ts';

describe('what breaks off is no statement', () => {
  it.each([
    'The government departments testing HKGAI v1 are.',
    'The three sectors in the lead were',
    'Samman reads Markdown, PDF and',
    '行得最前嘅三個行業分別係。',
    '三文支持的格式包括',
  ])('%s', (text) => {
    expect(isStatement(text)).toBe(false);
  });

  it.each([
    'Small firms can afford AI as well as the giants are.',
    'Readers can see where each sentence is.',
    'HKGAI v1用DeepSeek做底，仲要係開源嘅。',
    'HKGAI v1 is open source.',
    '呢三個行業行得最前。',
  ])('but not: %s', (text) => {
    expect(isStatement(text)).toBe(true);
  });
});

it.each(['<|im_end|>', '<｜end▁of▁sentence｜>', '<｜Assistant｜>', '</think>'])('%s is debris', (token) => {
  expect(withoutDebris(`The tram opened in 1904.${token}`)).toBe('The tram opened in 1904.');
});

import { describe, expect, it } from 'vitest';
import { wishIn, withoutWishes } from '../../../core/answer/language-wish.ts';
import type { Language, Turn } from '../../../core/types.ts';

const TALK: Turn[] = [
  { role: 'user', content: 'Who opened it?' },
  { role: 'assistant', content: 'A minister. [1]' },
  { role: 'user', content: 'When?' },
  { role: 'assistant', content: 'In 1904. [1]' },
];

describe('a wish for another language', () => {
  it.each<[string, Language]>([
    ['In English please', 'en'],
    ['Can you say that in Cantonese?', 'yue'],
    ['in Chinese, please', 'zh-Hant'],
    ['用中文講', 'zh-Hant'],
    ['请用中文回答', 'zh-Hans'],
    ['講廣東話吖', 'yue'],
    ['可唔可以用英文答？', 'en'],
    ['用繁體字', 'zh-Hant'],
    ['用普通话说一次', 'zh-Hans'],
    ['用返中文啦', 'zh-Hant'],
    ['講返廣東話', 'yue'],
    ['轉返英文', 'en'],
    ['轉返中文', 'zh-Hant'],
    ['說普通話', 'zh-Hans'],
    ['用返普通话', 'zh-Hans'],
    ['用口語講啦', 'yue'],
  ])('%s: the question before, in %s', (text, language) =>
    expect(wishIn(text, TALK)).toEqual({ question: 'When?', history: TALK.slice(0, 2), language }),
  );

  it('has the script of the reader’s browser', () => {
    expect(wishIn('in Chinese please', TALK, 'zh-Hans')?.language).toBe('zh-Hans');
  });

  it.each(['英文課幾多錢？', 'How many speak English?', '邊個用廣東話教書？', 'What is written in Chinese?', ''])(
    '%s is none',
    (text) => expect(wishIn(text, TALK)).toBeUndefined(),
  );

  it('leaves the question with the answer that was wished', () => {
    const wished: Turn[] = [
      ...TALK,
      { role: 'user', content: 'In Cantonese' },
      { role: 'assistant', content: '1904年。 [1]' },
    ];
    expect(withoutWishes(wished)).toEqual([...TALK.slice(0, 3), wished.at(-1)]);
    expect(withoutWishes(TALK)).toEqual(TALK);
  });

  it.each<[string, string, Language]>([
    ['馬蹄蟹認養一年幾錢？用英文答我', '馬蹄蟹認養一年幾錢？', 'en'],
    ['幾點開門？用英文答我，唔該', '幾點開門？', 'en'],
    ['請用英文回答，謝謝。幾點開門？', '幾點開門？', 'en'],
    ['Please answer in Cantonese. How much is the pass?', 'How much is the pass?', 'yue'],
    ['How much is the pass? Please reply in English', 'How much is the pass?', 'en'],
    ['用英文答我：幾錢？', '幾錢？', 'en'],
    ['什么时候开门？翻译成中文', '什么时候开门？', 'zh-Hans'],
  ])('%s: beside the question', (text, question, language) =>
    expect(wishIn(text, [])).toEqual({ question, history: [], language }),
  );

  it.each(['導賞團用咩語言？用英文？', 'What language is the tour? In English?', '可以用英文嗎？'])(
    '%s asks about something else',
    (text) => expect(wishIn(text, TALK)).toBeUndefined(),
  );

  it.each([
    '講多次',
    '再講多次',
    '再講一次吖',
    '请再说一遍',
    '重複一次',
    'Can you repeat that?',
    'Say it again please',
  ])('%s: the question before, in no other language', (text) => {
    const talk: Turn[] = [...TALK, { role: 'user', content: 'Thanks' }, { role: 'assistant', content: 'Welcome.' }];
    expect(wishIn(text, talk)).toEqual({ question: 'When?', history: TALK.slice(0, 2), language: undefined });
  });

  it.each(['講座有幾多次？', '可以再考一次嗎？', 'When does it open again?'])(
    '%s is no wish to hear it again',
    (text) => expect(wishIn(text, TALK)).toBeUndefined(),
  );

  it('is none where nothing was asked before', () => {
    expect(wishIn('In English please', [])).toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';
import { courtesyReply } from '../../../core/answer/courtesy.ts';
import { LANGUAGES, type Language } from '../../../core/types.ts';

const HELLO = ['hello', 'Hi there!', 'hey Samman', '你好呀', '您好', '早晨！', '哈囉', '你哋好', '晚上好'];
const THANKS = [
  'thanks',
  'Thank you so much!',
  'thx',
  'Thank you so much, that helped!',
  'thanks for your help',
  '多謝你幫手',
  '谢谢你的帮助',
  '唔該',
  '唔該晒！',
  '多謝你',
  '多謝曬',
  '謝謝',
  '谢谢你',
  '非常感谢',
];
const GOODBYE = [
  'bye',
  'Bye-bye!',
  'Goodbye.',
  'see you later',
  '再見',
  '再见！',
  '拜拜',
  '掰掰',
  '早唞',
  '我走先',
  '下次見',
];
const WHO = [
  'Who are you?',
  'what is your name',
  'Are you a bot?',
  'What can you do?',
  'what can I ask you?',
  '你係邊個？',
  '你叫咩名呀',
  '你可以做啲咩？',
  '你識答咩嘢㗎？',
  '你是谁？',
  '你叫什麼名字？',
  '你能做什么',
  '可以問你甚麼？',
];
const BOTH = ['唔該晒，拜拜', 'Thanks, bye!', '谢谢，再见。', '多謝 再見'];

const said = (text: string, language: Language) => courtesyReply(text, language);

describe.each(LANGUAGES)('in %s', (language) => {
  it('a courtesy gets one back, short, and each kind its own', () => {
    const replies = ['hi', 'thanks', 'bye', 'who are you'].map((text) => said(text, language)!);
    expect(new Set(replies).size).toBe(4);
    for (const reply of replies) expect(reply.length).toBeLessThan(180);
    for (const text of HELLO) expect(said(text, language), text).toBe(replies[0]);
    for (const text of THANKS) expect(said(text, language), text).toBe(replies[1]);
    for (const text of [...GOODBYE, ...BOTH]) expect(said(text, language), text).toBe(replies[2]);
    for (const text of WHO) expect(said(text, language), text).toBe(replies[3]);
  });

  it('a question is none, however polite', () => {
    for (const text of [
      'Bye-laws: who writes them?',
      'Goodbye Lenin came out when?',
      'Thanks to whom was HKGAI v1 made?',
      'Hi, how much will the institute cost?',
      '唔該，間圖書館幾點開門？',
      '再見係邊年上映嘅？',
      '谢谢，那什么时候推出？',
      'Hello Kitty',
      'Who are you funded by?',
      'What can you do with v1?',
      '你係邊個部門？',
      '可以問你甚麼時候開放嗎？',
      '拜拜山幾時去好？',
      '',
      '再',
    ])
      expect(said(text, language), text).toBeUndefined();
  });
});

it('answers in script and register of the reader', () => {
  expect(said('拜拜', 'yue')).toMatch(/再見.*嚟/);
  expect(said('再見', 'zh-Hant')).toMatch(/再見/);
  expect(said('再见', 'zh-Hans')).toMatch(/再见/);
  expect(said('bye', 'en')).toMatch(/^Goodbye/);
});

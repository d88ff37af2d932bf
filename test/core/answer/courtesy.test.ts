import { describe, expect, it } from 'vitest';
import { courtesyReply } from '../../../core/answer/courtesy.ts';
import { LANGUAGES, type Language } from '../../../core/types.ts';

const HELLO = [
  'hello',
  'Hi there!',
  'hey Samman',
  '你好呀',
  '您好',
  '早晨！',
  '喂喂',
  '新年快樂！',
  '哈囉',
  '你哋好',
  '晚上好',
];
const ASKING = ['請問', '想問下', '唔好意思', '我想問嘢', '問你嘢得唔得', 'Can I ask a question?'];
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
  '你係咪真人',
  '你係人定機械人？',
  '你係咪AI呀',
  '你識唔識講國語？',
  '你幫到我啲咩',
  '點用呀',
  'Can you speak Cantonese?',
  '你叫咩名呀',
  '你可以做啲咩？',
  '你識答咩嘢㗎？',
  '你是谁？',
  '你叫什麼名字？',
  '你能做什么',
  '你識咩語言',
  '你識答咩問題',
  '點用呀你',
  '可以問你甚麼？',
];
const GOT_IT = [
  'OK',
  'ok!',
  'I see.',
  '明白喇',
  '明白晒',
  '知道喇',
  '收到',
  '哦',
  '好啦',
  '好的',
  '原來係咁',
  '👍',
  '❤️',
  '🙏🏻',
];
const UNHAPPY = [
  '你答錯咗',
  '你答錯左喎',
  '錯喇',
  '唔係呀',
  '我唔係問呢樣嘢',
  '咩話？',
  '仆街',
  '唔係問呢個',
  '即係點呀？',
  '講清楚啲',
  '簡單啲',
  '咩意思',
  '不是這個',
  '看不懂',
  'wrong answer',
  'That’s not what I asked',
  'What do you mean?',
  '簡單啲講得唔得',
  '列point form',
  '幫我總結下',
  '即係？',
];
const ENOUGH = [
  '冇喇',
  '冇嘢喇',
  '冇嘢問喇',
  '冇啦唔該',
  '唔使喇',
  '算啦',
  '算數',
  '没有了',
  '不用了',
  'no thanks',
  'that’s all',
];
const PEOPLE = [
  '轉人工',
  '转人工',
  '搵真人',
  '我想搵真人傾',
  '有冇真人',
  '搵人同我傾',
  '有冇人可以幫我',
  '我要轉駁真人客服',
  '有没有人工客服',
  'Can I talk to a human?',
  'I want to speak to someone',
  'Please connect me to a real person',
  'live agent please',
];
const RUN_TOGETHER = {
  welcome: [
    'ok唔該哂🙏',
    'ok收到唔該晒',
    '好嘅唔該',
    '好嘅唔該晒',
    'thx晒',
    '唔該哂你呀',
    '谢啦',
    '3Q',
    'mgoi',
    'mgoisai',
    'do jeh',
  ],
  more: ['OK明', '明喇', '哦原來係咁', '好㗎啦', '得喇', '知喇', '知咗', 'OK晒', '搞掂', '冇問題'],
  greeting: ['nei ho', 'zou san', '你好早晨'],
  farewell: ['好啦拜拜', 'ok唔該拜拜', 'baai baai'],
};
const BOTH = ['唔該晒，拜拜', 'Thanks, bye!', '谢谢，再见。', '多謝 再見'];

const said = (text: string, language: Language) => courtesyReply(text, language);

describe.each(LANGUAGES)('in %s', (language) => {
  it('a courtesy gets one back, short, and each kind its own', () => {
    const replies = ['hi', 'thanks', 'bye', 'who are you', 'ok', 'wrong'].map((text) => said(text, language)!);
    expect(new Set(replies).size).toBe(6);
    for (const reply of replies) expect(reply.length).toBeLessThan(180);
    for (const text of HELLO) expect(said(text, language), text).toBe(replies[0]);
    for (const text of ASKING) expect(said(text, language), text).toBe(replies[0]);
    for (const text of THANKS) expect(said(text, language), text).toBe(replies[1]);
    for (const text of [...GOODBYE, ...BOTH]) expect(said(text, language), text).toBe(replies[2]);
    for (const text of WHO) expect(said(text, language), text).toBe(replies[3]);
    for (const text of GOT_IT) expect(said(text, language), text).toBe(replies[4]);
    for (const text of UNHAPPY) expect(said(text, language), text).toBe(replies[5]);
    for (const text of [...ENOUGH, ...RUN_TOGETHER.farewell]) expect(said(text, language), text).toBe(replies[2]);
    for (const text of RUN_TOGETHER.greeting) expect(said(text, language), text).toBe(replies[0]);
    for (const text of RUN_TOGETHER.welcome) expect(said(text, language), text).toBe(replies[1]);
    for (const text of RUN_TOGETHER.more) expect(said(text, language), text).toBe(replies[4]);
    for (const text of ['👎', '😡', '🙄🙄']) expect(said(text, language), text).toBe(replies[5]);
    for (const text of PEOPLE) expect(said(text, language), text).toBe(said('human please', language));
    expect(replies).not.toContain(said('human please', language));
    for (const text of ['明白喇 唔該', 'OK, thanks!']) expect(said(text, language), text).toBe(replies[1]);
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
      '請問幾點開門',
      '想問下幾錢',
      '幫我搵陳生',
      '你識唔識聽日去邊',
      '正生書院喺邊',
      '點用個app？',
      '明白書店幾點開？',
      '你答錯咗點算',
      '有冇人知幾點開門',
      '好人卡係咩',
      '88巴士去邊',
      '你識唔識陳大文',
      'What do you mean by class A?',
      '有冇人可以幫我填表',
      '有冇人工',
      '人工幾多',
      '轉工點計年資',
      '搵人幫手睇仔女',
      '我想搵人幫手',
      'Can I talk to a doctor by video?',
      '我要投訴',
      '得唔得',
      '好人',
      '知道書店',
      '冇車位',
      '算唔算',
      '明愛喺邊',
      '好拜山',
      'think',
      '可以問你甚麼時候開放嗎？',
      '拜拜山幾時去好？',
      '',
      '再',
    ])
      expect(said(text, language), text).toBeUndefined();
  });
});

it('leaves to a conversation what may be asked of what was said before', () => {
  for (const text of ['點用？', '點樣用', '係咪AI？', 'explain']) {
    expect(courtesyReply(text, 'yue'), text).toBeDefined();
    expect(courtesyReply(text, 'yue', true), text).toBeUndefined();
  }
  expect(courtesyReply('多謝', 'yue', true)).toBeDefined();
  expect(courtesyReply('fine?', 'en')).toBeUndefined();
  expect(courtesyReply('你好！你係邊個？', 'yue')).toMatch(/^我係三文/);
});

it('answers in script and register of the reader', () => {
  expect(said('拜拜', 'yue')).toMatch(/拜拜.*嚟/);
  expect(said('再見', 'zh-Hant')).toMatch(/再見/);
  expect(said('再见', 'zh-Hans')).toMatch(/再见/);
  expect(said('bye', 'en')).toMatch(/^Goodbye/);
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  agesTold,
  languageInContext,
  leansOnHistory,
  pointsBack,
  standalone,
} from '../../../core/answer/conversation.ts';
import { createLanguageDetector } from '../../../core/language/detect.ts';
import type { Language, Turn } from '../../../core/types.ts';

const history: Turn[] = [
  { role: 'user', content: 'HKGAI v1 係邊個整嘅？' },
  { role: 'assistant', content: '係 HKGAI 整嘅。[1]' },
];

describe('standalone', () => {
  it.each([
    ['咁佢幾時推出？', 'HKGAI v1幾時推出？'],
    ['幾時？', 'HKGAI v1 幾時？'],
    ['And when?', 'HKGAI v1 when?'],
    ['幾時開放畀市民？', 'HKGAI v1 幾時開放畀市民？'],
    ['When was it released?', 'When was HKGAI v1 released?'],
    ['What are its languages?', 'What are HKGAI v1’s languages?'],
    ['那么它什么时候推出？', 'HKGAI v1什么时候推出？'],
  ])('says %s as %s', (question, full) => {
    expect(standalone(question, history)).toBe(full);
  });

  it.each(['香港人工智能研發院要用幾多錢？', 'How many government departments test HKGAI v1?'])(
    'leaves %s alone',
    (question) => {
      expect(standalone(question, history)).toBe(question);
    },
  );

  it.each<[turns: string[], full: string]>([
    [
      ['What is the Lenovo Daystar Bot GS?', 'Where was it unveiled?', 'What is it for?'],
      'What is Lenovo Daystar Bot GS for?',
    ],
    [['When did Paul Chan present the Budget?', 'What did he promise?'], 'What did Paul Chan promise?'],
    [['數碼港招聘會有幾多個僱主？', '咁有幾多個空缺？'], '數碼港招聘會 有幾多個空缺？'],
    [['「玩$&樂」係乜？', '佢幾時開放？'], '玩$&樂幾時開放？'],
    [['谁推出了通义千问？', '它有什么用？'], '通义千问有什么用？'],
    // What is new takes the place of what was new before, and does not pile up on it.
    [['使唔使上堂？', '黃雨呢？', '三號波呢？'], '三號波使唔使上堂？'],
    [['要唔要戴口罩？', '大狗呢？', '貓呢？'], '貓要唔要戴口罩？'],
    [['62%係咩？', '22%呢', '咁30%呢'], '30%係咩？'],
    [['What is HKGAI v1?', 'And DeepSeek?', 'When was it released?'], 'When was DeepSeek released?'],
  ])('of %j is %s', (turns, full) => {
    const earlier = turns.slice(0, -1).map((content): Turn => ({ role: 'user', content }));
    expect(standalone(turns.at(-1)!, earlier)).toBe(full);
  });

  it('takes from an answer who “he” is', () => {
    const talk: Turn[] = [
      { role: 'user', content: '邊個公布預算案？' },
      { role: 'assistant', content: 'Paul Chan公布預算案。[1]' },
    ];
    expect(standalone('佢幾時講㗎？', talk)).toContain('Paul Chan');
  });

  it.each(['吉他幾錢？', '結他班幾時開？', '其他費用呢？'])('sees nobody in %s', (question) => {
    const talk: Turn[] = [{ role: 'user', content: '沙田圖書館喺邊？' }];
    expect(standalone(question, talk)).toMatch(/[吉結其]他/);
  });

  it('has nothing to carry over at the start', () => {
    expect(standalone('咁佢幾時推出？', [])).toBe('咁佢幾時推出？');
  });
});

describe('leansOnHistory', () => {
  it.each(['係咪超過70個', '70個?', '24年?', '要幾耐先知批唔批得', '我住三座'])('%s does', (question) => {
    expect(leansOnHistory(question)).toBe(true);
  });

  it.each(['H90幾錢', 'v1幾時出', '2024年有幾多單上訴'])('%s does not', (question) => {
    expect(leansOnHistory(question)).toBe(false);
  });
});

describe('pointsBack', () => {
  it.each(['張卡幾耐寄到', '部機保幾耐', '佢幾多歲'])('%s does', (question) => expect(pointsBack(question)).toBe(true));

  it.each(['張先生係邊個', '部門有幾多個', '條件係咩', '個人資料點處理', '間中開唔開', '洗牙幾錢'])(
    '%s does not',
    (question) => expect(pointsBack(question)).toBe(false),
  );
});

describe('agesTold', () => {
  const talk = (...turns: string[]) => turns.map((content): Turn => ({ role: 'user', content }));

  it('are those of the question that it leans on', () => {
    expect(agesTold('幾錢呀', talk('我阿爺75歲想學游水'))).toEqual([75]);
    expect(agesTold('係會員', talk('游水班幾錢', '小朋友6歲'))).toEqual([6]);
  });

  it('are none where it tells one itself, nor those of a talk before', () => {
    expect(agesTold('12歲呢', talk('我阿爺75歲想學游水'))).toEqual([]);
    expect(agesTold('幾錢呀', talk('我阿爺75歲想學游水', '翠濤苑訪客喺邊度泊車同埋點樣登記車牌'))).toEqual([]);
  });
});

describe('languageInContext', () => {
  const detect = (text: string): { language: Language; confidence: number } =>
    /[係嘅]/.test(text)
      ? { language: 'yue', confidence: 0.99 }
      : { language: 'en', confidence: text.length > 20 ? 0.99 : 0.4 };

  it('takes an unsure question to be in the language of the conversation', () => {
    expect(languageInContext('HKGAI v1?', history, detect)).toBe('yue');
  });

  it('lets a sure question change the language', () => {
    expect(languageInContext('How many departments test it?', history, detect)).toBe('en');
  });

  it('takes the browser’s language for a mere guess, and only for that', () => {
    expect(languageInContext('2025', [], () => ({ language: 'zh-Hant', confidence: 0.2 }), 'en')).toBe('en');
    const unknownScript = () => ({ language: 'zh-Hant', confidence: 0.5 }) as const;
    expect(languageInContext('三文支持哪些文件格式？', [], unknownScript, 'zh-Hans')).toBe('zh-Hans');
    expect(languageInContext('三文支持哪些文件格式？', [], unknownScript, 'yue')).toBe('zh-Hant');
    expect(languageInContext('三文支持哪些文件格式？', [], unknownScript, 'en')).toBe('zh-Hant');
    expect(languageInContext('How many departments test it?', [], detect, 'zh-Hans')).toBe('en');
  });

  it('takes Chinese characters for Chinese, whatever the browser speaks or was spoken before', () => {
    const unsure = () => ({ language: 'zh-Hant', confidence: 0.35 }) as const;
    expect(languageInContext('早晨', [], unsure, 'en')).toBe('zh-Hant');
    expect(languageInContext('早晨', [], unsure, 'yue')).toBe('yue');
    const afterEnglish = (text: string) => (text === '早晨' ? unsure() : detect(text));
    const english: Turn[] = [{ role: 'user', content: 'How many departments test it?' }];
    expect(languageInContext('早晨', english, afterEnglish, 'en')).toBe('zh-Hant');
    expect(languageInContext('早晨', [...history, ...english], afterEnglish)).toBe('yue');
  });

  it('leaves what is said in every Chinese to the conversation', () => {
    const sure = (text: string) => ({ language: /[幾呢]/.test(text) ? 'yue' : 'zh-Hant', confidence: 0.9 }) as const;
    const written: Turn[] = [{ role: 'user', content: '2025年載客率是多少？' }];
    expect(languageInContext('2022年呢？', written, sure)).toBe('zh-Hant');
    expect(languageInContext('2022年呢？', [], sure)).toBe('yue');
    expect(languageInContext('咁2022年呢？', written, sure)).toBe('yue');
    expect(languageInContext('2022年有幾多？', written, sure)).toBe('yue');
  });

  it('leaves a mere phrase or word to the conversation', () => {
    const sure = (text: string) =>
      ({
        language: /[係嘅]/.test(text) ? 'yue' : /\p{Script=Han}/u.test(text) ? 'zh-Hant' : 'en',
        confidence: 0.9,
      }) as const;
    for (const phrase of ['開放時間', '電話', '長者', 'deadline?'])
      expect(languageInContext(phrase, history, sure), phrase).toBe('yue');
    expect(languageInContext('開放時間', [], sure)).toBe('zh-Hant');
    expect(languageInContext('要錢嗎', history, sure)).toBe('yue');
    for (const written of ['這要錢嗎', '也要錢嗎', '要等多久']) {
      expect(languageInContext(written, history, sure), written).toBe('zh-Hant');
    }
    expect(languageInContext('When is the deadline?', history, sure)).toBe('en');
  });

  describe('as detected', () => {
    const { detect } = createLanguageDetector(
      JSON.parse(readFileSync(new URL('../../../models/language-id/model.json', import.meta.url), 'utf8')),
    );
    it.each<[Language, question: string, ...before: string[]]>([
      // What was itself left to the conversation decides nothing.
      ['yue', '兩部呢', '換個濾網係咪要成舊水?', '電話'],
      ['yue', '過夜呢', '檢查使唔使俾錢呀', '要錢嗎'],
      ['zh-Hant', '電話', '開放時間'],
      ['zh-Hant', 'deadline?', 'How much is the ticket?', '開放時間'],
      // What is said in Cantonese alone is Cantonese.
      ['yue', '淨係瞓覺開呢', '我有養貓'],
      // Who changes the script is answered in it.
      ['zh-Hant', '現金呢', '请问汇款回内地手续费多少'],
      ['zh-Hant', '用手機過數呢', '请问汇款回内地手续费多少'],
      ['zh-Hans', '现金呢', '請問匯款手續費是多少'],
      ['zh-Hans', '电话', '请问汇款回内地手续费多少', '长者呢'],
      ['yue', '现金呢', '匯款手續費係幾多呀'],
      // After Cantonese a short question is, unless it is none.
      ['yue', '有網址嗎', '入場係咪要俾錢㗎'],
      ['yue', '免費?', '入場係咪要俾錢㗎'],
      ['zh-Hans', '支持啥格式', '入場係咪要俾錢㗎'],
    ])('%s: %s after %j', (language, question, ...before) => {
      const turns = before.map((content): Turn => ({ role: 'user', content }));
      expect(languageInContext(question, turns, detect)).toBe(language);
    });
  });

  it('takes the guess where there is no conversation', () => {
    expect(languageInContext('HKGAI v1?', [], detect)).toBe('en');
  });
});

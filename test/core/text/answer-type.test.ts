import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AnswerType, expectedAnswer, holdsAnswerType } from '../../../core/text/answer-type.ts';
import { splitSentences } from '../../../core/text/sentences.ts';

const QUESTIONS: Readonly<Record<AnswerType, readonly string[]>> = {
  person: [
    'Who is the Financial Secretary?',
    '邊個係財政司司長？',
    '谁是财政司司长',
    '誰宣布咗呢個計劃',
    'hkgai 嘅 CEO 係邊個',
    'can you tell me who Paul Chan is',
    'Which player scored most?',
    '创始人叫什么',
    '哪位司长宣布',
    'whose idea was it',
  ],
  number: [
    'How many departments are testing it?',
    '幾多個部門試緊',
    '有多少部门在试用？',
    '几个部门',
    'how many employers attended',
    '多少人参加了招聘会',
    '佢幾高',
    'how old is he',
    '人口有多少',
    'What is the population of Hong Kong?',
    '排第幾',
    '幾歲',
    '一共有幾間公司',
  ],
  money: [
    'How much will the institute cost?',
    '研究院要幾多錢',
    '政府拨款多少',
    '要花多少钱',
    '起間研究院使幾多錢呀',
    'how much did the government spend',
    '幾多蚊',
    'What is the price of the ticket?',
    '票價幾多',
    '月薪多少',
  ],
  percent: [
    'What percentage of employers report a shortage?',
    '百分之幾嘅僱主',
    '有幾成僱主',
    '多少百分比的雇主',
    '百分之多少的雇主',
    '佔全部幾多percent',
    '比例有多高',
  ],
  date: [
    'When was it launched',
    '幾時推出',
    '什么时候推出？',
    'HKGAI v1 嘅 launch date 係幾時？',
    '哪年成立',
    '邊年成立',
    'In what year was it founded?',
    'HKGAI v1幾時推出',
    'Do you know when it launched?',
    '你知唔知幾時推出',
    '推出日期',
    'HKGAI launch date',
    '幾點開門',
    'What year did it open?',
    'since when',
    '佢哋幾月幾號開張',
    'The company was founded when?',
    '何時成立',
  ],
  duration: [
    'How long does it take?',
    '要幾耐',
    '要多久',
    'how many years did it last',
    '用咗幾多年',
    '打了几年',
    'how long',
    '需时多久',
    '幾多個月',
  ],
  place: [
    'Where is Cyberport?',
    '數碼港喺邊度',
    '在哪里举行',
    'which city hosted it',
    '邊個國家',
    '哪个城市',
    '總部喺邊',
    'In which country is it?',
    '邊座城市',
  ],
  reason: [
    'Why are costs lower?',
    '點解平咗',
    '为什么',
    'How come it is cheap',
    'what is the reason for the delay',
    'what caused the delay',
    '为何',
    '点解会咁',
    '因何延期',
  ],
  manner: [
    'How does it work?',
    '點樣加文章',
    '怎样使用',
    '如何申请',
    'how do I add an article',
    '點用',
    '怎么做',
    'in what way does it help',
  ],
  'yes-no': [
    '係唔係免費',
    '有冇中文版',
    '是否开源',
    '是开源的吗？',
    'Is it open source?',
    '係咪open source',
    'does it support Cantonese',
    '支持粵語嗎',
    'HKGAI v1 係咪開源㗎？',
    '得唔得',
    '可唔可以用手機',
    'Can I use it for free',
    '識唔識講廣東話',
    '能不能离线使用',
    'Are there any fees?',
  ],
  organisation: [
    'Which company developed it?',
    '邊間公司開發',
    '哪家公司开发的',
    '邊間研究院',
    'what organization runs it',
    'Which university did he attend?',
    '什么机构负责',
    '哪间银行',
  ],
  list: [
    'What sectors are leading?',
    '有邊啲行業',
    '有哪些技能',
    'list the skills',
    'what are the main challenges',
    '包括什么',
    'Name three of the skills',
    '列出所有部門',
  ],
  definition: [
    'What is HKGAI?',
    'HKGAI係咩',
    '什么是大模型',
    'HKGAI 是什么？',
    '咩係MaaS',
    'what does MaaS stand for',
    '何谓数据主权',
    'what is data sovereignty?',
    'DeepSeek 是什么',
  ],
  other: ['What did Paul Chan announce?', '陳茂波宣布咗咩', 'hello', '', 'What happens when it rains?', 'Which one'],
};
const questions = Object.entries(QUESTIONS).flatMap(([type, asked]) =>
  asked.map((question) => [question, type] as const),
);

describe('expectedAnswer', () => {
  it.each(questions)('%s: %s', (question, type) => expect(expectedAnswer(question)).toBe(type));

  it('has a type for any string', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(Object.keys(QUESTIONS)).toContain(expectedAnswer(text));
      }),
    );
    const before = performance.now();
    for (const unit of ['what ', '幾多', 'when the ', '不是不']) expectedAnswer(unit.repeat(20_000 / unit.length));
    expect(performance.now() - before).toBeLessThan(2000);
  });
});

describe('holdsAnswerType', () => {
  it.each<[string, AnswerType, boolean | undefined]>([
    ['More than 70 departments are testing it.', 'number', true],
    ['有七十幾個部門試緊。', 'number', true],
    ['只有一个部门。', 'number', true],
    ['Departments are testing it.', 'number', false],
    ['政府會撥10億港元。', 'money', true],
    ['The government would spend HK$1bn.', 'money', true],
    ['政府會撥款。', 'money', false],
    ['六成二僱主請唔到人。', 'percent', true],
    ['About half of them.', 'percent', true],
    ['Most of them.', 'percent', false],
    ['It was released in January 2025.', 'date', true],
    ['舊年先至推出。', 'date', true],
    ['It will be rolled out later this year.', 'date', true],
    ['呢個工具係開源嘅。', 'date', false],
    ['用咗三年。', 'duration', true],
    ['It took two years.', 'duration', true],
    ['花了多年。', 'duration', true],
    ['It took effort.', 'duration', false],
    ['Financial Secretary Paul Chan said so.', 'person', true],
    ['財政司司長公布咗。', 'person', true],
    ['卡万·肖特领先全队。', 'person', true],
    ['It was cheap.', 'person', false],
    ['佢哋做到。', 'person', undefined],
    ['The fair was held at Cyberport.', 'place', true],
    ['在深圳举行。', 'place', true],
    ['由研究院開發。', 'organisation', true],
    ['Developed by HKGAI.', 'organisation', true],
    ['因為開源，所以平。', 'reason', true],
    ['It is cheap because it is open.', 'reason', true],
    ['It is cheap.', 'reason', undefined],
    ['透過網頁提問。', 'manner', true],
    ['Type a question and send it.', 'manner', undefined],
    ['包括數據分析同埋流程優化。', 'list', true],
    ['HKGAI v1 is a tool.', 'definition', true],
    ['Yes.', 'yes-no', undefined],
    ['任何嘢', 'other', undefined],
  ])('%s %s: %s', (sentence, type, held) => expect(holdsAnswerType(sentence, type)).toBe(held));
});

const FOLDER = new URL('../../../../shared/data/eval/', import.meta.url);
const missing = !existsSync(new URL('xquad-dev-questions.tsv', FOLDER));
const rows = (name: string) =>
  readFileSync(new URL(name, FOLDER), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'));

describe.skipIf(missing)('over XQuAD (skipped where ../shared/data is missing)', () => {
  it.each([
    ['English', 2, 2, 5, 0.9, 0.25],
    ['Chinese', 3, 3, 6, 0.78, 0.3],
  ])('tells the %s sentence with the answer from its neighbours', (_, asked, read, answered, right, margin) => {
    const passages = new Map(rows('xquad-dev-passages.tsv').map((row) => [row[0], row[read]!]));
    const counts = { gold: 0, goldHolds: 0, other: 0, otherHolds: 0 };
    for (const row of rows('xquad-dev-questions.tsv')) {
      const type = expectedAnswer(row[asked]!);
      if (/^(?:other|yes-no|definition)$/.test(type)) continue;
      const text = passages.get(row[1])!;
      const sentences = splitSentences(text).map(({ start, end }) => text.slice(start, end));
      const gold = sentences.filter((sentence) => sentence.includes(row[answered]!));
      if (gold.length === 0) continue;
      counts.gold += 1;
      counts.goldHolds += Number(gold.some((sentence) => holdsAnswerType(sentence, type)));
      for (const sentence of sentences) {
        if (gold.includes(sentence)) continue;
        counts.other += 1;
        counts.otherHolds += Number(holdsAnswerType(sentence, type) === true);
      }
    }
    expect(counts.goldHolds / counts.gold).toBeGreaterThan(right);
    expect(counts.goldHolds / counts.gold - counts.otherHolds / counts.other).toBeGreaterThan(margin);
  });
});

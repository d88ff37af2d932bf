import { describe, expect, it } from 'vitest';
import { explainsName, renamed, renamings } from '../../../core/retrieval/glosses.ts';

const put = (question: string, texts: readonly string[]): string => {
  const read = texts.map((text) => ({ text, explains: explainsName(text) }));
  return renamed(question, renamings(question, read));
};

const SAMMAN = ['Samman (三文) is a chatbot. The name 三文 means “three languages”.', 'Samman reads Markdown.'];

it.each([
  ['Samman (三文) is a chatbot.', true],
  ['招聘公司任仕達（Randstad）調查。', true],
  ['「任仕達」（Randstad，荷蘭公司）', true],
  ['The fee (see below) is due.', false],
  ['收費（三百元）要交。', false],
  ['Randstad, 任仕達', false],
])('%s: explains a name, %s', (text, expected) => {
  expect(explainsName(text)).toBe(expected);
});

describe('a name that a text explains', () => {
  it('is said as the texts say it', () => {
    expect(put('三文支持哪些文件格式？', SAMMAN)).toBe('Samman 支持哪些文件格式？');
    expect(put('我點知三文冇亂噏，三文？', SAMMAN)).toBe('我點知 Samman 冇亂噏， Samman ？');
  });

  it.each([
    [
      '隧道公司點收費？',
      ['Cross Bay Link Ltd (隧道公司) opened.', 'Cross Bay Link Ltd is small.'],
      'Cross Bay Link Ltd 點收費？',
    ],
    ['陈茂波点睇？', ['財政司司長陳茂波（Paul Chan）發言。', 'Paul Chan spoke.'], 'Paul Chan 点睇？'],
    ['What does Randstad say?', ['招聘公司任仕達（Randstad）調查。', '任仕達又話人手不足。'], 'What does 任仕達 say?'],
    ['Who runs Samman?', ['*Samman*（三文）係聊天機械人。', '三文識廣東話。'], 'Who runs 三文 ?'],
    [
      '大型語言模型係咩？',
      ['大型語言模型（large language model, LLM）', 'A large language model writes.'],
      'large language model 係咩？',
    ],
    ['任仕達的總部在哪？', ['「任仕達」（Randstad，荷蘭公司）', 'Randstad is Dutch.'], 'Randstad 的總部在哪？'],
  ])('%s', (question, texts, expected) => {
    expect(put(question, texts)).toBe(expected);
  });

  it('is looked for in the other texts only where the question says it', () => {
    const unread = {
      explains: false,
      get text(): string {
        throw new Error('read');
      },
    };
    const explaining = { explains: true, text: '任仕達（Randstad）調查。' };
    expect(renamings('邊間公司做調查？', [unread, explaining])).toEqual([]);
    expect(() => renamings('任仕達做咩調查？', [unread, explaining])).toThrow('read');
  });

  it('stays where no other text calls it that: then the explanation itself is looked for', () => {
    expect(put('三文支持哪些文件格式？', SAMMAN.slice(0, 1))).toBe('三文支持哪些文件格式？');
    expect(put('What is Randstad?', ['任仕達（Randstad）調查。', 'Randstad says so.'])).toBe('What is Randstad?');
  });

  it('is a whole word', () => {
    expect(put('Are randstads big?', ['任仕達（Randstad）調查。', '任仕達又話'])).toBe('Are randstads big?');
  });

  it('is no note in brackets', () => {
    const texts = [
      'The fee (三百元) is due (see below).',
      'HK$300 (US$38) a year (2024).',
      'Fee a year.',
      '收費（2024）',
    ];
    expect(put('三百元 in 2024, the fee?', texts)).toBe('三百元 in 2024, the fee?');
  });

  it('is the longest that the question says', () => {
    const texts = [
      '香港大學（University of Hong Kong）',
      '大學（university）',
      'The University of Hong Kong is old; a university.',
    ];
    expect(put('香港大學在哪？', texts)).toBe('University of Hong Kong 在哪？');
  });
});

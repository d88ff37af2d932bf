import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldScript, toSimplified, toTraditional } from '../../../core/language/script.ts';

describe('toTraditional', () => {
  it.each([
    ['呢间公司几时成立？', '呢間公司幾時成立？'],
    ['皇后大道后面的头发店', '皇后大道後面的頭髮店'],
    ['干净的干部', '乾淨的幹部'],
    ['一只猫只有一里路', '一隻貓只有一里路'],
    ['系统的关系', '系統的關係'],
    ['面包和里面', '麵包和裏面'],
    ['启德的人群上了床', '啟德的人群上了床'],
    ['学生发现十年历史的唯一出口', '學生發現十年歷史的唯一出口'],
    ['最多只需三千人参加', '最多只需三千人參加'],
    ['不准违背他们，也不准确', '不准違背他們，也不準確'],
    ['香港回归后了解签证和标签', '香港回歸後了解簽證和標籤'],
    ['HKGAI v1 的发布日期', 'HKGAI v1 的發佈日期'],
    ['成立平台，并为研发提供资助', '成立平台，並為研發提供資助'],
    ['两队合并为一队，一并为市民服务', '兩隊合併為一隊，一併為市民服務'],
    ['意思是“三种‘书面’语文”', '意思是「三種『書面』語文」'],
    ['他说“don’t”，用“question”', '他說“don’t”，用“question”'],
    ['余志明先生、范国强教授、游伟业主任和于小姐', '余志明先生、范國強教授、游偉業主任和于小姐'],
    ['校长范国强，于志明先生，由余志明主讲', '校長范國強，于志明先生，由余志明主講'],
    ['主席于会上说，其余先生关于医生的规范', '主席於會上說，其餘先生關於醫生的規範'],
    ['全长8里，在书店里', '全長8里，在書店裏'],
    ['他姓余，她姓范，两人姓于；百姓于此游玩', '他姓余，她姓范，兩人姓于；百姓於此遊玩'],
    ['借助里数周转，局限于家具，与签注抵触', '借助里數周轉，局限於家具，與簽注抵觸'],
    ['在胡同里系领带', '在胡同裏繫領帶'],
  ])('%s → %s', (simplified, traditional) => {
    expect(toTraditional(simplified)).toBe(traditional);
  });

  it('takes a book without a mark in it', () => {
    const simplified = '学生发现十年历史的唯一出口'.repeat(10_000);
    expect(toTraditional(simplified).slice(-13)).toBe('學生發現十年歷史的唯一出口');
  });

  it('leaves Hong Kong Traditional text alone', () => {
    const text = '呢間公司喺香港成立，佢哋嘅總部喺皇后大道中。';
    expect(toTraditional(text)).toBe(text);
  });
});

describe('toSimplified', () => {
  it.each([
    ['裏面 裡面 綫上 線上', '里面 里面 线上 线上'],
    ['台灣 臺灣', '台湾 台湾'],
    ['温度 溫度 説話 說話', '温度 温度 说话 说话'],
    ['佢哋嘅公司喺邊度？', '佢哋嘅公司喺边度？'],
    ['乾隆皇帝的乾淨衣服', '乾隆皇帝的干净衣服'],
  ])('%s → %s', (traditional, simplified) => {
    expect(toSimplified(traditional)).toBe(simplified);
  });

  it('keeps 嗰, which OpenCC turns into a character of two code units', () => {
    expect(toSimplified('嗰個人')).toBe('嗰个人');
  });
});

describe('foldScript', () => {
  it.each([
    ['ＨＫＧＡＩ　ｖ１？', 'hkgai v1?'],
    ['皇后大道後面', '皇后大道后面'],
    ['穿著，沿着', '穿着,沿着'],
    ['⼀個⾦', '一个金'],
    ['豈', '岂'],
    ['İstanbul ﬁ ½', 'İstanbul ﬁ ½'],
  ])('%s → %s', (text, folded) => {
    expect(foldScript(text)).toBe(folded);
  });

  it('folds a word the same way whatever surrounds it', () => {
    const words = fc.constantFrom(...'乾後裏台係著隻麵幹發髮只里后面');
    fc.assert(
      fc.property(fc.array(words), fc.array(words), (left, right) => {
        const [a, b] = [left.join(''), right.join('')];
        expect(foldScript(a + b)).toBe(foldScript(a) + foldScript(b));
      }),
    );
  });
});

describe('every conversion', () => {
  const chinese = fc.string({
    unit: fc.constantFrom(
      ...'㗲𠵾嗰𠮶餸𩠌𨋢𡃉㓆噁英二後后里裏干乾發髮ＡａİΣς👍',
      '\ud842',
      '\udfb6',
      '\u200d',
      '\ufe0f',
      'ﬁ',
      '豈',
    ),
  });
  const anything = fc.oneof(chinese, fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), codeUnits());

  it.each([
    ['toTraditional', toTraditional],
    ['toSimplified', toSimplified],
    ['foldScript', foldScript],
  ])('%s keeps the length in code units', (_, convert) => {
    fc.assert(
      fc.property(anything, (text) => {
        expect(convert(text)).toHaveLength(text.length);
      }),
      { numRuns: 2000 },
    );
  });

  it('folding twice is folding once', () => {
    fc.assert(
      fc.property(anything, (text) => {
        expect(foldScript(foldScript(text))).toBe(foldScript(text));
      }),
      { numRuns: 2000 },
    );
    const everyUnit = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code)).join('\n');
    expect(foldScript(foldScript(everyUnit))).toBe(foldScript(everyUnit));
  });

  it('both scripts fold alike', () => {
    const text = '这间公司的总部设在湾仔，员工约有三百人，电话号码请看网页。';
    expect(foldScript(toTraditional(text))).toBe(foldScript(text));
  });
});

/** Any sequence of code units, lone surrogates included. */
function codeUnits(): fc.Arbitrary<string> {
  return fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units));
}

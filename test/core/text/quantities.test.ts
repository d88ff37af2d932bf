import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findQuantities, type Quantity, sameQuantity } from '../../../core/text/quantities.ts';
import { chineseNumber, englishNumber } from './spelled-numbers.ts';

const SIGNS = { 'more-than': '>', 'less-than': '<', about: '~' } as const;
/** Keys in order, with `>`, `<` or `~` for the bound. */
const keys = (text: string) => findQuantities(text).map(({ key, bound }) => key + (bound ? SIGNS[bound] : ''));
const only = (text: string): Quantity => {
  const found = findQuantities(text);
  expect(found).toHaveLength(1);
  return found[0]!;
};

/** One figure a row, in as many spellings as people use. */
const SAME: readonly (readonly [key: string, spellings: readonly string[]])[] = [
  [
    'n:1000000000',
    ['十億', '10億', '10亿', '10 億', '１０億', '1 billion', 'one billion', '1,000,000,000', 'a billion'],
  ],
  [
    'm:HKD:1000000000',
    ['HK$1bn', 'HK$1 billion', '10億港元', '1,000,000,000 港元', '港幣十億元', 'HKD 1 billion', '十億蚊', '10億蚊'],
  ],
  [
    'm:USD:130000000',
    ['US$130m', 'US$130 million', '1.3億美元', '一億三千萬美元', '1.3亿美金', '130 million US dollars'],
  ],
  ['m:CNY:5000', ['人民幣5000元', '5000元人民币', 'RMB5,000', '五千元人民幣', 'CNY 5000', '5,000 yuan']],
  ['m:?:100', ['100元', '一百塊錢', '$100', '100 dollars', '¥100']],
  ['m:HKD:150', ['百五蚊', '150蚊', 'HK$150', '一百五十港元']],
  ['m:EUR:2000000', ['€2m', '2 million euros', '200萬歐元']],
  ['m:GBP:2500000', ['£2.5m', '250万英镑']],
  ['m:JPY:3000', ['3000日元', '三千日圓', '3,000 yen']],
  [
    'n:70>',
    [
      '七十幾個',
      '70多个',
      '七十多',
      'more than 70',
      'over seventy',
      '超過70',
      '逾七十',
      '70個以上',
      '70+',
      '70 or more',
      'at least 70',
      '至少70',
      '最少七十',
    ],
  ],
  ['n:2000>', ['2,000+', '兩千多', '超過二千', 'more than two thousand', '2000餘']],
  ['n:12', ['名額：12；', '名額:12', 'Places: 12', '| 12 |']],
  ['n:580>', ['more than 580', '超過580', '五百八十多']],
  ['n:100>', ['過百', '上百', '百幾', '逾百', 'over a hundred']],
  [
    'n:50<',
    [
      'less than 50',
      '少於50',
      '不足五十',
      '唔夠50',
      '不超過五十',
      'fewer than fifty',
      'up to 50',
      '五十以下',
      'no more than 50',
    ],
  ],
  ['n:60~', ['about 60', 'around sixty', '大約60', '約六十', '60左右', '六十上下', 'nearly 60', '近六十', '差唔多60']],
  [
    'p:62',
    [
      '62%',
      '62％',
      '６２％',
      '62 per cent',
      '62 percent',
      'sixty-two percent',
      '百分之六十二',
      '百分之62',
      '六成二',
      '62個百分點',
      '62 percentage points',
    ],
  ],
  ['p:60', ['六成', '6成', '60%', '百分之六十']],
  ['p:35', ['三成半', '35%', '三成五']],
  ['p:100', ['百分百', '百分之百', '100%', '100 per cent']],
  ['p:2.8', ['2.8%', '百分之二點八', '百分之2.8']],
  ['n:0.5', ['half of them', '一半', '半數', '½', '1/2']],
  ['n:0.333333333333', ['one third', 'one-third', '三分之一', '1/3', 'a third of']],
  ['n:0.04', ['二十五分之一', '25分之1']],
  ['n:0.0003', ['萬分之三']],
  ['n:0.000005', ['百萬分之五']],
  ['n:0.75', ['three quarters', 'three-quarters', '四分之三', '四分三', '3/4']],
  ['n:6.5', ['6½', '6.5', '六點五']],
  ['n:23', ['廿三個', '二十三', '23', 'twenty-three', 'twenty three']],
  ['n:30', ['卅', '三十', '30', 'thirty']],
  ['n:2', ['兩個', '两间', '二人', '2', 'two']],
  ['n:12', ['十二', '12', 'twelve', 'a dozen']],
  ['n:105', ['一百零五', '105', 'one hundred and five', 'a hundred and five']],
  ['n:3500', ['三千五', '三千五百', '3,500', '3500', 'three thousand five hundred']],
  ['n:15000', ['一萬五', '1.5萬', '15,000', 'fifteen thousand', '1萬5千']],
  ['n:120000000', ['1億2,000萬', '一億二千萬', '1.2億', '120 million']],
  ['n:1000000', ['百萬', '一百萬', '100萬', 'a million', '1 million', '1M', '1,000,000']],
  ['n:2500000', ['two and a half million', '2.5 million', '250萬', '二百五十萬']],
  ['n:500000', ['half a million', '50萬', '五十萬']],
  ['n:1000000000000', ['一萬億', '1 trillion', '1兆', '1萬億']],
  ['n:5000', ['5k', '五千', '5千', 'five thousand']],
  ['n:7000000000', ['7B', '70億', '七十亿', '7 billion']],
  ['n:-5', ['-5', '零下5度', 'minus 5', '負5']],
  ['x:3', ['三倍', '3倍', 'threefold', '3-fold', 'tripled', 'three times more']],
  ['x:2', ['兩倍', '翻倍', '一倍', 'doubled', 'twofold']],
  ['o:1', ['第一', '第1', 'the first', '1st', '首次', '首個']],
  ['o:22', ['第二十二', '第22', '22nd']],
  ['d:2025', ['2025年', '二零二五年', '二〇二五年', 'in 2025', 'since 2025', '2025 年', '２０２５年']],
  ['d:1997', ['九七年', '1997年', 'in 1997']],
  ['d:2025-01', ['2025年1月', '二零二五年一月', 'January 2025', 'Jan 2025', 'january 2025', '2025 年 1 月']],
  [
    'd:2025-01-03',
    [
      '2025年1月3日',
      '二零二五年一月三號',
      '二〇二五年一月三日',
      '3 January 2025',
      'January 3, 2025',
      'January 3rd, 2025',
      '3rd of January 2025',
      '2025-01-03',
      '2025/1/3',
      '3/1/2025',
    ],
  ],
  ['d:--03', ['三月', '3月', 'in March', 'last March']],
  ['d:--02', ['二月', 'February', 'in february']],
  ['d:--12-25', ['12月25日', '十二月廿五號', 'December 25', '25 December', '25th December']],
  [
    'd:2025/26',
    ['2025/26', '2025-26年度', '2025至26年度', 'FY2025/26', '2025–26', '2025/26財政年度', '二零二五至二六年度'],
  ],
  ['d:2025-Q3', ['2025年第三季', '2025年第3季度', 'Q3 2025', 'third quarter of 2025']],
  ['d:2025-H1', ['2025年上半年', 'first half of 2025', 'H1 2025']],
  ['d:1990s', ['1990s', '九十年代', '90年代', '1990年代', '20世紀90年代']],
  ['d:c19', ['十九世紀', '19世紀', '19th century', 'nineteenth century']],
  ['d:w1', ['星期一', '禮拜一', '周一', '週一', 'Monday']],
  ['d:-0221', ['公元前221年', '221 BC']],
  ['h:15:30', ['下午三點半', '下晝三點半', '下午3時30分', '15:30', '3:30 p.m.', '3:30pm', '3.30 pm']],
  ['h:09:00', ['朝早九點', '上午9時', '9 a.m.', '9am', '早上九点钟', '09:00']],
  ['h:?03:00', ['三點鐘', "3 o'clock", "three o'clock", '3:00']],
  ['t:36mo', ['三年', '3年', 'three years', '3-year', '3 years']],
  ['t:6mo', ['半年', '六個月', '6个月', 'half a year', 'six months']],
  ['t:30mo', ['兩年半', 'two and a half years', '2.5 years', '30個月']],
  ['t:5400s', ['個半鐘', '一個半小時', '1.5 hours', '90分鐘', '90 minutes', 'one and a half hours', '九十分钟']],
  ['t:1209600s', ['兩個星期', '两周', 'two weeks', '14天', '十四日', '2個禮拜']],
  ['t:1800s', ['半小時', '半個鐘', 'half an hour', '30分鐘', '30 mins']],
  ['n:18', ['18歲', '十八歲', '18-year-old', '18 years old', 'aged 18']],
];

/** Nothing at all to be found. */
const NONE = [
  'one of them',
  'a company',
  'no one',
  'once upon a time',
  'at first',
  'first of all',
  'First, wait',
  'second thoughts',
  'hundreds of people',
  'dozens',
  'several',
  '一個',
  '一些',
  '一直',
  '一下',
  '一間公司',
  '一齊',
  '統一',
  '第一時間',
  '十分好',
  '千萬不要',
  '萬一',
  '萬聖節',
  '三文魚',
  '三文',
  '九龍',
  '四川',
  '二手',
  '七八個',
  '三兩個',
  '幾十個',
  '數百人',
  '成千上萬',
  '數以百萬計',
  '一成不變',
  '成立',
  '半導體',
  '上半場',
  '首都',
  '元朗',
  '不三不四',
  'HKGAI v1',
  'GPT-4',
  'COVID-19',
  '5G',
  'H800',
  'e5-small',
  'v1.2.3',
  'F-16',
  'Web3',
  '[1]',
  '[12][3]',
  'https://a.hk/2025/10/3',
  'may be',
  'March on',
  'the sun',
  'won',
];

/** Several figures in one text. */
const MANY: readonly (readonly [text: string, keys: readonly string[]])[] = [
  ['the government would spend HK$1bn (US$130m) in 2025', ['m:HKD:1000000000', 'm:USD:130000000', 'd:2025']],
  ['任仕達話62%嘅僱主人手短缺，30%會加預算', ['p:62', 'p:30']],
  ['10至20億元', ['m:?:1000000000', 'm:?:2000000000']],
  ['10 to 20 million', ['n:10000000', 'n:20000000']],
  ['HK$1–2 billion', ['m:HKD:1000000000', 'm:HKD:2000000000']],
  ['$10 to $20 million', ['m:?:10000000', 'm:?:20000000']],
  ['10–20%', ['p:10', 'p:20']],
  ['百分之十至二十', ['p:10', 'p:20']],
  ['3至5年', ['t:36mo', 't:60mo']],
  ['three to five years', ['t:36mo', 't:60mo']],
  ['in 1914–18', ['d:1914', 'd:1918']],
  ['1914至1918年', ['d:1914', 'd:1918']],
  ['1623至25年', ['d:1623', 'd:1625']],
  ['the 18th and 19th century', ['d:c18', 'd:c19']],
  ['16和17世紀', ['d:c16', 'd:c17']],
  ['2025年1月至3月', ['d:2025-01', 'd:--03']],
  ['2019，200人', ['n:2019', 'n:200']],
  ['一千二百人用咗三個月', ['n:1200', 't:3mo']],
  ['6 feet 6', ['n:6', 'n:6']],
  ['港幣1萬至2萬元', ['m:HKD:10000', 'm:HKD:20000']],
  ['HK$10,000-$20,000', ['m:HKD:10000', 'm:HKD:20000']],
  ['between 2010 and 2015', ['d:2010', 'd:2015']],
  ['一百幾十人，廿幾歲', ['n:100>', 'n:20>']],
  ['大約六成都同 AI 有關', ['p:60~']],
  ['2024財政年度', ['d:2024']],
  ['Qwen2.5-72B 同 7B', ['n:7000000000']],
];

const cases = SAME.flatMap(([key, spellings]) => spellings.map((spelling) => [spelling, key] as const));

describe('findQuantities', () => {
  it.each(cases)('%s is %s', (text, key) => expect(keys(text)).toEqual([key]));
  it.each(NONE)('%s holds no figure', (text) => expect(keys(text)).toEqual([]));
  it.each(MANY)('%s', (text, expected) => expect(keys(text)).toEqual(expected));

  it.each([
    ['佢哋用咗HK$1bn起樓', 'HK$1bn'],
    ['超過七十幾個部門', '七十幾'],
    ['it takes about 18 months, say', '18 months'],
    ['喺二零二五年一月三號開張', '二零二五年一月三號'],
    ['約百分之六十二嘅僱主', '百分之六十二'],
    ['👍🏽 撥出10億元人民幣', '10億元人民幣'],
    ['at −5 degrees', '−5'],
  ])('%s: the span is %s', (text, quote) => {
    const { start, end } = only(text);
    expect(text.slice(start, end)).toBe(quote);
  });
});

describe('sameQuantity', () => {
  const same = (a: string, b: string) => sameQuantity(only(a), only(b));
  it.each([
    ['100元', 'HK$100'],
    ['more than 70', '70'],
    ['about 70', 'over seventy'],
    ['三月', 'March 2025'],
    ['1月3日', '3 January 2025'],
    ['三點鐘', '3 p.m.'],
    ['第三季', 'Q3 2025'],
    ['2025年', '2025'],
    ['一半', '50%'],
    ['三分之一', '1/3'],
    ['三倍', '3'],
  ])('%s can be %s', (a, b) => {
    expect(same(a, b)).toBe(true);
    expect(same(b, a)).toBe(true);
  });
  it.each([
    ['HK$100', 'US$100'],
    ['more than 70', 'less than 70'],
    ['三月', 'April 2025'],
    ['2025年1月', '2025年1月3日'],
    ['上午三點', '3 p.m.'],
    ['62%', '62'],
    ['三年', '三個月'],
    ['10億', '1億'],
  ])('%s is not %s', (a, b) => {
    expect(same(a, b)).toBe(false);
    expect(same(b, a)).toBe(false);
  });
});

describe('properties', () => {
  const amount = fc.oneof(fc.integer({ min: 13, max: 99_999 }), fc.integer({ min: 100_000, max: 999_999_999_999 }));

  it('reads a number spelled out in Chinese, in both scripts, as in digits', () => {
    fc.assert(
      fc.property(amount, (value) => {
        expect(keys(`${chineseNumber(value)}人`)).toEqual([`n:${value}`]);
        expect(keys(`${chineseNumber(value).replaceAll('万', '萬').replaceAll('亿', '億')}蚊`)).toEqual([
          `m:HKD:${value}`,
        ]);
      }),
      { numRuns: 1000 },
    );
  });

  it('reads a number spelled out in English as in digits', () => {
    fc.assert(
      fc.property(amount, (value) => {
        expect(keys(`${englishNumber(value)} people`)).toEqual([`n:${value}`]);
        expect(keys(`${value.toLocaleString('en-US')} per cent`)).toEqual([`p:${value}`]);
      }),
      { numRuns: 1000 },
    );
  });

  it('gives spans in order and whole keys for any text', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 80 }),
      fc
        .array(
          fc.constantFrom(
            '一',
            '百',
            '年',
            '3',
            '.',
            ',',
            '億',
            '%',
            ' ',
            '月',
            '半',
            'HK$',
            'two',
            ' half',
            'May',
            '/',
            '-',
            '至',
            '點',
            '成',
            '分之',
            '第',
            '幾',
            '個',
          ),
        )
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (sample) => {
        const found = findQuantities(sample);
        const inOrder = found.every(
          ({ start, end }, at) => start >= (found[at - 1]?.end ?? 0) && end > start && end <= sample.length,
        );
        expect(inOrder).toBe(true);
        expect(found.map(({ key }) => key).join()).not.toMatch(/NaN|undefined|Infinity/);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    '1',
    '一',
    '億',
    '1,000',
    '十',
    'one ',
    'one hundred and ',
    '1/',
    '2025年',
    '百分之',
    'HK$',
    '幾',
    'a-1',
    '3 to ',
    '1.',
    'May ',
    '第',
    '點',
    'a-',
  ])('reads 100 kB of %j in linear time', (unit) => {
    const text = unit.repeat(100_000 / unit.length);
    const before = performance.now();
    findQuantities(text);
    expect(performance.now() - before).toBeLessThan(4000);
  });
});

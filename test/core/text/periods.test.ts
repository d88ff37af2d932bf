import { describe, expect, it } from 'vitest';
import { isOfAnotherPeriod, periodsIn, relativeYearsIn, yearsIn } from '../../../core/text/periods.ts';

const isOther = (question: string, text: string) => isOfAnotherPeriod(periodsIn(question), periodsIn(text));

describe('isOfAnotherPeriod', () => {
  it.each([
    ['2023年營業額是多少？', '二〇二四年，公司的營業額為九千七百萬元。'],
    ['How many came in 2023?', 'In 2024, 655 people came.'],
    ['屯门公园4月有多少宗投诉？', '投诉由2月的12宗增至5月的57宗。'],
    ['Is it open in April?', 'It opens in August.'],
    ['第三期幾時開始？', '第二期由九月開始。'],
    ['上年借出幾多條？', '前年就借咗三百九十條。'],
    ['What happened last year?', 'Two years ago a storm came.'],
    ['第一輪幾時截止？', '次輪於9月30日截止。'],
    ['第一季有幾多間跌？', 'In the third quarter 61 per cent saw a fall.'],
    ['What was earned in the first half of 2025?', '2025年下半年賺咗三千萬。'],
  ])('%s is not told by %s', (question, text) => {
    expect(isOther(question, text)).toBe(true);
  });

  it.each([
    ['第三季有幾多間跌？', 'In the third quarter 61 per cent saw a fall.'],
    ['2024年營業額是多少？', '二〇二四年，公司的營業額為九千七百萬元。'],
    ['What was the turnover?', 'In 2024 it was 97 million.'],
    ['How many came in 2023?', 'There were 2,050 visitors.'],
    ['7月的游泳幾點開始？', '活動在6月至8月於黎明開始。'],
    ['Is it open in May?', 'It is open from April to June.'],
    ['第二輪幾時截止？', '首輪申請於3月31日截止，次輪於9月30日截止。'],
    ['上年同前年借出幾多條？', '上年五百三十條，前年三百九十條。'],
    ['Who supported the paper of 1999?', '它得到瓊斯（1998年）和亨利（2000年）的支持。'],
    ['上年有幾多人入職？', '以前年度有四百人入職。'],
    ['前年有幾多人入職？', '過去年報指三年以上年資者有四百人。'],
    // What is meant cannot be told by the years that stand there.
    ['What did it cost in the 1950s?', 'It moved in 1958.'],
    ['How did it win back its passengers of 1985?', 'After 1990 everybody came.'],
    ['2024年有幾多？', '2025年預算640萬，前一年為390萬。'],
    ['How large was the area in 2010?', 'It was 1,160 square miles, compared to 734 in 2005.'],
  ])('%s may be told by %s', (question, text) => {
    expect(isOther(question, text)).toBe(false);
  });
});

it('finds years in digits of either kind', () => {
  expect(yearsIn('２０２４年')).toEqual(['2024']);
  expect(yearsIn('由1998年到二〇〇三年，二零一五年；第2001號')).toEqual(['1998', '2003', '2015', '2001']);
});

it.each([
  ['超過去年，多過上年', [-1]],
  ['去年報名，上年度，last year, a year earlier', [-1]],
  ['前年, two years ago', [-2]],
  ['出年', [1]],
  ['三年以上年資，過去年報，以前年度，十年前年滿，網上年報', []],
])('of %s', (text, years) => {
  expect(relativeYearsIn(text)).toEqual(years);
});

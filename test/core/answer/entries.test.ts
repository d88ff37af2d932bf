import { describe, expect, it } from 'vitest';
import { createEntries, isIdleSibling } from '../../../core/answer/entries.ts';
import { figureAsked } from '../../../core/text/figure-asked.ts';
import { splitSentences } from '../../../core/text/sentences.ts';
import type { Hit } from '../../../core/types.ts';

const TABLE = `The library opens at these hours:

| Day | Adults | Children |
|---|---|---|
| Monday to Wednesday | 10–7 | 10–6 |
| Friday | 10–9 | 10–8 |
| Public holidays | 10–4 | Closed |

Call 2345 0188 or write to info@example.org.

- Saturday: story hour
- Sunday: chess

**Why is it closed on Thursday?**

The staff rest.
`;

const hitOf = (text: string): Hit => {
  const sentences = splitSentences(text).map(({ start, end }) => ({
    ...{ start: start + 7, end: end + 7, text: text.slice(start, end), similarity: 0.5, overlap: 0 },
  }));
  return { passage: { text, start: 7, language: 'en' }, sentences } as unknown as Hit;
};

const hit = hitOf(TABLE);
const canAnswer = (question: string): string[] => {
  const entryOf = createEntries(question, figureAsked(question));
  return hit.sentences.filter((_, place) => !entryOf(hit, place).isOut).map(({ text }) => text);
};

describe('what can answer', () => {
  it('is no head of a table, no line above one, and no question', () => {
    expect(canAnswer('Who runs it?')).toEqual(
      hit.sentences
        .slice(2)
        .map(({ text }) => text)
        .filter((text) => !text.includes('?')),
    );
  });

  it('is a line above a table that says something itself', () => {
    const told = hitOf(
      '清潔公司將於以下日期清洗食水缸，屆時暫停供應食水，沖廁水不受影響：\n\n| 座數 | 日期 |\n|---|---|\n| 第一座 | 9月8日 |\n',
    );
    expect(createEntries('沖廁水有冇得用？', undefined)(told, 0).isOut).toBe(false);
  });

  it.each([
    ['When is it open on Friday?', ['Friday'], ['Monday', 'Saturday', 'Sunday']],
    ['星期二開到幾點？', ['Monday to Wednesday'], ['| Friday', 'Saturday', 'Sunday']],
    ['禮拜日有咩搞？', ['Sunday: chess', 'Public holidays'], ['Monday', '| Friday', 'Saturday']],
  ])('is of the day that is asked about: %s', (question, there, gone) => {
    const text = canAnswer(question).join('\n');
    for (const part of there) expect(text).toContain(part);
    for (const part of gone) expect(text).not.toContain(part);
  });

  it.each([
    ['圖書館星期日開唔開？', ['星期一至五十點開。', '逢星期六另加二十蚊。', '佢好舊。'], ['星期六唔開。']],
    ['Is it open on Monday?', ['open from Tuesday', '$100 more on Sundays'], ['On Saturdays there is chess']],
  ])('is no sentence about other days only: %s', (question, there, gone) => {
    const prose = hitOf(
      '星期六唔開。星期一至五十點開。逢星期六另加二十蚊。佢好舊。\n\n' +
        'It is open from Tuesday to Saturday. A visit costs $100 more on Sundays. On Saturdays there is chess.\n',
    );
    const entryOf = createEntries(question, figureAsked(question));
    const text = prose.sentences.filter((_, place) => !entryOf(prose, place).isOut).map((sentence) => sentence.text);
    for (const part of there) expect(text.join('\n')).toContain(part);
    for (const part of gone) expect(text.join('\n')).not.toContain(part);
  });

  it.each([
    ['I am 55, how much is it?', '| 50 to 64 | $90 |'],
    ['阿媽今年七十二，收幾錢？', '| 65 or above | Free |'],
    ['觀塘中心幾點開？', '| Kwun Tong Centre | 9–6 |'],
    ['phone of the Lam Tin centre', '| 藍田中心 | 2755 0870 |'],
  ])('is of the age and the place that are asked about: %s', (question, row) => {
    const text =
      '| Who or where | What |\n|---|---|\n| 18 to 49 | $230 |\n| 50 to 64 | $90 |\n| 65 or above | Free |\n' +
      '| Kwun Tong Centre | 9–6 |\n| 藍田中心 | 2755 0870 |\n';
    const ofTable = hitOf(text);
    const entryOf = createEntries(question, undefined);
    const there = ofTable.sentences.filter((_, place) => !entryOf(ofTable, place).isOut).map(({ text }) => text);
    const isAge = (one: string) => /\d (?:to|or)/.test(one);
    expect(there.filter((one) => isAge(one) === isAge(row))).toEqual([row]);
  });

  it.each([
    ['A類牌年費幾錢？', ['| A |', 'DX-20'], ['| B |']],
    ['How much is Class B?', ['| B |'], ['| A |']],
    ['Do I get anything for a DX-25?', ['for a DX-25', '| A |'], ['for a DX-20']],
    ['How much is it?', ['| A |', '| B |', 'DX-20'], []],
    ['How much is the class I took?', ['| A |', '| B |'], []],
  ])('is of the class or model that is named: %s', (question, there, gone) => {
    const kinds = hitOf(
      '| Class | Fee |\n|---|---|\n| A | $310 |\n| B | $150 |\n\nWe pay $218 for a DX-20. We pay $268 for a DX-25.\n',
    );
    const entryOf = createEntries(question, figureAsked(question));
    const text = kinds.sentences.filter((_, place) => !entryOf(kinds, place).isOut).map((sentence) => sentence.text);
    for (const part of there) expect(text.join('\n')).toContain(part);
    for (const part of gone) expect(text.join('\n')).not.toContain(part);
  });

  it('is a number to call, where that is asked for', () => {
    expect(canAnswer('What is the phone number of the library?')).toEqual([
      'Call 2345 0188 or write to info@example.org.',
    ]);
  });
});

it('knows a row that says nothing more of what is asked than another of its table', () => {
  const entryOf = createEntries('When is the library open on public holidays?', undefined);
  const place = (text: string) => hit.sentences.findIndex((sentence) => sentence.text.includes(text));
  const [friday, holidays, call] = ['Friday', 'Public', 'Call'].map((text) => entryOf(hit, place(text)));
  expect(isIdleSibling(friday!, holidays!)).toBe(true);
  expect(isIdleSibling(holidays!, friday!)).toBe(false);
  expect(isIdleSibling(call!, holidays!)).toBe(false);
});

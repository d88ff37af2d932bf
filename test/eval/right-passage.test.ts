import { describe, expect, it } from 'vitest';
import type { Language, Passage } from '../../core/types.ts';
import { type Placed, rightPassages } from '../../eval/right-passage.ts';

const passage = (article: string, language: Language, heading: string, text: string): Passage => ({
  ...{ article, language, title: `The ${article}`, headings: heading ? [heading] : [] },
  ...{ start: 0, end: text.length, text, sentences: [] },
});

const intro = passage('tram', 'en', '', 'The tram opened in 1904. It is green.');
const fares = passage('tram', 'en', 'Fares', 'A ride costs HK$3. Children pay *half* of that.');
const more = passage('tram', 'en', 'Fares', 'Holders of a pass pay nothing at all.');
const route = passage('tram', 'en', 'Route', 'It runs along the shore for 13 km.');
const english = [intro, fares, more, route];
const introZh = passage('tram', 'zh-Hans', '', '电车在1904年通车。');
const faresZh = passage('tram', 'zh-Hans', '车费', '乘坐一次三元。');
const routeZh = passage('tram', 'zh-Hans', '路线', '沿着海边行驶十三公里。');
const ferry = passage('ferry', 'en', 'Fares', 'The ferry costs HK$5 and runs since 1904.');
const all = [...english, introZh, faresZh, routeZh, ferry];

describe('rightPassages', () => {
  const cases: { name: string; question: Partial<Placed>; rule: string; right: Passage[] }[] = [
    { name: 'all under a heading', question: { passage: 'Fares' }, rule: 'heading', right: [fares, more, faresZh] },
    {
      name: 'a heading in other letters',
      question: { passage: '## FARES' },
      rule: 'heading',
      right: [fares, more, faresZh],
    },
    {
      name: 'a heading of another version',
      question: { passage: '車費' },
      rule: 'heading',
      right: [fares, more, faresZh],
    },
    { name: 'before the first heading', question: { passage: '' }, rule: 'heading', right: [intro, introZh] },
    { name: 'the title', question: { passage: 'The tram' }, rule: 'heading', right: [intro, introZh] },
    {
      name: 'a piece of text, without its marks',
      question: { passage: 'Children pay half of that' },
      rule: 'text',
      right: [fares, faresZh],
    },
    {
      name: 'a piece that runs over the end of a passage',
      question: { passage: 'Children pay half of that. Holders of a pass pay nothing at all.' },
      rule: 'text',
      right: [fares, more, faresZh],
    },
    {
      name: 'a text of another version',
      question: { passage: '沿著海邊行駛十三公里' },
      rule: 'text',
      right: [route, routeZh],
    },
    {
      name: 'an id: the facts',
      question: { passage: 'p-03', facts: [['13 km', '十三公里']] },
      rule: 'facts',
      right: [route, routeZh],
    },
    {
      name: 'a number: the facts',
      question: { passage: '3', facts: [['1904']] },
      rule: 'facts',
      right: [intro, introZh],
    },
    { name: 'nothing: the facts', question: { facts: [['hk$3', '三元']] }, rule: 'facts', right: [fares, faresZh] },
    {
      name: 'facts spread over two: those with the most',
      question: { facts: [['HK$3'], ['half'], ['nothing at all']] },
      rule: 'facts',
      right: [fares],
    },
    { name: 'facts that stand nowhere', question: { facts: [['monorail']] }, rule: 'facts', right: [] },
    {
      name: 'an article by its file',
      question: { article: 'corpus/tram.en.md', passage: 'Route' },
      rule: 'heading',
      right: [route, routeZh],
    },
    {
      name: 'an article unknown',
      question: { article: 'a-17', passage: 'Fares', facts: [['HK$5']] },
      rule: 'facts',
      right: [ferry],
    },
    {
      name: 'another place that answers as well',
      question: { passage: 'Route', also: [{ article: 'ferry', passage: 'Fares' }] },
      rule: 'heading',
      right: [route, routeZh, ferry],
    },
  ];

  it.each(cases)('$name', ({ question, rule, right }) => {
    const found = rightPassages({ article: 'tram', facts: [['HK$3', '三元']], ...question }, all);
    expect(found.rule).toBe(rule);
    expect(new Set(found.passages)).toEqual(new Set(right));
  });

  it('goes by the facts in a version that is cut differently', () => {
    const short = passage('tram', 'yue', '', '電車搭一次要三蚊。');
    const question = { article: 'tram', passage: 'Fares', facts: [['HK$3', '三蚊']] };
    expect([...rightPassages(question, [...english, short]).passages]).toEqual([fares, more, short]);
  });
});

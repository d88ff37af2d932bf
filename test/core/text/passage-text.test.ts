import { expect, it } from 'vitest';
import { sentenceIn, textOf } from '../../../core/text/passage-text.ts';
import { splitSentences } from '../../../core/text/sentences.ts';
import type { Passage } from '../../../core/types.ts';

const text = 'Fares rose.\n\n| Who | Fare |\n|---|---|\n| Child | $5 |';
const passage: Passage = {
  ...{ article: 'a', language: 'en', title: 'Trams', headings: ['Prices', ''], start: 10, end: 10 + text.length, text },
  sentences: splitSentences(text).map(({ start, end }) => ({ start: start + 10, end: end + 10 })),
};

it('is the headings, and the sentences with a table’s rows in words', () => {
  expect(textOf(passage)).toEqual({
    context: 'Prices',
    sentences: ['Fares rose.', 'Who; Fare', 'Who: Child; Fare: $5'],
  });
});

it('tells one sentence by its place in the article', () => {
  const { start, end } = passage.sentences[2]!;
  expect(sentenceIn(passage, start, end)).toBe('Who: Child; Fare: $5');
  expect(sentenceIn({ ...passage, language: 'zh-Hant' }, start, end)).toBe('Who：Child；Fare：$5');
});

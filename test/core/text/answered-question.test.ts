import { describe, expect, it } from 'vitest';
import { asks, isOfQuestion, questionBefore } from '../../../core/text/answered-question.ts';

describe('a question of the text', () => {
  it.each(['Is it green?', '可以代領嗎？', '**Why?**', '他問：「為何？」'])('%s asks', (text) =>
    expect(asks(text)).toBe(true),
  );
  it.each(['It is green.', '問：', 'Who? Me.'])('%s does not', (text) => expect(asks(text)).toBe(false));

  it('is answered by the sentence after it, and by no other', () => {
    const text = ['Open?', 'Yes.', 'Daily.', 'Free?', 'How much?', '$3.'];
    expect(text.map((_, place) => questionBefore(text, place))).toEqual([
      undefined,
      0,
      undefined,
      undefined,
      undefined,
      4,
    ]);
  });
});

it('is one with what it begins with', () => {
  const of = (...sentences: string[]) =>
    sentences.map((sentence, place) => isOfQuestion(sentence, sentences[place + 1]));
  expect(of('**I am moving house.', 'Can I keep my plan?**', 'Yes, once.')).toEqual([true, true, false]);
  expect(of('問：我搬屋。', '可唔可以跟住搬？', '可以。')).toEqual([true, true, false]);
  expect(of('**Note.** It is free.', 'Is it open?')).toEqual([false, true]);
});

import { describe, expect, it } from 'vitest';
import { asks, questionBefore } from '../../../core/text/answered-question.ts';

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

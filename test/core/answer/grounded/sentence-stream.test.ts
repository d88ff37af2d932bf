import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMarks } from '../../../../core/answer/grounded/citation-marks.ts';
import { createSentenceStream } from '../../../../core/answer/grounded/sentence-stream.ts';

function cut(pieces: readonly string[]) {
  const stream = createSentenceStream();
  return [...pieces.flatMap((piece) => stream.push(piece)), ...stream.end()];
}

const texts = (pieces: readonly string[]) => cut(pieces).map(({ text }) => text);

describe('createSentenceStream', () => {
  it.each([
    ['政府會攞10億出嚟。[1]試咗先。[2]', ['政府會攞10億出嚟。[1]', '試咗先。[2]']],
    ['政府會攞10億出嚟[1]。試咗先【2】。', ['政府會攞10億出嚟[1]。', '試咗先【2】。']],
    ['It opened in 1904. [1] It costs HK$3. [1][2] Done', ['It opened in 1904. [1]', 'It costs HK$3. [1][2]', 'Done']],
    ['Mr. Chan paid HK$1.5 billion. [1, 2] He left.', ['Mr. Chan paid HK$1.5 billion. [1, 2]', 'He left.']],
    ['佢話：「得！我哋做。」然後走咗。[1]', ['佢話：「得！我哋做。」然後走咗。[1]']],
    ['1. It opened. [1]\n2. It closed. [2]', ['It opened. [1]', 'It closed. [2]']],
    ['', []],
    ['   \n', []],
  ])('cuts %j', (text, sentences) => {
    expect(texts([text])).toEqual(sentences);
    expect(texts([...text])).toEqual(sentences);
  });

  const text = fc
    .array(
      fc.constantFrom(
        ...[
          '政府話',
          '超過70個',
          '。',
          '！',
          '」',
          '「',
          '（',
          '）',
          '[1]',
          '【2】',
          ' [1, 2]',
          '[',
          ']',
          '\n',
          '\n\n- ',
          '1. ',
        ],
        ...[
          'Mr. ',
          'HK$1.5 ',
          'The tram ',
          '. ',
          '.',
          '? ',
          '"',
          '…',
          '[1',
          '2†source】',
          '3.14',
          '，',
          'U.S. ',
          '😀',
          '##',
          '\r\n',
        ],
      ),
      { maxLength: 60 },
    )
    .map((parts) => parts.join(''));

  it('cuts the same text the same way, however it is torn', () => {
    fc.assert(
      fc.property(text, fc.infiniteStream(fc.integer({ min: 1, max: 40 })), (whole, sizes) => {
        const pieces: string[] = [];
        for (let at = 0; at < whole.length; ) {
          const size = sizes.next().value as number;
          pieces.push(whole.slice(at, at + size));
          at += size;
        }
        expect(cut(pieces)).toEqual(cut([whole]));
      }),
      { numRuns: 500 },
    );
  });

  it('loses nothing but white space at the end', () => {
    fc.assert(
      fc.property(text, (whole) => {
        const all = cut([whole])
          .map(({ lead, text: sentence }) => lead + sentence)
          .join('');
        expect(whole.startsWith(all)).toBe(true);
        expect(whole.slice(all.length)).toMatch(/^(?:\s|[-#>*+\d.)])*$/);
      }),
    );
  });
});

describe('readMarks', () => {
  it.each([
    ['It opened in 1904 [1].', 'It opened in 1904.', [1]],
    ['It opened in 1904. [1][2]', 'It opened in 1904.', [1, 2]],
    ['It opened in 1904 [1, 3].', 'It opened in 1904.', [1, 3]],
    ['It opened in 1904 [1-3].', 'It opened in 1904.', [1, 2, 3]],
    ['According to passage [2], it opened in 1904.', 'It opened in 1904.', [2]],
    ['電車喺1904年通車【1】。', '電車喺1904年通車。', [1]],
    ['電車喺1904年通車。［1］', '電車喺1904年通車。', [1]],
    ['電車喺1904年通車[段落1]。', '電車喺1904年通車。', [1]],
    ['电车于1904年通车【1†来源】。', '电车于1904年通车。', [1]],
    ['根據段落[1]，電車在1904年通車。', '電車在1904年通車。', [1]],
    ['It opened in [1904].', 'It opened in [1904].', []],
    ['No mark.', 'No mark.', []],
  ])('reads %s', (sentence, text, numbers) => {
    expect(readMarks(sentence)).toEqual({ text, numbers });
  });
});

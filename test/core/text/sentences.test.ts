import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitSentences } from '../../../core/text/sentences.ts';

/** What may stand between two sentences on one line: a marker, a rule, a fence, or nothing. */
const MARKER =
  /^\s*(?:(?:>\s?)*\s*(?:#{1,6}|[-*+•●○▪◦‣]|\d{1,3}[.)、]|[(（]\d{1,3}[)）])?\s*(?:\[[ xX]\])?|[-=*_\s]{3,}|[|:\-\s]{3,}|(?:```|~~~).*)\s*$/;

const split = (text: string) => splitSentences(text).map(({ start, end }) => text.slice(start, end));

/** Each case is the list of its sentences, joined as given. */
const CASES: readonly (readonly [name: string, text: string, sentences: readonly string[]])[] = [
  ['plain English', 'It rained. We left! Why?', ['It rained.', 'We left!', 'Why?']],
  ['plain Chinese', '落雨。我哋走咗！點解？', ['落雨。', '我哋走咗！', '點解？']],
  ['semicolons stay inside', '甲是這樣；乙是那樣。One; two.', ['甲是這樣；乙是那樣。', 'One; two.']],
  ['closing quotes stay', '他說：「好。」她走了。“很好！”', ['他說：「好。」', '她走了。', '“很好！”']],
  ['a quote that goes on', '她說：「好。」然後走了。下一句。', ['她說：「好。」然後走了。', '下一句。']],
  ['a quote inside a quote', '「她說：『好。走吧。』然後走了。」完。', ['「她說：『好。走吧。』然後走了。」', '完。']],
  ['two sentences in one quote', '佢話：「我唔知。你問佢啦。」', ['佢話：「我唔知。你問佢啦。」']],
  ['the speaker after the quote', '「你去邊？」佢問。我唔知。', ['「你去邊？」佢問。', '我唔知。']],
  ['the speaker of Cantonese', '「我孫仔揹上嚟。」佢講。完。', ['「我孫仔揹上嚟。」佢講。', '完。']],
  ['a name that begins like “and”', '「他經歷過戰爭。」和平樓開放。', ['「他經歷過戰爭。」', '和平樓開放。']],
  [
    'a bold question and its answer',
    '**Can I park?** No. **有冇位泊？** 冇。',
    ['**Can I park?**', 'No.', '**有冇位泊？**', '冇。'],
  ],
  ['a quote that stands alone', '「你去邊？」大家都靜晒。', ['「你去邊？」', '大家都靜晒。']],
  [
    'brackets hold together',
    '研究院（又稱 HKAIRDI。見附件）成立。完。',
    ['研究院（又稱 HKAIRDI。見附件）成立。', '完。'],
  ],
  ['titles hold together', '他看《為什麼？怎麼辦？》這本書。好。', ['他看《為什麼？怎麼辦？》這本書。', '好。']],
  ['an unclosed quote protects nothing', '「第一句。第二句。', ['「第一句。', '第二句。']],
  ['Chinese ellipsis', '他走了……她沒有回頭。', ['他走了……', '她沒有回頭。']],
  ['a stammer', '我……我不知道。', ['我……我不知道。']],
  ['a list cut short', '蘋果、橙……等水果。', ['蘋果、橙……等水果。']],
  ['ASCII marks between Chinese', '真的嗎?我不信!好的.走吧.', ['真的嗎?', '我不信!', '好的.', '走吧.']],
  ['mixed marks', '真的嗎？！不會吧……', ['真的嗎？！', '不會吧……']],
  [
    'titles before names',
    'Mr. Chan met Dr. Wong and Prof. Li. They spoke.',
    ['Mr. Chan met Dr. Wong and Prof. Li.', 'They spoke.'],
  ],
  [
    'U.S. inside',
    'The U.S. President came to the U.S. The visit was short.',
    ['The U.S. President came to the U.S.', 'The visit was short.'],
  ],
  [
    'Inc. and Ltd.',
    'Apple Inc. CEO Tim Cook spoke. He joined Foo Ltd. It grew.',
    ['Apple Inc. CEO Tim Cook spoke.', 'He joined Foo Ltd.', 'It grew.'],
  ],
  [
    'e.g. and i.e.',
    'Tools, e.g. Word, i.e. Office, vs. others. Done.',
    ['Tools, e.g. Word, i.e. Office, vs. others.', 'Done.'],
  ],
  ['No. before a number', 'See No. 5 on p. 3. No. I will not.', ['See No. 5 on p. 3.', 'No.', 'I will not.']],
  [
    'a.m. and p.m.',
    'It opens at 9 a.m. Monday. It closes at 5 p.m. The end.',
    ['It opens at 9 a.m. Monday.', 'It closes at 5 p.m.', 'The end.'],
  ],
  [
    'letters that tell one of several',
    'It is for Class C and Class D. Fees are paid in cash. Dry at 75°C. On the shelf. She lives in Tseung Kwan O. Call John D. Lee.',
    [
      'It is for Class C and Class D.',
      'Fees are paid in cash.',
      'Dry at 75°C.',
      'On the shelf.',
      'She lives in Tseung Kwan O.',
      'Call John D. Lee.',
    ],
  ],
  [
    'initials',
    'J. K. Rowling wrote it. Plan B. The plan failed.',
    ['J. K. Rowling wrote it.', 'Plan B.', 'The plan failed.'],
  ],
  ['decimals and versions', 'It rose 3.5% to HK$1.5bn in v1.2. Good.', ['It rose 3.5% to HK$1.5bn in v1.2.', 'Good.']],
  ['URLs', 'See https://a.hk/x.html?q=1.2&b=3. Then go.', ['See https://a.hk/x.html?q=1.2&b=3.', 'Then go.']],
  ['a URL in Chinese', '請看 https://a.hk/?q=甲。然後回來。', ['請看 https://a.hk/?q=甲。', '然後回來。']],
  [
    'e-mail addresses and files',
    'Mail a.b@c.com. Put it in my-article.en.md. Done.',
    ['Mail a.b@c.com.', 'Put it in my-article.en.md.', 'Done.'],
  ],
  ['Node.js 的句點', '用 Node.js 開發。版本係 v1.2.3。', ['用 Node.js 開發。', '版本係 v1.2.3。']],
  [
    'English ellipsis',
    'Well... maybe. Wait... What? And . . . so on.',
    ['Well... maybe.', 'Wait...', 'What?', 'And . . . so on.'],
  ],
  ['list numbers inside a line', 'Steps: 1. Do this. Then rest.', ['Steps: 1. Do this.', 'Then rest.']],
  [
    'straight quotes',
    'He said "I went." Then "Why?" she asked. "Go."',
    ['He said "I went."', 'Then "Why?" she asked.', '"Go."'],
  ],
  ['curly quotes in English', '“I went. I saw.” He left.', ['“I went.', 'I saw.”', 'He left.']],
  ['citations', 'It grew.[1] It shrank. [2][3] End [4].', ['It grew.[1]', 'It shrank. [2][3]', 'End [4].']],
  ['emoji stay with their sentence', '好嘢！👍🏽 Great! 🎉👨‍👩‍👧 完。', ['好嘢！👍🏽', 'Great!', '🎉👨‍👩‍👧 完。']],
  ['combining marks', 'Caf\u0065\u0301. Ok.\u0301 Yes.', ['Caf\u0065\u0301.', 'Ok.\u0301', 'Yes.']],
  ['characters beyond the BMP', '𠮷野家。𨋢壞咗。', ['𠮷野家。', '𨋢壞咗。']],
  [
    'a wrapped English line',
    'Hong Kong is a\ncity in Asia. It is\nbig.',
    ['Hong Kong is a\ncity in Asia.', 'It is\nbig.'],
  ],
  ['a wrapped Chinese line', '香港係亞洲\n一個城市。好大。', ['香港係亞洲\n一個城市。', '好大。']],
  [
    'a year at the start of a wrapped line',
    'It was founded in\n2015. Then it grew.',
    ['It was founded in\n2015.', 'Then it grew.'],
  ],
  ['blank lines', 'No mark here\n\nNext one\r\n\r\n第三段', ['No mark here', 'Next one', '第三段']],
  ['headings', '## The head\nText here.\n# 標題 ##\n內文', ['The head', 'Text here.', '標題 ##', '內文']],
  [
    'list items',
    '- one. And more\n* two\n+ three\n1. four\n2) five\n• six',
    ['one.', 'And more', 'two', 'three', 'four', 'five', 'six'],
  ],
  ['an item that goes on', '- one item\n  goes on. End\n- next', ['one item\n  goes on.', 'End', 'next']],
  ['tasks', '- [ ] open\n- [x] done', ['open', 'done']],
  ['a list under a paragraph', 'We need:\n- rice\n- water', ['We need:', 'rice', 'water']],
  ['table rows', '| a | b |\n|---|:-:|\n| c. D | d |', ['| a | b |', '| c. D | d |']],
  ['tables without outer bars', 'a | b\n--- | ---\nc | d\n\nText.', ['a | b', 'c | d', 'Text.']],
  ['block quotes', '> Said he. She did.\n\nOk.', ['Said he.', 'She did.', 'Ok.']],
  ['code', 'Run:\n\n```sh\nnpm run ingest. ok\nls\n```\n\nDone.', ['Run:', 'npm run ingest. ok', 'ls', 'Done.']],
  ['rules', 'One.\n\n---\n\nTwo.', ['One.', 'Two.']],
  ['nothing', '', []],
  ['white space', ' \n\t\u3000\n', []],
];

describe('splitSentences', () => {
  it.each(CASES)('%s', (_, text, sentences) => expect(split(text)).toEqual(sentences));

  it('takes each line of unwrapped plain text as a paragraph', () => {
    const long = `${'Hong Kong has many firms and '.repeat(8)}more.`;
    expect(split(`A bare heading\n${long}\nAnother heading\n${long}`)).toEqual([
      'A bare heading',
      long,
      'Another heading',
      long,
    ]);
    const chinese = `${'香港有好多公司，'.repeat(12)}仲有。`;
    expect(split(`小標題\n${chinese}`)).toEqual(['小標題', chinese]);
  });

  const anything = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 200 }),
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc
      .array(
        fc.constantFrom(
          '香港',
          '。',
          '「',
          '」',
          '. ',
          'A',
          'Mr. ',
          '\n',
          ' ',
          '"',
          '3.5',
          '（',
          '）',
          '👨‍👩‍👧',
          '…',
          '[1]',
          '\n- ',
          '\n\n',
          '?',
        ),
      )
      .map((parts) => parts.join('')),
  );

  it('gives trimmed spans in order that leave out nothing but markers', () => {
    fc.assert(
      fc.property(anything, (text) => {
        let at = 0;
        for (const { start, end } of splitSentences(text)) {
          expect(start).toBeGreaterThanOrEqual(at);
          expect(end).toBeGreaterThan(start);
          expect(text.slice(start, end)).toBe(text.slice(start, end).trim());
          for (const line of text.slice(at, start).split('\n')) expect(line).toMatch(MARKER);
          at = end;
        }
      }),
      { numRuns: 500 },
    );
  });

  it('covers every character of prose', () => {
    const prose = fc
      .array(fc.constantFrom('香港', '。', '「', '」', 'He left. ', 'Inc. ', ' ', '"', '3.5', '👍🏽', '……', '? ', '好'))
      .map((parts) => `甲${parts.join('')}`);
    fc.assert(
      fc.property(prose, (text) => {
        expect(split(text).join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
      }),
    );
  });

  it('never cuts inside a surrogate pair or before a joiner', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('👨‍👩‍👧‍👦', '🇭🇰', '👍🏽', '𠮷', 'e\u0301', '。', '！', '. ', '1️⃣')),
        (parts) => {
          const text = parts.join('');
          for (const { start, end } of splitSentences(text)) {
            for (const edge of [start, end])
              expect(text.slice(edge)).not.toMatch(/^(?:[\udc00-\udfff]|\u200d|\ufe0f|\u0301|\u20e3)/);
          }
        },
      ),
    );
  });

  it.each([
    '.',
    '。',
    '"',
    '「',
    '」',
    '(',
    '（。）',
    '. ',
    'a. ',
    '- a\n',
    'a\n\n',
    '「」',
    '[1]',
    '> ',
    '#',
    '|',
    '…',
    '." ',
    'https://',
    'Mr. ',
    '「好。」',
    '\u200d',
  ])('reads 100 kB of %j in linear time', (unit) => {
    const seconds = (length: number) => {
      const text = unit.repeat(length / unit.length);
      const before = performance.now();
      splitSentences(text);
      return (performance.now() - before) / 1000;
    };
    seconds(1000);
    expect(seconds(100_000)).toBeLessThan(2);
  });
});

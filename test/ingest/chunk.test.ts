import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textOf } from '../../core/text/passage-text.ts';
import type { Article } from '../../core/types.ts';
import { chunkArticle } from '../../ingest/chunk.ts';

const countTokens = (text: string) => Math.ceil(text.length / 4);

const article = (text: string, format: Article['format'] = 'markdown'): Article => ({
  id: 'a',
  language: 'en',
  title: 'Title',
  text,
  format,
});

const chunk = (text: string, maxTokens = 50, format?: Article['format']) =>
  chunkArticle(article(text, format), { maxTokens, countTokens });

describe('chunkArticle', () => {
  it('keeps a section together, with its headings as context and out of the text', () => {
    const passages = chunk('Intro.\n\n## One\n\nFirst. Second.\n\n### Deep\n\nThird.\n\n## Two\n\nFourth.\n');
    expect(passages.map(({ headings, text }) => [headings, text])).toEqual([
      [[], 'Intro.'],
      [['One'], 'First. Second.'],
      [['One', 'Deep'], 'Third.'],
      [['Two'], 'Fourth.'],
    ]);
  });

  it('cuts a long section between sentences into even parts', () => {
    const sentence = 'This sentence has about ten tokens in it.';
    const passages = chunk(Array(12).fill(sentence).join(' '), 50);
    expect(passages.length).toBeGreaterThanOrEqual(3);
    for (const { text, sentences } of passages) {
      expect(countTokens(text)).toBeLessThanOrEqual(55);
      expect(sentences.length).toBeGreaterThanOrEqual(3);
    }
  });

  it('gives a sentence over the limit a passage of its own, whole', () => {
    const long = `Long ${'word '.repeat(100)}end.`;
    expect(chunk(`Short one. ${long} Short two.`, 20).map(({ text }) => text)).toContain(long);
  });

  it('keeps the sentence that announces a list with the list', () => {
    const passages = chunk(
      'One two three four five six seven eight nine ten. There are two ways:\n\n- The first way is this one.\n- The second.\n',
      15,
    );
    expect(passages.find(({ text }) => text.includes('two ways:'))!.text).toMatch(/two ways:\n\n- The first/);
  });

  it('keeps a list and a table whole where they fit, and cuts between rows where they do not', () => {
    const list = '- One item is here.\n- Another item is here.\n- The last item is here.';
    const table = '| Line | Opened |\n|---|---|\n| Tram | 1904 |\n| Ferry | 1888 |';
    const prose = 'One two three four five six seven eight nine ten. Eleven twelve thirteen fourteen fifteen.';
    for (const whole of [list, table]) {
      const texts = chunk(`${prose}\n\n${whole}\n\n${prose}`, 30).map(({ text }) => text);
      expect(texts.filter((text) => text.includes(whole.replace(/^- /, '')))).toHaveLength(1);
    }
    const long = [
      '| Line | Opened |',
      '|---|---|',
      ...Array.from({ length: 20 }, (_, i) => `| Line ${i} | 19${i + 10} |`),
    ];
    const passages = chunk(long.join('\n'), 30);
    expect(passages.length).toBeGreaterThan(2);
    for (const { text } of passages) for (const row of text.split('\n')) expect(long).toContain(row);
  });

  it('says of a table that goes on in another passage which head it has', () => {
    const head = '| Line | Opened |';
    const table = [head, '|---|---|', ...Array.from({ length: 20 }, (_, i) => `| Line ${i} | 19${i + 10} |`)].join(
      '\n',
    );
    const text = `Trams have run here since the beginning of the last century, on these lines.\n\n${table}\n\nThey are slow.`;
    const passages = chunk(text, 30);
    const cut = passages.filter(({ text }) => text.startsWith('|') && !text.startsWith(head));
    expect(cut.length).toBeGreaterThan(1);
    for (const passage of cut) {
      expect(passage.tableHead!.text).toBe(head);
      expect(text.slice(passage.tableHead!.start, passage.tableHead!.end)).toBe(head);
      expect(textOf(passage).sentences[0]).toMatch(/^Line: Line \d+; Opened: \d+$/);
    }
    for (const passage of passages) if (!cut.includes(passage)) expect(passage.tableHead).toBeUndefined();
  });

  it('never cuts a sentence, and loses nothing between passages but white space and marks', () => {
    const sentences = [
      '電車喺1904年通車。',
      '「她說：『好！』然後走了。」他說。',
      'Dr. Lee paid HK$3.50 at 9 a.m. on Nov. 3.',
      'See https://example.org/a.b?c=d.e for v1.2.3.',
      '他們笑了👩‍👩‍👧‍👦🇭🇰。',
      '𠮷野家喺𨋢口。',
      'It was 3.14……',
    ];
    const piece = fc.tuple(
      fc.constantFrom('', '- ', '> ', '## ', '1. ', '| '),
      fc.array(fc.constantFrom(...sentences), { minLength: 1, maxLength: 3 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 12 }), fc.integer({ min: 5, max: 60 }), (pieces, max) => {
        const lines = pieces.map(([mark, parts]) => (mark === '## ' ? '## Title' : mark + parts.join(' ')));
        const text = lines.join('\n\n');
        const passages = chunk(text, max);
        const prose = pieces.filter(([mark]) => mark !== '## ').flatMap(([, parts]) => parts);
        const letters = (all: string) => all.replace(/[^\p{L}\p{Extended_Pictographic}]/gu, '');
        expect(letters(passages.map((passage) => passage.text).join(''))).toBe(letters(prose.join('')));
        const said = passages.flatMap((p) => p.sentences.map(({ start, end }) => text.slice(start, end)));
        for (const sentence of prose) expect(said.some((one) => one.includes(sentence))).toBe(true);
        for (const one of said) expect(one.isWellFormed()).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('leaves out what is not prose', () => {
    expect(
      chunk('<script>alert(1)</script>\n\n---\n\nText.\n\n[a]: https://example.org\n').map(({ text }) => text),
    ).toEqual(['Text.']);
  });

  it('reads plain text by its blank lines and knows no headings in it', () => {
    const [passage, ...rest] = chunk('# not a heading\nOne.\n\nTwo.', 50, 'text');
    expect(rest).toEqual([]);
    expect(passage).toMatchObject({ headings: [] });
    expect(passage!.text).toContain('Two.');
  });

  it('has offsets that are exact, in order and without overlap, whatever the text', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '## 標題\n\n',
        '- item one\n- item two\n',
        '| a | b |\n|---|---|\n| 1 | 2 |\n\n',
        '一句。',
        '「她說：好。」',
        'Dr. Who? ',
        '👩‍👩‍👧 ',
        '\n\n',
        '> quoted\n\n',
        '`code` ',
      ),
      fc.string({ unit: 'grapheme', maxLength: 40 }),
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 30 }),
        fc.constantFrom('markdown' as const, 'text' as const),
        (pieces, format) => {
          const text = pieces.join('');
          let end = 0;
          for (const passage of chunk(text, 20, format)) {
            expect(passage.text).toBe(text.slice(passage.start, passage.end));
            expect(passage.start).toBeGreaterThanOrEqual(end);
            end = passage.end;
            expect(passage.sentences[0]!.start).toBe(passage.start);
            expect(passage.sentences.at(-1)!.end).toBe(passage.end);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

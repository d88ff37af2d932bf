import { readFile } from 'node:fs/promises';
import iconv from 'iconv-lite';
import { degrees, PDFDocument } from 'pdf-lib';
import { describe, expect, it } from 'vitest';
import type { LoadedArticle } from '../../../ingest/loaders/loader.ts';
import { pdfLoader } from '../../../ingest/loaders/pdf.ts';
import { linesOf, type PdfLine, type PdfRun } from '../../../ingest/loaders/pdf-lines.ts';
import { paragraphsOf } from '../../../ingest/loaders/pdf-paragraphs.ts';
import { tablesOf, withTables } from '../../../ingest/loaders/pdf-tables.ts';
import { chinesePdf, column, pdf } from '../../support/documents.ts';

const load = async (bytes: Uint8Array) => (await pdfLoader.load(bytes))[0] as LoadedArticle;

describe('the PDF loader', () => {
  it('joins lines to paragraphs, undoes hyphens and keeps paragraphs apart', async () => {
    const page = [
      ...column(
        [
          'The tramway opened in 1904 and has carried passen-',
          'gers along the northern shore ever since. Its long-',
          'term future was settled in a long-term plan that the',
        ],
        72,
        700,
      ),
      ...column(['government published last year.'], 72, 700 - 3 * 14.3),
      ...column(['A second paragraph starts after a wider gap and goes', 'on to a second line.'], 72, 600),
      { text: 'Trams of Hong Kong', x: 72, y: 760, size: 20 },
    ];
    const { text, title, date } = await load(await pdf([[page.at(-1)!, ...page.slice(0, -1)]]));
    expect(text).toBe(
      'The tramway opened in 1904 and has carried passengers along the northern shore ever since. Its long-term future was settled in a long-term plan that the government published last year.\n\n' +
        'A second paragraph starts after a wider gap and goes on to a second line.\n',
    );
    expect(title).toBe('Trams of Hong Kong');
    expect(date).toBe('2026-03-01');
  });

  it('drops running heads and page numbers, and joins a paragraph over the page break', async () => {
    const bodies = [
      [
        'The ferry pier is being rebuilt, and until the work is',
        'finished passengers to the island are asked to use the',
      ],
      [
        'temporary pier beside it. The fares stay as they are. The',
        'department expects that the new pier will be opened to',
      ],
      ['the public in the autumn. In 2027 a second berth follows.', 'It will be 80 metres long.'],
    ];
    const pages = bodies.map((lines, i) => [
      { text: 'Marine Department Annual Report', x: 72, y: 800 },
      ...column(lines),
      { text: `Page ${i + 1} of 3`, x: 280, y: 40 },
    ]);
    const { text } = await load(await pdf(pages, { title: 'Annual Report' }));
    expect(text).toBe(
      'The ferry pier is being rebuilt, and until the work is finished passengers to the island are asked to use the temporary pier beside it. The fares stay as they are. The department expects that the new pier will be opened to the public in the autumn. In 2027 a second berth follows. It will be 80 metres long.\n',
    );
  });

  it('drops heads that name the chapter, and tables of contents', async () => {
    const contents = column(['1 Trams . . . . . . . . . . . . . . 2', '2 Ferries ........................ 9']);
    const chapter = (name: string, from: number) =>
      [0, 1, 2].map((i) => [
        { text: `Chapter: ${name}`, x: 72, y: 800 },
        ...column([`${['Zero', 'One', 'Two', 'Three', 'Four', 'Five', 'Six'][from + i]} is a text of the chapter.`]),
      ]);
    const { text } = await load(await pdf([contents, ...chapter('Trams', 1), ...chapter('Ferries', 4), [], [], []]));
    expect(text).not.toMatch(/Chapter|\. \. \.|\.\.\./);
    expect(text.match(/is a text/g)).toHaveLength(6);
  });

  it('keeps what repeats or is dotted without being of the page', async () => {
    const prices = ['Price list', 'Child ........................ 60', 'Adult ........................ 120'];
    expect((await load(await pdf([column([...prices, 'An adult is who is 18.'])]))).text).toContain(
      `${prices[1]} ${prices[2]}`,
    );
    const halls = [300, 500].map((seats, i) => column([`Hall ${'AB'[i]} seats`, `${seats}`, 'people in its rows.']));
    expect((await load(await pdf(halls))).text).toBe(
      'Hall A seats 300 people in its rows.\n\nHall B seats 500 people in its rows.\n',
    );
    const courses = [1, 2, 3].map((number) => [
      { text: `Course ${number}`, x: 72, y: 800 },
      ...column([`Fee: $${number}00`, 'Open daily from 9 to 5.', 'It is for all who swim.', `It is pool ${number}.`]),
      { text: 'Enquiries: 2345 6789', x: 72, y: 60 },
      { text: `- ${number} -`, x: 280, y: 40 },
    ]);
    const { text } = await load(await pdf(courses));
    for (const number of [1, 2, 3])
      expect(text).toContain(
        `Course ${number}\n\nFee: $${number}00 Open daily from 9 to 5. It is for all who swim. It is pool ${number}.`,
      );
    expect(text.match(/Enquiries/g)).toHaveLength(1);
    expect(text).not.toMatch(/- \d -/);
  });

  it('drops the numbers of pages where one has none, Roman ones, and those in a running head', async () => {
    const numbers = ['', 'i', 'ii', 'Fares | 1', 'Fares | 2', 'Fares | 3', ''];
    const pages = numbers.map((text, i) => [
      ...(text ? [{ text, x: 280, y: 40 }] : []),
      ...column([`${'abcdefg'[i]} is told on this page.`]),
    ]);
    expect((await load(await pdf(pages.slice(3)))).text).not.toMatch(/Fares|\d/);
    expect((await load(await pdf(pages.slice(0, 4)))).text).not.toMatch(/^ii?$/m);
  });

  it('reads pages that lie on their side', async () => {
    const document = await PDFDocument.load(await pdf([column(['The pool is open every day.']), []]));
    const page = document.getPage(1);
    const lines = ['The wide page says that the fee is 100 dollars,', 'and that it is paid at the counter.'];
    for (const [i, line] of lines.entries())
      page.drawText(line, { x: 100 + 14 * i, y: 72, size: 11, rotate: degrees(90) });
    for (const angle of [0, 90]) {
      page.setRotation(degrees(angle));
      expect((await load(await document.save())).text).toBe(`The pool is open every day.\n\n${lines.join(' ')}\n`);
    }
  });

  it('changes no number by what is set higher', async () => {
    const pieces = [
      { text: 'There are 10', x: 72, y: 700, size: 12 },
      { text: '6', x: 140.7, y: 705, size: 7 },
      { text: ' cells, says the society', x: 144.6, y: 700, size: 12 },
      { text: '2', x: 263.4, y: 705, size: 7 },
      { text: '.', x: 267.3, y: 700, size: 12 },
    ];
    expect((await load(await pdf([pieces]))).text).toBe('There are 10⁶ cells, says the society.\n');
  });

  it('reads two columns one after the other, even where they are drawn across', async () => {
    const left = [
      'Left column line one is here and',
      'left column line two goes along',
      'left column line three goes along',
      'left column line four goes along',
      'left column line five goes along',
      'left column line six ends here.',
    ];
    const right = left.map((line) => line.replace(/left/i, (word) => (word === 'Left' ? 'Right' : 'right')));
    const across = left.flatMap((line, i) => [
      { text: line, x: 60, y: 700 - i * 14 },
      { text: right[i]!, x: 310, y: 700 - i * 14 },
    ]);
    const { text } = await load(await pdf([across]));
    expect(text).toMatch(/left column line six ends here\.\s+Right column line one/);
    expect(text).toMatch(/^Left column line one is here and left column line two/);
  });

  it('keeps a table that nothing marks as one row by row', async () => {
    const rows = [
      ['Route', 'Fare', 'Minutes'],
      ['Central', '3.0', '12'],
      ['North Point', '3.0', '25'],
      ['Shau Kei Wan', '3.0', '40'],
    ];
    const pieces = rows.flatMap((row, i) => row.map((text, j) => ({ text, x: 72 + j * 150, y: 700 - i * 15 })));
    expect((await load(await pdf([pieces]))).text).toBe(
      'Route Fare Minutes\n\nCentral 3.0 12\n\nNorth Point 3.0 25\n\nShau Kei Wan 3.0 40\n',
    );
    const two = pieces.filter(({ x }) => x < 300);
    expect((await load(await pdf([two]))).text).toBe(
      'Route Fare\n\nCentral 3.0\n\nNorth Point 3.0\n\nShau Kei Wan 3.0\n',
    );
  });

  it('keeps the rows apart of a table whose cells stand as close as reportlab sets them', async () => {
    const rows = [
      ['Route', 'Fare'],
      ['Shau Kei Wan', '3.0'],
      ['North Point', '3.0'],
    ];
    const pieces = rows.flatMap((row, i) => row.map((text, j) => ({ text, x: 72 + j * 84, y: 700 - i * 18 })));
    expect((await load(await pdf([pieces]))).text).toBe('Route Fare\n\nShau Kei Wan 3.0\n\nNorth Point 3.0\n');
  });

  it('keeps cells of Chinese apart, and a spaced heading together', () => {
    const run = (str: string, left: number, size = 11): PdfRun => ({
      str,
      transform: [size, 0, 0, size, left, 700],
      width: size * str.length,
      height: size,
    });
    const [row] = linesOf([run('新田科技城', 72), run('二〇三六', 139), run('八元', 195)]);
    expect(row).toMatchObject({
      text: '新田科技城 二〇三六 八元',
      gaps: [
        [127, 139],
        [183, 195],
      ],
    });
    expect(linesOf([run('會', 72), run('議', 93), run('紀', 114)])[0]).toMatchObject({ text: '會議紀' });
  });

  it('lets an item go on beside its mark', async () => {
    const lines = ['Passengers may bring one bag each, which has to', 'stand on the floor, and one', 'umbrella.'];
    const text = column(lines, 110, 700);
    const { text: read } = await load(await pdf([[{ text: '1.', x: 72, y: 700 }, ...text]]));
    expect(read).toBe(`1. ${lines.join(' ')}\n`);
  });

  it('reads the tables of a tagged PDF, with cells of many lines and rows and over a page break', async () => {
    const { text } = await load(await readFile(new URL('fixtures/tables.pdf', import.meta.url)));
    expect(text).toBe(`In 2025 the company carried 41.7 million passengers, more than ever.

| Year | Revenue (HK$ million) | Profit (HK$ million) |
| --- | --- | --- |
| 2024 | 612 | 18 |
| 2025 | 655 | 27 |

| 服務 | Who may use it | Fee |
| --- | --- | --- |
| Visits | People over 65 who live alone and cannot leave home without help | $50 an hour |
|  | Members \\| guests | free |
| Meals |  | $20 |

1. One thing

2. Another thing

| Route | Fare |
| --- | --- |
| S1 | $5 |
| S2 | $6 |

A paragraph ends the text.
`);
  });

  it('keeps the first row of a tagged table that has no head out of the head', () => {
    const rows = [
      ['Deposit', '$300'],
      ['Locker', '$15 a month'],
    ];
    const line = { text: rows.flat().join(' '), left: 72, right: 300, top: 80, size: 11 };
    const read = (table: Partial<PdfLine>) => paragraphsOf([[{ ...line, rows, ...table }]]).markdown.split('\n')[0];
    expect(read({})).toMatch(/^[| ]+$/);
    expect(read({ headed: true })).toBe('| Deposit | $300 |');
    const fares = [['Route', 'Fare'], ...rows];
    expect(read({ rows: fares })).toBe('| Route | Fare |');
    expect(read({ rows: fares, headed: false })).toMatch(/^[| ]+$/);
  });

  it('tells a table from one that lays out a page', () => {
    const run = (str: string): PdfRun => ({ str, transform: [12, 0, 0, 12, 0, 0], width: 9, height: 12 });
    const cell = (id: string) => ({ role: 'TD', children: [{ type: 'content', id }] });
    const rows = [
      ['a', 'b'],
      ['c', 'd'],
    ].map((ids) => ({ role: 'TR', children: ids.map(cell) }));
    const table = { role: 'Table', children: rows };
    const drawn = (text: string) =>
      ['a', 'c', 'b', 'd'].flatMap((id) => [
        { type: 'beginMarkedContentProps', id },
        run(id === 'b' ? text : id),
        { type: 'endMarkedContent' },
      ]);
    expect(
      tablesOf({ role: 'Root', children: [{ role: 'Table', children: [{ role: 'TR', children: [table] }] }] }),
    ).toEqual([table]);
    expect(tablesOf({ role: 'Table', children: rows.slice(1) })).toEqual([]);
    expect(withTables(drawn('b'), [table])).toMatchObject([
      {
        rows: [
          [[{ str: 'a' }], [{ str: 'b' }]],
          [[{ str: 'c' }], [{ str: 'd' }]],
        ],
      },
    ]);
    const headed = {
      role: 'Table',
      children: [{ role: 'TR', children: [{ ...cell('a'), role: 'TH' }, cell('b')] }, rows[1]!],
    };
    expect(withTables(drawn('b'), [headed])).toMatchObject([{ headed: false }]);
    const long = 'Long. '.repeat(100);
    expect(withTables(drawn(long), [table])).toMatchObject(['a', long, 'c', 'd'].map((str) => ({ str })));
  });

  it('reads Chinese with a map to Unicode, and with none but the name of Big5’s', async () => {
    const lines = [
      '香港電車於一九零四年投入服務，至今仍然每日載客約二十萬人次，是本港',
      '歷史最悠久的公共交通工具之一。電車公司計劃更換車廂。',
    ];
    expect(await load(chinesePdf(lines, 'unicode'))).toMatchObject({
      text: `${lines.join('')}\n`,
      languageTag: 'zh-HK',
    });
    expect((await load(chinesePdf(lines, 'big5', (text) => iconv.encode(text, 'big5')))).text).toBe(
      `${lines.join('')}\n`,
    );
  });

  it('does not take the name of a file for a title', async () => {
    const page = [column(['Plain text of one size, without a heading.'])];
    expect((await load(await pdf(page, { title: 'Microsoft Word - final2.docx' }))).title).toBeUndefined();
    expect((await load(await pdf(page, { title: '(anonymous)' }))).title).toBeUndefined();
    expect((await load(await pdf(page, { title: 'A real title' }))).title).toBe('A real title');
  });

  it('says that a scan has no text, that a file is damaged, that it is none', async () => {
    await expect(load(await pdf([[], []]))).rejects.toThrow(/2 pages without text.*scanned.*OCR/);
    await expect(load((await pdf([column(['Text.'])])).slice(0, 200))).rejects.toThrow(/is damaged/);
    await expect(load(new TextEncoder().encode('hello'))).rejects.toThrow(/is no PDF/);
  });
});

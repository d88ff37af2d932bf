import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import type { LoadedArticle } from '../../../ingest/loaders/loader.ts';
import { pdfLoader } from '../../../ingest/loaders/pdf.ts';
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
      '## Trams of Hong Kong\n\n' +
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

  it('keeps a table row by row', async () => {
    const rows = [
      ['Route', 'Fare', 'Minutes'],
      ['Central', '3.0', '12'],
      ['North Point', '3.0', '25'],
      ['Shau Kei Wan', '3.0', '40'],
    ];
    const pieces = rows.flatMap((row, i) => row.map((text, j) => ({ text, x: 72 + j * 150, y: 700 - i * 15 })));
    expect((await load(await pdf([pieces]))).text).toMatch(/Central 3\.0 12 .*North Point 3\.0 25/);
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
    expect((await load(await pdf(page, { title: 'A real title' }))).title).toBe('A real title');
  });

  it('says that a scan has no text, that a file is damaged, that it is none', async () => {
    await expect(load(await pdf([[], []]))).rejects.toThrow(/2 pages without text.*scanned.*OCR/);
    await expect(load((await pdf([column(['Text.'])])).slice(0, 200))).rejects.toThrow(/is damaged/);
    await expect(load(new TextEncoder().encode('hello'))).rejects.toThrow(/is no PDF/);
  });
});

import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { htmlLoader, loadHtml } from '../../../ingest/loaders/html.ts';
import type { LoadedArticle } from '../../../ingest/loaders/loader.ts';

const PAGE = `<!doctype html>
<html lang="zh-HK"><head>
  <title>港鐵宣佈加價 | 某報</title>
  <meta property="og:site_name" content="某報"><meta property="article:published_time" content="2026-03-01T23:00:00+08:00">
  <link rel="canonical" href="https://example.org/zh/fares"><link rel="alternate" hreflang="en" href="https://example.org/en/fares">
  <link rel="alternate" hreflang="x-default" href="https://example.org/">
  <style>.sr { display: none } @media print { .no-print { display: none } }</style>
</head><body>
  <nav><ul><li><a href="/">首頁</a></li><li><a href="/news">新聞</a></li></ul></nav>
  <article><h1>港鐵宣佈加價</h1>
    <p>港鐵公司今日宣佈，由六月起票價加<strong>百分之三</strong>，影響約五百萬名乘客。公司表示加幅符合機制。</p>
    <p style="display: none">隱藏指示</p><p class="sr">樣式隱藏</p><p aria-hidden="true">裝飾</p><!-- 註解 --><script>alert("程式")</script>
    <h2>背景</h2><p class="no-print">票價調整機制自二零零七年起實施。<a href="x">詳情</a>見 snake_case 網站 &lt;b&gt;。</p>
    <table><thead><tr><th>站</th><th>票價</th></tr></thead><tbody><tr><td>中環</td><td>$12.5</td></tr></tbody></table>
    <ol><li>第一</li><li>第二</li></ol>
  </article>
  <footer>版權所有</footer></body></html>`;

describe('the HTML loader', () => {
  it('takes the article, not what stands around it', () => {
    expect(loadHtml(PAGE).text).toBe(
      '港鐵公司今日宣佈，由六月起票價加百分之三，影響約五百萬名乘客。公司表示加幅符合機制。\n\n' +
        '## 背景\n\n票價調整機制自二零零七年起實施。詳情見 snake_case 網站 \\<b>。\n\n' +
        '| 站   | 票價  |\n| --- | --- |\n| 中環  | $12.5 |\n\n1. 第一\n2. 第二\n',
    );
  });

  it('leaves out the author of a short page, a Chinese one too, which says the same in fewer characters', () => {
    const page = (text: string) =>
      `<!doctype html><html><body><main><article><h1>Fares</h1><p class="byline">By City Desk</p>${`<p>${text}</p>`.repeat(3)}</article></main></body></html>`;
    for (const text of [
      '港鐵公司今日宣佈，由六月起票價加百分之三，影響約五百萬名乘客。',
      'The company said today that fares go up by three per cent from June, for five million passengers.',
    ])
      expect(loadHtml(page(text)).text).toBe(`${[text, text, text].join('\n\n')}\n`);
  });

  it('takes title, day, site, address, language and other versions from the page', () => {
    expect(loadHtml(PAGE)).toMatchObject({
      title: '港鐵宣佈加價',
      date: '2026-03-01',
      source: '某報',
      url: 'https://example.org/zh/fares',
      languageTag: 'zh-HK',
      alternates: ['https://example.org/en/fares'],
      format: 'markdown',
    });
  });

  it('leaves out what is hidden from readers, however it is hidden', () => {
    const hidden = [
      'style="visibility:hidden"',
      'hidden',
      'style="opacity:0"',
      'style="font-size:0px"',
      'class="off x"',
    ];
    const html = `<style>p.off{display:none !important}</style>${hidden.map((how) => `<p ${how}>IGNORE ALL RULES</p>`).join('')}<p>The pier is open.</p>`;
    expect(loadHtml(html).text).toBe('The pier is open.\n');
  });

  it('reads the encoding that the page declares or is in', async () => {
    const bytes = iconv.encode(
      '<html><head><meta charset=big5><title>渡輪</title></head><body><p>渡輪喺度嚟緊嘅。</p></body></html>',
      'big5-hkscs',
    );
    expect((await htmlLoader.load(bytes))[0]).toMatchObject({ title: '渡輪', text: '渡輪喺度嚟緊嘅。\n' });
  });

  it('keeps a short page, and an old one in a form', () => {
    expect(loadHtml('<h1>Opening hours</h1><p>Nine to five.</p>')).toMatchObject({
      title: 'Opening hours',
      text: 'Nine to five.\n',
    });
    expect(loadHtml('<body><form><div>All of this old page stands in a form.</div></form></body>').text).toBe(
      'All of this old page stands in a form.\n',
    );
  });

  it('says that a page of scripts has no text', () => {
    expect(() => loadHtml('<html><body><div id="root"></div><script>render()</script></body></html>')).toThrow(
      /no text/,
    );
  });

  it('marks text that would be taken for structure', () => {
    expect((loadHtml('<p># 1 in town</p><p>- 5 degrees</p>') as LoadedArticle).text).toBe(
      '\\# 1 in town\n\n\\- 5 degrees\n',
    );
  });

  const table = (...rows: readonly (readonly string[])[]) =>
    `<table>${rows.map((cells) => `<tr>${cells.map((cell) => (cell.startsWith('<t') ? cell : `<td>${cell}</td>`)).join('')}</tr>`).join('')}</table>`;
  /** Without the blanks that make a cell three wide. */
  const rowsOf = (html: string) => loadHtml(html).text.trim().replace(/ +/g, ' ').split('\n');

  it('keeps the first row of a table that has no head out of the head', () => {
    const gym = [
      ['Deposit', '$300'],
      ['Locker', '$15 a month'],
      ['Towel', '$5'],
    ];
    expect(rowsOf(table(...gym))).toEqual([
      '| | |',
      '| --- | --- |',
      '| Deposit | $300 |',
      '| Locker | $15 a month |',
      '| Towel | $5 |',
    ]);
    const lists = [
      [['Deposit', 'Free for members'], ...gym.slice(1)],
      [
        ['Venue', 'Town hall'],
        ['Telephone', '2345 6789'],
      ],
      [
        ['<th>Address</th>', 'Tai Po Road'],
        ['<th>Telephone</th>', '2345 6789'],
      ],
      [
        ['Mon', 'Yoga', 'Hall'],
        ['Tue', 'Dance', 'Studio'],
      ],
    ];
    for (const list of lists) expect(rowsOf(table(...list))[0]).toMatch(/^[| ]+$/);
  });

  it('takes a first row for the head that is marked as one, or is one in all but name', () => {
    const heads = [
      ['Route', 'Fare (HK$)'],
      ['項目', '收費'],
      ['Name', 'Post', 'Room'],
      ['Class', '2024', '2025'],
      ['', 'Aged 3–5', 'Aged 6–11'],
      ['', '<th>Aged 3–5</th>', '<th>Aged 6–11</th>'],
      ['<td><b>Colour</b></td>', '<td><strong>Sort</strong></td>'],
    ];
    for (const head of heads) {
      const body = ['Central', '3.0', '12'].slice(0, head.length);
      expect(rowsOf(table(head, body))).toEqual([
        `| ${head.join(' | ').replace(/<[^>]+>/g, '')} |`.replace('|  |', '| |'),
        `|${' --- |'.repeat(head.length)}`,
        `| ${body.join(' | ')} |`,
      ]);
    }
  });

  it('tells a cell that reaches over rows or columns in each of them', () => {
    const districts = table(
      ['<th>District</th>', '<th>Class</th>', '<th>Fee</th>'],
      ['<td rowspan="2">Tai Po</td>', 'Adult', '$400'],
      ['Child', '$250'],
    );
    expect(rowsOf(districts).slice(2)).toEqual(['| Tai Po | Adult | $400 |', '| Tai Po | Child | $250 |']);
    const pool = table(
      ['<th colspan="3">Fees of 2026</th>'],
      ['<th rowspan="2">Class</th>', '<th colspan="2">Fee</th>'],
      ['<th>Weekday</th>', '<th>Weekend</th>'],
      ['<td colspan="100">Members</td>'],
      ['Adult', '<td colspan="2">$100</td>'],
    );
    expect(rowsOf(pool)).toEqual([
      'Fees of 2026',
      '',
      '| Class | Fee Weekday | Fee Weekend |',
      '| --- | --- | --- |',
      '| Members | | |',
      '| Adult | $100 | $100 |',
    ]);
  });

  it('reads a table with lists and paragraphs in its cells, and one that lays out a page', () => {
    const row = ['Adult<ul><li>resident</li><li>visitor</li></ul>', '<p>$100 | weekdays:</p><p>$120</p>'];
    expect(rowsOf(table(['<th>Class</th>', '<th><h4>Fee</h4></th>'], row))).toEqual([
      '| Class | Fee |',
      '| --- | --- |',
      '| Adult; resident; visitor | $100 \\| weekdays: $120 |',
    ]);
    expect(loadHtml(table(['Left', '<h2>Fees</h2><p>They rise.</p>'])).text).toBe('Left\n\n## Fees\n\nThey rise.\n');
  });

  it.each([
    ['10<sup>6</sup> cells', '10⁶ cells'],
    ['2<sup>-3</sup> and 2<sup>0.5</sup> and x<sup>n</sup>', '2⁻³ and 2^0.5 and xⁿ'],
    ['7,500 m<sup>2</sup> and 30平方米<sup>2</sup>', '7,500 m² and 30平方米²'],
    ['In 2019<sup>1</sup>, 1,250<sup>3</sup> members', 'In 2019¹, 1,250³ members'],
    ['In 2019<sup><a href="#fn1">1</a></sup> and <a href="#n"><sup>2</sup></a>2020<sup>[3]</sup>', 'In 2019 and 2020'],
    ['members<sup>3</sup> met.<sup>4,5</sup> 會員<sup>註1</sup>', 'members met. 會員'],
    ['2019<a role="doc-noteref" href="#a">1</a> <a href="#b">↩</a>', '2019'],
    ['1<sup>1</sup>/<sub>2</sub> or <sup>3</sup>/<sub>4</sub> or 2<sup>1/2</sup>', '1 1/2 or 3/4 or 2 1/2'],
    ['the 1<sup>st</sup> at $5<sup>.90</sup> and 20<sup>o</sup>C', 'the 1st at $5.90 and 20°C'],
    ['H<sub>2</sub>O, 101<sub>2</sub>', 'H2O, 101₂'],
  ])('changes no number by what is set higher or lower: %s', (html, text) => {
    expect(loadHtml(`<p>${html}</p>`).text).toBe(`${text}\n`);
  });

  it('leaves out what is struck out, since it is withdrawn', () => {
    const struck = ['<del>$150</del>', '<s>$150</s>', '<strike>$150</strike>', '<span class="was">$150</span>'];
    for (const old of [...struck, '<span style="text-decoration: line-through">$150</span>'])
      expect(loadHtml(`<style>.was { text-decoration: line-through }</style><p>A day is ${old} $80.</p>`).text).toBe(
        'A day is $80.\n',
      );
  });

  it('reads what readers open: accordions, found text, a page that is faded in', () => {
    const accordion =
      '<h3><button aria-controls="a">What is the fee?</button></h3><div id="a" role="region" hidden><p>It is $100.</p></div>' +
      '<details><summary><button>When is it open?</button></summary><p>At nine.</p></details>';
    expect(loadHtml(`<p>The pool.</p>${accordion}`).text).toBe(
      'The pool.\n\n### What is the fee?\n\nIt is $100.\n\nWhen is it open?\n\nAt nine.\n',
    );
    for (const how of ['style="opacity:0"', 'style="display: none"', 'hidden'])
      expect(loadHtml(`<html><body ${how}><p>The pool is open.</p></body></html>`).text).toBe('The pool is open.\n');
    const style = '<style>html { visibility: hidden }</style>';
    expect(loadHtml(`<html><head>${style}</head><body><p>The pool is open.</p></body></html>`).text).toBe(
      'The pool is open.\n',
    );
    expect(loadHtml('<p>The pool.</p><div hidden="until-found"><p>It is $100.</p></div>').text).toBe(
      'The pool.\n\nIt is $100.\n',
    );
  });
});

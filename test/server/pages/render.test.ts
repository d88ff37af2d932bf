import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderAnswer, renderArticle } from '../../../server/pages/render.ts';

/** Renders with `part` of `text` cited. */
function cite(text: string, part: string, format: 'markdown' | 'text' = 'markdown'): string {
  const start = text.indexOf(part);
  expect(start).toBeGreaterThanOrEqual(0);
  return renderArticle(text, format, { start, end: start + part.length });
}

describe('the cited passage', () => {
  it.each([
    ['A **bold** word here.', 'bold', '<p>A <strong><mark id="cited">bold</mark></strong> word here.</p>'],
    [
      'A **bold** word.',
      'A **bold** word',
      '<p><mark id="cited">A </mark><strong><mark>bold</mark></strong><mark> word</mark>.</p>',
    ],
    ['A &amp; B \\*c\\* d', 'c', '<p>A &#x26; B *<mark id="cited">c</mark>* d</p>'],
    ['A &amp; B', 'B', '<p>A &#x26; <mark id="cited">B</mark></p>'],
    ['run `npm run ingest` now', 'ingest', '<p>run <code>npm run <mark id="cited">ingest</mark></code> now</p>'],
    ['- 一。二。\n- 三。', '二。', '<ul>\n<li>一。<mark id="cited">二。</mark></li>\n<li>三。</li>\n</ul>'],
    ['> 一\n> 二三', '三', '<blockquote>\n<p>一二<mark id="cited">三</mark></p>\n</blockquote>'],
    ['一。\n\n二。三。', '一。\n\n二。', '<p><mark id="cited">一。</mark></p>\n<p><mark>二。</mark>三。</p>'],
    ['🍣三文魚', '三文', '<p>🍣<mark id="cited">三文</mark>魚</p>'],
  ])('in %s', (text, part, html) => {
    expect(cite(text, part)).toBe(html);
  });

  it('stands in plain text too', () => {
    expect(cite('一 *二*\n\n  三 <b>', '三', 'text')).toBe('<p>一 *二*</p><p><mark id="cited">三</mark> &#x3C;b></p>');
  });

  it('is exactly the text cited, whatever the span', () => {
    const text = 'One **two** three.\n\n- four *five*\n- six `seven` [eight](https://a.b)\n\n## Nine\n\nTen.';
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(text.length), (a, b) => {
        const [start, end] = [Math.min(a, b), Math.max(a, b)];
        const html = renderArticle(text, 'markdown', { start, end });
        const marked = [...html.matchAll(/<mark[^>]*>(.*?)<\/mark>/gs)].map(([, part]) => part).join('');
        const letters = (value: string) => value.replace(/\(https:\/\/a\.b\)/g, '').replace(/[^a-z]/gi, '');
        const inside = letters(text.slice(0, end)).slice(letters(text.slice(0, start)).length);
        if (!/https/.test(text.slice(start, end)) && !text.slice(0, end).includes('(h'))
          expect(letters(marked)).toBe(inside);
        expect(html.match(/id="cited"/g)?.length ?? 0).toBe(/\S/.test(marked) ? 1 : 0);
      }),
    );
  });

  it('is nowhere when the span is empty, beyond the text, or markup alone', () => {
    for (const span of [
      { start: 3, end: 3 },
      { start: 90, end: 99 },
      { start: 0, end: 2 },
    ]) {
      expect(renderArticle('**a** b', 'markdown', span)).not.toContain('<mark');
    }
  });
});

describe('what an article may not do', () => {
  it.each([
    ['<script>alert(1)</script>', '<p>&#x3C;script>alert(1)&#x3C;/script></p>'],
    ['a <b onclick=x>c</b>', '<p>a &#x3C;b onclick=x>c&#x3C;/b></p>'],
    ['a <!-- note --> b', '<p>a  b</p>'],
    ['[x](javascript:alert(1))', '<p>x</p>'],
    ['[x](JaVaScRiPt:alert(1))', '<p>x</p>'],
    ['[x][y]\n\n[y]: data:text/html,z', '<p>x</p>'],
    ['[x](//evil.example)', '<p>x</p>'],
    ['![圖](https://a.b/c.png)', '<p>圖</p>'],
    ['[x](https://a.b "t")', '<p><a href="https://a.b" title="t" rel="noopener">x</a></p>'],
    ['mail@a.example', '<p><a href="mailto:mail@a.example" rel="noopener">mail@a.example</a></p>'],
  ])('%s', (text, html) => {
    expect(renderArticle(text, 'markdown')).toBe(html);
  });

  it('stays out of a heading’s anchor', () => {
    expect(renderArticle('## cited\n\n## 開放 時間\n\n## 開放 時間', 'markdown')).toBe(
      [
        '<h2 id="s-cited"><a href="#s-cited" class="anchor">cited</a></h2>',
        '<h2 id="s-開放-時間"><a href="#s-開放-時間" class="anchor">開放 時間</a></h2>',
        '<h2 id="s-開放-時間-2"><a href="#s-開放-時間-2" class="anchor">開放 時間</a></h2>',
      ].join('\n'),
    );
  });
});

it('links an answer’s markers to its sources and leaves the others as they are', () => {
  expect(renderAnswer('好。[1] `[1]` [7]', [1])).toBe(
    '<p>好。<a href="#source-1" class="ref">1</a> <code>[1]</code> [7]</p>',
  );
});

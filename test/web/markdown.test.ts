import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Block, parseMarkdown } from '../../web/markdown.ts';
import { type Inline, parseInline, safeAddress } from '../../web/markdown-inline.ts';

/** Every piece of text of a tree, with its offset. */
function leaves(nodes: readonly Inline[]): { text: string; start: number }[] {
  return nodes.flatMap((node) =>
    'children' in node ? leaves(node.children) : [{ text: node.text, start: node.start }],
  );
}
function leavesOf(block: Block): { text: string; start: number }[] {
  if (block.type === 'code') return [block];
  return block.type === 'row' ? block.cells.flatMap(leaves) : leaves(block.children);
}

describe('blocks', () => {
  it('reads paragraphs, headings, items, rows and code', () => {
    const source =
      '# 一\n\n段\n落\n- a\n  - b\n3. c\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n```js\nlet a\n```\n---\n> 引';
    expect(parseMarkdown(source).map(({ type }) => type)).toEqual([
      'heading',
      'p',
      'item',
      'item',
      'item',
      'row',
      'row',
      'code',
      'p',
    ]);
    const [, , first, nested, ordered, row] = parseMarkdown(source);
    expect([first, nested, ordered]).toMatchObject([{ indent: 0 }, { indent: 2 }, { number: 3 }]);
    expect(row).toMatchObject({ cells: [[{ text: ' x ' }], [{ text: ' y ' }]] });
  });

  it('reads how a table’s columns are aligned, its empty cells, and bars that divide nothing', () => {
    const [head, row] = parseMarkdown('| a | b | c | d |\n|:--|--:|:-:|---|\n| 1 || x \\| y | 4\n\n---\n');
    expect(head).toMatchObject({ type: 'row', aligns: [false, 'right', 'center', false, false] });
    const words =
      row!.type === 'row'
        ? row!.cells.map((cell) =>
            leaves(cell)
              .map(({ text }) => text)
              .join(''),
          )
        : [];
    expect(words).toEqual([' 1 ', '', ' x | y ', ' 4']);
  });

  it('takes plain text as it is', () => {
    expect(parseMarkdown('# 一 *二*\n三\n\n四', 'text')).toMatchObject([
      { type: 'p', children: [{ text: '# 一 *二*\n三' }] },
      { type: 'p', children: [{ text: '四' }] },
    ]);
  });

  it('keeps exact offsets in any text', () => {
    const piece = fc.constantFrom(
      '# ',
      '- ',
      '1. ',
      '| ',
      '```',
      '\n',
      '\n\n',
      '**',
      '*',
      '`',
      '[',
      '](',
      ')',
      '\\',
      '三文',
      'a',
      ' ',
      '[1]',
      'https://a.b/c',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const source = pieces.join('');
        for (const { text, start } of parseMarkdown(source).flatMap(leavesOf)) {
          expect(source.slice(start, start + text.length)).toBe(text);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it.each(['[', '**', '*', '`', '_', '](', '![', '<', '|', '> ', '- ', '\\', 'https://'])(
    'reads 100 kB of %s in well under a second',
    (token) => {
      const started = performance.now();
      parseMarkdown(token.repeat(100_000 / token.length));
      expect(performance.now() - started).toBeLessThan(1500);
    },
  );
});

describe('inline', () => {
  const shape = (text: string) =>
    JSON.stringify(parseInline(text, 0), (key, value) => (key === 'start' ? undefined : value));

  it.each([
    ['**粗**體', '[{"type":"strong","children":[{"type":"text","text":"粗"}]},{"type":"text","text":"體"}]'],
    ['a_b_c 2 * 3 * 4', '[{"type":"text","text":"a_b_c 2 * 3 * 4"}]'],
    ['\\*x\\*', '[{"type":"text","text":"*x"},{"type":"text","text":"*"}]'],
    ['`a*b*`', '[{"type":"code","text":"a*b*"}]'],
    ['好。[1]', '[{"type":"text","text":"好。"},{"type":"reference","n":1,"text":"[1]"}]'],
    ['![圖](https://a.b/c.png)', '[{"type":"link","children":[{"type":"text","text":"圖"}]}]'],
    [
      '[x](javascript:alert(1))',
      '[{"type":"link","children":[{"type":"text","text":"x"}]},{"type":"text","text":")"}]',
    ],
    [
      '見https://a.b/c。完',
      '[{"type":"text","text":"見"},{"type":"link","href":"https://a.b/c","children":[{"type":"text","text":"https://a.b/c"}]},{"type":"text","text":"。完"}]',
    ],
  ])('reads %s', (text, expected) => {
    expect(shape(text)).toBe(expected);
  });

  it.each([
    'javascript:alert(1)',
    ' javascript:x',
    'data:text/html,x',
    '//evil.example',
    '/path',
    'vbscript:x',
    'https://',
  ])('makes no link of %s', (address) => {
    expect(safeAddress(address)).toBeUndefined();
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHiddenTextFilter } from '../../../adapters/language-model/hidden-text.ts';

function said(chunks: readonly string[]): string {
  const filter = createHiddenTextFilter();
  return chunks.map((chunk) => filter.push(chunk)).join('') + filter.end();
}

const CASES: readonly [written: string, said: string][] = [
  ['Yes. [1]', 'Yes. [1]'],
  ['<think>Hm.</think>Yes.', 'Yes.'],
  ['<think></think>\n\nYes.', '\n\nYes.'],
  ['Yes. <think>Really?</think>No.', 'Yes. No.'],
  ['<think>cut off', ''],
  ['3 < 4, <b>bold</b> and <thinking>', '3 < 4, <b>bold</b> and <thinking>'],
  ['ends with <thi', 'ends with <thi'],
  ['no opening tag</think>Yes.', 'no opening tag</think>Yes.'],
  ['<search_results>\n{"doc_index": 1, "title": "甲"}\n{"doc_index": 2}\n</search_results>\n答。[1]', '\n答。[1]'],
  [
    '<search_results>{"doc_index": 1}</search_results>\n<search_results>{"doc_index": 2}</search_results>\n答。',
    '\n\n答。',
  ],
  ['<search_results>{"doc_index": 1}\n答。[1]\n再答。', '答。[1]\n再答。'],
  ['<search_results>[\n  {\n    "title": "</search"\n  },\n  null]</search_results>Yes.', 'Yes.'],
  ['<search_results>{"doc_index": 1', ''],
];

describe('the filter of what a model does not say', () => {
  it.each(CASES)('%j', (written, expected) => {
    expect(said([written])).toBe(expected);
  });

  it('gives the same however the text is cut', () => {
    const text = fc.constantFrom(...CASES.map(([written]) => written));
    fc.assert(
      fc.property(text, fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1 }), (written, sizes) => {
        const chunks: string[] = [];
        for (let at = 0, n = 0; at < written.length; n++) {
          const size = sizes[n % sizes.length]!;
          chunks.push(written.slice(at, at + size));
          at += size;
        }
        expect(said(chunks)).toBe(said([written]));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['<think>Hm.</think>Yes.', true],
    ['<think>\n\n</think>Yes.', false],
    ['<search_results>{"doc_index": 1}</search_results>Yes.', false],
    ['<think>cut', true],
  ])('tells a thought in %j: %s', (written, thought) => {
    const filter = createHiddenTextFilter();
    for (const character of written) filter.push(character);
    expect(filter.hasThought()).toBe(thought);
  });

  it('holds nothing back that cannot become a tag', () => {
    const filter = createHiddenTextFilter();
    expect(filter.push('3 <')).toBe('3 ');
    expect(filter.push(' 4')).toBe('< 4');
  });
});

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { getEncoding } from 'js-tiktoken';
import { describe, expect, it } from 'vitest';
import { tokenBound } from '../../../adapters/language-model/token-bound.ts';
import { ROOT } from '../../../config.ts';
import { splitSentences } from '../../../core/text/sentences.ts';

/** OpenAI's of today and of 2023, and GPT-2's, which knows hardly a Chinese character. */
const TOKENIZERS = (['o200k_base', 'cl100k_base', 'gpt2'] as const).map((name) => [name, getEncoding(name)] as const);

const TRICKY = [
  'Tsuen Wan MTR',
  'HK$1,234,567.89',
  'https://www.info.gov.hk/gia/general/202502/20/P2025022000123.htm',
  '嚿嘢喺邊度？嗰啲乜乜物物',
  '㗎喇😀👩‍👩‍👧',
  'e=mc²',
  '\n\n  \n',
  'kWh CO2 5G',
  'bm90IGEgd29yZA==',
  'ﬁ … — “”',
  'café naïve',
];

describe('the bound of tokens', () => {
  it.each(TOKENIZERS)('is never below what %s counts, in articles, questions and odd texts', async (_, tokenizer) => {
    const texts = [...TRICKY];
    const corpus = join(ROOT, 'corpus');
    for (const name of await readdir(corpus)) {
      const text = await readFile(join(corpus, name), 'utf8');
      texts.push(text, ...splitSentences(text).map(({ start, end }) => text.slice(start, end)));
    }
    const questions = await readFile(join(ROOT, 'test/eval/questions.jsonl'), 'utf8');
    texts.push(...questions.split('\n'));
    expect(texts.length).toBeGreaterThan(400);
    for (const text of texts) {
      const counted = tokenizer.encode(text, [], []).length;
      expect([tokenBound(text) >= counted, text]).toEqual([true, text]);
    }
  });

  it('is the bytes of what is no English', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('香', '、', '😀', 'é', '7', '%', '\n') }), (text) => {
        expect(tokenBound(text)).toBe(Buffer.byteLength(text));
      }),
    );
  });

  it('is no more than the bytes, and never less for more text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (one, more) => {
        expect(tokenBound(one)).toBeLessThanOrEqual(Buffer.byteLength(one));
        expect(tokenBound(`${one} ${more}`)).toBeGreaterThanOrEqual(tokenBound(one));
      }),
    );
  });
});

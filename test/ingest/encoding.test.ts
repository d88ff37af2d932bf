import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { decodeText, type Encoding } from '../../ingest/encoding.ts';

const big5 = (text: string) => iconv.encode(text, 'big5-hkscs');
const gb18030 = (text: string) => iconv.encode(text, 'gb18030');
const utf16 = (text: string, end: 'le' | 'be') => {
  const bytes = Buffer.from(text, 'utf16le');
  return Uint8Array.from(end === 'be' ? bytes.swap16() : bytes);
};

const SAMPLES: [name: string, bytes: Uint8Array, text: string, encoding: Encoding][] = [
  ['UTF-8', Buffer.from('香港'), '香港', 'utf-8'],
  ['UTF-8 with a mark', Buffer.from('\ufeff香港'), '香港', 'utf-8'],
  ['UTF-16 LE with a mark', utf16('\ufeff香港', 'le'), '香港', 'utf-16le'],
  ['UTF-16 BE with a mark', utf16('\ufeffTram', 'be'), 'Tram', 'utf-16be'],
  ['UTF-16 LE without', utf16('The tram 電車\n', 'le'), 'The tram 電車\n', 'utf-16le'],
  [
    'UTF-16 BE without, all Chinese',
    utf16('電車公司今日宣佈更換車廂。', 'be'),
    '電車公司今日宣佈更換車廂。',
    'utf-16be',
  ],
  ['Big5', big5('電車公司今日宣佈更換車廂。'), '電車公司今日宣佈更換車廂。', 'big5'],
  ['Big5-HKSCS', big5('佢哋喺度嚟緊嘅咗。'), '佢哋喺度嚟緊嘅咗。', 'big5'],
  ['Cantonese, four characters', big5('你食咗未'), '你食咗未', 'big5'],
  ['GB18030', gb18030('电车公司今天宣布更换车厢。'), '电车公司今天宣布更换车厢。', 'gb18030'],
  ['Traditional in GB18030', gb18030('電車公司今日宣佈更換車廂。'), '電車公司今日宣佈更換車廂。', 'gb18030'],
];

describe('decodeText', () => {
  it.each(SAMPLES)('tells %s', (_, bytes, text, encoding) => {
    expect(decodeText(bytes)).toEqual({ text, encoding });
  });

  it('believes a declared encoding only where the bytes bear it out', () => {
    expect(decodeText(gb18030('电车公司今天宣布更换车厢。'), 'gb2312').encoding).toBe('gb18030');
    expect(decodeText(big5('電車公司今日宣佈更換車廂。'), 'gb2312').encoding).toBe('big5');
    expect(decodeText(Buffer.from('電車'), 'big5')).toEqual({ text: '電車', encoding: 'utf-8' });
    expect(decodeText(Buffer.from('tram'), 'no such thing').text).toBe('tram');
  });

  it('takes neither Latin-1 nor binary for Chinese', () => {
    expect(() => decodeText(Buffer.from('Le café était fermé à midi, déjà.', 'latin1'))).toThrow(
      /not text in UTF-8.*Save it/,
    );
    expect(() => decodeText(Uint8Array.from({ length: 400 }, (_, i) => (i * i * 7 + 13) % 256))).toThrow(
      /binary|not text/,
    );
  });

  it('gives text or an error for whatever bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        try {
          expect(decodeText(bytes).text).not.toContain('\0');
        } catch (error) {
          expect((error as Error).name).toBe('ArticleError');
        }
      }),
    );
  });

  const news = join(import.meta.dirname, '../../../shared/data/eval/ntrex-dev.tsv');
  it.skipIf(!existsSync(news))(
    'is right on a thousand news sentences cut to eight characters (needs ../shared/data)',
    () => {
      const rows = readFileSync(news, 'utf8')
        .trim()
        .split('\n')
        .slice(1)
        .map((row) => row.split('\t'));
      const cases = [
        ['big5', 2, big5],
        ['big5-hkscs', 4, big5],
        ['gb18030', 3, gb18030],
      ] as const;
      for (const [encoding, column, encode] of cases) {
        const texts = rows
          .map((row) => [...row[column]!].slice(0, 8).join(''))
          .filter((text) => /^\p{Script=Han}+$/u.test(text) && iconv.decode(encode(text), encoding) === text);
        const right = texts.filter((text) => {
          try {
            return decodeText(encode(text)).text === text;
          } catch {
            return false;
          }
        });
        expect(texts.length).toBeGreaterThan(200);
        expect(right.length / texts.length, `${encoding} of column ${column}`).toBeGreaterThan(0.99);
      }
    },
  );
});

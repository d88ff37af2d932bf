import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shortened, slugOf } from '../../../ingest/add/slug.ts';

describe('slugOf', () => {
  it.each([
    ['Fares rise in June!', undefined, 'fares-rise-in-june'],
    ['The tram’s 120th year', undefined, 'the-trams-120th-year'],
    ['港鐵宣佈加價', 'https://x.example/news/mtr-fares-rise.html', 'mtr-fares-rise'],
    ['港鐵宣佈：加價', 'https://x.example/12345', '港鐵宣佈-加價'],
    [undefined, 'https://x.example/%E5%8A%A0%E5%83%B9', '加價'],
    ['con', undefined, 'article-con'],
    ['../../etc/passwd', undefined, 'etc-passwd'],
  ])('%s at %s', (title, url, slug) => {
    expect(slugOf(title, url)).toBe(slug);
  });

  it('is a safe and short file name, whatever the title', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (title) => {
        expect(slugOf(title, 'https://x.example/')).toMatch(/^[\p{L}\p{N}\p{M}-]+$/u);
        expect(Buffer.byteLength(slugOf(title))).toBeLessThan(250);
      }),
    );
  });
});

describe('shortened', () => {
  it('cuts what no file can be called at the border of a character, and keeps it apart from others', () => {
    const long = `${'香'.repeat(70)}𠮷`;
    const names = ['一', '二'].map((end) => shortened(long + end));
    expect(new Set(names).size).toBe(2);
    for (const name of names) {
      expect(name).toMatch(/^香{63}-[0-9a-f]{8}$/);
      expect(Buffer.byteLength(`${name}.zh-Hant.md`)).toBeLessThan(255);
    }
    expect(shortened('𠮷'.repeat(60))).toMatch(/^𠮷{47}-[0-9a-f]{8}$/u);
    expect(shortened('short')).toBe('short');
  });
});

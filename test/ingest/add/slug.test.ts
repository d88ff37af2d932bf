import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slugOf } from '../../../ingest/add/slug.ts';

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

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { articleUrl, FINGERPRINT, fingerprint, locate } from '../../server/passage-link.ts';

const TEXT = '電車於1904年通車。\n\nThe tram opened in 1904. A ride costs\nthree dollars. The tram opened in 1904.';

const spanOf = (text: string, quote: string, from = 0) => {
  const start = text.indexOf(quote, from);
  return { start, end: start + quote.length };
};

describe('a passage’s link', () => {
  it('names the place and a fingerprint of the words', () => {
    const quote = '電車於1904年通車。';
    const url = articleUrl({ article: 'a b', language: 'zh-Hant', ...spanOf(TEXT, quote), quote }, 'en');
    expect(url).toMatch(/^\/articles\/a%20b\?lang=zh-Hant&ui=en&start=0&end=11&passage=b-[0-9a-z]{1,7}#cited$/);
    expect(new URL(url, 'http://x').searchParams.get('passage')).toMatch(FINGERPRINT);
  });

  it('finds the passage that stands elsewhere, wrapped otherwise', () => {
    const quote = 'A ride costs\nthree dollars.';
    const before = spanOf(TEXT, quote);
    const edited = `Trams run until midnight. ${TEXT.replace(quote, 'A ride costs three dollars.')}`;
    const found = locate(edited, before, fingerprint(quote))!;
    expect(edited.slice(found.start, found.end)).toBe('A ride costs three dollars.');
  });

  it('takes the nearest of two alike', () => {
    const quote = 'The tram opened in 1904.';
    const print = fingerprint(quote);
    const [first, second] = [spanOf(TEXT, quote), spanOf(TEXT, quote, 40)];
    expect(locate(TEXT, { start: second.start + 3, end: second.end + 3 }, print)).toEqual(second);
    expect(locate(TEXT, { start: first.start - 3, end: first.end - 3 }, print)).toEqual(first);
  });

  it('finds nothing where one figure has changed, the text is shorter, or nothing was quoted', () => {
    const quote = 'A ride costs\nthree dollars.';
    const span = spanOf(TEXT, quote);
    expect(locate(TEXT.replace('three', 'seven'), span, fingerprint(quote))).toBeUndefined();
    expect(locate('Short.', span, fingerprint(quote))).toBeUndefined();
    expect(locate(TEXT, { start: 0, end: 11 }, '0-0')).toBeUndefined();
  });

  it('finds whatever was quoted, whatever is put around it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), fc.string(), (before, quote, after) => {
        fc.pre(quote.trim() !== '');
        const text = before + quote + after;
        const found = locate(text, { start: 0, end: quote.length }, fingerprint(quote));
        expect(fingerprint(text.slice(found!.start, found!.end))).toBe(fingerprint(quote));
        expect(text.slice(found!.start, found!.end).replace(/\s/g, '')).toBe(quote.replace(/\s/g, ''));
      }),
    );
  });

  it('costs one reading of the article, however hostile', () => {
    const started = performance.now();
    expect(locate('a'.repeat(1_000_000), { start: 9, end: 9000 }, `${(8991).toString(36)}-1`)).toBeUndefined();
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

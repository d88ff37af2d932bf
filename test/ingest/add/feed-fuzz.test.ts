import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readListing } from '../../../ingest/add/feed.ts';
import { ArticleError } from '../../../ingest/article-error.ts';

const FEEDS = [
  '<rss version="2.0"><channel><item><link>https://a.example/1</link><pubDate>Mon, 02 Mar 2026</pubDate></item></channel></rss>',
  '<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="https://a.example/2" rel="alternate"/></entry></feed>',
  '<urlset><url><loc>https://a.example/3</loc></url></urlset>',
  '<sitemapindex><sitemap><loc>https://a.example/4.xml.gz</loc></sitemap></sitemapindex>',
].map((text) => new TextEncoder().encode(text));

/** A feed that somebody cut off, or wrote over in places. */
const broken = fc
  .tuple(fc.constantFrom(...FEEDS), fc.nat(200), fc.array(fc.tuple(fc.nat(150), fc.nat(255)), { maxLength: 8 }))
  .map(([bytes, end, changes]) => {
    const copy = bytes.slice();
    for (const [at, byte] of changes) if (at < copy.length) copy[at] = byte;
    return copy.slice(0, end);
  });

it('a feed or sitemap, damaged or of any bytes, is a list of addresses, no list, or an error that can be told', () => {
  const bytes = fc.oneof(
    broken,
    fc.uint8Array({ maxLength: 300 }),
    fc.uint8Array({ maxLength: 30 }).map((rest) => Uint8Array.of(0x1f, 0x8b, ...rest)),
  );
  const type = fc.constantFrom(
    'application/rss+xml',
    'application/atom+xml',
    'text/xml',
    'application/gzip',
    'text/html',
    '',
  );
  fc.assert(
    fc.property(bytes, type, (bytes, type) => {
      try {
        const listing = readListing({ url: 'https://a.example/feed', status: 200, type, bytes });
        for (const url of [...(listing?.articles ?? []).map(({ url }) => url), ...(listing?.listings ?? [])])
          expect(URL.canParse(url)).toBe(true);
      } catch (error) {
        expect(error).toBeInstanceOf(ArticleError);
      }
    }),
    { numRuns: 1000 },
  );
});

/** The articles that a feed (RSS, Atom) or a sitemap links to. */
import { gunzipSync } from 'node:zlib';
import { ArticleError } from '../article-error.ts';
import { decodeText } from '../encoding.ts';
import { elementsOf, type XmlElement } from '../loaders/xml.ts';
import type { Page } from './web.ts';

export interface Listing {
  readonly articles: readonly string[];
  /** Of a sitemap of sitemaps. */
  readonly listings: readonly string[];
}

const MAX_UNPACKED = 50 * 1024 ** 2;

/** @returns undefined where the page is neither feed nor sitemap. */
export function readListing(page: Page): Listing | undefined {
  const bytes = unpacked(page.bytes);
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 2000));
  const root = /<(?:\w+:)?(rss|feed|RDF|urlset|sitemapindex)[\s>]/.exec(start.replace(/<!--[\s\S]*?-->/g, ''))?.[1];
  if (!root || /<html[\s>]/i.test(start)) return undefined;
  const xml = decodeText(bytes, page.charset).text;
  const addresses = (found: (string | null | undefined)[]): string[] => [
    ...new Set(
      found.flatMap((href) => (href && URL.canParse(href.trim(), page.url) ? new URL(href.trim(), page.url).href : [])),
    ),
  ];
  if (root === 'sitemapindex') return { articles: [], listings: addresses(elementsOf(xml, 'sitemap').map(location)) };
  if (root === 'urlset') return { articles: addresses(elementsOf(xml, 'url').map(location)), listings: [] };
  const entries = elementsOf(xml, root === 'feed' ? 'entry' : 'item');
  return { articles: addresses(entries.map(linkOf)), listings: [] };
}

/** Sitemaps are often kept packed. */
function unpacked(bytes: Uint8Array): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_UNPACKED });
  } catch (error) {
    throw new ArticleError(`cannot be unpacked: ${(error as Error).message}.`);
  }
}

const named = (element: XmlElement, name: string): XmlElement[] =>
  [...element.children].filter(({ nodeName }) => nodeName.toLowerCase() === name);

const location = (element: XmlElement): string | null | undefined => named(element, 'loc')[0]?.textContent;

/** Atom's link is an attribute, of one of several elements; RSS's is the text of one. */
function linkOf(entry: XmlElement): string | null | undefined {
  const links = named(entry, 'link');
  const page = links.find(
    (link) => link.getAttribute('href') && (link.getAttribute('rel') ?? 'alternate') === 'alternate',
  );
  const text = links.find((link) => link.textContent?.trim())?.textContent;
  const guid = named(entry, 'guid').find((id) => id.getAttribute('isPermaLink') !== 'false')?.textContent;
  return page?.getAttribute('href') ?? text ?? (guid && /^https?:/.test(guid.trim()) ? guid : undefined);
}

/** The articles that a feed (RSS, Atom) or a sitemap links to, and the text that a feed has of them itself. */
import { gunzipSync } from 'node:zlib';
import { ArticleError } from '../article-error.ts';
import { defined } from '../defined.ts';
import { decodeText } from '../encoding.ts';
import { isoDate } from '../iso-date.ts';
import { elementsOf, type XmlElement } from '../loaders/xml.ts';
import type { Page } from './web.ts';

export interface Entry {
  readonly url: string;
  /** The whole article, where the feed has it: a summary is none. */
  readonly html?: string;
  readonly title?: string;
  readonly date?: string;
}

export interface Listing {
  readonly articles: readonly Entry[];
  /** Of a sitemap of sitemaps. */
  readonly listings: readonly string[];
}

const MAX_UNPACKED = 50 * 1024 ** 2;

const ROOT = /<([\w-]+:)?(rss|feed|RDF|urlset|sitemapindex)[\s>]/;

/** @returns undefined where the page is neither feed nor sitemap. */
export function readListing(page: Page): Listing | undefined {
  const bytes = unpacked(page.bytes);
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 2000));
  const [, prefix, root] = ROOT.exec(start.replace(/<!--[\s\S]*?-->/g, '')) ?? [];
  if (!root || /<html[\s>]/i.test(start)) return undefined;
  const xml = withoutPrefix(decodeText(bytes, page.charset).text, prefix);
  const addressed = (elements: readonly XmlElement[], link: Link, told: (element: XmlElement) => Told): Entry[] => {
    const entries = elements.flatMap((element) => {
      const href = link(element)?.trim();
      return href && URL.canParse(href, page.url) ? { url: new URL(href, page.url).href, ...told(element) } : [];
    });
    return [...new Map(entries.map((entry) => [entry.url, entry])).values()];
  };
  if (root === 'sitemapindex') {
    const listings = addressed(elementsOf(xml, 'sitemap'), location, nothing);
    return { articles: [], listings: listings.map(({ url }) => url) };
  }
  if (root === 'urlset') return { articles: addressed(elementsOf(xml, 'url'), location, nothing), listings: [] };
  const entries = elementsOf(xml, root === 'feed' ? 'entry' : 'item');
  return { articles: addressed(entries, linkOf, ownText), listings: [] };
}

/** `sm:loc` of an `sm:urlset` is a `loc`; other prefixes tell elements of other kinds. */
const withoutPrefix = (xml: string, prefix: string | undefined): string =>
  prefix ? xml.replaceAll(`<${prefix}`, '<').replaceAll(`</${prefix}`, '</') : xml;

type Link = (element: XmlElement) => string | null | undefined;
type Told = Omit<Entry, 'url'>;

const nothing = (): Told => ({});

/** RSS has the whole text in `content:encoded`, Atom in `content`. */
function ownText(entry: XmlElement): Told {
  const text = (name: string): string | undefined => named(entry, name)[0]?.textContent?.trim() || undefined;
  const content = named(entry, 'content').find((element) => element.getAttribute('type') === 'html');
  const html = text('content:encoded') ?? content?.textContent?.trim();
  if (!html) return {};
  const written = text('pubdate') ?? text('published') ?? text('dc:date') ?? text('updated');
  return { html, ...defined({ title: text('title'), date: isoDate(written) }) };
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

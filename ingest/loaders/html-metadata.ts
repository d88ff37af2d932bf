/** What a page says of itself: title, date, site, address, language, versions in other languages. */
import { defined } from '../defined.ts';
import { isoDate } from '../iso-date.ts';
import type { LoadedArticle } from './loader.ts';

type PageMetadata = Pick<LoadedArticle, 'title' | 'date' | 'source' | 'url' | 'languageTag' | 'alternates'>;

export function pageMetadata(document: Document): PageMetadata {
  const title = pageTitle(document);
  const date = pageDate(document);
  const source = meta(document, ['og:site_name', 'application-name', 'publisher', 'dcterms.publisher', 'dc.publisher']);
  const url = webAddress(
    document.querySelector('link[rel~=canonical]')?.getAttribute('href') ?? meta(document, ['og:url']),
  );
  const languageTag =
    document.documentElement?.getAttribute('lang') || meta(document, ['content-language', 'og:locale']);
  const alternates = [...document.querySelectorAll('link[rel~=alternate][hreflang]')]
    .filter((link) => link.getAttribute('hreflang') !== 'x-default')
    .flatMap((link) => webAddress(link.getAttribute('href') ?? undefined) ?? []);
  return defined({ title, date, source, url, languageTag, alternates: alternates.length ? alternates : undefined });
}

function pageTitle(document: Document): string | undefined {
  const own = meta(document, ['og:title', 'twitter:title', 'dc.title', 'dcterms.title']);
  if (own) return own;
  const named = clean(document.querySelector('title')?.textContent);
  const headings = [...document.querySelectorAll('h1')].map((h1) => clean(h1.textContent)).filter(Boolean);
  // “Fares rise | The Daily”: the heading that the title begins with is the article's own.
  return headings.find((heading) => named?.startsWith(heading!)) ?? (headings.length === 1 ? headings[0] : named);
}

const DATES = [
  ...['article:published_time', 'og:article:published_time', 'datepublished', 'publishdate', 'pubdate', 'date'],
  ...['dc.date', 'dcterms.date', 'dc.date.issued', 'dcterms.issued', 'dcterms.created', 'article:modified_time'],
];

function pageDate(document: Document): string | undefined {
  const told = meta(document, DATES);
  const linked = [...document.querySelectorAll('script[type="application/ld+json"]')]
    .map((script) => /"datePublished"\s*:\s*"([^"]+)"/.exec(script.textContent ?? '')?.[1])
    .find(Boolean);
  const shown = document.querySelector('article time[datetime], main time[datetime], time[pubdate]');
  return isoDate(told) ?? isoDate(linked) ?? isoDate(shown?.getAttribute('datetime') ?? undefined);
}

/** The first of `names` that a `<meta>` gives, whichever attribute it is named by. */
function meta(document: Document, names: readonly string[]): string | undefined {
  const told = new Map<string, string>();
  for (const element of document.querySelectorAll('meta[content]')) {
    const name = ['property', 'name', 'itemprop', 'http-equiv'].map((key) => element.getAttribute(key)).find(Boolean);
    const content = clean(element.getAttribute('content'));
    if (name && content && !told.has(name.toLowerCase())) told.set(name.toLowerCase(), content);
  }
  return names.map((name) => told.get(name)).find(Boolean);
}

const clean = (text: string | null | undefined): string | undefined => text?.replace(/\s+/g, ' ').trim() || undefined;

function webAddress(text: string | undefined): string | undefined {
  return text && /^https?:\/\//i.test(text) && URL.canParse(text) ? new URL(text).href : undefined;
}

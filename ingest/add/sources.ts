/** From what an editor names (a file, a folder, an address) to articles as they were loaded. */
import { readFile, realpath, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ArticleError, reasonOf } from '../article-error.ts';
import { endingOf, formatOf, isWithin, listFiles, unread } from '../list-files.ts';
import { checkSize, type FileLoader } from '../loaders/file-loader.ts';
import { FORMATS, type Format } from '../loaders/formats.ts';
import type { Loaded, LoadedArticle } from '../loaders/loader.ts';
import { type Entry, type Listing, readListing } from './feed.ts';
import type { Page, Web } from './web.ts';

/** One article, or why there is none, with what the editor knows it by. */
export type Found =
  | { readonly name: string; readonly loaded: LoadedArticle; readonly url?: string; readonly note?: string }
  | { readonly name: string; readonly reason: string };

interface SourceOptions {
  readonly loader: FileLoader;
  readonly web: Web;
  /** Asks robots.txt. */
  readonly allowed: (url: URL) => Promise<number>;
  /** Articles of feeds and sitemaps at most. */
  readonly limit: number;
  /** Addresses of a feed that need not be fetched again. */
  readonly known: (url: string) => boolean;
  /** Told how many articles of a listing are in the corpus already, and how many are left for another time. */
  readonly onKnown: (listing: string, count: number) => void;
  readonly onLeft: (count: number) => void;
}

function isAddress(source: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(source);
}

export async function* findArticles(source: string, options: SourceOptions): AsyncGenerator<Found> {
  if (isAddress(source)) yield* fromAddress(source, options);
  else yield* fromDisk(source, options);
}

async function* fromDisk(path: string, options: SourceOptions): AsyncGenerator<Found> {
  const { loader } = options;
  const info = await stat(path).catch(() => undefined);
  if (!info) return yield { name: path, reason: 'is not there.' };
  if (info.isFile() && FEEDS.has(endingOf(path))) return yield* fromWeb(path, () => feedFile(path), options);
  const { files, unreadable } = info.isDirectory() ? await filesIn(path) : { files: [path], unreadable: [] };
  yield* unreadable;
  if (files.length === 0) yield { name: path, reason: `holds no article: ${Object.keys(FORMATS).join(', ')}.` };
  for (const file of files) yield* settled(file, () => loadFile(file, path, loader));
}

async function filesIn(folder: string) {
  const { files, unreadable } = await listFiles(folder);
  return {
    files: files.map((file) => join(folder, file)),
    unreadable: unreadable.map(({ file, reason }) => ({ name: join(folder, file), reason })),
  };
}

/** Kinds of files that feeds and sitemaps are kept in. */
const FEEDS: ReadonlySet<string> = new Set(['xml', 'rss', 'atom', 'rdf']);

/** Under its own address, so that a link without a host leads to a file, which nothing is fetched from. */
async function feedFile(path: string): Promise<Page> {
  const page = { url: pathToFileURL(path).href, status: 200, type: 'application/xml', bytes: await readFile(path) };
  if (!readListing(page))
    throw new ArticleError('is neither a feed (RSS, Atom) nor a sitemap, and other XML is not read.');
  return page;
}

/** @param named what the editor named: a folder of strangers may hold links to what is nobody's to publish. */
async function loadFile(file: string, named: string, loader: FileLoader): Promise<readonly Loaded[]> {
  if (!isWithin(await realpath(file), await realpath(named)))
    throw new ArticleError(`is a link out of ${named}. Name what it leads to by itself, to add it.`);
  const format = formatOf(file);
  if (!format)
    throw new ArticleError(unread(file) ?? `is of no kind that is read: ${Object.keys(FORMATS).join(', ')}.`);
  checkSize(format, (await stat(file)).size);
  return loader.load(format, await readFile(file));
}

async function* fromAddress(address: string, options: SourceOptions): AsyncGenerator<Found> {
  if (!URL.canParse(address)) return yield { name: address, reason: 'is no address.' };
  yield* fromWeb(address, () => fetched(address, options), options);
}

/** @param first the page that the editor named, or a feed. */
async function* fromWeb(name: string, first: () => Promise<Page>, options: SourceOptions): AsyncGenerator<Found> {
  const queue = [name];
  const seen = new Set(queue);
  let left = options.limit;
  while (queue.length > 0 && left > 0) {
    const url = queue.shift()!;
    try {
      const page = await (url === name ? first() : fetched(url, options));
      const listing = readListing(page);
      if (!listing) {
        yield* fromPage(page, options);
        continue;
      }
      for (const next of listing.listings) if (!seen.has(next) && seen.size < 1000) queue.push(next) && seen.add(next);
      const taken = yield* fromListing(url, listing, left, options);
      left -= taken;
    } catch (error) {
      yield { name: url, reason: reasonOf(error) };
    }
  }
}

/** @returns how many were taken. */
async function* fromListing(
  url: string,
  listing: Listing,
  most: number,
  options: SourceOptions,
): AsyncGenerator<Found, number> {
  const fresh = listing.articles.filter((article) => !options.known(article.url));
  if (listing.articles.length === 0 && listing.listings.length === 0) yield { name: url, reason: 'lists no article.' };
  if (fresh.length < listing.articles.length) options.onKnown(url, listing.articles.length - fresh.length);
  if (fresh.length > most) options.onLeft(fresh.length - most);
  for (const entry of fresh.slice(0, most)) {
    for await (const found of fromLink(entry.url, options))
      yield 'reason' in found ? await fromFeed(entry, found, options) : found;
  }
  return Math.min(most, fresh.length);
}

async function* fromLink(url: string, options: SourceOptions): AsyncGenerator<Found> {
  try {
    yield* fromPage(await fetched(url, options), options);
  } catch (error) {
    yield { name: url, reason: reasonOf(error) };
  }
}

/** The text that a feed has of a page which cannot be had. */
async function fromFeed(
  { url, html, ...told }: Entry,
  missed: Extract<Found, { reason: string }>,
  { loader }: SourceOptions,
): Promise<Found> {
  if (html === undefined) return missed;
  for await (const found of settled(url, () =>
    loader.load('html', new TextEncoder().encode(html), { charset: 'utf-8' }),
  )) {
    if ('reason' in found) break;
    return {
      ...found,
      loaded: { ...found.loaded, ...told },
      note: `of the feed's own text; the page ${missed.reason}`,
    };
  }
  return missed;
}

async function fetched(url: string, { web, allowed }: SourceOptions): Promise<Page> {
  const page = await web.get(url, allowed);
  if (page.status >= 400) throw new ArticleError(`was answered with HTTP status ${page.status}.`);
  if (page.status !== 200) throw new ArticleError(`was answered with HTTP status ${page.status}, not with a page.`);
  return page;
}

async function* fromPage(page: Page, { loader }: SourceOptions): AsyncGenerator<Found> {
  yield* settled(page.url, () =>
    loader.load(pageFormat(page), page.bytes, page.charset === undefined ? {} : { charset: page.charset }),
  );
}

const TYPES: ReadonlyMap<string, Format> = new Map<string, Format>([
  ['text/html', 'html'],
  ['application/xhtml+xml', 'html'],
  ['application/pdf', 'pdf'],
  ['application/epub+zip', 'epub'],
  ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'docx'],
  ['text/markdown', 'markdown'],
  ['application/jsonl', 'jsonl'],
  ['application/x-ndjson', 'jsonl'],
]);

function pageFormat({ type, url }: Page): Format {
  const named = ['', 'text/plain', 'application/octet-stream'].includes(type)
    ? formatOf(new URL(url).pathname)
    : undefined;
  const told = TYPES.get(type) ?? named;
  const format = told ?? (type === 'text/plain' ? 'text' : undefined);
  if (!format) throw new ArticleError(`is ${type || 'of a kind that is not told'}, not an article.`);
  return format;
}

async function* settled(name: string, load: () => Promise<readonly Loaded[]>): AsyncGenerator<Found> {
  try {
    for (const loaded of await load()) {
      const part = `${isAddress(name) ? name : basename(name)}${loaded.part ?? ''}`;
      if ('reason' in loaded) yield { name: part, reason: loaded.reason };
      else yield { name: part, loaded, ...(isAddress(name) && { url: name }) };
    }
  } catch (error) {
    yield { name, reason: reasonOf(error) };
  }
}

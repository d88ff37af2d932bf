/** Turns sources into articles of the corpus, one after the other. */
import { basename } from 'node:path';
import type { Article, Language } from '../../core/types.ts';
import { ArticleError } from '../article-error.ts';
import { readCorpus } from '../articles.ts';
import { partsOfName, refuseForeign, type SourceArticle } from '../candidate.ts';
import { defined } from '../defined.ts';
import { fileOf } from '../feed-line.ts';
import { foreignLanguage } from '../foreign-text.ts';
import { languageOfText } from '../language-tags.ts';
import { createFileLoader } from '../loaders/file-loader.ts';
import type { LoadedArticle } from '../loaders/loader.ts';
import { noParseCache } from '../parse-cache.ts';
import { createRobots } from './robots.ts';
import { shortened, slugOf } from './slug.ts';
import { type Found, findArticles } from './sources.ts';
import { createWeb, type WebOptions } from './web.ts';
import { type Present, sourceOf, type Written, writeArticle } from './write-article.ts';

export interface AddOptions extends WebOptions {
  readonly corpusDir: string;
  /** Where the ingest keeps what it parsed; see `readCorpus`. */
  readonly cacheDir?: string;
  readonly detect: (text: string) => Language;
  readonly limit: number;
  readonly replace: boolean;
  readonly dryRun: boolean;
  /** Of a source that is one article. */
  readonly id?: string;
  readonly language?: Language;
}

export type AddEvent =
  | (Written & {
      readonly type: 'article';
      readonly name: string;
      readonly title: string;
      /** What the editor should know of it, as the end of a sentence about it. */
      readonly note?: string;
    })
  | { readonly type: 'left-out'; readonly name: string; readonly reason: string }
  /** Articles of a feed or a sitemap that are in the corpus, and were not looked at again. */
  | { readonly type: 'known'; readonly name: string; readonly count: number }
  /** Articles of a feed or a sitemap beyond the limit. */
  | { readonly type: 'more'; readonly count: number };

/** Whatever goes wrong with one article is told, and the next one is taken. */
export async function* add(sources: readonly string[], options: AddOptions): AsyncGenerator<AddEvent> {
  const present = await presentArticles(options);
  const loader = createFileLoader(noParseCache);
  const web = createWeb(options);
  const allowed = createRobots(web);
  const known = (url: string): boolean => !options.replace && present.articles.some((article) => article.url === url);
  let more = 0;
  const onLeft = (count: number): void => {
    more += count;
  };
  const passed: AddEvent[] = [];
  const onKnown = (name: string, count: number): void => void passed.push({ type: 'known', name, count });
  const all = { loader, web, allowed, limit: options.limit, known, onKnown, onLeft };
  try {
    for (const source of sources) {
      for await (const found of findArticles(source, all)) yield await addOne(found, present, options);
      yield* passed.splice(0);
    }
    if (more > 0) yield { type: 'more', count: more };
  } finally {
    loader.close();
    await web.close();
  }
}

async function presentArticles({ corpusDir, cacheDir, detect }: AddOptions): Promise<Present> {
  // A corpus that is not there yet is made with its first article.
  const corpus = await readCorpus(corpusDir, detect, defined({ cacheDir })).catch((error) => {
    if (error.cause?.code === 'ENOENT') return { articles: [] };
    throw error;
  });
  return { articles: [...corpus.articles], met: new Set() };
}

async function addOne(found: Found, present: Present, options: AddOptions): Promise<AddEvent> {
  const { name } = found;
  if ('reason' in found) return { type: 'left-out', name, reason: found.reason };
  try {
    const article = toArticle(found, present.articles, options);
    const named = givenId(found, options) !== undefined;
    const written = await writeArticle(options.corpusDir, present, article, { ...options, named });
    const note = noteOn(found, options);
    return { type: 'article', name, title: article.title, ...written, ...defined({ note }) };
  } catch (error) {
    if (!(error instanceof ArticleError)) throw error;
    return { type: 'left-out', name, reason: error.message };
  }
}

type Loadable = Exclude<Found, { reason: string }>;

/** In the file that is written the language is told, and an ingest has no more doubts. */
function noteOn(found: Loadable, options: AddOptions): string | undefined {
  const foreign = toldLanguage(found, options) ? undefined : foreignLanguage(found.loaded.text);
  const seems = foreign && `seemingly in a language that Samman does not know (${foreign})`;
  return [found.note, seems].filter(Boolean).join(', ') || undefined;
}

const partsOf = ({ name, url }: Loadable) => (url === undefined ? partsOfName(fileOf(basename(name))) : undefined);

const toldLanguage = (found: Loadable, { language }: AddOptions): Language | undefined =>
  language ?? found.loaded.language ?? (found.loaded.part ? undefined : partsOf(found)?.language);

const givenId = ({ loaded }: Loadable, { id }: AddOptions): string | undefined =>
  id ?? loaded.translationOf ?? loaded.id;

function toArticle(found: Loadable, present: readonly SourceArticle[], options: AddOptions): Article {
  const { loaded, name } = found;
  if (!loaded.text.trim()) throw new ArticleError('has no text.');
  const named = partsOf(found);
  if (!loaded.part) refuseForeign(named, { ...loaded, ...(options.language && { language: options.language }) });
  const language = toldLanguage(found, options) ?? languageOfText(loaded.text, loaded.languageTag, options.detect);
  const url = loaded.url ?? found.url;
  const title = loaded.title ?? (loaded.part ? loaded.id : named?.id)?.replace(/[-_]+/g, ' ') ?? url ?? name;
  const id =
    givenId(found, options) ??
    tiedId({ ...loaded, ...defined({ url }) }, language, present) ??
    slugOf(named && !loaded.part ? named.id : title, url);
  const source = sourceOf(defined({ source: loaded.source, url }));
  const { text, format, date, questions } = loaded;
  return { id: slugged(id), language, title, text, format, ...defined({ source, url, date, questions }) };
}

/** Ids come from feeds too: they must not lead out of the folder. */
const slugged = (id: string): string => (/^[\p{L}\p{N}][\p{L}\p{N}\p{M}_-]*$/u.test(id) ? shortened(id) : slugOf(id));

/** The article, already here, that a page names as itself in another language, and that has no version in this one. */
function tiedId(
  { alternates, url }: LoadedArticle,
  language: Language,
  present: readonly SourceArticle[],
): string | undefined {
  const original = present.find(
    (other) => other.url !== undefined && alternates?.includes(other.url) && other.language !== language,
  );
  const taken = present.some(
    (other) => other.id === original?.id && other.language === language && (url === undefined || other.url !== url),
  );
  return taken ? undefined : original?.id;
}

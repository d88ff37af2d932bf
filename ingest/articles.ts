/** Reads the corpus folder: what can be read becomes articles, what cannot is named with the reason. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from '../config.ts';
import type { Language } from '../core/types.ts';
import { ArticleError, reasonOf } from './article-error.ts';
import { type Candidate, type SourceArticle, toArticle, toCandidate } from './candidate.ts';
import { formatOf, listFiles, unread } from './list-files.ts';
import { checkSize, createFileLoader, type FileLoader } from './loaders/file-loader.ts';
import { createParseCache, noParseCache } from './parse-cache.ts';
import { noReadingCache, openReadingCache } from './reading-cache.ts';
import { versionIds } from './tie-versions.ts';

export type { SourceArticle } from './candidate.ts';

export interface Problem {
  readonly file: string;
  readonly reason: string;
}

export interface Corpus {
  readonly articles: readonly SourceArticle[];
  /** Files left out, folders, as `2024/`, and single articles of a feed, as `feed.jsonl:12`. */
  readonly problems: readonly Problem[];
  /** Articles that seem to be in a language which is none of ours, and are taken for one that is. */
  readonly foreign: readonly Candidate[];
  /** Documents of kinds that are not read. */
  readonly others: readonly string[];
}

interface ReadOptions {
  /** Folder that keeps what HTML, PDF, DOCX and EPUB files held, so that unchanged ones are not parsed again. */
  readonly cacheDir?: string;
  /** File that keeps what every file held, so that those not touched since are not read, and what names the detector. */
  readonly readings?: { readonly path: string; readonly detector: string };
  /** Of a plan, which uses what is kept and changes nothing. */
  readonly isPlan?: boolean;
  /** Called after each file with how many are read, of how many. */
  readonly onRead?: (done: number, total: number) => void;
  /** Stops before the next file. */
  readonly signal?: AbortSignal;
}

/** Where an ingest and a server that starts keep what they read. */
export const keptIn = (indexDir: string, detector: string | undefined): ReadOptions => ({
  cacheDir: join(indexDir, 'parsed'),
  ...(detector !== undefined && { readings: { path: join(indexDir, 'readings.jsonl'), detector } }),
});

/** What one file gave. */
export interface Reading {
  readonly found: readonly Candidate[];
  readonly problems: readonly Problem[];
  /** Under what name the parse cache keeps it. */
  readonly parsed?: string;
  /** It may be otherwise the next time, though the file is the same. */
  readonly passing?: true;
}

/** Files read at once: enough to keep the disk and the parsers busy. */
const AT_ONCE = 8;

/**
 * @param detect tells the language of a text whose name and front matter do not.
 * @throws ConfigError when the folder itself cannot be read, the signal's reason when it fires.
 */
export async function readCorpus(
  corpusDir: string,
  detect: (text: string) => Language,
  { cacheDir, readings: kept, isPlan = false, onRead, signal }: ReadOptions = {},
): Promise<Corpus> {
  const { files, unreadable, others } = await listFiles(corpusDir).catch((cause) => {
    const where = cause.path === undefined || cause.path === corpusDir ? '' : ` at ${cause.path}`;
    throw new ConfigError(
      `The corpus folder ${corpusDir} cannot be read (${cause.code}${where}). Set CORPUS_DIR or --corpus.`,
      { cause },
    );
  });
  const cache = cacheDir === undefined ? noParseCache : createParseCache(cacheDir, { isPlan });
  const loader = createFileLoader(cache);
  const before = kept ? await openReadingCache(kept.path, kept.detector) : noReadingCache;
  try {
    let done = 0;
    const readings = await inParallel(files, async (file) => {
      signal?.throwIfAborted();
      const read = () => readOne(loader, corpusDir, file, detect);
      // A feed's articles are kept one by one, so that one more does not cost them all.
      const isFeed = formatOf(file) === 'jsonl';
      const reading = await (isFeed ? read() : before.through(file, join(corpusDir, file), read));
      if (reading.parsed) cache.keep(reading.parsed);
      onRead?.(++done, files.length);
      return reading;
    });
    const candidates = readings.flatMap(({ found }) => found);
    const { articles, problems } = distinct(candidates);
    // A share that is away for a moment leaves an empty folder: its files would all be read anew when it is back.
    const isAway = articles.length === 0;
    if (!isPlan && !isAway) await Promise.all([cache.prune(), before.save()]);
    return {
      articles,
      problems: [...unreadable, ...readings.flatMap((reading) => reading.problems), ...problems],
      foreign: candidates.filter(({ foreign }) => foreign),
      others,
    };
  } finally {
    loader.close();
  }
}

/** @returns in the order of `items`. */
async function inParallel<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let i = next++; i < items.length; i = next++) results[i] = await work(items[i]!);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return results;
}

async function readOne(
  loader: FileLoader,
  corpusDir: string,
  file: string,
  detect: (text: string) => Language,
): Promise<Reading> {
  const found: Candidate[] = [];
  const problems: Problem[] = [];
  let parsed: string | undefined;
  try {
    const format = formatOf(file);
    if (!format) throw new ArticleError(unread(file)!);
    const path = join(corpusDir, file);
    const { size } = await stat(path);
    if (size === 0) throw new ArticleError('is empty.');
    checkSize(format, size);
    const bytes = await readFile(path);
    parsed = loader.keptAs(format, bytes);
    for (const loaded of await loader.load(format, bytes)) {
      const name = `${file}${loaded.part ?? ''}`;
      if ('reason' in loaded) problems.push({ file: name, reason: loaded.reason });
      else found.push(toCandidate(file, loaded, detect));
    }
  } catch (error) {
    problems.push({ file, reason: reasonOf(error) });
    if (!(error instanceof ArticleError) || error.passing) return { found, problems, passing: true };
  }
  return { found, problems, ...(parsed && { parsed }) };
}

function distinct(candidates: readonly Candidate[]): { articles: SourceArticle[]; problems: Problem[] } {
  const ids = versionIds(candidates);
  const articles: SourceArticle[] = [];
  const problems: Problem[] = [];
  const seen = new Map<string, string>();
  candidates.forEach((candidate, i) => {
    const key = `${ids[i]} (${candidate.language})`;
    const other = seen.get(key);
    if (other) {
      const reason = `is a second version of ${key}; ${other} is the first. Rename one, or give it another id.`;
      problems.push({ file: candidate.file, reason });
    } else {
      seen.set(key, candidate.file);
      articles.push(toArticle(candidate, ids[i]!));
    }
  });
  return { articles, problems };
}

/** One ingest, or the plan of one, over parts that `main.ts` builds. */
import { ConfigError } from '../config.ts';
import type { EmbeddingModel, Language } from '../core/types.ts';
import { textHash } from '../store/checksum.ts';
import { currentVersion, type Manifest, readManifest } from '../store/index-folder.ts';
import type { IndexStore } from '../store/index-store.ts';
import { withLock } from '../store/lock.ts';
import { peekVectorCache } from '../store/vector-cache.ts';
import type { VectorIndexKind } from '../store/write-index.ts';
import { arriving } from './arriving.ts';
import { type Corpus, keptIn, readCorpus } from './articles.ts';
import { buildIndex, isCurrent } from './build.ts';
import { createPace, type IngestView } from './events.ts';
import { seemForeign } from './foreign-text.ts';
import { passedOver } from './list-files.ts';
import { lossOf, lostBy } from './lost.ts';
import { compareArticles, rebuildReason, understood } from './plan.ts';
import { prepare, servedPassages } from './prepare.ts';
import { keepRate, readRate, tryRate } from './rate.ts';

export interface IngestParts {
  readonly corpusDir: string;
  readonly indexDir: string;
  readonly vectorIndex: VectorIndexKind;
  readonly graphThread?: URL;
  /** Where the index goes; into `indexDir` by default, which keeps the vectors made so far in any case. */
  readonly store?: IndexStore | undefined;
  /** Asked for more than once: it takes half a second to load. */
  embedder(): Promise<EmbeddingModel>;
  detect(text: string): Language;
  /** Names the detector; without it every file is read each time. */
  readonly detector?: string;
  readonly view: IngestView;
}

interface IngestOptions {
  /** Embed every passage anew. */
  readonly rebuild: boolean;
  /** Stops between two batches; what was embedded is kept. */
  readonly signal: AbortSignal;
  /** Milliseconds without a change after which a file that cannot be read is left out. Without it, at once. */
  readonly patience?: number;
}

export interface IngestOutcome {
  /** Files and lines of feeds. */
  readonly leftOut: number;
  /** Nothing was done, since a file may still be being saved: milliseconds until it is known to be broken. */
  readonly again?: number;
}

/** Whatever fails, the index from before goes on serving. */
export function runIngest(parts: IngestParts, options: IngestOptions): Promise<IngestOutcome> {
  const { rebuild, signal: asked, patience = 0 } = options;
  const { corpusDir, indexDir, vectorIndex, graphThread, store, view } = parts;
  const started = performance.now();
  return withLock(indexDir, async (lost) => {
    const signal = AbortSignal.any([asked, lost]);
    // Loaded in its threads while files are read here.
    const loading = parts.embedder();
    loading.catch(() => {});
    const corpus = await read(parts);
    const served = asManifest(await servedManifest(parts));
    const waiting = await arriving(corpusDir, corpus.problems, served?.leftOut ?? [], patience);
    if (waiting.length > 0) {
      for (const { file, reason, milliseconds } of waiting)
        view.show({ type: 'waiting', file, reason, seconds: Math.ceil(milliseconds / 1000) });
      return { leftOut: 0, again: Math.max(...waiting.map(({ milliseconds }) => milliseconds)) };
    }
    tell(parts, corpus, served);
    const { articles, problems } = corpus;
    const embedder = await loading;
    const pace = createPace();
    let embedding: number | undefined;
    const { version, passages, embedded } = await buildIndex({
      ...{ indexDir, vectorIndex, graphThread, store, embedder, articles, problems, rebuild, signal },
      warn: (message) => view.show({ type: 'warning', message }),
      async onProgress(progress) {
        view.show({ type: 'progress', ...pace(progress) });
        embedding ??= performance.now();
        if (progress.done < progress.total) return;
        await keepRate(indexDir, embedder.id, progress.bytes, performance.now() - embedding);
      },
    });
    view.show({
      type: 'done',
      version,
      articles: new Set(articles.map(({ id }) => id)).size,
      versions: articles.length,
      passages,
      embedded,
      leftOut: problems.length,
      seconds: Math.round((performance.now() - started) / 100) / 10,
    });
    return { leftOut: problems.length };
  });
}

/** Writes nothing, and needs no lock. */
export async function planIngest(
  parts: IngestParts,
  { rebuild }: Pick<IngestOptions, 'rebuild'>,
): Promise<IngestOutcome> {
  const { indexDir, view } = parts;
  const corpus = await read(parts, { isPlan: true });
  const served = await servedManifest(parts);
  tell(parts, corpus, asManifest(served));
  const { articles, problems } = corpus;
  const embedder = await parts.embedder();
  const cache = await peekVectorCache(indexDir, embedder.id, rebuild);
  const known = await servedPassages(indexDir, embedder, rebuild);
  try {
    const { passages, missing, bytes } = prepare(articles, embedder, cache, known);
    const rate = (await readRate(indexDir, embedder.id)) ?? (await tryRate(embedder, missing));
    const before = asManifest(served)?.articles ?? [];
    const changes = compareArticles(
      before,
      articles.map((article) => ({ ...article, content: textHash(article.text) })),
    );
    view.show({
      type: 'plan',
      ...changes,
      articles: understood(articles, changes),
      passages: passages.length,
      toEmbed: missing.length,
      seconds: rate && Math.round((bytes / rate) * 10) / 10,
      rebuild: rebuildReason(served, embedder.id, rebuild),
    });
    return { leftOut: problems.length };
  } finally {
    known.close();
    await cache.close();
  }
}

const read = ({ corpusDir, indexDir, detect, detector }: IngestParts, { isPlan = false } = {}): Promise<Corpus> =>
  readCorpus(corpusDir, detect, { ...keptIn(indexDir, detector), isPlan });

/** What is not as the editor may think. @throws ConfigError where no article is left. */
function tell(
  { corpusDir, view }: IngestParts,
  { articles, problems, foreign, others }: Corpus,
  served: Manifest | undefined,
): void {
  // An index without an article is never made: readers keep the one they have.
  const before = articles.length > 0 ? (served?.articles ?? []) : [];
  for (const problem of problems) {
    const lost = lostBy(problem, before, articles);
    view.show({ type: 'left-out', ...problem, ...(lost.length > 0 && { lost, advice: lossOf(lost) }) });
  }
  for (const message of [seemForeign(foreign), passedOver(others)]) {
    if (message) view.show({ type: 'warning', message });
  }
  if (articles.length === 0) {
    throw new ConfigError(`No article in ${corpusDir}. Put one there, such as my-article.en.md.`);
  }
}

async function servedManifest({ store, indexDir }: IngestParts): Promise<Manifest | Error | undefined> {
  if (store) return store.manifest();
  const version = await currentVersion(indexDir);
  return version ? readManifest(indexDir, version).catch((error: Error) => error) : undefined;
}

/** One that cannot be read tells nothing. */
const asManifest = (served: Manifest | Error | undefined): Manifest | undefined =>
  served instanceof Error ? undefined : served;

/** Needs no lock: what it reads, the ingest that follows need not read again. */
export async function isUpToDate(parts: IngestParts): Promise<boolean> {
  const { articles } = await read(parts);
  return isCurrent(parts.indexDir, (await parts.embedder()).id, articles);
}

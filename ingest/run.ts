/** One ingest, or the plan of one, over parts that `main.ts` builds. */
import { ConfigError } from '../config.ts';
import type { EmbeddingModel, Language } from '../core/types.ts';
import { textHash } from '../store/checksum.ts';
import { currentVersion, type Manifest, readManifest, removeUnfinished } from '../store/index-folder.ts';
import type { IndexStore } from '../store/index-store.ts';
import { withLock } from '../store/lock.ts';
import { peekVectorCache } from '../store/vector-cache.ts';
import type { VectorIndexKind } from '../store/write-index.ts';
import { arriving } from './arriving.ts';
import { type Corpus, keptIn, readCorpus } from './articles.ts';
import { isCurrent, updateIndex } from './build.ts';
import { type Changes, compareArticles } from './changes.ts';
import { createPace, createReadingView, type IngestView } from './events.ts';
import { seemForeign } from './foreign-text.ts';
import { isLargeLoss, largeLoss } from './large-loss.ts';
import { passedOver } from './list-files.ts';
import { leftOutOf } from './lost.ts';
import { rebuildReason, understood } from './plan.ts';
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
  /** Stops between two files or batches; what was embedded is kept. */
  readonly signal: AbortSignal;
  /** Milliseconds without a change after which a file that cannot be read is left out. Without it, at once. */
  readonly patience?: number;
  /** As `createHold` makes it. Without it, whatever is gone goes at once. */
  readonly holdBack?: (isLarge: boolean) => number;
}

export interface IngestOutcome {
  /** Something is left out that was not before, or much of the library is gone. */
  readonly needsLook: boolean;
  /** Nothing was done, since a file may still be being saved or much of the library be away for a moment: milliseconds until it is done all the same. */
  readonly again?: number;
}

/** Whatever fails, the index from before goes on serving. */
export function runIngest(parts: IngestParts, options: IngestOptions): Promise<IngestOutcome> {
  const { rebuild, signal: asked, patience = 0, holdBack } = options;
  const { corpusDir, indexDir, vectorIndex, graphThread, store, view } = parts;
  const started = performance.now();
  return withLock(indexDir, async (lost) => {
    const signal = AbortSignal.any([asked, lost]);
    await removeUnfinished(indexDir);
    // Loaded in its threads while files are read here.
    const loading = parts.embedder();
    loading.catch(() => {});
    const corpus = await read(parts, { signal });
    const served = asManifest(await servedManifest(parts));
    const waiting = await arriving(corpusDir, corpus.problems, served?.leftOut ?? [], patience);
    if (waiting.length > 0) {
      for (const { file, reason, milliseconds } of waiting)
        view.show({ type: 'waiting', file, reason, seconds: Math.ceil(milliseconds / 1000) });
      return { needsLook: true, again: Math.max(...waiting.map(({ milliseconds }) => milliseconds)) };
    }
    const changes = changesOf(served, corpus);
    const { articles, problems } = corpus;
    const [removed, before] = [changes.removed.length, served?.articles.length ?? 0];
    const again = articles.length > 0 && holdBack?.(isLargeLoss(changes, before));
    if (again) {
      view.show({ type: 'held-back', removed, served: before, folder: corpusDir, seconds: Math.ceil(again / 1000) });
      return { needsLook: true, again };
    }
    const told = tell(parts, corpus, changes, served);
    const embedder = await loading;
    const pace = createPace();
    let embedding: number | undefined;
    const { version, passages, embedded } = await updateIndex({
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
      added: changes.added.length,
      changed: changes.changed.length,
      moved: changes.moved.length,
      removed,
      passages,
      embedded,
      leftOut: problems.length,
      leftOutBefore: told.leftOutBefore,
      seconds: Math.round((performance.now() - started) / 100) / 10,
    });
    return { needsLook: told.needsLook };
  });
}

/** Writes nothing, and needs no lock. */
export async function planIngest(
  parts: IngestParts,
  { rebuild, signal }: Pick<IngestOptions, 'rebuild' | 'signal'>,
): Promise<IngestOutcome> {
  const { indexDir, view } = parts;
  const started = performance.now();
  const corpus = await read(parts, { signal, isPlan: true });
  const served = await servedManifest(parts);
  const changes = changesOf(asManifest(served), corpus);
  const { needsLook } = tell(parts, corpus, changes, asManifest(served));
  const { articles } = corpus;
  const embedder = await parts.embedder();
  const cache = await peekVectorCache(indexDir, embedder.id, rebuild);
  const known = await servedPassages(indexDir, embedder, rebuild);
  try {
    const { passages, missing, bytes } = prepare(articles, embedder, cache, known);
    // All of it is done again, since a plan keeps nothing.
    const reading = (performance.now() - started) / 1000;
    const rate = (await readRate(indexDir, embedder.id)) ?? (await tryRate(embedder, missing));
    view.show({
      type: 'plan',
      ...changes,
      articles: understood(articles, changes),
      passages: passages.length,
      toEmbed: missing.length,
      seconds: Math.round((reading + (rate ? bytes / rate : 0)) * 10) / 10,
      rebuild: rebuildReason(served, embedder.id, rebuild),
    });
    return { needsLook };
  } finally {
    known.close();
    await cache.close();
  }
}

const read = (
  { corpusDir, indexDir, detect, detector, view }: IngestParts,
  options: { readonly signal: AbortSignal; readonly isPlan?: boolean },
): Promise<Corpus> =>
  readCorpus(corpusDir, detect, { ...keptIn(indexDir, detector), ...options, onRead: createReadingView(view) });

const changesOf = (served: Manifest | undefined, { articles }: Corpus): Changes =>
  compareArticles(
    served?.articles ?? [],
    articles.map((article) => ({
      ...article,
      // Asked for of few: of those that neither their id nor their file tells.
      get content() {
        return textHash(article.text);
      },
    })),
  );

/** What is not as the editor may think. @throws ConfigError where no article is left. */
function tell(
  { corpusDir, view }: IngestParts,
  { articles, problems, foreign, others }: Corpus,
  changes: Changes,
  served: Manifest | undefined,
): { readonly leftOutBefore: number; readonly needsLook: boolean } {
  // An index without an article is never made: readers keep the one they have.
  const before = articles.length > 0 ? (served?.articles ?? []) : [];
  const leftOut = leftOutOf(problems, served && { articles: before, leftOut: served.leftOut }, articles);
  for (const problem of leftOut) view.show({ type: 'left-out', ...problem });
  const warn = (message: string | undefined) => message && view.show({ type: 'warning', message });
  warn(seemForeign(foreign));
  warn(passedOver(others));
  if (articles.length === 0) {
    const kept = served ? ' The index from before goes on serving.' : '';
    throw new ConfigError(`No article in ${corpusDir}. Put one there, such as my-article.en.md.${kept}`);
  }
  const isLarge = isLargeLoss(changes, before.length);
  if (isLarge) warn(largeLoss(changes.removed, before.length, corpusDir));
  const leftOutBefore = leftOut.filter(({ asBefore }) => asBefore).length;
  return { leftOutBefore, needsLook: leftOutBefore < leftOut.length || isLarge };
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
export async function isUpToDate(parts: IngestParts, signal: AbortSignal): Promise<boolean> {
  const { articles } = await read(parts, { signal });
  return isCurrent(parts.indexDir, (await parts.embedder()).id, articles);
}

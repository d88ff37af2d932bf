/** One ingest, or the plan of one, over parts that `main.ts` builds. */
import { ConfigError } from '../config.ts';
import type { EmbeddingModel, Language } from '../core/types.ts';
import { textHash } from '../store/checksum.ts';
import { currentVersion, type Manifest, readManifest } from '../store/index-folder.ts';
import type { IndexStore } from '../store/index-store.ts';
import { withLock } from '../store/lock.ts';
import { peekVectorCache } from '../store/vector-cache.ts';
import type { VectorIndexKind } from '../store/write-index.ts';
import { type Corpus, keptIn, readCorpus } from './articles.ts';
import { buildIndex } from './build.ts';
import { createPace, type IngestView } from './events.ts';
import { passedOver } from './list-files.ts';
import { compareArticles, rebuildReason } from './plan.ts';
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

export interface IngestOptions {
  /** Embed every passage anew. */
  readonly rebuild: boolean;
  /** Stops between two batches; what was embedded is kept. */
  readonly signal: AbortSignal;
}

/** @returns how many files were left out. Whatever fails, the index from before goes on serving. */
export function runIngest(parts: IngestParts, { rebuild, signal: asked }: IngestOptions): Promise<number> {
  const { indexDir, vectorIndex, graphThread, store, view } = parts;
  const started = performance.now();
  return withLock(indexDir, async (lost) => {
    const signal = AbortSignal.any([asked, lost]);
    // Loaded in its threads while files are read here.
    const loading = parts.embedder();
    loading.catch(() => {});
    const { articles, problems } = await read(parts, { lookOnly: false });
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
    return problems.length;
  });
}

/** Changes nothing, and needs no lock. @returns how many files would be left out. */
export async function planIngest(parts: IngestParts, { rebuild }: Pick<IngestOptions, 'rebuild'>): Promise<number> {
  const { indexDir, view } = parts;
  const { articles, problems } = await read(parts, { lookOnly: true });
  const embedder = await parts.embedder();
  const served = await (parts.store?.manifest() ?? servedManifest(indexDir));
  const cache = await peekVectorCache(indexDir, embedder.id, rebuild);
  const known = await servedPassages(indexDir, embedder, rebuild);
  try {
    const { passages, missing, bytes } = prepare(articles, embedder, cache, known);
    const rate = (await readRate(indexDir, embedder.id)) ?? (await tryRate(embedder, missing));
    const before = served instanceof Error ? [] : (served?.articles ?? []);
    view.show({
      type: 'plan',
      ...compareArticles(
        before,
        articles.map((article) => ({ ...article, content: textHash(article.text) })),
      ),
      passages: passages.length,
      toEmbed: missing.length,
      seconds: rate && Math.round((bytes / rate) * 10) / 10,
      rebuild: rebuildReason(served, embedder.id, rebuild),
    });
    return problems.length;
  } finally {
    known.close();
    await cache.close();
  }
}

async function read(
  { corpusDir, indexDir, detect, detector, view }: IngestParts,
  { lookOnly }: { lookOnly: boolean },
): Promise<Corpus> {
  const corpus = await readCorpus(corpusDir, detect, { ...keptIn(indexDir, detector), lookOnly });
  for (const { file, reason } of corpus.problems) view.show({ type: 'left-out', file, reason });
  const message = passedOver(corpus.others);
  if (message) view.show({ type: 'warning', message });
  if (corpus.articles.length === 0) {
    throw new ConfigError(`No article in ${corpusDir}. Put one there, such as my-article.en.md.`);
  }
  return corpus;
}

async function servedManifest(indexDir: string): Promise<Manifest | Error | undefined> {
  const version = await currentVersion(indexDir);
  return version ? readManifest(indexDir, version).catch((error: Error) => error) : undefined;
}

/** `npm run eval`: the composition root of what is measured. */
import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { loadLanguageDetector } from '../adapters/language-id-file.ts';
import { loadRetrievalAids } from '../adapters/retrieval-aids.ts';
import { createTransformersEmbedding } from '../adapters/transformers-embedding.ts';
import { ConfigError, ROOT, readConfig } from '../config.ts';
import { bridgeEmbedding } from '../core/retrieval/bridged-embedding.ts';
import type { EmbeddingModel } from '../core/types.ts';
import { createBaseline } from './baseline.ts';
import { cacheEmbeddings } from './cached-embedding.ts';
import { belowFloor, type Committed, type Run, readCommitted, withFloors, writeCommitted } from './committed.ts';
import { DataError } from './data.ts';
import { format, missesTarget } from './figures.ts';
import { FlagError, type Flags, HELP, readFlags } from './flags.ts';
import { ALL_MEASURES } from './measures/all.ts';
import type { Embedders, Parts } from './measures/measure.ts';
import { createPools } from './pool.ts';
import { createProgress, type Progress } from './progress.ts';
import { chart } from './report/chart.ts';
import { markdown } from './report/markdown.ts';
import { table } from './report/table.ts';
import { type Outcome, runMeasures } from './run.ts';

const DOCS = join(ROOT, 'docs');
const FIGURES = join(DOCS, 'evaluation.json');

async function compose(progress: Progress): Promise<Parts> {
  const config = readConfig();
  const modelsDir = join(ROOT, 'models');
  const options = { model: config.embeddingModel, modelsDir, download: config.embeddingDownload, arena: true };
  const [model, detector] = await Promise.all([createTransformersEmbedding(options), loadLanguageDetector(modelsDir)]);
  const { tokenIds } = model;
  const aids = await loadRetrievalAids({ modelsDir, embeddingModel: config.embeddingModel, tokenIds });
  const own = withCache(model);
  const asIs = lazily(async () => withCache(await createTransformersEmbedding({ ...options, languageMeans: false })));
  const baseline = await createBaseline(async () => (await asIs()).embedder);
  if (!baseline) progress.note('hnswlib-node is not built on this machine: no baseline.');
  const embedders = bridged(own);
  return {
    detect: (text) => detector.detect(text),
    ...embedders,
    without: { bridge: async () => own, means: async () => bridged(await asIs()) },
    createPool: createPools(embedders.embedder, { aids }),
    aids,
    baseline,
    threshold: config.answerThreshold,
  };
}

const withCache = (model: EmbeddingModel): Embedders => ({ embedder: cacheEmbeddings(model), uncached: model });

const bridged = ({ embedder, uncached }: Embedders): Embedders => ({
  embedder: bridgeEmbedding(embedder),
  uncached: bridgeEmbedding(uncached),
});

/** Made when first asked for, and once. */
function lazily<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

async function main(): Promise<number> {
  const flags = readFlags(process.argv.slice(2), ROOT);
  if (flags.help) {
    console.log(HELP);
    return 0;
  }
  const started = performance.now();
  const committed = await readCommitted(FIGURES);
  const last = flags.quick ? committed.quick : committed.full;
  const progress = createProgress(process.stderr);
  const { parts, outcome } = await measure(flags, progress).finally(progress.stop);
  const run: Run = {
    measured: new Date().toISOString().slice(0, 10),
    embedder: parts.embedder.id,
    node: process.versions.node,
    cores: availableParallelism(),
    seconds: Math.round((performance.now() - started) / 100) / 10,
    figures: withFloors(outcome.figures, last, flags.setFloor),
  };
  print(flags, run, outcome, last);
  await keep(flags, run, outcome, committed);
  return verdict(run, flags, last);
}

async function measure(flags: Flags, progress: Progress) {
  const parts = await compose(progress);
  const { files, quick, only } = flags;
  return { parts, outcome: await runMeasures(ALL_MEASURES, only, { parts, files, quick, progress }) };
}

function print({ json, quick, files }: Flags, run: Run, { skipped }: Outcome, last: Run | undefined): void {
  if (!json) {
    console.log(table(ALL_MEASURES, run.figures, last?.figures ?? []));
    console.log(`\nIn ${Math.round(run.seconds)} s, with ${run.embedder}.`);
    return;
  }
  const below = new Set(belowFloor(run.figures).map(({ id }) => id));
  const figures = run.figures.map((figure) => {
    const before = last?.figures.find(({ id }) => id === figure.id)?.value;
    return {
      ...figure,
      ...(before !== undefined && { last: before }),
      belowTarget: missesTarget(figure),
      belowFloor: below.has(figure.id),
    };
  });
  console.log(JSON.stringify({ quick, files, skipped, ...run, figures }, null, 2));
}

/** Only what everyone can measure again is kept: every measure, over the default data. */
async function keep(flags: Flags, run: Run, { skipped }: Outcome, committed: Committed): Promise<void> {
  if (!flags.defaultData || flags.only.length > 0 || (flags.quick && !flags.setFloor)) return;
  if (skipped.length > 0) {
    console.error(`Not written to ${relative(ROOT, DOCS)}/: ${skipped.map(({ name }) => name).join(', ')} skipped.`);
    return;
  }
  const { full, quick } = { ...committed, ...(flags.quick ? { quick: run } : { full: run }) };
  await mkdir(DOCS, { recursive: true });
  await writeCommitted(FIGURES, { ...committed, ...(full && { full }), ...(quick && { quick }) });
  if (!full) return;
  await writeFile(join(DOCS, 'evaluation.md'), markdown(ALL_MEASURES, full, quick));
  await writeFile(join(DOCS, 'evaluation.svg'), chart(ALL_MEASURES, full.figures));
}

/** The exit code, with a line for each promise broken. */
function verdict({ figures }: Run, { quick, defaultData, setFloor }: Flags, last: Run | undefined): number {
  const below = belowFloor(figures);
  for (const { id, title, value, floor, unit } of below) {
    console.error(`Below the floor: ${id} (${title}) is ${format(value, unit)}, the floor ${format(floor!, unit)}.`);
  }
  if (below.length > 0 && !defaultData) console.error('The floors were set on the default data, not on yours.');
  if (!last && !setFloor)
    console.error(`No floors are set yet: npm run eval -- ${quick ? '--quick ' : ''}--set-floor sets them.`);
  return below.length > 0 ? 1 : 0;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    const known = [FlagError, DataError, ConfigError].some((type) => error instanceof type);
    console.error(known ? `${error.message}\n\n${error instanceof FlagError ? HELP : ''}`.trimEnd() : error);
    process.exitCode = 1;
  },
);

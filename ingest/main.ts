/** `npm run ingest`: the composition root of the ingest, and its command line. */
import { availableParallelism, getPriority, setPriority } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { EmbeddingModelError } from '../adapters/embedding-models.ts';
import { languageDetectorFile } from '../adapters/language-id-file.ts';
import { createTransformersEmbedding } from '../adapters/transformers-embedding.ts';
import { type Config, ConfigError, EMBEDDING_WORKER, GRAPH_WORKER, ROOT, readConfig } from '../config.ts';
import { bridgeEmbedding } from '../core/retrieval/bridged-embedding.ts';
import type { EmbeddingModel } from '../core/types.ts';
import { IndexError, LockedError } from '../store/index-error.ts';
import { createJsonView, createParentView, type IngestView } from './events.ts';
import { createHold } from './large-loss.ts';
import { createPersonView } from './progress.ts';
import { type IngestOutcome, type IngestParts, isUpToDate, planIngest, runIngest } from './run.ts';
import { LONGEST_RETRY_MS, watchFolder } from './watch.ts';

const HELP = `Usage: npm run ingest -- [--corpus DIR] [--index DIR] [--plan] [--watch] [--rebuild] [--json]

  --corpus DIR   folder of articles (CORPUS_DIR)
  --index DIR    folder of the index (INDEX_DIR)
  --plan         say what would be done, and write nothing
  --watch        go on, and index again whenever an article changes
  --rebuild      embed every passage anew, not only what changed; one that was stopped goes on
  --if-changed   see that the index holds all articles as they are: what a server begins with, and another
                 ingest is waited for
  --json         one line of JSON for everything that happens

A server that is running takes the new index over by itself. Ctrl-C keeps what was embedded.
Exit code: 0 done, 2 done but look at it (articles are left out that were not before, or much of the library is gone),
1 failed and the old index goes on serving, 130 stopped.`;

const STOPPED = 130;

/** Milliseconds: a slow copy over a network stands still for a second or two now and then. */
const FILE_PATIENCE = 10_000;

/** Milliseconds between two looks whether another ingest is done. */
const LOCK_WAIT = 5000;

/** Milliseconds: a file server that is started anew is back by then. */
const LOSS_PATIENCE = 600_000;

/** A server beside it answers first, and a busy machine still lets it go on. The threads that embed inherit it. */
const NICENESS = 5;

async function compose(config: Config, view: IngestView): Promise<IngestParts> {
  const modelsDir = join(ROOT, 'models');
  const detector = await languageDetectorFile(modelsDir);
  let embedder: Promise<EmbeddingModel> | undefined;
  const load = async () =>
    bridgeEmbedding(
      await createTransformersEmbedding({
        model: config.embeddingModel,
        modelsDir,
        download: config.embeddingDownload,
        arena: true,
        early: true,
        workers: { script: EMBEDDING_WORKER, count: availableParallelism() },
      }),
    );
  const { weaviate } = config;
  const store = weaviate && (await (await import('../store/weaviate/weaviate-store.ts')).createWeaviateStore(weaviate));
  return {
    ...config,
    graphThread: GRAPH_WORKER,
    store,
    view,
    embedder: () => (embedder ??= load()),
    // Of most articles it is kept from last time.
    detect: (text) => detector.open().detect(text).language,
    detector: detector.id,
  };
}

/** Of ingests that nobody looks at: what may be half saved, or away for a moment, is waited for. */
function createPatientIngest(parts: IngestParts, signal: AbortSignal): () => Promise<IngestOutcome> {
  const holdBack = createHold(LOSS_PATIENCE);
  return () => runIngest(parts, { rebuild: false, signal, patience: FILE_PATIENCE, holdBack });
}

async function watch(parts: IngestParts, signal: AbortSignal): Promise<void> {
  const { corpusDir: folder, view } = parts;
  let failure: string | undefined;
  const ingestPatiently = createPatientIngest(parts, signal);
  await watchFolder({
    folder,
    signal,
    async onChange() {
      const { again } = await ingestPatiently();
      failure = undefined;
      if (again === undefined && !signal.aborted) view.show({ type: 'watching', folder });
      return again;
    },
    onFailure(error) {
      const message = messageOf(error);
      // Once, and not at each try.
      if (!signal.aborted && message !== failure) {
        const advice = `It is tried again by itself, after ${LONGEST_RETRY_MS / 1000} s at most.`;
        view.show({ type: 'failed', message: `${message}\n${advice}` });
      }
      failure = message;
    },
  });
}

/** Until the index holds all articles as they are, whoever makes it so. */
async function bringUpToDate(parts: IngestParts, signal: AbortSignal): Promise<number> {
  const ingestPatiently = createPatientIngest(parts, signal);
  let isTold = false;
  while (!(await isUpToDate(parts, signal))) {
    let wait = LOCK_WAIT;
    try {
      const outcome = await ingestPatiently();
      if (outcome.again === undefined) return exitCode(outcome);
      wait = outcome.again;
    } catch (error) {
      if (!(error instanceof LockedError)) throw error;
      if (!isTold) parts.view.show({ type: 'warning', message: `${error.message}\nThis one goes on when it is done.` });
      isTold = true;
    }
    await sleep(wait, undefined, { signal });
  }
  parts.view.show({ type: 'warning', message: 'The index is up to date.' });
  return 0;
}

/** The first Ctrl-C stops at the next file or batch, which mostly takes less than a second; the second at once. */
function onStop(view: IngestView): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      if (controller.signal.aborted) process.exit(STOPPED);
      view.show({ type: 'warning', message: 'Stopping. Ctrl-C once more ends it at once.' });
      controller.abort();
    });
  }
  return controller.signal;
}

const OPTIONS = {
  corpus: { type: 'string' },
  index: { type: 'string' },
  plan: { type: 'boolean', default: false },
  watch: { type: 'boolean', default: false },
  rebuild: { type: 'boolean', default: false },
  'if-changed': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

async function main(): Promise<number> {
  const { values } = parseArgs({ options: OPTIONS });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const config = readConfig({
    ...(values.corpus && { CORPUS_DIR: values.corpus }),
    ...(values.index && { INDEX_DIR: values.index }),
  });
  // Behind whatever it was started with: who may not be root may not go before it either.
  setPriority(Math.min(19, getPriority() + NICENESS));
  const own = values.json
    ? createJsonView(process.stdout)
    : createPersonView(process.stdout, process.stderr, values.plan);
  const view: IngestView = {
    show(event) {
      own.show(event);
      PARENT.show(event);
    },
  };
  const signal = onStop(view);
  const parts = await compose(config, view);
  return ingest(parts, values, signal).finally(() => parts.store?.close());
}

async function ingest(
  parts: IngestParts,
  values: { plan: boolean; watch: boolean; rebuild: boolean; 'if-changed': boolean },
  signal: AbortSignal,
): Promise<number> {
  const { view } = parts;
  if (values.watch) {
    await watch(parts, signal);
    return STOPPED;
  }
  try {
    if (values['if-changed']) return await bringUpToDate(parts, signal);
    if (values.plan) return exitCode(await planIngest(parts, { ...values, signal }));
    return exitCode(await runIngest(parts, { ...values, signal }));
  } catch (error) {
    if (!signal.aborted) throw error;
    const next = values.rebuild ? '--rebuild' : 'ingest';
    const kept = values.plan ? '' : ` What was embedded is kept; the next ${next} goes on from there.`;
    view.show({ type: 'warning', message: `Stopped.${kept}` });
    return STOPPED;
  }
}

const PARENT = createParentView();

const exitCode = ({ needsLook }: IngestOutcome): number => (needsLook ? 2 : 0);

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    console.error(messageOf(error));
    PARENT.show({ type: 'failed', message: messageOf(error) });
    if (isMistyped(error)) console.error(HELP);
    process.exitCode = 1;
  },
);

const isMistyped = (error: unknown): boolean =>
  String((error as NodeJS.ErrnoException | null)?.code).startsWith('ERR_PARSE_ARGS');

const MEANT_FOR_THE_EDITOR = [ConfigError, IndexError, EmbeddingModelError];

/** Disk trouble in words; anything that is not the editor's to mend with its stack. */
function messageOf(error: unknown): string {
  const { code, path, message, stack } = error as NodeJS.ErrnoException;
  if (MEANT_FOR_THE_EDITOR.some((kind) => error instanceof kind) || isMistyped(error)) return message;
  const remedy: Record<string, string> = {
    ENOSPC: 'The disk is full. Free some space and run the ingest again.',
    EDQUOT: 'Your share of the disk is full. Free some space and run the ingest again.',
    EFBIG: 'A file became larger than this system allows (ulimit -f). Raise the limit and run the ingest again.',
    EACCES: 'It may not be written to. Change its permissions, or set INDEX_DIR or --index to another folder.',
    EPERM: 'It may not be written to. Change its permissions, or set INDEX_DIR or --index to another folder.',
    EROFS: 'It is on a read-only disk. Set INDEX_DIR or --index to another folder.',
  };
  const known = code && remedy[code];
  return `The ingest failed; the index from before goes on serving. ${known ? `${path ? `${path}: ` : ''}${known}` : (stack ?? message)}`;
}

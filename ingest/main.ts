/** `npm run ingest`: the composition root of the ingest, and its command line. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadLanguageDetector } from '../adapters/language-id-file.ts';
import { createTransformersEmbedding } from '../adapters/transformers-embedding.ts';
import { type Config, ConfigError, EMBEDDING_WORKER, ROOT, readConfig } from '../config.ts';
import { bridgeEmbedding } from '../core/retrieval/bridged-embedding.ts';
import { IndexError } from '../store/index-folder.ts';
import { withLock } from '../store/lock.ts';
import { type Problem, readCorpus } from './articles.ts';
import { buildIndex } from './build.ts';
import { createProgressView } from './progress.ts';

const HELP = `Usage: npm run ingest -- [--corpus DIR] [--index DIR] [--rebuild]

  --corpus DIR   folder of articles (CORPUS_DIR)
  --index DIR    folder of the index (INDEX_DIR)
  --rebuild      embed every passage anew, not only what changed

A server that is running takes the new index over by itself.
Exit code: 0 done, 2 done but some articles were left out, 1 failed and the old index goes on serving.`;

/** @returns the articles left out. */
async function ingest(config: Config, rebuild: boolean): Promise<readonly Problem[]> {
  const modelsDir = join(ROOT, 'models');
  const detector = await loadLanguageDetector(modelsDir);
  const started = performance.now();
  return withLock(config.indexDir, async () => {
    const { articles, problems } = await readCorpus(config.corpusDir, (text) => detector.detect(text).language);
    for (const { file, reason } of problems) console.error(`Left out ${file}: it ${reason}`);
    if (articles.length === 0) {
      throw new ConfigError(`No article in ${config.corpusDir}. Put one there, such as my-article.en.md.`);
    }
    const embedder = bridgeEmbedding(
      await createTransformersEmbedding({
        model: config.embeddingModel,
        modelsDir,
        download: config.embeddingDownload,
        arena: true,
        workers: { script: EMBEDDING_WORKER, count: availableParallelism() },
      }),
    );
    const progress = createProgressView(process.stderr);
    const { indexDir, vectorIndex } = config;
    const result = await buildIndex({
      indexDir,
      vectorIndex,
      embedder,
      articles,
      rebuild,
      onProgress: progress.update,
    }).finally(progress.stop);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(
      `Indexed ${count(new Set(articles.map(({ id }) => id)).size, 'article')} in ${count(articles.length, 'version')}: ` +
        `${count(result.passages, 'passage')}, ${result.embedded} of them new, in ${seconds} s.` +
        (problems.length ? ` Left out ${count(problems.length, 'file')}.` : ''),
    );
    return problems;
  });
}

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      corpus: { type: 'string' },
      index: { type: 'string' },
      rebuild: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const config = readConfig({
    ...(values.corpus && { CORPUS_DIR: values.corpus }),
    ...(values.index && { INDEX_DIR: values.index }),
  });
  return (await ingest(config, values.rebuild)).length > 0 ? 2 : 0;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    const known =
      error instanceof ConfigError || error instanceof IndexError || error?.code?.startsWith?.('ERR_PARSE_ARGS');
    console.error(known ? error.message : explain(error));
    if (error?.code?.startsWith?.('ERR_PARSE_ARGS')) console.error(HELP);
    process.exitCode = 1;
  },
);

/** Disk trouble in words; anything else with its stack, since it is ours to mend. */
function explain(error: NodeJS.ErrnoException): string {
  const remedy: Record<string, string> = {
    ENOSPC: 'The disk is full. Free some space and run the ingest again.',
    EACCES: 'The folder may not be written to. Change its permissions, or choose another with --index.',
    EROFS: 'The folder is on a read-only disk. Choose another with --index.',
  };
  const known = error.code && remedy[error.code];
  return `The ingest failed; the index from before goes on serving. ${known ? `${error.path ?? ''} ${known}` : (error.stack ?? error)}`;
}

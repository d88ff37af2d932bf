/** Brings the index up to date before the server starts, in a process of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { type Config, ROOT } from '../config.ts';
import type { Language } from '../core/types.ts';
import { keptIn, readCorpus } from '../ingest/articles.ts';
import { isCurrent } from '../ingest/build.ts';
import { IndexError } from '../store/index-error.ts';
import { currentVersion } from '../store/index-folder.ts';

/** Of the bundles `npm run build` makes. */
export const INGEST = join(ROOT, 'dist', 'ingest', 'main.js');

/** The ingest's exit code when it is done but somebody should look at what it left out. */
const NEEDS_LOOK = 2;

/**
 * A process of its own gives the memory of a build back when it ends.
 * @throws ConfigError when there is no corpus, IndexError when it cannot be indexed; where there is an index, it serves.
 */
export async function ensureIndex(
  config: Config,
  embeddingModel: string,
  detect: (text: string) => Language,
  /** Names the detector. */
  detector: string,
  log: Pick<Logger, 'error'>,
): Promise<void> {
  const { corpusDir, indexDir } = config;
  const served = await currentVersion(indexDir);
  const corpus = await readCorpus(corpusDir, detect, keptIn(indexDir, detector)).catch((error) => {
    if (!served) throw error;
    log.error({ err: error }, 'the articles could not be read; the index as it is goes on serving');
    return undefined;
  });
  if (!corpus || (await isCurrent(indexDir, embeddingModel, corpus.articles))) return;
  if (!(await ingest(config)) && !served) throw cannotIndex(corpusDir);
}

/**
 * Makes a new index in the place of a damaged one.
 * @throws IndexError when that fails too.
 */
export async function replaceIndex(config: Config): Promise<void> {
  if (!(await ingest(config))) throw cannotIndex(config.corpusDir);
}

/** @returns whether there is a new index now. */
async function ingest({ corpusDir, indexDir }: Config): Promise<boolean> {
  const child = spawn(process.execPath, [INGEST, '--corpus', corpusDir, '--index', indexDir], { stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  return code === 0 || code === NEEDS_LOOK;
}

const cannotIndex = (corpusDir: string) =>
  new IndexError(`The articles in ${corpusDir} could not be indexed, and there is no older index to serve.`);

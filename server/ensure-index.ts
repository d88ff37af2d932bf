/** Makes the index and brings it up to date, in a process of its own that ends with this one. */
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
 * For a command that answers once, from all articles as they are. A process of its own gives the memory of a build back.
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
 * Makes a new index where none can serve, or in the place of a damaged one.
 * @throws IndexError when that fails too.
 */
export async function replaceIndex(config: Config): Promise<void> {
  if (!(await ingest(config))) throw cannotIndex(config.corpusDir);
}

/** Beside a server that answers from what there is. A failure is told, with its reason in the ingest's own words. */
export async function bringUpToDate(config: Config, log: Pick<Logger, 'error'>): Promise<void> {
  if (await ingest(config, ['--if-changed'])) return;
  log.error('the index could not be brought up to date; as it is it goes on serving. Run: npm run ingest');
}

/** @returns whether the index is made, or holds all there is. */
async function ingest({ corpusDir, indexDir }: Config, options: readonly string[] = []): Promise<boolean> {
  const args = [INGEST, '--corpus', corpusDir, '--index', indexDir, ...options];
  const child = spawn(process.execPath, args, { stdio: 'inherit' });
  const stop = () => void child.kill();
  process.once('exit', stop);
  const [code] = await once(child, 'exit');
  process.off('exit', stop);
  return code === 0 || code === NEEDS_LOOK;
}

const cannotIndex = (corpusDir: string) =>
  new IndexError(`The articles in ${corpusDir} could not be indexed, and there is no older index to serve.`);

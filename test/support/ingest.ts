/** `npm run ingest` in a process of its own. */
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../../config.ts';
import { currentVersion } from '../../store/index-folder.ts';
import { openIndex } from '../../store/open-index.ts';

export interface Run {
  readonly code: number | null;
  readonly output: string;
}

export const INGEST = join(ROOT, 'dist', 'ingest', 'main.js');

export function start(corpus: string, index: string, ...rest: string[]): ChildProcess {
  return spawn(process.execPath, [INGEST, '--corpus', corpus, '--index', index, ...rest], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

export const ingest = (corpus: string, index: string, ...rest: string[]): Promise<Run> =>
  finish(start(corpus, index, ...rest));

/** Under other circumstances: as another user, or from a shell with limits. */
export const ingestBy = (command: string, args: readonly string[], options: SpawnOptions = {}): Promise<Run> =>
  finish(spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] }));

export async function finish(child: ChildProcess): Promise<Run> {
  let output = '';
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.on('data', (chunk) => {
      output += chunk;
    });
  }
  const [code] = await once(child, 'close');
  return { code, output };
}

/** Opening it checks every file against its checksum. */
export async function passagesOf(index: string): Promise<string[]> {
  const { embeddingModel } = JSON.parse(
    await readFile(join(index, 'versions', (await currentVersion(index))!, 'manifest.json'), 'utf8'),
  );
  const open = await openIndex(index, { embeddingModel });
  open.close();
  return Array.from(open.library.passages, ({ text }) => text);
}

/** Long enough to be stopped in the middle of. */
export const bulk = (count: number): string =>
  Array.from(
    { length: count },
    (_, i) =>
      `## Part ${i}\n\nStop number ${i} has ${i * 7} seats and a shelter. ${`Line ${i} is busy at noon. `.repeat(10)}\n`,
  ).join('\n');

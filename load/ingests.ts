/** An editor who adds articles while readers ask. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../config.ts';

export interface Folders {
  readonly corpus: string;
  readonly index: string;
}

/** Passages of an article: some seconds of an ingest beside a busy server. */
const SECTIONS = 12;

/** Ingests one article after the other until `signal` fires. @returns how many. @throws Error when one fails. */
export async function keepIngesting({ corpus, index }: Folders, signal: AbortSignal): Promise<number> {
  for (let done = 0; ; done++) {
    if (signal.aborted) return done;
    await writeFile(join(corpus, `timetable-${done}.en.md`), timetable(done));
    const args = [join(ROOT, 'dist', 'ingest', 'main.js'), '--corpus', corpus, '--index', index];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (chunk) => {
      said += chunk;
    });
    const [code] = await once(child, 'close');
    if (code !== 0) throw new Error(`An ingest under load ended with ${code}: ${said}`);
  }
}

const timetable = (line: number): string =>
  Array.from(
    { length: SECTIONS },
    (_, i) =>
      `## Stop ${i}\n\nStop ${i} of line ${line} has ${i * 7 + line} seats and a shelter. ` +
      `Trams of line ${line} leave stop ${i} at ${i % 24}:${String((i * 13 + line) % 60).padStart(2, '0')} every day.\n`,
  ).join('\n');

/**
 * What a server holds, apart from what V8 has not collected yet: it collects when it sees fit, so that the resident size of
 * a server that keeps nothing moves by a fifth from one minute to the next.
 */
import { type ChildProcess, execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { ROOT } from '../config.ts';
import { tenth } from './figures.ts';

/** MiB after a collection in every thread. */
export interface Collected {
  readonly heap: number;
  /** What JavaScript holds outside the heap, WebAssembly among it, without the array buffers. */
  readonly external: number;
  readonly arrayBuffers: number;
  /** Of the whole process: also the model, the native graph, and what the allocators keep for later. */
  readonly resident: number;
}

export const leftOf = ({ heap, external, arrayBuffers }: Collected): number => heap + external + arrayBuffers;

/** For the Node of a process that is to be collected from outside, which must have a channel for messages. */
export const COLLECTING = ['--expose-gc', '--import', join(ROOT, 'load', 'collecting.mjs')];

const PATIENCE_MS = 20_000;

/** Collects the garbage of a process started with COLLECTING. @throws Error when it does not answer. */
export async function collect(server: ChildProcess): Promise<Collected> {
  const told = once(server, 'message', { signal: AbortSignal.timeout(PATIENCE_MS) });
  server.send('collect');
  const [{ left }] = (await told) as [{ left: Omit<Collected, 'resident'>[] }];
  const mib = (key: keyof (typeof left)[number]) => left.reduce((sum, thread) => sum + thread[key], 0) / 2 ** 20;
  return {
    heap: tenth(mib('heap')),
    external: tenth(mib('external')),
    arrayBuffers: tenth(mib('arrayBuffers')),
    resident: await residentMiB(server.pid!),
  };
}

/**
 * One in the middle of each third of `seconds`: of three collections the one that left least, as two indexes are open
 * while one takes over from the other. No more than nine in all, since each holds the server up for a tenth of a second.
 */
export async function inThirds(once: () => Promise<Collected>, seconds: number): Promise<Collected[]> {
  const started = performance.now();
  const thirds: Collected[] = [];
  for (const middle of [5, 15, 25]) {
    const tries: Collected[] = [];
    for (const thirtieth of [middle - 1, middle, middle + 1]) {
      await sleep(Math.max(0, started + (thirtieth / 30) * seconds * 1000 - performance.now()));
      tries.push(await once());
    }
    thirds.push(tries.reduce((least, each) => (leftOf(each) < leftOf(least) ? each : least)));
  }
  return thirds;
}

export async function residentMiB(pid: number): Promise<number> {
  const kib =
    process.platform === 'linux'
      ? /^VmRSS:\s*(\d+)/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1]
      : (await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)])).stdout;
  return Math.round(Number(kib) / 1024);
}

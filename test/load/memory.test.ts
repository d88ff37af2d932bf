import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { COLLECTING, type Collected, collect, inThirds, leftOf } from '../../load/memory.ts';
import type { LoadReport } from '../../load/test.ts';
import { verdict } from '../../load/verdict.ts';
import { temporaryFolder } from '../support/folder.ts';

let program: ChildProcess;
afterEach(() => void program?.kill('SIGKILL'));

/** Holds 20 MB of objects in one thread and 30 MB of bytes in another; makes garbage in both when told to. */
const HOLDER = `
import { isMainThread, Worker } from 'node:worker_threads';
const garbage = () => {
  let last;
  for (let i = 0; i < 400_000; i++) last = { i, before: i % 1000 && last };
  return Buffer.alloc(20e6).length;
};
if (isMainThread) {
  globalThis.held = Array.from({ length: 2_500_000 }, () => 0.5);
  globalThis.worker = new Worker(new URL(import.meta.url));
  globalThis.worker.on('message', (told) => process.send(told));
  process.on('message', (message) => {
    if (message !== 'garbage') return;
    garbage();
    globalThis.worker.postMessage('garbage');
  });
} else {
  const { parentPort } = await import('node:worker_threads');
  globalThis.held = Buffer.alloc(30e6, 1);
  parentPort.on('message', () => {
    garbage();
    parentPort.postMessage('made');
  });
  parentPort.postMessage('ready');
}
`;

const MIB = 2 ** 20;

describe('a collection', () => {
  it('leaves what each thread holds, whatever garbage was made before', async () => {
    const script = join(await temporaryFolder(), 'holder.mjs');
    await writeFile(script, HOLDER);
    program = spawn(process.execPath, [...COLLECTING, script], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    expect(await once(program, 'message')).toContain('ready');
    const before = await collect(program);
    program.send('garbage');
    expect(await once(program, 'message')).toContain('made');
    const after = await collect(program);
    for (const each of [before, after]) {
      expect(each.heap).toBeGreaterThan(20e6 / MIB);
      expect(each.heap).toBeLessThan(20e6 / MIB + 20);
      expect(each.arrayBuffers).toBeGreaterThan(30e6 / MIB - 1);
      expect(each.arrayBuffers).toBeLessThan(30e6 / MIB + 5);
      expect(each.resident).toBeGreaterThan(leftOf(each));
    }
    expect(Math.abs(leftOf(after) - leftOf(before))).toBeLessThan(2);
  });

  it('is not waited for where the process has ended', async () => {
    program = spawn(process.execPath, ['-e', ''], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    await once(program, 'exit');
    await expect(collect(program)).rejects.toThrow();
  });
});

const left = (heap: number, resident = 400): Collected => ({ heap, external: 10, arrayBuffers: 5, resident });

describe('each third', () => {
  it('counts the collection that left least: the others may have met two indexes', async () => {
    const heaps = [80, 95, 81, 96, 82, 95, 83, 84, 97];
    const started = performance.now();
    const thirds = await inThirds(async () => left(heaps.shift()!), 0.3);
    expect(thirds.map(({ heap }) => heap)).toEqual([80, 82, 83]);
    expect(performance.now() - started).toBeGreaterThanOrEqual(259);
  });
});

describe('the verdict on memory', () => {
  /** @param resident each second. */
  function kept(collected: Collected[], resident: number[]): boolean[] {
    const times = { count: 1, p50: 1, p90: 1, p99: 1, max: 1 };
    const run = {
      ...{ asked: 1, answered: 1, statuses: { '200': 1 }, answers: times, refusals: times },
      ...{ resident, swaps: 2, lag: { p99: 11, max: 12 } },
    };
    const report: LoadReport = {
      ...{ seconds: 60, readers: 16, ingests: 2, recovery: 1, collected },
      machine: { node: 'v20', cores: 2, niceness: 0, session: undefined },
      loadAverage: { before: 0, after: 0 },
      ...{ unloaded: run, saturated: run, overloaded: run },
    };
    return verdict(report)
      .filter(({ promised }) => promised.includes('memory'))
      .map((promise) => promise.kept);
  }

  it('does not mind garbage that V8 has not collected yet, nor caches that fill at first', () => {
    expect(kept([left(60), left(80), left(81)], [420, 470, 550, 680])).toEqual([true, true, true]);
  });

  it('finds what is kept in JavaScript', () => {
    expect(kept([left(80), left(80), left(90)], [420, 420, 420])).toEqual([false, true, true]);
  });

  it('finds what is kept outside it', () => {
    expect(kept([left(80, 400), left(80, 400), left(80, 510)], [420, 420, 520])).toEqual([true, false, true]);
  });

  it('finds a server that compose would kill', () => {
    expect(kept([left(80), left(80), left(80)], [420, 1100, 420])).toEqual([true, true, false]);
  });
});

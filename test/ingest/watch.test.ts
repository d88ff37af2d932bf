import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { watchFolder } from '../../ingest/watch.ts';
import { temporaryFolder } from '../support/folder.ts';

async function watched(during: (folder: string, run: number) => Promise<number | undefined> = async () => {}) {
  const folder = await temporaryFolder();
  const controller = new AbortController();
  const failures: unknown[] = [];
  let runs = 0;
  const ended = watchFolder({
    folder,
    everyMs: 5,
    retryMs: 20,
    onFailure: (error) => void failures.push(error),
    signal: controller.signal,
    async onChange() {
      try {
        return await during(folder, runs);
      } finally {
        runs++;
      }
    },
  });
  const reaches = async (count: number) => {
    while (runs < count) await sleep(2);
  };
  const stop = () => {
    controller.abort();
    return ended;
  };
  return { folder, reaches, runs: () => runs, failures, stop };
}

describe('watchFolder', () => {
  it('runs at once, and again for a file that is new, changed or gone', async () => {
    const { folder, reaches, stop } = await watched();
    await reaches(1);
    await writeFile(join(folder, 'a.md'), 'one');
    await reaches(2);
    await writeFile(join(folder, 'a.md'), 'longer');
    await reaches(3);
    await rm(join(folder, 'a.md'));
    await reaches(4);
    await stop();
  });

  it('picks up after a run what changed while it ran', async () => {
    const { reaches, stop } = await watched(async (folder, run) => {
      if (run === 0) await writeFile(join(folder, 'late.md'), 'late');
    });
    await reaches(2);
    await stop();
  });

  it('looks again at once after a long run: only looks are spared', async () => {
    const { folder, reaches, stop } = await watched(async (_, run) => {
      if (run === 0) await sleep(1000);
    });
    await reaches(1);
    await writeFile(join(folder, 'a.md'), 'one');
    await reaches(2);
    await stop();
    // Twenty seconds and more where the run counts as part of the look.
  }, 15_000);

  it('runs again when a run asks for it, once, though nothing has changed', async () => {
    let asked = 0;
    const { reaches, runs, stop } = await watched(async (_, run) => {
      if (run > 0) return undefined;
      await sleep(60);
      asked = performance.now();
      return 50;
    });
    await reaches(2);
    expect(performance.now() - asked).toBeGreaterThanOrEqual(50);
    await sleep(100);
    await stop();
    expect(runs()).toBe(2);
  });

  it('runs again after a failure though nothing has changed, after a longer wait each time, and no more once it succeeds', async () => {
    const failed: number[] = [];
    const { reaches, runs, failures, stop } = await watched(async (_, run) => {
      if (run === 4) return undefined;
      failed.push(performance.now());
      throw new Error(`failure ${run}`);
    });
    await reaches(5);
    const waits = failed.slice(1).map((time, i) => time - failed[i]!);
    for (const [i, wait] of waits.entries()) expect(wait).toBeGreaterThanOrEqual(20 * 2 ** i);
    await sleep(400);
    await stop();
    expect(runs()).toBe(5);
    expect(failures).toHaveLength(4);
  });

  it('does not run for nothing', async () => {
    const { reaches, runs, stop } = await watched();
    await reaches(1);
    await sleep(100);
    await stop();
    expect(runs()).toBe(1);
  });
});

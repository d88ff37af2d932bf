import { readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { IndexError } from '../../store/index-error.ts';
import { withLock } from '../../store/lock.ts';
import { temporaryFolder } from '../support/folder.ts';

afterEach(() => vi.useRealTimers());

async function lockedBy(holder: string, minutesAgo = 0) {
  const folder = await temporaryFolder();
  const path = join(folder, 'ingest.lock');
  await writeFile(path, holder);
  await touched(path, minutesAgo);
  return { folder, path };
}

const touched = (path: string, minutesAgo: number) => {
  const at = new Date(Date.now() - minutesAgo * 60_000);
  return utimes(path, at, at);
};

it('takes over what another host has not touched for minutes, and nothing before', async () => {
  const gone = await lockedBy('19 c0ffee', 4);
  expect(await withLock(gone.folder, async () => 'done')).toBe('done');
  expect(await readdir(gone.folder)).toEqual([]);

  const held = await lockedBy('19 c0ffee', 2);
  const refused = withLock(held.folder, async () => 'done');
  await expect(refused).rejects.toThrow(/process 19 on c0ffee.*has not touched it for 3 minutes counts as gone/);
  expect(await readFile(held.path, 'utf8')).toBe('19 c0ffee');
});

it('does so where a restarted container gave the number to another process', async () => {
  const { folder } = await lockedBy(`1 ${hostname()}`, 4);
  expect(await withLock(folder, async () => 'done')).toBe('done');
});

it('lets one of many take a lock over', async () => {
  for (let round = 0; round < 20; round++) {
    const { folder } = await lockedBy('19 c0ffee', 4);
    let holding = 0;
    let end = () => {};
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    const attempts = Array.from({ length: 8 }, () =>
      withLock(folder, async () => {
        holding++;
        await ended;
      }).catch((error: Error) => error),
    );
    const refusals = await Promise.race([
      Promise.all(attempts),
      vi.waitFor(() => expect(holding).toBe(1)).then(() => new Promise<void>((resolve) => setTimeout(resolve, 20))),
    ]);
    expect(refusals).toBeUndefined();
    expect(holding).toBe(1);
    end();
    expect((await Promise.all(attempts)).filter((outcome) => outcome instanceof IndexError)).toHaveLength(7);
    expect(await readdir(folder)).toEqual([]);
  }
});

it('touches the lock while it is held', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const folder = await temporaryFolder();
  const path = join(folder, 'ingest.lock');
  await withLock(folder, async () => {
    await touched(path, 2);
    vi.advanceTimersByTime(20_000);
    await vi.waitFor(async () => expect(Date.now() - (await stat(path)).mtimeMs).toBeLessThan(60_000));
  });
});

it('tells a holder that was paused that another one took over, and leaves it the lock', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const folder = await temporaryFolder();
  const path = join(folder, 'ingest.lock');
  const paused = withLock(folder, async (lost) => {
    await writeFile(path, '19 c0ffee');
    vi.advanceTimersByTime(20_000);
    await vi.waitFor(() => expect(lost.aborted).toBe(true));
    lost.throwIfAborted();
  });
  await expect(paused).rejects.toThrow('process 19 on c0ffee took over');
  expect(await readFile(path, 'utf8')).toBe('19 c0ffee');
});

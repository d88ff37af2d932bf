import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createLiveIndex } from '../../server/live-index.ts';
import { currentVersion, switchTo } from '../../store/index-folder.ts';
import { temporaryFolder } from '../support/folder.ts';

async function setUp() {
  const indexDir = await temporaryFolder();
  await mkdir(join(indexDir, 'versions'));
  await switchTo(indexDir, 'one');
  const closed: string[] = [];
  const errors: unknown[] = [];
  let broken = false;
  const lost: boolean[] = [];
  const live = await createLiveIndex({
    indexDir,
    everyMs: 1_000_000,
    retryMs: 50,
    onLost: (now) => lost.push(now),
    async open() {
      if (broken) throw new Error('damaged');
      const version = (await currentVersion(indexDir))!;
      return { version, close: () => closed.push(version) };
    },
    onError: (error) => errors.push(error),
  });
  return { indexDir, live, closed, errors, lost, breakIt: (value: boolean) => (broken = value) };
}

describe('createLiveIndex', () => {
  it('swaps to the newer index and closes the old one', async () => {
    const { indexDir, live, closed } = await setUp();
    await switchTo(indexDir, 'two');
    await live.refresh();
    expect(await live.use(async ({ version }) => version)).toBe('two');
    expect(closed).toEqual(['one']);
  });

  it('keeps the old index open for as long as a request uses it', async () => {
    const { indexDir, live, closed } = await setUp();
    let finish = () => {};
    const request = live.use(async ({ version }) => {
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      return version;
    });
    await switchTo(indexDir, 'two');
    await live.refresh();
    expect(closed).toEqual([]);
    finish();
    expect(await request).toBe('one');
    expect(closed).toEqual(['one']);
  });

  it('goes on serving when the newer index cannot be opened, says so once, and takes the next one', async () => {
    const { indexDir, live, errors, breakIt } = await setUp();
    breakIt(true);
    await switchTo(indexDir, 'two');
    await live.refresh();
    await live.refresh();
    expect(errors).toHaveLength(1);
    expect(await live.use(async ({ version }) => version)).toBe('one');
    breakIt(false);
    await switchTo(indexDir, 'three');
    await live.refresh();
    expect(await live.use(async ({ version }) => version)).toBe('three');
  });

  it('takes the same one as soon as it can be opened: its files may have come after CURRENT', async () => {
    const { indexDir, live, errors, breakIt } = await setUp();
    breakIt(true);
    await switchTo(indexDir, 'two');
    await live.refresh();
    breakIt(false);
    const version = async () => {
      await live.refresh();
      return live.use(async (index) => index.version);
    };
    await expect.poll(version).toBe('two');
    expect(errors).toHaveLength(1);
  });

  it('goes on serving when the folder vanishes, and says so once, and when it is back', async () => {
    const { indexDir, live, lost } = await setUp();
    await rm(indexDir, { recursive: true });
    await live.refresh();
    await live.refresh();
    expect(lost).toEqual([true]);
    expect(await live.use(async ({ version }) => version)).toBe('one');
    await mkdir(indexDir);
    await switchTo(indexDir, 'two');
    await live.refresh();
    expect(lost).toEqual([true, false]);
    expect(await live.use(async ({ version }) => version)).toBe('two');
  });

  it('goes on serving when CURRENT is gone or names a path', async () => {
    const { indexDir, live } = await setUp();
    await writeFile(join(indexDir, 'CURRENT'), '../../etc');
    await live.refresh();
    expect(await live.use(async ({ version }) => version)).toBe('one');
  });
});

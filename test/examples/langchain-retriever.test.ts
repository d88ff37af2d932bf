/** The example as its first lines say to run it: real weights, a real index, no model. */
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, it } from 'vitest';
import { ROOT } from '../../config.ts';
import { temporaryFolder } from '../support/folder.ts';

const run = promisify(execFile);
let folder: string;

const node = (...args: string[]) =>
  run(process.execPath, args, { cwd: ROOT, env: { ...process.env, INDEX_DIR: join(folder, 'index') } });
const example = (question: string) =>
  node('--import', 'tsx', join(ROOT, 'examples', 'langchain-retriever.ts'), question);

beforeAll(async () => {
  folder = await temporaryFolder();
  const corpus = join(folder, 'corpus');
  await mkdir(corpus);
  await writeFile(join(corpus, 'tram.en.md'), '# The tram\n\nThe tram line opened in 1904. A ride costs HK$3.\n');
  await writeFile(join(corpus, 'ferry.en.md'), '# The ferry\n\nThe ferry crosses the harbour in nine minutes.\n');
  await node(join(ROOT, 'dist', 'ingest', 'main.js'), '--corpus', corpus);
});

it('finds the passage for a question in another language, numbered for a model', async () => {
  const { stdout } = await example('電車係邊年通車嘅？');
  expect(stdout).toMatch(/^system: Answer from these passages only/);
  expect(stdout).toMatch(/\[1\] .*\nThe tram line opened in 1904\./);
  expect(stdout.trimEnd()).toMatch(/human: 電車係邊年通車嘅？$/);
});

it('says how it is used', async () => {
  await expect(example('')).rejects.toThrow(/Usage: npx tsx examples/);
});

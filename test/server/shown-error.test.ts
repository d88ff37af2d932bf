import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { expect, it } from 'vitest';
import { createGgufModel } from '../../adapters/language-model/gguf.ts';
import { createTransformersEmbedding } from '../../adapters/transformers-embedding.ts';
import { ConfigError, ROOT, readConfig } from '../../config.ts';
import { readCorpus } from '../../ingest/articles.ts';
import { shownError } from '../../server/shown-error.ts';
import { currentVersion } from '../../store/index-folder.ts';

const folder = { modelsDir: join(ROOT, 'models'), download: 'never' } as const;

it.each<[string, () => unknown]>([
  ['PORT="x"', () => readConfig({}, { PORT: 'x' })],
  ['EMBEDDING_MODEL=a/nameless', () => createTransformersEmbedding({ ...folder, model: 'a/nameless' })],
  ['EMBEDDING_MODEL=bge-m3', () => createTransformersEmbedding({ ...folder, model: 'bge-m3' })],
  ['LLM_MODEL=/none.gguf', () => createGgufModel({ path: '/none.gguf' })],
  ['The index folder /dev/null cannot be read (ENOTDIR). Set INDEX_DIR', () => currentVersion('/dev/null')],
  ['The corpus folder /none cannot be read (ENOENT). Set CORPUS_DIR', () => readCorpus('/none', () => 'en')],
  ["Unknown option '--bogus'", () => parseArgs({ args: ['--bogus'], options: {} })],
])('%s: the message alone', async (beginning, start) => {
  const error = await Promise.resolve().then(start).then(String, shownError);
  expect(error).toBeTypeOf('string');
  expect(error).toContain(beginning);
});

it('shows what nobody foresaw with its stack', () => {
  const error = new TypeError('x is not a function');
  expect(shownError(error)).toBe(error);
  expect(shownError(new ConfigError('PORT'))).toBe('PORT');
});

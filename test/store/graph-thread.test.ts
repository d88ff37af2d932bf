/** The graph made in a thread of its own. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { GRAPH_WORKER } from '../../config.ts';
import type { Passage } from '../../core/types.ts';
import { currentVersion, readManifest } from '../../store/index-folder.ts';
import { toInt8 } from '../../store/vector-cache.ts';
import { hnswlibFor, type IndexContents, writeIndex } from '../../store/write-index.ts';
import { temporaryFolder } from '../support/folder.ts';
import { toyArticle } from '../support/toy-index.ts';

function contentsOf(count: number, dimensions = 32): IndexContents {
  const vectorOf = (passage: number) => Float32Array.from({ length: dimensions }, (_, i) => Math.sin(passage * 7 + i));
  const articles = Array.from({ length: count }, (_, i) => {
    const text = `Text number ${i}.`;
    return { ...toyArticle(`a${i}`, 'en', text), file: `a${i}.en.md`, hash: `${i}` };
  });
  return {
    articles,
    passages: articles.map(({ id: article, language, title, text }): Passage => {
      const span = { start: 0, end: text.length };
      return { article, language, title, headings: [], ...span, text, sentences: [span] };
    }),
    vectorOf,
    sentencesOf: (passage) => ({ sentences: [toInt8(vectorOf(passage))], tokens: new Int32Array(0) }),
    ...{ embeddingModel: 'toy', dimensions, chunking: 'none' },
  };
}

/** Threads of this process, those of libraries too. */
const threads = async (): Promise<number> => (await readdir('/proc/self/task')).length;

describe.skipIf((await hnswlibFor('auto')) === undefined || process.platform !== 'linux')('a graph', () => {
  it('is the same from a thread of its own, which ends', async () => {
    const [here, there] = [await temporaryFolder(), await temporaryFolder()];
    const own = await readManifest(here, await writeIndex(here, contentsOf(700), 'hnsw'));
    const before = await threads();
    for (let round = 0; round < 3; round++) {
      const version = await writeIndex(there, contentsOf(700), 'hnsw', GRAPH_WORKER);
      expect((await readManifest(there, version)).files).toEqual(own.files);
    }
    expect(await threads()).toBeLessThanOrEqual(before + 1);
  });

  it.each<[string, Partial<IndexContents>, URL]>([
    ['cannot be made', {}, new URL('none.js', GRAPH_WORKER)],
    [
      'is being made when something else fails',
      {
        sentencesOf() {
          throw new Error('the disk went away');
        },
      },
      GRAPH_WORKER,
    ],
  ])('that %s leaves the index before, no folder and no thread', async (_, change, script) => {
    const folder = await temporaryFolder();
    const version = await writeIndex(folder, contentsOf(5), 'hnsw');
    const before = await threads();
    const failing = writeIndex(folder, { ...contentsOf(3000), ...change }, 'hnsw', script);
    await expect(failing).rejects.toThrow(/thread of the graph ended.*none\.js|the disk went away/);
    expect(await currentVersion(folder)).toBe(version);
    expect(await readdir(join(folder, 'versions'))).toEqual([version]);
    expect(await threads()).toBeLessThanOrEqual(before + 1);
  });

  it('that is half made when something else fails is left alone: a thread ended inside hnswlib takes the process with it', async () => {
    const contents = contentsOf(3000, 384);
    const folder = await temporaryFolder();
    for (let milliseconds = 50; milliseconds <= 500; milliseconds += 50) {
      const sentencesOf = () => {
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
        throw new Error('the disk went away');
      };
      const failing = writeIndex(folder, { ...contents, sentencesOf }, 'hnsw', GRAPH_WORKER);
      await expect(failing).rejects.toThrow('the disk went away');
    }
    expect(await readdir(join(folder, 'versions'))).toEqual([]);
  });
});

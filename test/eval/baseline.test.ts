import { beforeAll, expect, it } from 'vitest';
import { type Baseline, bestChunks, createBaseline } from '../../eval/baseline.ts';
import { loadHnswlib } from '../../store/hnsw-vectors.ts';
import { createToyEmbedding } from '../support/toy-embedding.ts';

const built = (await loadHnswlib()) !== undefined;
let baseline: Baseline;

beforeAll(async () => {
  if (built) baseline = (await createBaseline(async () => createToyEmbedding()))!;
});

it.skipIf(!built)('knows where in the text each chunk stands (skipped where hnswlib-node is not built)', async () => {
  const paragraph = (word: string) => `${`The ${word} line runs along the shore. `.repeat(20).trim()}\n\n`;
  const text = [...'abcd'].map((letter) => paragraph(`${letter.repeat(6)} tram`)).join('');
  const pool = await baseline.createPool([
    { id: 'tram', text },
    { id: 'ferry', text: 'The ferry crosses the harbour.' },
  ]);
  const hits = await pool.search('The cccccc tram line runs along the shore', 20);
  const tram = hits.filter(({ id }) => id === 'tram');
  expect(tram.length).toBeGreaterThan(2);
  expect(hits.length).toBe(tram.length + 1);
  expect(text.slice(tram[0]!.start, tram[0]!.end)).toContain('cccccc');
  for (const { start, end } of tram) {
    expect(end - start).toBeLessThanOrEqual(1000);
    expect(text.slice(start, end)).toBe(text.slice(start, end).trim());
  }
  expect(hits.map(({ score }) => score)).toEqual(hits.map(({ score }) => score).toSorted((x, y) => y - x));
});

it('ranks a text by its best chunk', () => {
  const hit = (id: string, score: number) => ({ id, score, start: 0, end: 1 });
  const hits = [hit('a', 0.2), hit('b', 0.9), hit('a', 0.8), hit('b', 0.1)];
  expect(bestChunks(hits)).toEqual([hit('b', 0.9), hit('a', 0.8)]);
});

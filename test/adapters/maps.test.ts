/** What the bundled model's folder brings beside its weights: the maps that `models/train/maps` made. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TOKEN_MAP } from '../../adapters/embedding-session.ts';
import { QUESTION_MAP, readQuestionMap } from '../../adapters/question-map.ts';
import { createTransformersEmbedding } from '../../adapters/transformers-embedding.ts';
import { ROOT } from '../../config.ts';
import { matchTokens } from '../../core/retrieval/token-match.ts';
import type { EmbeddingModel } from '../../core/types.ts';
import { dot } from '../../core/vector.ts';
import { isHeldOut, readPassages } from '../../models/train/passages/passages.ts';

const MODEL = 'e5-small-yue-zh-en';
let folder: string;
let mapped: EmbeddingModel;
let plain: EmbeddingModel;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'samman-maps-'));
  await cp(join(ROOT, 'models', MODEL), join(folder, MODEL), { recursive: true });
  for (const file of [QUESTION_MAP, TOKEN_MAP]) await rm(join(folder, MODEL, file));
  const create = (modelsDir: string) => createTransformersEmbedding({ model: MODEL, modelsDir, download: 'never' });
  mapped = await create(join(ROOT, 'models'));
  plain = await create(folder);
});
afterAll(() => rm(folder, { recursive: true }));

it('vectors and bits of a model with maps and without never meet', () => {
  expect(mapped.id).not.toBe(plain.id);
});

it('passages stay where they are, and questions stay at unit length', async () => {
  const text = ['The ferry crosses the harbour in nine minutes.'];
  const [[before], [after]] = [await plain.embed(text, 'passage', 'en'), await mapped.embed(text, 'passage', 'en')];
  expect(dot(before!, after!)).toBeCloseTo(1, 5);
  const [question] = await mapped.embed(text, 'query', 'en');
  expect(Math.hypot(...question!)).toBeCloseTo(1, 5);
});

it('Chinese questions come nearer to the English passages that answer them, though no map was made from these', async () => {
  const passages = readPassages()
    .filter(({ id }) => isHeldOut(id))
    .slice(0, 40);
  const asked = passages.flatMap(({ answerable }, i) => answerable.slice(0, 2).map(({ zh }) => ({ zh, i })));
  const first = async (model: EmbeddingModel) => {
    const embedded = await model.embedTokens!(
      passages.map(({ en }) => en.join(' ')),
      'passage',
      'en',
    );
    const questions = await model.embedTokens!(
      asked.map(({ zh }) => zh),
      'query',
      'zh-Hant',
    );
    const found = (score: (question: number, passage: number) => number) =>
      asked.filter(({ i }, q) => embedded.every((_, p) => p === i || score(q, p) < score(q, i))).length;
    return {
      vectors: found((q, p) => dot(questions[q]!.vector, embedded[p]!.vector)),
      tokens: found((q, p) => matchTokens(questions[q]!.tokens, embedded[p]!.tokens.bits) ?? 0),
    };
  };
  const [before, after] = [await first(plain), await first(mapped)];
  expect(after.vectors).toBeGreaterThan(before.vectors);
  expect(after.tokens).toBeGreaterThan(before.tokens);
});

it('a map that is cut off is named with the remedy', async () => {
  const path = join(folder, QUESTION_MAP);
  await writeFile(path, (await readFile(join(ROOT, 'models', MODEL, QUESTION_MAP))).subarray(0, 1001));
  await expect(readQuestionMap(path)).rejects.toThrow(/question-map\.bin is damaged \(1001 bytes\).*release/);
  expect(await readQuestionMap(join(folder, 'none.bin'))).toBeUndefined();
});

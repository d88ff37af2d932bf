/** Embedding passages, against onnxruntime itself. */
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { type EmbeddingSession, openEmbeddingSession } from '../../adapters/embedding-session.ts';
import { createEmbeddingWorkers } from '../../adapters/embedding-workers.ts';
import { openTokenizer } from '../../adapters/tokenizer.ts';
import { createTransformersEmbedding } from '../../adapters/transformers-embedding.ts';
import { EMBEDDING_WORKER, ROOT } from '../../config.ts';
import { type Bench, inTurn, median, timed } from '../row.ts';
import { benchArticles, hasTexts, NO_TEXTS } from '../texts.ts';

/** Of XLM-RoBERTa. */
const PAD = 1;
const MODEL = 'e5-small-yue-zh-en';
const modelsDir = join(ROOT, 'models');
/** As the embedder fills its batches. */
const TOKENS_PER_BATCH = 256;

export const embeddingRows: Bench = async ({ quick, say }) => {
  if (!hasTexts()) {
    say(`embedding ${NO_TEXTS}`);
    return [];
  }
  const count = availableParallelism();
  const texts = (await benchArticles(quick ? 20 : 120)).flatMap(({ text }) => text.split(/\n\n|\n## .*\n/));
  const tokenizer = await openTokenizer(join(modelsDir, MODEL), MODEL);
  const tokens = texts.map((text) => tokenizer.encode(`passage: ${text}`).slice(0, 512));
  const total = tokens.reduce((sum, own) => sum + own.length, 0);
  const batches = inBatches(tokens);

  const embedder = await createTransformersEmbedding({
    ...{ model: MODEL, modelsDir, download: 'never', arena: true },
    workers: { script: EMBEDDING_WORKER, count },
  });
  const shared = {
    name: MODEL,
    model: join(modelsDir, MODEL),
    dtype: 'q8',
    pooling: 'mean',
    sevenBitWeights: true,
    arena: true,
  } as const;
  const threads = createEmbeddingWorkers({ ...shared, threads: 1, script: EMBEDDING_WORKER, workers: count });
  const single = await openEmbeddingSession(shared);
  const runAll = (session: EmbeddingSession) => Promise.all(batches.map((batch) => session.run(batch, PAD)));
  await Promise.all([runAll(threads), embedder.embed(texts.slice(0, 50), 'passage', 'en')]);

  const perSecond = (ms: number) => (texts.length / ms) * 1000;
  const { ours, theirs } = await inTurn(
    quick ? 3 : 5,
    async () => perSecond(await timed(() => embedder.embed(texts, 'passage', 'en'))),
    async () => perSecond(await timed(() => runAll(threads))),
  );
  const one = await timed(() => runAll(single));
  const row = {
    id: 'embedding',
    what: 'Embedding passages, all cores',
    against: 'onnxruntime, tokens ready, batches sorted by length, a session a core (the limit)',
    target: { at: 'least', value: 0.9 } as const,
    ...{ ours, theirs, unit: 'texts/s', as: 'times' as const },
    ratios: ours.map((value, i) => value / theirs[i]!),
    notes: [
      `${texts.length} texts of ${Math.round(total / texts.length)} tokens on average.`,
      `One onnxruntime session over all ${count} cores: ${perSecond(one).toFixed(0)} texts/s; a session a core gives ${(median(theirs) / perSecond(one)).toFixed(1)} times that.`,
    ],
    load: loadavg()[0]!,
  };
  return [row];
};

function inBatches(tokens: readonly number[][]): number[][][] {
  const sorted = [...tokens].sort((a, b) => b.length - a.length);
  const batches: number[][][] = [];
  for (let from = 0; from < sorted.length; from += batches.at(-1)!.length) {
    const size = Math.max(1, Math.floor(TOKENS_PER_BATCH / sorted[from]!.length));
    batches.push(sorted.slice(from, from + size));
  }
  return batches;
}

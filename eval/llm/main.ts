/** `npm run test:llm`: the composition root of what is measured with a real language model. */
import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism, loadavg } from 'node:os';
import { join, relative } from 'node:path';
import { loadLanguageDetector } from '../../adapters/language-id-file.ts';
import { loadRetrievalAids } from '../../adapters/retrieval-aids.ts';
import { createTransformersEmbedding } from '../../adapters/transformers-embedding.ts';
import { ConfigError, ROOT, readConfig } from '../../config.ts';
import { createExtractive } from '../../core/answer/extractive.ts';
import { ModelError } from '../../core/model-error.ts';
import { bridgeEmbedding } from '../../core/retrieval/bridged-embedding.ts';
import type { EmbeddingModel } from '../../core/types.ts';
import { cacheEmbeddings } from '../cached-embedding.ts';
import { DataError } from '../data.ts';
import { defaultFiles, FlagError } from '../flags.ts';
import { createProgress, type Progress } from '../progress.ts';
import { readAnswerable, readUnanswerable } from '../question-files.ts';
import { indexCorpus } from '../questions.ts';
import { cacheFolder } from './cache-folder.ts';
import { createClock } from './clock.ts';
import { startEngine } from './engine.ts';
import { speedOf, summarize } from './figures.ts';
import { HELP, type LlmFlags, readLlmFlags } from './flags.ts';
import { type Outcome, type PutParts, put, type Way } from './put.ts';
import { PythonError } from './python.ts';
import { type Report, remarkable, reportMarkdown } from './report.ts';
import { type Asking, sample } from './sample.ts';
import { knownFrom } from './suspects.ts';
import { createWays } from './ways.ts';
import { fetchWeights, WEIGHTS } from './weights.ts';

const ASKED = ['en', 'yue', 'zh', 'all'];

async function main(): Promise<void> {
  const flags = readLlmFlags(process.argv.slice(2));
  if (flags.help) {
    console.log(HELP);
    return;
  }
  const progress = createProgress(process.stderr);
  try {
    await measure(flags, progress);
  } finally {
    progress.stop();
  }
}

async function measure(flags: LlmFlags, progress: Progress): Promise<void> {
  const cache = cacheFolder();
  const weights = WEIGHTS[flags.model];
  const path = await fetchWeights(weights, cache, progress);
  const files = defaultFiles(ROOT);
  const askings = sample(
    await readAnswerable(files.questions),
    await readUnanswerable(files.unanswerable),
    flags.sample,
    flags.seed,
  );
  const { threshold, ...parts } = await compose();
  let asked = askings;
  const all: Outcome[][] = [];
  const speeds: Record<string, Report['speeds'][string]> = {};
  const extractive = createExtractive({ threshold });
  try {
    all.push(await putAll(askings, { name: 'extractive', chatModel: extractive }, parts, progress));
    for (const name of flags.engines) {
      const { threads, kept: onlyKept } = flags;
      const engine = await startEngine(name, { path, threads, cache, clock: parts.clock, progress, onlyKept });
      try {
        for (const way of createWays({
          ...parts,
          library: parts.corpus.library,
          writer: engine.model,
          engine: name,
          extractive,
        })) {
          const own = await putAll(asked, way, parts, progress);
          asked = asked.slice(0, own.length);
          all.push(own);
        }
        speeds[name] = speedOf(engine.generations());
      } finally {
        await engine.close();
      }
    }
  } finally {
    await parts.corpus.close();
  }
  const outcomes = all.flatMap((own) => own.slice(0, asked.length));
  const size = { questions: asked.length, sampled: flags.sample !== undefined || asked.length < askings.length };
  await keep(flags, { ...header(flags, weights.name), ...size, ...figures(outcomes), speeds }, outcomes, cache);
}

async function compose(): Promise<PutParts & { readonly threshold: number; readonly embedder: EmbeddingModel }> {
  const config = readConfig();
  const modelsDir = join(ROOT, 'models');
  const { embeddingModel: model, embeddingDownload: download } = config;
  const [embedder, detector] = await Promise.all([
    createTransformersEmbedding({ model, modelsDir, download, arena: true }).then(bridgeEmbedding),
    loadLanguageDetector(modelsDir),
  ]);
  const aids = await loadRetrievalAids({ modelsDir, embeddingModel: model, tokenIds: embedder.tokenIds });
  const detect: PutParts['detect'] = (text) => detector.detect(text);
  const cached = cacheEmbeddings(embedder);
  const corpus = await indexCorpus(defaultFiles(ROOT).corpus, cached, detect, undefined, aids);
  const texts = corpus.articles.map(({ title, text, source, date }) => [title, text, source, date].join('\n'));
  return {
    corpus,
    detect,
    embedder: cached,
    known: knownFrom(texts),
    clock: createClock(),
    threshold: config.answerThreshold,
  };
}

/** Up to the first question that may not be asked anew. */
async function putAll(askings: readonly Asking[], way: Way, parts: PutParts, progress: Progress): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  progress.step(way.name, askings.length);
  for (const asking of askings) {
    const outcome = await put(asking, way, parts);
    if (outcome.missed) break;
    outcomes.push(outcome);
    progress.tick();
  }
  return outcomes;
}

const header = ({ threads }: LlmFlags, model: string) => ({
  measured: new Date().toISOString().slice(0, 10),
  ...{ model, threads },
  cores: availableParallelism(),
  load: loadavg()[0] ?? 0,
  node: process.versions.node,
});

const figures = (outcomes: readonly Outcome[]): Pick<Report, 'summaries'> => ({
  summaries: [...new Set(outcomes.map(({ way }) => way))].flatMap((way) =>
    ASKED.map((asked) => summarize(outcomes, way, asked)),
  ),
});

async function keep(flags: LlmFlags, report: Report, outcomes: readonly Outcome[], cache: string): Promise<void> {
  const markdown = reportMarkdown(report, outcomes);
  const whole = join(cache, 'llm', 'outcomes.json');
  await writeFile(whole, JSON.stringify({ ...report, outcomes }, null, 2));
  console.log(`${remarkable(outcomes)}\n\n${markdown}\nEvery answer stands in ${whole}.`);
  if (!flags.docs) return;
  const docs = join(ROOT, 'docs');
  await mkdir(docs, { recursive: true });
  await writeFile(join(docs, 'language-models.md'), markdown);
  await writeFile(join(docs, 'language-models.json'), `${JSON.stringify(report, null, 2)}\n`);
  console.log(`Written to ${relative(ROOT, docs)}/language-models.md and .json.`);
}

main().catch((error) => {
  const known = [FlagError, DataError, ConfigError, PythonError, ModelError].some((type) => error instanceof type);
  console.error(known ? `${error.message}\n\n${error instanceof FlagError ? HELP : ''}`.trimEnd() : error);
  process.exitCode = 1;
});

/** A server of its own: question to first sentence, requests a second, and its health while an ingest goes on. */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../config.ts';
import { readAnswerable } from '../../eval/question-files.ts';
import { createAsker } from '../../load/arrivals.ts';
import { startTestServer, type TestServer } from '../../test/support/server.ts';
import { benchEmbedder } from '../embedder.ts';
import { spend } from '../process.ts';
import { type Bench, type BenchOptions, inTurn, type Row, timed } from '../row.ts';
import { benchArticles, hasTexts, NO_TEXTS, writeArticles } from '../texts.ts';

interface Question {
  readonly text: string;
  readonly language: 'yue' | 'en' | 'zh-Hans';
}

/** Those of the evaluation, over our own articles: answerable, so that there is a first sentence. */
async function questions(): Promise<Question[]> {
  const asked = await readAnswerable(join(ROOT, 'test', 'eval', 'questions.jsonl'));
  return asked.flatMap(({ yue, en, zh }): Question[] => [
    { text: yue, language: 'yue' },
    { text: en, language: 'en' },
    { text: zh, language: 'zh-Hans' },
  ]);
}

async function withServer<T>(work: (server: TestServer, folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'samman-bench-'));
  try {
    await cp(join(ROOT, 'corpus'), join(folder, 'corpus'), { recursive: true });
    const server = await startTestServer({
      CORPUS_DIR: join(folder, 'corpus'),
      INDEX_DIR: join(folder, 'index'),
      DATA_DIR: join(folder, 'data'),
      LOG_LEVEL: 'warn',
    });
    try {
      return await work(server, folder);
    } finally {
      await server.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Milliseconds until the first event with text, or until the refusal. */
async function firstSentence(url: string, { text }: Question): Promise<number> {
  const started = performance.now();
  const response = await fetch(`${url}/ask`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ question: text, stream: true }),
  });
  let seen = '';
  let first: number | undefined;
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    seen += chunk;
    if (first === undefined && /^event: (token|refusal)$/m.test(seen)) first = performance.now() - started;
  }
  if (first === undefined) throw new Error(`${response.status}: ${seen.slice(0, 300)}`);
  return first;
}

async function inLanes<T>(items: readonly T[], lanes: number, work: (item: T) => Promise<unknown>): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < items.length) await work(items[next++]!);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

/** Readers at once, while requests a second are counted: more than cores, so that these are never idle. */
const READERS = 8;

const rounds = ({ quick }: BenchOptions): number => (quick ? 2 : 5);

export const answerRows: Bench = async (options) =>
  withServer(async ({ url }) => {
    const asked = (await questions()).slice(0, options.quick ? 60 : 180);
    const embedder = await benchEmbedder();
    const embed = ({ text, language }: Question) => embedder.embed([text], 'query', language);
    await inLanes(asked, READERS, (question) => firstSentence(url, question));
    await inLanes(asked, READERS, embed);
    const each = async (work: (question: Question) => Promise<unknown>): Promise<number> =>
      (await timed(async () => {
        for (const question of asked) await work(question);
      })) / asked.length;
    const sentence = await inTurn(
      rounds(options),
      () => each((question) => firstSentence(url, question)),
      () => each(embed),
    );
    const rate = async (work: (question: Question) => Promise<unknown>): Promise<number> =>
      (asked.length / (await timed(() => inLanes(asked, READERS, work)))) * 1000;
    // undici's own client: fetch takes as long as a good part of an answer.
    const asker = createAsker(
      url,
      asked.map(({ text }) => text),
    );
    const answered = async () => {
      const { status } = await asker.ask();
      if (status !== 200) throw new Error(`The server answered ${status}.`);
    };
    const requests = await inTurn(
      rounds(options),
      () => rate(answered),
      () => rate(embed),
    );
    await asker.close();
    const against = 'embedding the question alone, in this process';
    const load = loadavg()[0]!;
    return [
      {
        id: 'first-sentence',
        what: 'Question to first sentence, over HTTP, extractive',
        against,
        target: { at: 'most', value: 1.5 },
        ...{ ...sentence, unit: 'ms', as: 'times' },
        ratios: sentence.ours.map((value, i) => value / sentence.theirs[i]!),
        notes: [
          'Detecting the language, search, judging and quoting come to the embedding, and a request of HTTP; the whole answer is read before the next question.',
        ],
        load,
      },
      {
        id: 'requests',
        what: `Answers a second, ${READERS} readers at once, ${availableParallelism()} cores`,
        against,
        target: { at: 'least', value: 0.6 },
        ...{ ...requests, unit: '/s', as: 'times' },
        ratios: requests.ours.map((value, i) => value / requests.theirs[i]!),
        notes: ['Those who ask take their share of the same cores.'],
        load,
      },
    ];
  });

/** What a health check may wait. */
const HEALTH_MS = 20;

/** The time that 95 of 100 checks take at most. */
async function health(url: string, until: Promise<unknown>): Promise<number> {
  let ended = false;
  const end = until.finally(() => {
    ended = true;
  });
  const times: number[] = [];
  while (!ended) {
    times.push(await timed(async () => (await fetch(`${url}/healthz`)).arrayBuffer()));
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await end;
  return times.sort((a, b) => a - b)[Math.floor(times.length * 0.95)]!;
}

export const healthRows: Bench = async (options) => {
  if (!hasTexts()) {
    options.say(`health ${NO_TEXTS}`);
    return [];
  }
  return withServer(async ({ url }, folder) => {
    const corpus = join(folder, 'many');
    await writeArticles(corpus, await benchArticles(options.quick ? 10 : 40));
    const ingest = [join(ROOT, 'dist', 'ingest', 'main.js'), '--corpus', corpus, '--index', join(folder, 'other')];
    await health(url, new Promise((resolve) => setTimeout(resolve, 500)));
    const [ours, idle]: [number[], number[]] = [[], []];
    for (let round = 0; round < (options.quick ? 1 : 3); round++) {
      idle.push(await health(url, new Promise((resolve) => setTimeout(resolve, 2000))));
      ours.push(await health(url, spend([...ingest, '--rebuild'], ROOT)));
    }
    const row: Row = {
      id: 'health',
      what: '`/healthz` while an ingest embeds on all cores, 95 of 100 within',
      against: `${HEALTH_MS} ms`,
      target: { at: 'most', value: 1 },
      ...{ ours, theirs: [HEALTH_MS], unit: 'ms', as: 'times' },
      ratios: ours.map((value) => value / HEALTH_MS),
      notes: [`Without an ingest: ${idle.map((ms) => ms.toFixed(1)).join(', ')} ms.`],
      load: loadavg()[0]!,
    };
    return [row];
  });
};

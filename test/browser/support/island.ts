/** The real server over the island's articles, with a language model's server behind it where a test needs its pace. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../../../config.ts';
import type { Article } from '../../../core/types.ts';
import type { FakeReply } from '../../support/fake-providers/script.ts';
import { startFakeProvider } from '../../support/fake-providers/start.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { ARTICLES, QUOTES } from './articles.ts';

export interface Island extends TestServer {
  /** What the language model says next; without a model it is not asked. */
  reply: FakeReply;
  /** The settings it was started with. */
  readonly env: Record<string, string>;
}

/** Kept between runs: articles and index of the island are the same for every test file. */
const FOLDER = join(ROOT, 'node_modules', '.cache', 'samman-test-island');

export interface IslandOptions {
  /** A language model's server that says `reply`; without it the answers are the articles' own sentences. */
  readonly model?: boolean;
  readonly env?: Record<string, string>;
}

export async function startIsland({ model = false, env = {} }: IslandOptions = {}): Promise<Island> {
  await writeCorpus(join(FOLDER, 'corpus'));
  const island = { reply: saying(QUOTES.en!.quotes) };
  const provider = model ? await startFakeProvider('openai-compatible', () => island.reply) : undefined;
  const settings: Record<string, string> = {
    CORPUS_DIR: join(FOLDER, 'corpus'),
    INDEX_DIR: join(FOLDER, 'index'),
    ...(provider && {
      LLM_BACKEND: 'openai-compatible',
      LLM_BASE_URL: provider.url,
      LLM_MODEL: 'fake-model',
      LLM_API_KEY: 'key',
      ANSWER_CACHE: '0',
    }),
    ...env,
  };
  const server = await startTestServer(settings);
  return Object.assign(island, server, {
    env: settings,
    close: async () => {
      await server.close();
      await provider?.close();
    },
  });
}

/** A model that says these sentences of the first passage it is given. */
export const saying = (sentences: readonly string[], pause = 0): FakeReply => ({
  say: sentences.map((sentence) => `${sentence} [1] `),
  pause,
});

/**
 * A model that says these sentences, begins another, and says no more. Said over and over, since the server waits
 * until it knows the language and where a sentence ends.
 */
export const stuck = (sentences: readonly string[]): FakeReply => ({
  say: [...Array.from({ length: 6 }, () => sentences).flat(), 'and '.repeat(20)].map((sentence) => `${sentence} [1] `),
  end: 'hang',
});

async function writeCorpus(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const article of ARTICLES) {
    const file = join(folder, `${article.id}.${article.language}.md`);
    const written = textOf(article);
    if ((await readFile(file, 'utf8').catch(() => '')) !== written) await writeFile(file, written);
  }
}

const textOf = ({ title, source, date, questions = [], text }: Article): string =>
  `---\n${Object.entries({ title, source, date, questions })
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}\n`)
    .join('')}---\n${text}`;

/** `npm run load`: how a server of its own bears twice the questions it can answer. */
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from '../config.ts';
import { readAnswerable } from '../eval/question-files.ts';
import { startTestServer } from '../test/support/server.ts';
import { createAsker } from './arrivals.ts';
import { COLLECTING, collect } from './memory.ts';
import { loadMarkdown } from './report.ts';
import { loadTest } from './test.ts';
import { verdict } from './verdict.ts';

const HELP = `Usage: npm run load -- [--quick] [--seconds N]

  --seconds N   how long it is overloaded, 15 to 600; 60 by default
  --quick       15 seconds, and nothing is written

Starts a server on loopback over a copy of corpus/, and asks it twice of what it can answer while articles are
ingested. A full run writes docs/load.md and docs/load.json.
Exit code: 0 done, 1 a reply was neither an answer nor 429 or 503, an index was not taken over, or memory grew or
was more than compose.yaml allows.`;

const TOKEN = 'of-a-server-that-nobody-else-asks';
const READERS = 16;

async function questions(): Promise<string[]> {
  const asked = await readAnswerable(join(ROOT, 'test', 'eval', 'questions.jsonl'));
  return asked.flatMap(({ yue, en, zh }) => [yue, en, zh]);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { quick: { type: 'boolean' }, seconds: { type: 'string' }, help: { type: 'boolean' } },
  });
  if (values.help) return console.log(HELP);
  const seconds = Number(values.seconds ?? (values.quick ? 15 : 60));
  if (!(seconds >= 15 && seconds <= 600)) throw new Error(`--seconds ${values.seconds}: give 15 to 600.`);

  const folder = await mkdtemp(join(tmpdir(), 'samman-load-'));
  const folders = { corpus: join(folder, 'corpus'), index: join(folder, 'index') };
  await mkdir(folders.corpus);
  await cp(join(ROOT, 'corpus'), folders.corpus, { recursive: true });
  const env = {
    CORPUS_DIR: folders.corpus,
    INDEX_DIR: folders.index,
    DATA_DIR: join(folder, 'data'),
    LOG_LEVEL: 'warn',
    ADMIN_TOKEN: TOKEN,
    ANSWERS_AT_ONCE: String(READERS),
  };
  const server = await startTestServer(env, [], COLLECTING);
  const asker = createAsker(server.url, await questions());
  try {
    const report = await loadTest({
      server: { url: server.url, pid: server.process.pid!, token: TOKEN },
      collect: () => collect(server.process),
      asker,
      folders,
      seconds,
      readers: READERS,
      say: (line) => console.error(line),
    });
    console.log(loadMarkdown(report));
    if (!values.quick) await write(report);
    if (verdict(report).some(({ kept, timed }) => !kept && !timed)) process.exitCode = 1;
  } finally {
    await asker.close();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function write(report: Parameters<typeof loadMarkdown>[0]): Promise<void> {
  await writeFile(join(ROOT, 'docs', 'load.md'), loadMarkdown(report));
  await writeFile(join(ROOT, 'docs', 'load.json'), `${JSON.stringify(report, null, 2)}\n`);
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});

/** From a folder to a searchable index, against LangChain's stock way; and after one article changed. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../config.ts';
import { type Spent, spend } from '../process.ts';
import { type Bench, inTurn, median, type Row, timed } from '../row.ts';
import { benchArticles, hasTexts, NO_TEXTS, writeArticles } from '../texts.ts';

const INGEST = join(ROOT, 'dist', 'ingest', 'main.js');

const ours = (corpus: string, index: string): Promise<Spent> =>
  spend([INGEST, '--corpus', corpus, '--index', index], ROOT);

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'samman-bench-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export const ingestRows: Bench = async ({ quick, say }) => {
  if (!hasTexts()) {
    say(`ingest ${NO_TEXTS}`);
    return [];
  }
  return inFolder(async (folder) => {
    const corpus = join(folder, 'corpus');
    const count = quick ? 20 : 200;
    await writeArticles(corpus, await benchArticles(count));
    const peaks: Record<'ours' | 'theirs', number[]> = { ours: [], theirs: [] };
    let run = 0;
    const measure = async (who: 'ours' | 'theirs', start: (output: string) => Promise<Spent>) => {
      const { ms, peakMb } = await start(join(folder, `${who}-${run++}`));
      if (peakMb) peaks[who].push(peakMb);
      say(`  ${who === 'ours' ? 'Samman' : 'LangChain'}: ${(ms / 1000).toFixed(1)} s, ${peakMb ?? '?'} MB`);
      return ms / 1000;
    };
    const stock = (output: string) =>
      spend(['--import', 'tsx', 'bench/langchain-ingest.ts', corpus, `${join(ROOT, 'models')}/`, output], ROOT);
    const measured = await inTurn(
      quick ? 1 : 3,
      () => measure('ours', (output) => ours(corpus, output)),
      () => measure('theirs', stock),
    );
    const row: Row = {
      id: 'ingest',
      what: 'Folder to searchable index (how many times as fast)',
      against: 'LangChain’s stock ingest over the same weights',
      target: { at: 'least', value: 3.5 },
      ...measured,
      ...{ unit: 's', as: 'times' },
      ratios: measured.theirs.map((theirs, i) => theirs / measured.ours[i]!),
      notes: [
        `${count} articles. Most memory: ${Math.max(...peaks.ours)} MB, LangChain ${Math.max(...peaks.theirs)} MB.`,
        'Samman has a vector for every sentence too, from the passage it stands in; LangChain for chunks only.',
      ],
      load: loadavg()[0]!,
    };
    return [row];
  });
};

export const reingestRows: Bench = async ({ quick, say }) => {
  if (!hasTexts()) {
    say(`re-ingest ${NO_TEXTS}`);
    return [];
  }
  return inFolder(async (folder) => {
    const corpus = join(folder, 'corpus');
    const index = join(folder, 'index');
    const count = quick ? 60 : 1000;
    const articles = await benchArticles(count);
    await writeArticles(corpus, articles);
    const full = await timed(() => ours(corpus, index));
    say(`  ${count} articles from nothing: ${(full / 1000).toFixed(1)} s`);
    const again: number[] = [];
    for (let round = 0; round < 3; round++) {
      await writeFile(join(corpus, articles[round]!.file), `${articles[round]!.text}\nChanged in round ${round}.\n`);
      again.push((await timed(() => ours(corpus, index))) / 1000);
      say(`  one changed: ${again.at(-1)!.toFixed(1)} s`);
    }
    const row: Row = {
      id: 'reingest',
      what: `Ingest after one of ${count} articles changed (share of a full build)`,
      against: 'a full build, measured once',
      target: { at: 'most', value: 0.02 },
      ours: again,
      theirs: [full / 1000],
      ...{ unit: 's', as: 'share' },
      ratios: again.map((seconds) => (seconds * 1000) / full),
      notes: [`The median of ${again.length} changes: ${median(again).toFixed(1)} s, start of the process included.`],
      load: loadavg()[0]!,
    };
    return [row];
  });
};

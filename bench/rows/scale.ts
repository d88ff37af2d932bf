/** Search, recall, memory and cold start over 1,000 to 100,000 passages, each measured in a process of its own. */
import { loadavg } from 'node:os';
import { ROOT } from '../../config.ts';
import { spend } from '../process.ts';
import { type Bench, type BenchOptions, median, type Row } from '../row.ts';
import { hasScaleTexts, type Scale, SIZES, scaleOf } from '../scale.ts';
import { NO_TEXTS } from '../texts.ts';

async function probe<T>(what: string, scale: Scale): Promise<T> {
  const args = ['--expose-gc', '--import', 'tsx', 'bench/scale-probe.ts', what, JSON.stringify(scale)];
  const { output } = await spend(args, ROOT);
  return JSON.parse(output.trim().split('\n').at(-1)!) as T;
}

const LARGEST = SIZES.at(-1)!;
const named = (size: number): string => size.toLocaleString('en');

/** Sizes measured in a quick run: those that take no minutes to make. */
const sizesOf = ({ quick }: BenchOptions): readonly number[] => (quick ? SIZES.slice(0, 2) : SIZES);

/** Skips what needs texts that are not there. */
const withTexts =
  (name: string, bench: Bench): Bench =>
  async (options) => {
    if (hasScaleTexts()) return bench(options);
    options.say(`${name} ${NO_TEXTS}`);
    return [];
  };

interface SearchFigures {
  readonly ours: number[];
  readonly theirs: number[];
  readonly vectors: number;
  readonly keywords: number;
  /** With the evidence of eight hits. */
  readonly shown: number;
}

export const searchRows = withTexts('search', async (options) => {
  const rows: Row[] = [];
  let before: { size: number; ours: number } | undefined;
  for (const size of sizesOf(options)) {
    const figures = await probe<SearchFigures>('search', await scaleOf(size, options.say));
    const { ours, theirs, vectors, keywords, shown } = figures;
    const own = median(ours);
    const rest = own - vectors - keywords;
    const growth = before && ` ${(own / before.ours).toFixed(1)} times that of ${named(before.size)}.`;
    before = { size, ours: own };
    rows.push({
      id: `search-${size}`,
      what: `Search among ${named(size)} passages: keywords, vectors, fusion`,
      against: 'bare hnswlib, the ten nearest of the same vectors at the same ef',
      // Asked for at the largest only.
      target: { at: 'most', value: size === LARGEST ? 3 : undefined },
      ...{ ours, theirs, unit: 'ms', as: 'times' },
      ratios: ours.map((value, i) => value / theirs[i]!),
      notes: [
        `Of ${own.toFixed(2)} ms: vectors ${vectors.toFixed(2)}, keywords ${keywords.toFixed(2)}, the sentences of those found, the tokens and translations of 24, and fusion ${rest.toFixed(2)}. To show eight hits with the words they share: ${(shown - own).toFixed(2)} more.${growth ?? ''}`,
      ],
      load: loadavg()[0]!,
    });
  }
  return rows;
});

export const recallRows = withTexts('recall', async (options) => {
  const size = sizesOf(options).at(-1)!;
  const { recall, worst } = await probe<{ recall: number; worst: number }>('recall', await scaleOf(size, options.say));
  return [
    {
      id: 'recall',
      what: `Recall@10 of the graph among ${named(size)} passages`,
      against: 'exact search',
      target: { at: 'least', value: 0.99 },
      ...{ ours: [recall], theirs: [1], unit: '', as: 'share', ratios: [recall] },
      notes: [`The worst of the questions: ${worst}.`],
      load: loadavg()[0]!,
    },
  ];
});

export const memoryRows = withTexts('memory', async (options) => {
  const size = sizesOf(options).at(-1)!;
  const scale = await scaleOf(size, options.say);
  const grown = async (what: string, empty: number) => (await probe<{ mb: number }>(what, scale)).mb - empty;
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let round = 0; round < (options.quick ? 1 : 3); round++) {
    const empty = await grown('memory-empty', 0);
    ours.push(await grown('memory-ours', empty));
    theirs.push(await grown('memory-bare', empty));
  }
  return [
    {
      id: 'memory',
      what: `Memory at ${named(size)} passages, after 300 searches`,
      against: 'vectors and graph alone, in bare hnswlib, after as many',
      target: { at: 'most', value: 2 },
      ...{ ours, theirs, unit: 'MB', as: 'times' },
      ratios: ours.map((value, i) => value / theirs[i]!),
      notes: ['Resident, less what an empty process of the same kind has; the embedder is not in it.'],
      load: loadavg()[0]!,
    },
  ];
});

export const startRows = withTexts('start', async (options) => {
  const size = sizesOf(options).at(-1)!;
  const scale = await scaleOf(size, options.say);
  const [ours, theirs]: [number[], number[]] = [[], []];
  let bytes = 0;
  for (let round = 0; round < (options.quick ? 1 : 5); round++) {
    const read = await probe<{ ms: number; bytes: number }>('read-files', scale);
    theirs.push(read.ms);
    ours.push((await probe<{ ms: number }>('start', scale)).ms);
    bytes = read.bytes;
  }
  return [
    {
      id: 'start',
      what: `Cold start with ${named(size)} passages: opened, every file checked, first question searched for`,
      against: 'reading the same files one after another',
      target: { at: 'most', value: 3 },
      ...{ ours, theirs, unit: 'ms', as: 'times' },
      ratios: ours.map((value, i) => value / theirs[i]!),
      notes: [`${Math.round(bytes / 1e6)} MB, in the system's cache for both.`],
      load: loadavg()[0]!,
    },
  ];
});

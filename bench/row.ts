/** One line of the benchmark: what is measured beside what, round after round in turn. */
export interface Row {
  readonly id: string;
  readonly what: string;
  readonly against: string;
  /** What `ratio` should be; without a value it is only shown. */
  readonly target: { readonly at: 'least' | 'most'; readonly value: number | undefined };
  /** One a round. */
  readonly ours: readonly number[];
  readonly theirs: readonly number[];
  readonly unit: string;
  /** How the ratio is written: ×3.5 or 2%. */
  readonly as: 'times' | 'share';
  /** Ours over theirs of each round, or the other way round where more is worse; said in `what`. */
  readonly ratios: readonly number[];
  /** Memory, spread of sizes and the like. */
  readonly notes: readonly string[];
  /** On which it was measured; unknown of rows older than this field. */
  readonly processor?: string;
  /** 1-minute load average of the machine when it was measured. */
  readonly load: number;
}

export interface BenchOptions {
  readonly quick: boolean;
  /** `npm run bench` prints it as it goes. */
  say(line: string): void;
}

export type Bench = (options: BenchOptions) => Promise<Row[]>;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export const meets = ({ ratios, target }: Row): boolean =>
  target.value === undefined ||
  (target.at === 'least' ? median(ratios) >= target.value : median(ratios) <= target.value);

/** Milliseconds that `work` takes. */
export async function timed(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** Both in each round, the one first and then the other, so that a busy minute falls on both. */
export async function inTurn(
  rounds: number,
  ours: () => Promise<number>,
  theirs: () => Promise<number>,
): Promise<{ ours: number[]; theirs: number[] }> {
  const measured = { ours: [] as number[], theirs: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    const first = round % 2 === 0;
    if (first) measured.ours.push(await ours());
    measured.theirs.push(await theirs());
    if (!first) measured.ours.push(await ours());
  }
  return measured;
}

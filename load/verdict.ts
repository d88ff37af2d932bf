/** What is promised of a server under load, and whether it was kept. */
import { errorsOf } from './figures.ts';
import { type Collected, leftOf } from './memory.ts';
import type { LoadReport } from './test.ts';

export interface Kept {
  readonly promised: string;
  readonly measured: string;
  readonly kept: boolean;
  /** Times depend on what else the machine does; the others hold on any. */
  readonly timed: boolean;
}

/** A refusal is due at once; this is what a reader's program would call late. */
const LATE_MS = 250;
const LAG_MS = 100;
const RECOVERY_MS = 1000;
/** Answers under way, and the articles that the ingests add. */
const GROWTH = 1.1;
/** What is freed outside V8 stays with the allocator, a part of it for each thread, and pages of files come and go. */
const RESIDENT_GROWTH = 1.25;
/** `mem_limit` of compose.yaml and `MemoryMax` of deploy/samman.service: a server that needs more is killed. */
export const RESIDENT_MIB = 1024;

export function verdict({ overloaded, collected, recovery, ingests }: LoadReport): Kept[] {
  const errors = errorsOf(overloaded);
  const left = growthOf(collected, leftOf);
  const resident = growthOf(collected, (each) => each.resident);
  const most = Math.max(...overloaded.resident);
  return [
    {
      promised: 'no error but 429 and 503',
      measured: Object.keys(errors).length === 0 ? 'none' : JSON.stringify(errors),
      kept: Object.keys(errors).length === 0,
      timed: false,
    },
    {
      promised: 'two new indexes taken over, one ingest after the other running',
      measured: `${overloaded.swaps} taken over, ${ingests} ingests`,
      kept: overloaded.swaps >= 2,
      timed: false,
    },
    {
      promised: `memory flat: what a collection leaves in the last third at most ${percent(GROWTH - 1)} of the second`,
      measured: percent(left - 1),
      kept: left <= GROWTH,
      timed: false,
    },
    {
      promised: `resident memory after the same collections: at most ${percent(RESIDENT_GROWTH - 1)}`,
      measured: percent(resident - 1),
      kept: resident <= RESIDENT_GROWTH,
      timed: false,
    },
    {
      promised: `resident memory at any time under the ${RESIDENT_MIB} MiB that compose.yaml and the systemd unit allow`,
      measured: `${most} MiB`,
      kept: most < RESIDENT_MIB,
      timed: false,
    },
    {
      promised: `refusals not late: 99 in 100 within ${LATE_MS} ms`,
      measured: `${overloaded.refusals.p99} ms`,
      kept: overloaded.refusals.p99 <= LATE_MS,
      timed: true,
    },
    {
      promised: `event-loop delay under ${LAG_MS} ms at the 99th percentile`,
      measured: `${overloaded.lag.p99} ms`,
      kept: overloaded.lag.p99 < LAG_MS,
      timed: true,
    },
    {
      promised: `as fast as before within ${RECOVERY_MS / 1000} s after the load`,
      measured: `${recovery} ms`,
      kept: recovery <= RECOVERY_MS,
      timed: true,
    },
  ];
}

/** The first third does not count: caches are filling. */
const growthOf = (thirds: readonly Collected[], size: (each: Collected) => number): number =>
  size(thirds[2]!) / size(thirds[1]!);

const percent = (share: number): string => `${share < 0 ? '−' : '+'}${Math.abs(Math.round(share * 1000) / 10)}%`;

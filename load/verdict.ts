/** What is promised of a server under load, and whether it was kept. */
import { errorsOf, memoryGrowth } from './figures.ts';
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
/** Garbage is collected when V8 sees fit: less is noise. */
const GROWTH = 1.1;

export function verdict({ overloaded, recovery, ingests }: LoadReport): Kept[] {
  const errors = errorsOf(overloaded);
  const growth = memoryGrowth(overloaded);
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
      promised: 'memory flat: the last third at most 10% above the second',
      measured: `${percent(growth - 1)}`,
      kept: growth <= GROWTH,
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

const percent = (share: number): string => `${share < 0 ? '−' : '+'}${Math.abs(Math.round(share * 1000) / 10)}%`;

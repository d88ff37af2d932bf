/** What a load test found, in figures. */
import { quantile } from '../eval/metrics.ts';
import type { Reply } from './arrivals.ts';
import type { Observed } from './observe.ts';

/** Milliseconds. */
export interface Times {
  readonly count: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly max: number;
}

export interface Run extends Observed {
  /** Questions a second. */
  readonly asked: number;
  readonly answered: number;
  /** How many replies of each status; connections that failed by the code of their error. */
  readonly statuses: Readonly<Record<string, number>>;
  readonly answers: Times;
  /** 429 and 503. */
  readonly refusals: Times;
}

const REFUSED = ['429', '503'];

export function runOf(replies: readonly Reply[], observed: Observed, seconds: number): Run {
  const answers = replies.filter(({ status }) => status === 200);
  const statuses: Record<string, number> = {};
  for (const { status } of replies) statuses[status] = (statuses[status] ?? 0) + 1;
  const { p99, max } = observed.lag;
  return {
    ...observed,
    lag: { p99: tenth(p99), max: tenth(max) },
    asked: tenth(replies.length / seconds),
    answered: tenth(answers.length / seconds),
    statuses,
    answers: timesOf(answers),
    refusals: timesOf(replies.filter(({ status }) => REFUSED.includes(String(status)))),
  };
}

function timesOf(replies: readonly Reply[]): Times {
  const ms = replies.map((reply) => reply.ms);
  const at = (share: number) => (ms.length === 0 ? 0 : tenth(quantile(ms, share)));
  return { count: ms.length, p50: at(0.5), p90: at(0.9), p99: at(0.99), max: at(1) };
}

/** Of what is neither an answer nor a refusal. */
export const errorsOf = ({ statuses }: Pick<Run, 'statuses'>): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(statuses).filter(([status]) => status !== '200' && !REFUSED.includes(status)));

export const tenth = (value: number): number => Math.round(value * 10) / 10;

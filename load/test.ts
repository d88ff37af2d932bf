/** One server, alone on its loopback port: unloaded, saturated, and asked twice of what it can answer. */
import { readFile } from 'node:fs/promises';
import { availableParallelism, getPriority, loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Asker, atRate, backToBack } from './arrivals.ts';
import { type Run, runOf, tenth } from './figures.ts';
import { type Folders, keepIngesting } from './ingests.ts';
import { type Collected, inThirds } from './memory.ts';
import { during, type Watched } from './observe.ts';

export interface LoadReport {
  readonly seconds: number;
  /** In the saturated run. */
  readonly readers: number;
  /**
   * `niceness` of the test and the server: what runs at a lower one goes before them; `session` of all that was started from
   * the same terminal, which Linux weighs against other sessions first.
   */
  readonly machine: {
    readonly node: string;
    readonly cores: number;
    readonly niceness: number;
    readonly session: number | undefined;
  };
  /** Of the last minute, before the test and at its end: a shared machine does other things too. */
  readonly loadAverage: { readonly before: number; readonly after: number };
  /** One question at a time. */
  readonly unloaded: Run;
  /** As many readers as answers are worked on at a time, each asking again at once. */
  readonly saturated: Run;
  /** Twice the rate that saturates, while articles are ingested. */
  readonly overloaded: Run;
  /** In the middle of each third of the overload. */
  readonly collected: readonly Collected[];
  readonly ingests: number;
  /** Milliseconds from the last question of the overload until an answer is as fast as nine in ten unloaded ones. */
  readonly recovery: number;
}

export interface LoadOptions {
  readonly server: Watched;
  /** Collects the server's garbage. */
  readonly collect: () => Promise<Collected>;
  readonly asker: Asker;
  readonly folders: Folders;
  /** Of the overload; the runs before it take a quarter of it each. */
  readonly seconds: number;
  /** ANSWERS_AT_ONCE of the server. */
  readonly readers: number;
  readonly say: (line: string) => void;
}

/** A recovery that takes longer is none. */
const RECOVERY_MS = 30_000;

export async function loadTest(options: LoadOptions): Promise<LoadReport> {
  const { server, collect, asker, folders, seconds, readers, say } = options;
  const before = tenth(loadavg()[0]!);
  const short = seconds / 4;
  // Both embedding threads, compiled code and caches: what is compared is a server that has been asked before.
  await backToBack(asker, readers, Math.min(5, short));

  say(`unloaded: one question at a time for ${short} s`);
  const alone = await during(server, () => backToBack(asker, 1, short));
  const unloaded = runOf(alone.result, alone.observed, short);

  say(`saturated: ${readers} readers for ${short} s`);
  const full = await during(server, () => backToBack(asker, readers, short));
  const saturated = runOf(full.result, full.observed, short);

  const rate = 2 * saturated.answered;
  say(`overloaded: ${rate} questions a second for ${seconds} s, with ingests`);
  const stop = new AbortController();
  let ingests = 0;
  let recovery = Number.NaN;
  let collected: readonly Collected[] = [];
  const over = await during(server, async () => {
    const ingesting = keepIngesting(folders, stop.signal);
    const asking = atRate(asker, rate, seconds).finally(() => stop.abort());
    const [replies, thirds] = await Promise.all([asking, inThirds(collect, seconds)]);
    collected = thirds;
    recovery = await recoveryOf(asker, unloaded.answers.p90);
    ingests = await ingesting;
    return replies;
  });
  return {
    seconds,
    readers,
    machine: {
      node: process.version,
      cores: availableParallelism(),
      niceness: getPriority(),
      session: await sessionNiceness(),
    },
    loadAverage: { before, after: tenth(loadavg()[0]!) },
    unloaded,
    saturated,
    overloaded: runOf(over.result, over.observed, seconds),
    collected,
    ingests,
    recovery,
  };
}

/** See autogroup in sched(7); undefined where there is none. */
async function sessionNiceness(): Promise<number | undefined> {
  const text = await readFile('/proc/self/autogroup', 'utf8').catch(() => '');
  const niceness = /nice (-?\d+)/.exec(text)?.[1];
  return niceness === undefined ? undefined : Number(niceness);
}

async function recoveryOf(asker: Asker, unloadedMs: number): Promise<number> {
  const started = performance.now();
  for (;;) {
    const { status, ms } = await asker.ask();
    const since = performance.now() - started;
    if ((status === 200 && ms <= unloadedMs) || since > RECOVERY_MS) return Math.round(since);
    await sleep(10);
  }
}

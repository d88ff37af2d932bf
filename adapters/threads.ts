/**
 * Work in threads of its own: a model's above all. onnxruntime's `run` holds the thread that calls it, so that a server would
 * answer nothing meanwhile; and a thread a core, each with work of its own, embeds nearly twice as much as one session over all
 * cores (two cores, batches of 256 tokens: 13,800 against 6,900 tokens a second).
 */
import './no-telemetry.ts';
import { getPriority, setPriority } from 'node:os';
import { parentPort, Worker, workerData } from 'node:worker_threads';

interface ThreadsOptions {
  /** What calls `serveThread`, as a bundle. */
  readonly script: URL;
  readonly count: number;
  /** What they do is called so in messages. */
  readonly name: string;
  /** What the script is started with. */
  readonly data: unknown;
  /** Start a thread before there is work for it, so that it loads while its owner has something else to do. */
  readonly ahead?: boolean;
}

interface Job<T, R> {
  readonly task: T;
  resolve(result: R): void;
  reject(error: Error): void;
}

interface Thread<T, R> {
  readonly worker: Worker;
  /** In the order in which they are answered. */
  readonly jobs: Job<T, R>[];
  hasAnswered: boolean;
}

type Reply<R> =
  | { readonly result: R }
  /** What went wrong with this task; the thread goes on. */
  | { readonly error: string };

/** One that is worked on, and one that lies ready: the thread does not wait while its owner is busy with something else. */
const JOBS_A_THREAD = 2;

/** Steps of priority behind the thread that takes questions, so that a server that is asked too much says so soon. */
const NICENESS = 5;

interface Threads<T, R> {
  run(task: T): Promise<R>;
  /** Ends them; what they still have to do fails. */
  close(): Promise<void>;
}

/** A thread is started when there is work for it, and anew after it has died. An idle one keeps no process alive. */
export function createThreads<T, R>(options: ThreadsOptions): Threads<T, R> {
  const { script, count, name, data, ahead = false } = options;
  const waiting: Job<T, R>[] = [];
  const threads: Thread<T, R>[] = [];

  function next(): void {
    while (waiting.length > 0) {
      const thread = leastBusy();
      if (!thread) return;
      const job = waiting.shift()!;
      thread.jobs.push(job);
      thread.worker.ref();
      thread.worker.postMessage(job.task);
    }
  }

  function leastBusy(): Thread<T, R> | undefined {
    const idle = threads.find(({ jobs }) => jobs.length === 0);
    if (idle) return idle;
    // A single task waits for a thread that loads sooner than for one that has not begun to.
    const loading = threads.find(({ jobs, hasAnswered }) => !hasAnswered && jobs.length < JOBS_A_THREAD);
    if (loading && waiting.length === 1) return loading;
    if (threads.length < count) return start();
    // With few waiting, whichever thread is done first takes the next.
    return waiting.length > count ? threads.find(({ jobs }) => jobs.length < JOBS_A_THREAD) : undefined;
  }

  function start(): Thread<T, R> {
    const worker = new Worker(script, { workerData: data });
    const thread: Thread<T, R> = { worker, jobs: [], hasAnswered: false };
    let cause: Error | undefined;
    thread.worker.on('message', (reply: Reply<R>) => {
      const job = thread.jobs.shift();
      thread.hasAnswered = true;
      if (thread.jobs.length === 0) thread.worker.unref();
      if ('result' in reply) job?.resolve(reply.result);
      else job?.reject(new Error(`The ${name} failed: ${reply.error}`));
      next();
    });
    thread.worker.on('error', (error) => {
      cause = error;
    });
    thread.worker.on('exit', (code) => {
      threads.splice(threads.indexOf(thread), 1);
      const reason = cause?.message ?? `exit code ${code}`;
      for (const job of thread.jobs) {
        job.reject(new Error(`The thread of the ${name} ended: ${reason}`, { cause }));
      }
      next();
    });
    threads.push(thread);
    return thread;
  }

  if (ahead) start().worker.unref();
  return {
    run: (task) =>
      new Promise((resolve, reject) => {
        waiting.push({ task, resolve, reject });
        next();
      }),
    async close() {
      for (const { reject } of waiting.splice(0)) reject(new Error(`The threads of the ${name} were ended.`));
      await Promise.all(threads.map(({ worker }) => worker.terminate()));
    },
  };
}

/** The other side: answers one task after another. @param open called once, with what the thread was started with. */
export function serveThread<D, T, R>(open: (data: D) => Promise<(task: T) => Promise<R>>): void {
  const port = parentPort!;
  giveWay();
  const opened = open(workerData as D);
  const say = (reply: Reply<R>) => port.postMessage(reply);
  // Before the model is loaded: a task that comes early waits for it.
  port.on('message', (task: T) => {
    opened
      .then((run) => run(task))
      .then((result) => say({ result }))
      .catch((error) => say({ error: String(error?.message ?? error) }));
  });
}

function giveWay(): void {
  // Elsewhere than on Linux a thread has the priority of its process.
  if (process.platform === 'linux') setPriority(Math.min(19, getPriority() + NICENESS));
}

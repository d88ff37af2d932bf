/** The thread behind `embedding-workers.ts`: a session of its own, a batch at a time. */
import { getPriority, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { type Embedded, openEmbeddingSession, type SessionOptions, type TokenCut } from './embedding-session.ts';

export interface WorkerBatch {
  readonly batch: readonly (readonly number[])[];
  readonly cut: TokenCut | undefined;
}

export type WorkerReply =
  | { readonly embedded: Embedded[] }
  /** What went wrong with this batch; the thread goes on. */
  | { readonly error: string };

/** Steps of priority behind the thread that takes questions, so that a server that is asked too much says so soon. */
const NICENESS = 5;

const port = parentPort!;
giveWay();
const session = openEmbeddingSession(workerData as SessionOptions);
const say = (reply: WorkerReply) => port.postMessage(reply);

// Before the model is loaded: a batch that comes early waits for it.
port.on('message', ({ batch, cut }: WorkerBatch) => {
  session
    .then((open) => open.run(batch, cut))
    .then((embedded) => say({ embedded }))
    .catch((error) => say({ error: String(error?.message ?? error) }));
});

function giveWay(): void {
  // Elsewhere than on Linux a thread has the priority of its process.
  if (process.platform === 'linux') setPriority(Math.min(19, getPriority() + NICENESS));
}

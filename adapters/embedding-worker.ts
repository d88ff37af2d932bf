/** The thread behind `embedding-workers.ts`: a session of its own, a batch at a time. */
import { parentPort, workerData } from 'node:worker_threads';
import { openEmbeddingSession, type SessionOptions } from './embedding-session.ts';

export type WorkerReply =
  | { readonly vectors: Float32Array[] }
  /** What went wrong with this batch; the thread goes on. */
  | { readonly error: string };

const port = parentPort!;
const session = openEmbeddingSession(workerData as SessionOptions);
const say = (reply: WorkerReply) => port.postMessage(reply);

// Before the model is loaded: a batch that comes early waits for it.
port.on('message', (batch: number[][]) => {
  session
    .then((open) => open.run(batch))
    .then((vectors) => say({ vectors }))
    .catch((error) => say({ error: String(error?.message ?? error) }));
});

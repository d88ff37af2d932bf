/** Embedding sessions in threads of their own. */
import type { Embedded, EmbeddingSession, SessionOptions } from './embedding-session.ts';
import type { EmbeddingTask } from './embedding-worker.ts';
import { createThreads } from './threads.ts';

interface WorkersOptions extends SessionOptions {
  /** `embedding-worker.ts` as a bundle. */
  readonly script: URL;
  readonly workers: number;
}

export function createEmbeddingWorkers({ script, workers, ...data }: WorkersOptions): EmbeddingSession {
  const threads = createThreads<EmbeddingTask, Embedded[]>({
    ...{ script, count: workers, data, ahead: true },
    name: 'embedding model',
  });
  return { run: (batch, pad, cut) => threads.run({ batch, pad, cut }) };
}

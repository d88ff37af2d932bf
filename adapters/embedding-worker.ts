/** The thread of an embedding model: a session of its own, a batch at a time. */
import { type Embedded, openEmbeddingSession, type SessionOptions, type TokenCut } from './embedding-session.ts';
import { serveThread } from './threads.ts';

export interface EmbeddingTask {
  readonly batch: readonly (readonly number[])[];
  readonly pad: number;
  readonly cut: TokenCut | undefined;
}

serveThread<SessionOptions, EmbeddingTask, Embedded[]>(async (options) => {
  const session = await openEmbeddingSession(options);
  return ({ batch, pad, cut }) => session.run(batch, pad, cut);
});

/** How an ingest goes, told to the process that started it with an IPC channel (`server/rebuild.ts`). */
import type { Problem } from './articles.ts';
import type { BuildProgress, BuildResult } from './build.ts';

export type IngestMessage =
  | ({ readonly type: 'progress' } & BuildProgress)
  | ({ readonly type: 'done'; readonly problems: readonly Problem[] } & Omit<BuildResult, 'version'>)
  /** In words for the editor. The index from before goes on serving. */
  | { readonly type: 'failed'; readonly message: string };

/** A process that has gone, or that never asked, is no reason to fail. */
export function report(message: IngestMessage): void {
  if (process.connected) process.send?.(message, undefined, undefined, () => {});
}

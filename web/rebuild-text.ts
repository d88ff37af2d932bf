import { fill } from './fill.ts';

/** How a rebuild stands, as `/admin/rebuild/events` tells it (`server/rebuild.ts`). */
export type RebuildView =
  | { readonly status: 'idle' }
  | {
      readonly status: 'running';
      /** Files are being read: `done` and `total` count them, and else passages. */
      readonly reading?: true;
      readonly done: number;
      readonly total: number;
      readonly title: string;
      /** It was told to stop, and has not yet. */
      readonly stopping?: true;
    }
  | { readonly status: 'stopped' }
  | {
      readonly status: 'done';
      readonly passages: number;
      readonly embedded: number;
      readonly problems: readonly unknown[];
    }
  | { readonly status: 'failed'; readonly message: string };

export interface RebuildStrings {
  readonly reading: string;
  /** With `{done}` and `{total}`, as `running`. */
  readonly readingOf: string;
  readonly running: string;
  readonly stopping: string;
  readonly stopped: string;
  /** With `{passages}` and `{embedded}`. */
  readonly done: string;
  /** With `{n}`. */
  readonly leftOut: string;
  readonly failed: string;
}

/** One sentence for the editor, the same from the server and from the script. */
export function rebuildText(state: RebuildView, strings: RebuildStrings): string {
  switch (state.status) {
    case 'idle':
      return '';
    case 'running':
      if (state.stopping) return strings.stopping;
      if (state.total === 0) return strings.reading;
      return fill(state.reading ? strings.readingOf : strings.running, { done: state.done, total: state.total });
    case 'stopped':
      return strings.stopped;
    case 'done': {
      const { passages, embedded, problems } = state;
      const leftOut = problems.length > 0 ? ` ${fill(strings.leftOut, { n: problems.length })}` : '';
      return fill(strings.done, { passages, embedded }) + leftOut;
    }
    case 'failed':
      return strings.failed;
  }
}

/** What an ingest says while it goes: to a person as lines and a bar, to a machine as one JSON line each. */
import type { Problem } from './articles.ts';
import type { BuildProgress } from './build.ts';
import type { Plan } from './plan.ts';

export type IngestEvent =
  | ({ readonly type: 'left-out' } & LeftOut)
  /** `--watch` waits for a file that may still be being saved, and leaves the index as it is. */
  | { readonly type: 'waiting'; readonly file: string; readonly reason: string; readonly seconds: number }
  /** `--watch` and `--if-changed` leave the index as it is for a while: so many of the versions served would go. */
  | {
      readonly type: 'held-back';
      readonly removed: number;
      readonly served: number;
      readonly folder: string;
      readonly seconds: number;
    }
  | { readonly type: 'warning'; readonly message: string }
  /** Files that were read so far, now and then where it takes long. */
  | { readonly type: 'reading'; readonly done: number; readonly total: number }
  | ({ readonly type: 'plan' } & Plan)
  | ({ readonly type: 'progress' } & Progress)
  | ({ readonly type: 'done' } & Done)
  /** `--watch` goes on after an ingest that failed. */
  | { readonly type: 'failed'; readonly message: string }
  | { readonly type: 'watching'; readonly folder: string };

export interface LeftOut extends Problem {
  /** It was left out of the index that is served, for the same reason. */
  readonly asBefore?: boolean;
  /** Articles that the served index has of it, and the next has not. */
  readonly lost?: readonly string[];
  /** What that means and what to do, where there are such. */
  readonly advice?: string;
}

export interface Progress extends BuildProgress {
  /** Passages a second so far, and seconds left; undefined until something is embedded. */
  readonly perSecond?: number;
  readonly secondsLeft?: number;
}

export interface Done {
  readonly version: string;
  readonly articles: number;
  /** Language versions of them. */
  readonly versions: number;
  /** Versions that are otherwise than in the index from before. */
  readonly added: number;
  readonly changed: number;
  readonly moved: number;
  readonly removed: number;
  readonly passages: number;
  readonly embedded: number;
  /** Files, folders that cannot be read, and lines of feeds. */
  readonly leftOut: number;
  /** Of them, how many were left out before. */
  readonly leftOutBefore: number;
  readonly seconds: number;
}

export interface IngestView {
  show(event: IngestEvent): void;
}

/** Every event as a line of JSON. */
export const createJsonView = (out: NodeJS.WritableStream): IngestView => ({
  show: (event) => void out.write(`${JSON.stringify(event)}\n`),
});

/** Every event to the process that started this one with an IPC channel (`server/rebuild.ts`), if there is one. */
export const createParentView = (): IngestView => ({
  show(event) {
    // A process that has gone, or that never asked, is no reason to fail.
    if (process.connected) process.send?.(event, undefined, undefined, () => {});
  },
});

/** Milliseconds between two `reading` events, and before the first. */
const READING_EVERY = 500;

/** Tells of each file that is read, of how many: a folder that is read at once is not worth a word. */
export function createReadingView(view: IngestView): (done: number, total: number) => void {
  let last = performance.now();
  let told = false;
  return (done, total) => {
    const now = performance.now();
    if (done === total ? !told : now - last < READING_EVERY) return;
    [last, told] = [now, true];
    view.show({ type: 'reading', done, total });
  };
}

/** Adds pace and time left to what a build says. */
export function createPace(): (progress: BuildProgress) => Progress {
  let started: number | undefined;
  return (progress) => {
    started ??= performance.now();
    const seconds = (performance.now() - started) / 1000;
    const { done, bytes, totalBytes } = progress;
    if (done === 0 || seconds === 0) return progress;
    return {
      ...progress,
      perSecond: Math.round((done / seconds) * 10) / 10,
      secondsLeft: Math.round(((totalBytes - bytes) / bytes) * seconds),
    };
  };
}

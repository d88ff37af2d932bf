/** Indexes the corpus anew in a process of its own, and tells how it goes. The old index serves until the new one is there. */
import { type ChildProcess, spawn } from 'node:child_process';
import type { IngestEvent, LeftOut } from '../ingest/events.ts';
import type { RebuildView } from '../web/rebuild-text.ts';

type Running = Extract<RebuildView, { readonly status: 'running' }>;

export type RebuildState =
  | { readonly status: 'idle' }
  | Running
  | { readonly status: 'stopped' }
  | {
      readonly status: 'done';
      readonly passages: number;
      /** Of them, how many had to be embedded. */
      readonly embedded: number;
      readonly problems: readonly LeftOut[];
    }
  | { readonly status: 'failed'; readonly message: string };

export interface Rebuild {
  state(): RebuildState;
  /** @param everything embed every passage anew, not only what changed. @returns false when one is running already. */
  start(everything: boolean): boolean;
  /** The index from before goes on serving. A second time, the ingest ends at once. @returns false when none is running. */
  stop(): boolean;
  /** @returns stops telling. */
  watch(listener: (state: RebuildState) => void): () => void;
}

export interface RebuildOptions {
  /** Starts an ingest with an IPC channel. */
  readonly spawn: (everything: boolean) => ChildProcess;
  /** The ingest is done: takes the new index over, before anyone is told. */
  readonly onDone: () => Promise<void>;
}

export function createRebuild({ spawn, onDone }: RebuildOptions): Rebuild {
  let state: RebuildState = { status: 'idle' };
  let running: ChildProcess | undefined;
  const listeners = new Set<(state: RebuildState) => void>();

  function become(next: RebuildState): void {
    state = next;
    for (const listener of listeners) listener(next);
  }

  const isStopping = () => state.status === 'running' && state.stopping === true;
  const goOn = (step: Omit<Running, 'status' | 'stopping'>) =>
    become({ status: 'running', ...step, ...(isStopping() && STOPPING) });

  function follow(child: ChildProcess): void {
    running = child;
    let outcome: RebuildState | undefined;
    const problems: LeftOut[] = [];
    child.on('message', (event: IngestEvent) => {
      if (event.type === 'progress') goOn({ done: event.done, total: event.total, title: event.title });
      else if (event.type === 'reading') goOn({ done: event.done, total: event.total, title: '', reading: true });
      else if (event.type === 'left-out') problems.push(leftOut(event));
      else if (event.type === 'failed') outcome = { status: 'failed', message: event.message };
      else if (event.type === 'done') {
        outcome = { status: 'done', passages: event.passages, embedded: event.embedded, problems };
      }
    });
    const end = async (how: string) => {
      if (outcome?.status === 'done') await onDone();
      const message = `The ingest ended with ${how}. The index from before goes on serving.`;
      become(outcome ?? (isStopping() ? { status: 'stopped' } : { status: 'failed', message }));
    };
    child.on('error', (error) => become({ status: 'failed', message: error.message }));
    child.on('exit', (code, signal) => {
      const how = String(signal ?? code);
      // What it said last may still be on its way.
      if (child.connected) child.once('disconnect', () => end(how));
      else end(how);
    });
  }

  return {
    state: () => state,
    start(everything) {
      if (state.status === 'running') return false;
      become({ status: 'running', done: 0, total: 0, title: '' });
      follow(spawn(everything));
      return true;
    },
    stop() {
      if (state.status !== 'running') return false;
      become({ ...state, ...STOPPING });
      running?.kill('SIGTERM');
      return true;
    },
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const STOPPING = { stopping: true } as const;

const leftOut = ({ type: _, ...told }: Extract<IngestEvent, { type: 'left-out' }>): LeftOut => told;

/** Detached, with no pipe that could break: it goes on to its end when the server stops. */
export function spawnIngest(script: string, args: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, [script, ...args], {
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  child.unref();
  child.channel?.unref();
  return child;
}

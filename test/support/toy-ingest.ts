/** A process that says what an ingest says, over IPC, in the rhythm a test wants. */
import { spawn } from 'node:child_process';
import type { IngestEvent } from '../../ingest/events.ts';

/** @param everyMs between two messages. @param exit the exit code, or how it is killed. */
export function spawnToyIngest(messages: readonly IngestEvent[], everyMs = 0, exit: number | 'SIGKILL' = 0) {
  const script = `
    const [messages, everyMs, exit] = JSON.parse(process.argv[1]);
    (async () => {
      for (const message of messages) {
        process.send(message);
        await new Promise((resolve) => setTimeout(resolve, everyMs));
      }
      if (exit === 'SIGKILL') process.kill(process.pid, exit);
      process.exitCode = exit;
    })();`;
  const stdio = ['ignore', 'inherit', 'inherit', 'ipc'] as const;
  return spawn(process.execPath, ['-e', script, JSON.stringify([messages, everyMs, exit])], { stdio: [...stdio] });
}

export const TOY_PROGRESS: readonly IngestEvent[] = [
  { type: 'left-out', file: 'bad.md', reason: 'has no text.', lost: ['bad (en)'] },
  { type: 'progress', done: 0, total: 64, bytes: 0, totalBytes: 6400, title: 'Trams' },
  { type: 'progress', done: 32, total: 64, bytes: 3200, totalBytes: 6400, title: '電車' },
];

export const TOY_DONE: IngestEvent = {
  type: 'done',
  version: 'toy',
  articles: 2,
  versions: 3,
  added: 3,
  changed: 0,
  moved: 0,
  removed: 0,
  passages: 64,
  embedded: 64,
  leftOut: 1,
  leftOutBefore: 0,
  seconds: 1,
};

/** Shows how far a run is: a bar on a terminal, elsewhere a line a step. */
import { Presets, SingleBar } from 'cli-progress';

export interface Progress {
  /** Begins a step of `total` ticks. */
  step(title: string, total: number): void;
  tick(): void;
  /** Says something that lasts, such as what was left out. */
  note(line: string): void;
  stop(): void;
}

export function createProgress(stream: NodeJS.WriteStream): Progress {
  return stream.isTTY ? bar(stream) : lines(stream);
}

function bar(stream: NodeJS.WriteStream): Progress {
  const view = new SingleBar(
    { stream, format: '{bar} {percentage}% · {eta_formatted} left · {title}', hideCursor: true, clearOnComplete: true },
    Presets.shades_classic,
  );
  const stop = () => view.isActive && view.stop();
  return {
    step(title, total) {
      stop();
      view.start(total, 0, { title });
    },
    tick: () => view.increment(),
    note(line) {
      stop();
      stream.write(`${line}\n`);
    },
    stop,
  };
}

function lines(stream: NodeJS.WriteStream): Progress {
  const started = performance.now();
  return {
    step(title, total) {
      const seconds = Math.round((performance.now() - started) / 1000);
      stream.write(`${String(seconds).padStart(4)} s  ${title} (${total})\n`);
    },
    tick: () => {},
    note: (line) => stream.write(`${line}\n`),
    stop: () => {},
  };
}

export const silent: Progress = { step: () => {}, tick: () => {}, note: () => {}, stop: () => {} };

/** Shows a build on a terminal as a bar, elsewhere as a line now and then. */
import { Presets, SingleBar } from 'cli-progress';
import type { BuildProgress } from './build.ts';

export interface ProgressView {
  update(progress: BuildProgress): void;
  stop(): void;
}

export function createProgressView(stream: NodeJS.WriteStream): ProgressView {
  return stream.isTTY ? bar(stream) : lines(stream);
}

function bar(stream: NodeJS.WriteStream): ProgressView {
  const format = 'Indexing {bar} {value}/{total} passages · {rate}/s · {eta_formatted} left · {title}';
  const view = new SingleBar(
    { stream, format, hideCursor: true, clearOnComplete: false, etaBuffer: 50 },
    Presets.shades_classic,
  );
  let started: number | undefined;
  return {
    update({ done, total, title }) {
      if (total === 0) return;
      if (started === undefined) {
        started = performance.now();
        view.start(total, 0, { rate: '–', title });
      }
      const seconds = (performance.now() - started) / 1000;
      view.update(done, { title, ...(done > 0 && { rate: Math.round(done / seconds) }) });
    },
    stop: () => view.stop(),
  };
}

/** Between two lines, so that a log of a long build stays readable. */
const EVERY_MS = 2000;

function lines(stream: NodeJS.WriteStream): ProgressView {
  let last = 0;
  return {
    update({ done, total, title }) {
      const now = performance.now();
      if (total === 0 || (done < total && now - last < EVERY_MS)) return;
      last = now;
      stream.write(`Indexing ${done}/${total} passages${title && ` · ${title}`}\n`);
    },
    stop: () => {},
  };
}

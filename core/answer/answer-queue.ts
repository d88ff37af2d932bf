/** A line before a model that answers few at a time. */
import { ModelError } from '../model-error.ts';

export interface AnswerQueue {
  /**
   * @returns one's turn: it has come when `positions` ends, or never, when `signal` fires.
   * @throws ModelError `too-many-requests` when the line is full.
   */
  enter(signal: AbortSignal): Turn;
}

export interface Turn {
  /** How many are answered first, each time that changes and every now and then; 0 at last, unless the turn came at once. */
  readonly positions: AsyncIterable<number>;
  /** Lets the next one in. Also without having had one's turn; a second time it does nothing. */
  leave(): void;
}

/** A reader's program gives up on a connection that says nothing: the widget after 45 s. */
const TELL_EVERY_MS = 15_000;

interface Waiting {
  /** Wakes `positions`. */
  moved(): void;
}

/** @param concurrency answers at a time. @param waiting how many may wait beside them. */
export function createAnswerQueue({ concurrency, waiting }: { concurrency: number; waiting: number }): AnswerQueue {
  let running = 0;
  const line: Waiting[] = [];

  /** Those in front become runners, and everybody else moves up. */
  function advance(): void {
    while (running < concurrency && line.length > 0) {
      running += 1;
      line.shift()!.moved();
    }
    for (const one of line) one.moved();
  }

  return {
    enter(signal) {
      if (running >= concurrency && line.length >= waiting) {
        throw new ModelError(
          'too-many-requests',
          `${running} answers are being written and ${line.length} wait, the limit.`,
        );
      }
      let wake = () => {};
      const me: Waiting = { moved: () => wake() };
      line.push(me);
      advance();
      let left = false;

      async function* positions(): AsyncGenerator<number> {
        signal.addEventListener('abort', () => wake(), { once: true });
        for (let told = -1; !signal.aborted; ) {
          const place = line.indexOf(me);
          if (place < 0) {
            if (told > 0) yield 0;
            return;
          }
          if (place + 1 !== told) {
            told = place + 1;
            yield told;
            continue;
          }
          let timer: ReturnType<typeof setTimeout> | undefined;
          await new Promise<void>((resolve) => {
            wake = resolve;
            timer = setTimeout(() => {
              told = -1;
              resolve();
            }, TELL_EVERY_MS);
          });
          clearTimeout(timer);
        }
      }
      return {
        positions: positions(),
        leave() {
          if (left) return;
          left = true;
          const place = line.indexOf(me);
          if (place >= 0) line.splice(place, 1);
          else running -= 1;
          advance();
        },
      };
    },
  };
}

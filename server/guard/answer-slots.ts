/** How many answers are worked on at a time, and how long one may take. More are sent away, not queued. */
import type { Config } from '../../config.ts';
import { Problem } from '../problem.ts';

export interface AnswerSlot {
  /** Fires when the reader leaves, the time is up or the server stops. */
  readonly signal: AbortSignal;
  /** Why the answer was cut short; undefined where nobody but the reader did. */
  problem(): Problem | undefined;
  /** Ends the answer: nobody reads it. */
  abandon(): void;
  /** Must be called when the answer has ended, however it did. */
  leave(): void;
}

export interface AnswerSlots {
  readonly limit: number;
  readonly taken: number;
  /**
   * @param reader fires when the reader leaves.
   * @throws Problem 503 with Retry-After when all are taken, or the server is stopping.
   */
  enter(reader?: AbortSignal): AnswerSlot;
  /** Takes no slot. @throws Problem 503 where `enter` would now. */
  check(): void;
  /** Lets nobody in any more. */
  close(): void;
  /** Cuts short what is still being answered. */
  stop(): void;
}

/** Seconds until it is worth asking again: an answer from the articles takes a fraction of one. */
const RETRY_AFTER = { 'retry-after': '2' };

const busy = () => new Problem(503, 'Too many questions are being answered. Try again in 2 s.', [], RETRY_AFTER);
const stopping = () => new Problem(503, 'The server is restarting. Ask again in a moment.', [], RETRY_AFTER);

export function createAnswerSlots({
  answersAtOnce,
  answerSeconds,
}: Pick<Config, 'answersAtOnce' | 'answerSeconds'>): AnswerSlots {
  const cut = new Set<(problem: Problem) => void>();
  let closed = false;
  const late = () => new Problem(504, `The answer took longer than ${answerSeconds} s. Ask something shorter.`);

  function check(): void {
    if (closed) throw stopping();
    if (cut.size >= answersAtOnce) throw busy();
  }

  return {
    limit: answersAtOnce,
    get taken() {
      return cut.size;
    },
    check,
    enter(reader) {
      check();
      const controller = new AbortController();
      let why: Problem | undefined;
      const cutShort = (problem: Problem) => {
        why = problem;
        controller.abort();
      };
      const abandon = () => controller.abort();
      const timer = setTimeout(() => cutShort(late()), answerSeconds * 1000);
      if (reader?.aborted) abandon();
      reader?.addEventListener('abort', abandon, { once: true });
      cut.add(cutShort);
      return {
        signal: controller.signal,
        problem: () => why,
        abandon,
        leave() {
          clearTimeout(timer);
          reader?.removeEventListener('abort', abandon);
          cut.delete(cutShort);
        },
      };
    },
    close() {
      closed = true;
    },
    stop() {
      closed = true;
      for (const cutShort of cut) cutShort(stopping());
    },
  };
}

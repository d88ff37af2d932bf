/** Server-sent events to readers that may stop reading without leaving, through proxies that cut silent streams. */
import type { SSEStreamingApi } from 'hono/streaming';

/** A reader that takes nothing for so long is gone; its answer and its place are given up. */
const WRITE_MS = 15_000;

/** nginx cuts a stream that is silent for 60 s. */
const COMMENT_MS = 15_000;

export interface SteadyStream {
  /** @param data one line or more; @param event the event's name. */
  send(data: string, event?: string): Promise<void>;
  close(): void;
}

/** @param gone called once when the reader took nothing for `writeMs`. */
export function steadyStream(sse: SSEStreamingApi, gone: () => void, writeMs = WRITE_MS): SteadyStream {
  let lost = false;
  async function inTime(write: Promise<unknown>): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(() => {
        lost = true;
        gone();
        resolve();
      }, writeMs);
    });
    await Promise.race([write, late]);
    clearTimeout(timer);
  }
  const comments = setInterval(() => {
    if (!lost) sse.write(': still here\n\n');
  }, COMMENT_MS);
  return {
    send: async (data, event) => {
      if (!lost) await inTime(sse.writeSSE({ data, ...(event && { event }) }));
    },
    close: () => clearInterval(comments),
  };
}

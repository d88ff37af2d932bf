/**
 * Questions that come when they come, as readers' do: a slow answer holds up no other question. (autocannon, and most
 * load generators, wait for an answer before they ask again over the same connection: a server that stalls is then
 * asked less, and what it made others wait for is never counted.)
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request } from 'undici';

export interface Reply {
  /** The HTTP status, or what went wrong with the connection: `UND_ERR_HEADERS_TIMEOUT`, `ECONNRESET`. */
  readonly status: number | string;
  /** Milliseconds from when the question was due to the last byte of the answer. */
  readonly ms: number;
}

export interface Asker {
  /** Asks the next question now. @param due milliseconds of `performance.now()`: when it should have been asked. */
  ask(due?: number): Promise<Reply>;
  close(): Promise<void>;
}

/** A reader would have gone by then; more than any answer from the articles takes. */
const PATIENCE_MS = 20_000;

/** @param questions asked one after the other, from the first again after the last. */
export function createAsker(url: string, questions: readonly string[]): Asker {
  // As many connections as there are questions under way.
  const dispatcher = new Agent({ headersTimeout: PATIENCE_MS, bodyTimeout: PATIENCE_MS });
  let asked = 0;
  return {
    async ask(due = performance.now()) {
      const question = questions[asked++ % questions.length]!;
      const body = JSON.stringify({ question });
      const headers = { 'content-type': 'application/json' };
      try {
        const response = await request(`${url}/ask`, { method: 'POST', headers, body, dispatcher });
        await response.body.dump();
        return { status: response.statusCode, ms: performance.now() - due };
      } catch (error) {
        const { code, name } = error as NodeJS.ErrnoException;
        return { status: code ?? name, ms: performance.now() - due };
      }
    },
    close: () => dispatcher.close(),
  };
}

/** `rate` questions a second, evenly, for `seconds`, whatever becomes of them. @returns when the last is answered. */
export async function atRate({ ask }: Asker, rate: number, seconds: number): Promise<Reply[]> {
  const started = performance.now();
  const replies: Promise<Reply>[] = [];
  const total = Math.round(rate * seconds);
  while (replies.length < total) {
    const due = started + (replies.length * 1000) / rate;
    const ahead = due - performance.now();
    // Timers are a millisecond coarse: what is due by now is asked together.
    if (ahead > 0) await sleep(Math.max(1, ahead));
    replies.push(ask(due));
  }
  return Promise.all(replies);
}

/** `readers` that each ask again as soon as they have their answer, for `seconds`. */
export async function backToBack({ ask }: Asker, readers: number, seconds: number): Promise<Reply[]> {
  const until = performance.now() + seconds * 1000;
  const each = async (): Promise<Reply[]> => {
    const replies: Reply[] = [];
    while (performance.now() < until) replies.push(await ask());
    return replies;
  };
  return (await Promise.all(Array.from({ length: readers }, each))).flat();
}

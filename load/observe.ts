/** What can be seen of a server from outside while it works. */
import { setTimeout as sleep } from 'node:timers/promises';
import { residentMiB } from './memory.ts';

export interface Observed {
  /** MiB, second by second. */
  readonly resident: readonly number[];
  /** How often another index took over: each has another number of passages. */
  readonly swaps: number;
  /** Milliseconds over the whole time: the delay of the event loop, with the 10 ms of the timer that measures it. */
  readonly lag: { readonly p99: number; readonly max: number };
}

export interface Watched {
  readonly url: string;
  readonly pid: number;
  /** ADMIN_TOKEN, for `/metrics`. */
  readonly token: string;
}

/** Watches until `work` is done. @throws what `work` throws. */
export async function during<T>(server: Watched, work: () => Promise<T>): Promise<{ result: T; observed: Observed }> {
  // `/metrics` forgets the lag each time it is asked.
  await lagOf(server);
  const resident: number[] = [];
  const passages: number[] = [];
  let done = false;
  const working = work().finally(() => {
    done = true;
  });
  const ended = working.then(
    () => {},
    () => {},
  );
  while (!done) {
    await Promise.race([sleep(1000), ended]);
    resident.push(await residentMiB(server.pid));
    passages.push((await (await fetch(`${server.url}/readyz`)).json()).passages);
  }
  const result = await working;
  const swaps = passages.filter((count, i) => i > 0 && count !== passages[i - 1]).length;
  return { result, observed: { resident, swaps, lag: await lagOf(server) } };
}

/** @throws Error naming what `/metrics` lacks. */
async function lagOf({ url, token }: Watched): Promise<Observed['lag']> {
  const response = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${token}` } });
  const text = await response.text();
  const ms = (name: string): number => {
    const found = new RegExp(`^${name} (\\S+)$`, 'm').exec(text);
    if (!found) throw new Error(`/metrics (${response.status}) has no ${name}:\n${text.slice(0, 500)}`);
    return Number(found[1]) * 1000;
  };
  return { p99: ms('nodejs_eventloop_lag_p99_seconds'), max: ms('nodejs_eventloop_lag_max_seconds') };
}

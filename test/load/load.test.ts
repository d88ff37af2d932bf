import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { atRate, backToBack, createAsker } from '../../load/arrivals.ts';
import { errorsOf, runOf } from '../../load/figures.ts';

let close = () => {};
afterEach(() => close());

/** Counts who waits at a time; answers each question `after` so many milliseconds, with the status it asks for. */
async function fakeServer(after: number) {
  const seen = { waiting: 0, most: 0 };
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    seen.most = Math.max(seen.most, ++seen.waiting);
    await sleep(after);
    seen.waiting--;
    const { question } = JSON.parse(body);
    if (question === 'reset') return void response.socket!.resetAndDestroy();
    response.writeHead(Number(question)).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  close = () => void server.close();
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

const OBSERVED = { resident: [100], swaps: 0, lag: { p99: 12.34, max: 56 } };

describe('questions at a rate', () => {
  it('come whether the ones before are answered or not, and wait from when they were due', async () => {
    const { url, seen } = await fakeServer(400);
    const asker = createAsker(url, ['200']);
    const replies = await atRate(asker, 100, 0.3);
    expect(replies).toHaveLength(30);
    expect(seen.most).toBeGreaterThan(10);
    // A timer may be a few milliseconds early by another clock.
    for (const { ms } of replies) expect(ms).toBeGreaterThan(390);
    await asker.close();
  });
});

describe('readers back to back', () => {
  it('wait for their answers, and every reply is counted by what became of it', async () => {
    const { url, seen } = await fakeServer(5);
    const asker = createAsker(url, ['200', '503', '500', 'reset']);
    const replies = await backToBack(asker, 2, 0.5);
    expect(seen.most).toBe(2);
    const run = runOf(replies, OBSERVED, 0.5);
    expect(Object.keys(run.statuses).sort()).toEqual(['200', '500', '503', expect.stringMatching(/ECONNRESET|SOCKET/)]);
    expect(Object.keys(errorsOf(run))).toHaveLength(2);
    expect(run.answers.count).toBe(run.statuses['200']);
    expect(run.refusals.count).toBe(run.statuses['503']);
    expect(run.lag.p99).toBe(12.3);
    await asker.close();
  });
});

import type { CDPSession } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeInBrowser } from './support/browser.ts';
import { type Island, startIsland } from './support/island.ts';

interface Chat extends HTMLElement {
  ask(question: string): Promise<unknown>;
  reset(): void;
}

/** Bytes of script heap, and DOM nodes, after a full collection. */
async function held(devtools: CDPSession): Promise<{ heap: number; nodes: number }> {
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  const { nodes } = await devtools.send('Memory.getDOMCounters');
  return { heap: usedSize, nodes };
}

describeInBrowser('memory', ({ open }) => {
  let island: Island;
  beforeAll(async () => {
    island = await startIsland();
  });
  afterAll(() => island?.close());

  it('is steady over 200 questions', async () => {
    const page = await open(`${island.url}/?ui=en`);
    const devtools = await page.context().newCDPSession(page);
    const ask = (count: number) =>
      page.locator('samman-chat').evaluate(async (chat, count) => {
        for (let asked = 0; asked < count; asked++) await (chat as Chat).ask('When does the library open?');
      }, count);
    const reset = () => page.locator('samman-chat').evaluate((chat) => (chat as Chat).reset());

    // Compiled code and caches are there after the first few.
    await ask(20);
    const after20 = await held(devtools);
    await ask(180);
    const after200 = await held(devtools);
    expect(await page.locator('.exchange').count()).toBe(200);
    await reset();
    const forgotten = await held(devtools);

    const perQuestion = (after200.heap - after20.heap) / 180;
    // A question keeps its own answer, drawn and stored, and nothing else.
    expect(perQuestion).toBeLessThan(10_000);
    expect(forgotten.nodes).toBeLessThan(after20.nodes);
    expect(forgotten.heap).toBeLessThan(after20.heap * 1.25);
    expect(page.problems).toEqual([]);
  });
});

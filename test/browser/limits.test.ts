import { expect, it } from 'vitest';
import { startFakeProvider } from '../support/fake-providers/start.ts';
import { startTestServer } from '../support/server.ts';
import { askInPage, describeInBrowser } from './support/browser.ts';

describeInBrowser('the real server’s limits in a real browser', ({ open }) => {
  it('too many questions: the widget says how long to wait, and keeps the question', async () => {
    const server = await startTestServer({ RATE_LIMIT: '1' });
    try {
      const page = await open(`${server.url}/?ui=yue`);
      await askInPage(page, '三文有咩做唔到？');
      expect(await page.locator('.exchange').last().getAttribute('data-state')).toBe('done');
      await askInPage(page, '點樣加文章？');
      const exchange = page.locator('.exchange').last();
      expect(await exchange.locator('.note').textContent()).toMatch(/^你問得太快，等陣再試。 \(\d+ 秒\)/);
      expect(await exchange.locator('.question').textContent()).toContain('點樣加文章？');
      expect(await exchange.getByRole('button', { name: '再問' }).isVisible()).toBe(true);
    } finally {
      await server.close();
    }
  });

  it('all answers taken: the widget says so, and asking again succeeds once one is free', async () => {
    // A model that never says a word holds the one place there is.
    const provider = await startFakeProvider('openai-compatible', { say: '', end: 'hang' });
    const server = await startTestServer({
      ANSWERS_AT_ONCE: '1',
      LLM_BACKEND: 'openai-compatible',
      LLM_BASE_URL: provider.url,
      LLM_MODEL: 'fake-model',
      LLM_API_KEY: 'key',
    });
    try {
      const held = new AbortController();
      const body = JSON.stringify({ question: 'What can Samman not do?', stream: true });
      const headers = { 'content-type': 'application/json' };
      const first = await fetch(`${server.url}/ask`, { method: 'POST', headers, body, signal: held.signal });
      expect(first.status).toBe(200);
      await expect.poll(() => provider.requests.length, { timeout: 15_000 }).toBe(1);
      const page = await open(`${server.url}/?ui=en`);
      await askInPage(page, 'How much will the institute cost?');
      const exchange = page.locator('.exchange').last();
      expect(await exchange.locator('.note').textContent()).toMatch(/^Too many people are asking\..*\(\d+ s/);
      held.abort();
      await expect.poll(async () => (await fetch(`${server.url}/search?q=institute`)).status).toBe(200);
      await exchange.getByRole('button', { name: 'Ask again' }).click();
      await expect.poll(() => provider.requests.length, { timeout: 15_000 }).toBeGreaterThan(1);
    } finally {
      await server.close();
      await provider.close();
    }
  });
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import { askInPage, describeInBrowser } from './support/browser.ts';
import { type Island, startIsland } from './support/island.ts';

describeInBrowser('an answer from a table', ({ open }) => {
  let island: Island;
  beforeAll(async () => {
    island = await startIsland();
  });
  afterAll(() => island?.close());

  it('is words in the widget, on the page and in the text; the quotation is the row, which the article marks', async () => {
    const question = 'How long is the loan of a film?';
    const page = await open(`${island.url}/?ui=en`);
    await askInPage(page, question);
    expect(await page.locator('.answer .prose').textContent()).toContain('Item: Film; Loan: 7 days');
    const card = page.locator('.card', { hasText: 'Film' });
    expect(await card.locator('.quote').textContent()).toBe('Film · 7 days');
    await card.locator('.card-open').click();
    await page.locator('.panel mark').first().waitFor();
    expect((await page.locator('.panel mark').allTextContents()).map((cell) => cell.trim())).toEqual([
      'Film',
      '7 days',
    ]);

    const ask = (accept: string) =>
      fetch(`${island.url}/ask?q=${encodeURIComponent(question)}`, { headers: { accept } });
    const { citations } = await (await ask('application/json')).json();
    expect(citations.map(({ quote }: { quote: string }) => quote)).toContain('| Film | 7 days |');
    for (const accept of ['text/plain', 'text/html']) {
      const text = await (await ask(accept)).text();
      expect(text).toContain('Item: Film; Loan: 7 days');
      expect(text).not.toContain('| Film');
    }
    expect(page.problems).toEqual([]);
  });
});

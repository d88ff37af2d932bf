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

  it('with more columns than a phone has room for keeps its prices whole and scrolls, Chinese too', async () => {
    const page = await open(`${island.url}/?ui=en`, { width: 360 });
    await askInPage(page, 'How long is the loan of a film?');
    await page.locator('.card', { hasText: 'Film' }).locator('.card-open').click();
    await page.locator('.panel table').waitFor();
    for (const table of ['.panel table', 'article table']) {
      if (table.startsWith('article')) await page.goto(`${island.url}/articles/island-library?lang=en`);
      for (const lang of ['en', 'zh-HK']) {
        expect(await page.locator(table).evaluate(linesOfWideRow, lang)).toEqual([
          1,
          1,
          1,
          1,
          1,
          lang === 'en' ? 2 : 1,
        ]);
      }
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    }
  });
});

/** How many lines each cell has of a row put in the table's place. */
function linesOfWideRow(table: Element, lang: string): number[] {
  const said = lang === 'en' ? 'Conference room' : '會議室';
  const cells = ['$27.00', '$1,081.50', '$540.75', '$2,000.00', '(night)', said].map((text) => {
    const cell = document.createElement('td');
    cell.append(text);
    return cell;
  });
  const row = document.createElement('tr');
  row.lang = lang;
  row.append(...cells);
  table.replaceChildren(row);
  return cells.map((cell) => {
    const range = document.createRange();
    range.selectNodeContents(cell);
    return range.getClientRects().length;
  });
}

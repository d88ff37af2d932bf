import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LANGUAGES } from '../../core/types.ts';
import { QUOTES } from './support/articles.ts';
import { askInPage, describeInBrowser, expectAccessible } from './support/browser.ts';
import { type Island, saying, startIsland, stuck } from './support/island.ts';

describeInBrowser('axe finds nothing', ({ open }) => {
  let island: Island;
  beforeAll(async () => {
    island = await startIsland({ model: true });
  });
  afterAll(() => island?.close());

  const inBothSchemes = async (page: Page, state: string) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await expectAccessible(page, `${state}, ${colorScheme}`);
    }
  };

  for (const language of LANGUAGES) {
    it(`in the widget in ${language}: closed, open, answered, streaming, failed`, async () => {
      const page = await open(`${island.url}/articles/ferry?ui=${language}`);
      await page.locator('.launcher').waitFor();
      await inBothSchemes(page, 'closed');
      await page.locator('.launcher').click();
      await page.locator('.starter').first().waitFor();
      await inBothSchemes(page, 'open');
      const { question, quotes } = QUOTES[language]!;
      island.reply = saying(quotes);
      await askInPage(page, question);
      await inBothSchemes(page, 'answered');
      await page.locator('.bar .tool').first().click();
      island.reply = stuck(quotes);
      await page.locator('textarea').fill(question);
      await page.locator('textarea').press('Enter');
      await page.locator('.exchange').last().locator('.prose p').waitFor();
      await inBothSchemes(page, 'streaming');
      expect(await page.locator('.exchange').last().getAttribute('data-state')).toBe('writing');
      await page.locator('.send').click();
      await page.context().setOffline(true);
      await askInPage(page, question);
      expect(await page.locator('.exchange').last().getAttribute('data-state')).toBe('failed');
      await inBothSchemes(page, 'failed');
    });
  }

  it('on the front page with an article open beside the chat', async () => {
    const page = await open(`${island.url}/?ui=yue`);
    island.reply = saying(QUOTES.yue!.quotes);
    await askInPage(page, QUOTES.yue!.question);
    await page.locator('.card-open').first().click();
    await page.locator('.panel mark').waitFor();
    await inBothSchemes(page, 'front');
  });

  it('on an article page with a passage marked, an answer page and the page to copy the tag from', async () => {
    const page = await open('about:blank');
    for (const path of [
      '/articles/island-library?lang=en&start=150&end=220#cited',
      '/ask?q=When+does+the+library+open%3F',
      '/embed?ui=zh-Hans',
    ]) {
      await page.goto(island.url + path);
      await inBothSchemes(page, path);
    }
  });
});

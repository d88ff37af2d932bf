import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { QUOTES } from './support/articles.ts';
import { askInPage, describeInBrowser } from './support/browser.ts';
import { type Island, saying, startIsland, stuck } from './support/island.ts';

interface Chat extends HTMLElement {
  reset(): void;
}

/** Text and controls that are cut off, or wider than what they stand in, in the page and in the widget. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const shadow = document.querySelector('samman-chat')?.shadowRoot;
    return [...document.querySelectorAll('body *'), ...(shadow?.querySelectorAll('*') ?? [])]
      .filter((element) => {
        if (
          !(element instanceof HTMLElement) ||
          !element.checkVisibility() ||
          element.matches('.sr, .skip, pre, .scroll, .ref')
        )
          return false;
        const { left, right, width } = element.getBoundingClientRect();
        return width > 1 && (right > innerWidth + 1 || left < -1 || element.scrollWidth > element.clientWidth + 1);
      })
      .filter((element) => getComputedStyle(element).display !== 'inline')
      .map((element) => `${element.localName}.${element.className}`);
  });
}

describeInBrowser('the widget as shown', ({ open }) => {
  let island: Island;
  beforeAll(async () => {
    island = await startIsland({ model: true });
  });
  afterAll(() => island?.close());

  it('keeps its states apart in forced colours', async () => {
    const page = await open(`${island.url}/?ui=en`);
    await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' });
    await askInPage(page, QUOTES.en!.question);
    const borders = await page.evaluate(() => {
      const shadow = document.querySelector('samman-chat')!.shadowRoot!;
      const part = (selector: string) => getComputedStyle(shadow.querySelector(selector)!);
      return ['.window', '.send', '.ref', '.n', '.question p', '.card', '.field'].map(
        (selector) => [selector, part(selector).borderTopStyle, part(selector).borderTopWidth] as const,
      );
    });
    for (const [selector, style, width] of borders)
      expect(`${selector} ${style} ${width}`).toBe(`${selector} solid 1px`);
    const pressed = await page.locator('.mic').evaluate((button) => {
      button.ariaPressed = 'true';
      return getComputedStyle(button).borderTopStyle;
    });
    expect(pressed).toBe('solid');
    await page.locator('.card-open').first().click();
    const [mark, around] = await Promise.all([
      page.locator('.panel mark').evaluate((element) => getComputedStyle(element).backgroundColor),
      page.locator('.panel-body').evaluate((element) => getComputedStyle(element).color),
    ]);
    expect(mark).toBe('rgb(255, 255, 0)');
    expect(around).toBe('rgb(255, 255, 255)');
    await page.keyboard.press('Escape');
    // The focus ring is drawn with an outline, which forced colours keep.
    await page.keyboard.press('Tab');
    expect(
      await page
        .locator(':focus-visible')
        .last()
        .evaluate((element) => getComputedStyle(element).outlineStyle),
    ).toBe('solid');
  });

  it('is whole at 200% zoom and in a narrow window, in every language', async () => {
    const page = await open('about:blank', { width: 640, height: 400 });
    for (const [ui, { question, quotes }] of Object.entries(QUOTES)) {
      island.reply = saying(quotes);
      for (const width of [640, 280]) {
        await page.setViewportSize({ width, height: 400 });
        await page.goto(`${island.url}/?ui=${ui}`);
        await page.locator('.starter').first().waitFor();
        expect(await cutOff(page), `${ui} ${width} empty`).toEqual([]);
        await askInPage(page, question);
        expect(await cutOff(page), `${ui} ${width} answered`).toEqual([]);
        await page.locator('samman-chat').evaluate((chat) => (chat as Chat).reset());
      }
    }
    for (const path of [
      '/articles/island-library?lang=en',
      '/ask?q=When+does+the+library+open%3F',
      '/embed?ui=en',
      '/embed?ui=yue',
    ]) {
      await page.goto(island.url + path);
      await page.locator('h1').waitFor();
      expect(await cutOff(page), path).toEqual([]);
    }
    // The corner widget keeps its input in sight.
    await page.setViewportSize({ width: 640, height: 400 });
    await page.goto(`${island.url}/articles/ferry`);
    await page.locator('.launcher').click();
    const box = (await page.locator('textarea').boundingBox())!;
    expect(box.y + box.height).toBeLessThanOrEqual(400);
    expect((await page.locator('.log').boundingBox())!.height).toBeGreaterThan(120);
  });

  it('grows with the reader’s own text size', async () => {
    const page = await open(`${island.url}/?ui=en`);
    const size = () => page.locator('.log').evaluate((element) => getComputedStyle(element).fontSize);
    expect(await size()).toBe('16px');
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Page.enable');
    await devtools.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } });
    await page.reload();
    await page.locator('textarea').waitFor();
    expect(await size()).toBe('32px');
    expect(await cutOff(page)).toEqual([]);
  });

  it('moves nothing by itself', async () => {
    const page = await open(`${island.url}/articles/ferry?ui=en`);
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    await page.locator('.launcher').click();
    island.reply = stuck(QUOTES.en!.quotes);
    await page.locator('textarea').fill(QUOTES.en!.question);
    await page.locator('textarea').press('Enter');
    await page.locator('.answer .prose p').waitFor();
    const moving = await page.evaluate(() => {
      const shadow = document.querySelector('samman-chat')!.shadowRoot!;
      const smooth = [...shadow.querySelectorAll('*')].filter(
        (element) => getComputedStyle(element).scrollBehavior !== 'auto',
      );
      return [...document.getAnimations(), ...shadow.getAnimations(), ...smooth].length;
    });
    expect(moving).toBe(0);
  });
});

/** What a phone, a finger and a printer ask of the widget. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { QUOTES } from './support/articles.ts';
import { askInPage, describeInBrowser, focused } from './support/browser.ts';
import { type Island, saying, startIsland } from './support/island.ts';
import { type Site, startSite } from './support/stub-server.ts';

const PHONE = { width: 360, height: 740, touch: true } as const;
const { question: QUESTION, quotes } = QUOTES.en!;

/** Whether the focus is on something of the page around the widget. */
const focusIsOutside = (page: Page) => page.evaluate(() => document.activeElement!.localName === 'a');

describeInBrowser('the widget on a phone and on paper', ({ open }) => {
  let island: Island;
  let site: Site;
  beforeAll(async () => {
    site = await startSite();
    island = await startIsland({ model: true, env: { ALLOWED_ORIGINS: site.origin } });
    island.reply = saying(quotes);
  });
  afterAll(() => Promise.all([island?.close(), site?.close()]));

  const host = () =>
    site.add(
      () =>
        `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Host</title><h1>Host</h1><a href="#">before</a><script src="${island.url}/widget.js" defer></script><a href="#">after</a>`,
    );

  it('keeps the focus while it covers the page, and leaves it alone where there is room beside it', async () => {
    const page = await open(host(), PHONE);
    await page.locator('.launcher').tap();
    for (let step = 0; step < 12; step++) {
      await page.keyboard.press('Tab');
      expect(await focusIsOutside(page)).toBe(false);
    }
    await page.keyboard.press('Escape');
    expect(await focused(page)).toBe('button.launcher');
    expect(await page.locator('.window').isVisible()).toBe(false);

    const wide = await open(host());
    await wide.locator('.launcher').click();
    await wide.locator('.starter').first().waitFor();
    let left = false;
    for (let step = 0; step < 12 && !left; step++) {
      await wide.keyboard.press('Tab');
      left = await focusIsOutside(wide);
    }
    expect(left).toBe(true);
    await wide.reload();
    await wide.locator('.window').waitFor();
    expect(await focused(wide)).toBe('body');
  });

  it('takes a phone’s way back for its own: from the article to the answer, then to the page', async () => {
    const page = await open(host(), PHONE);
    await page.locator('.launcher').tap();
    await askInPage(page, QUESTION);
    await page.locator('.card-open').first().tap();
    await page.locator('.panel mark').waitFor();
    const back = () =>
      page
        .locator('.window')
        .evaluate((dialog) => (dialog as HTMLDialogElement & { requestClose(): void }).requestClose());
    await back();
    expect(await page.locator('.panel').isVisible()).toBe(false);
    expect(await page.locator('.window').isVisible()).toBe(true);
    await back();
    await page.locator('.launcher').waitFor();
    expect(await page.locator('.window').isVisible()).toBe(false);
    await page.reload();
    await page.locator('.launcher').waitFor();
  });

  it('gives a finger 44 px, and fields whose type iOS does not enlarge', async () => {
    const page = await open(host(), PHONE);
    await page.locator('.launcher').tap();
    await askInPage(page, QUESTION);
    await page.getByRole('button', { name: 'No', exact: true }).tap();
    await page.locator('.why input').waitFor();
    const small = await page.evaluate(() =>
      [...document.querySelector('samman-chat')!.shadowRoot!.querySelectorAll('button, a, select')]
        .filter((element) => element.checkVisibility() && !element.matches('.ref'))
        .map((element) => ({ name: element.className, box: element.getBoundingClientRect() }))
        .filter(({ box: { width, height } }) => Math.min(width, height) < 44)
        .map(({ name, box: { width, height } }) => `${name} ${width}x${height}`),
    );
    expect(small).toEqual([]);
    const above = await page
      .locator('.ref')
      .first()
      .evaluate((button) => {
        const { x, y, width } = button.getBoundingClientRect();
        return (button.getRootNode() as ShadowRoot).elementFromPoint(x + width / 2, y - 10) === button;
      });
    expect(above).toBe(true);
    for (const field of ['select', '.why input', 'textarea'])
      expect(await page.locator(field).evaluate((it) => getComputedStyle(it).fontSize), field).toBe('16px');

    for (const path of ['/?ui=en', '/articles/island-library?lang=en', '/ask?q=When+does+the+library+open%3F']) {
      await page.goto(island.url + path);
      const links = await page.evaluate(() =>
        [...document.querySelectorAll('nav a, .brand, .versions a, .ask button')]
          .map((link) => link.getBoundingClientRect())
          .filter(({ width, height }) => Math.min(width, height) < 44),
      );
      expect(links, path).toEqual([]);
    }
  });

  it('never begins a line with the number of the sentence before', async () => {
    const page = await open(`${island.url}/?ui=en`);
    await askInPage(page, QUESTION);
    const begins = () =>
      page.locator('.answer .cite').evaluateAll(
        (numbers) =>
          numbers.filter((number) => {
            const before = document.createRange();
            before.selectNodeContents(number.previousSibling!);
            return number.getBoundingClientRect().top > [...before.getClientRects()].at(-1)!.bottom - 4;
          }).length,
      );
    for (let width = 300; width < 460; width += 8) {
      await page.setViewportSize({ width, height: 700 });
      expect(await begins(), `${width} px`).toBe(0);
    }
  });

  it('brings the article into view, whose way back is at its top', async () => {
    const page = await open(`${island.url}/?ui=en`, { width: 360, height: 640 });
    await askInPage(page, QUESTION);
    await page
      .locator('.card-open')
      .last()
      .evaluate((card) => {
        scrollTo(0, document.querySelector('samman-chat')!.getBoundingClientRect().top + scrollY + 300);
        (card as HTMLElement).click();
      });
    await page.locator('.panel mark').waitFor();
    for (const part of ['.panel-bar', '.panel mark']) {
      const { y, height } = (await page.locator(part).boundingBox())!;
      expect(y, part).toBeGreaterThan(-1);
      expect(y + height, part).toBeLessThan(641);
    }
  });

  it('aligns the columns of an article as they were written', async () => {
    const page = await open(`${island.url}/?ui=en`);
    await askInPage(page, QUESTION);
    await page.route('**/articles/**', async (route) => {
      const article = await (await route.fetch()).json();
      const text = '| Item | Fee | Days |\n|:--|--:|:-:|\n| Film | | 7 |\n';
      await route.fulfill({ json: { ...article, text, cited: null } });
    });
    await page.locator('.card-open').first().click();
    await page.locator('.panel td').last().waitFor();
    const cells = await page
      .locator('.panel :is(th, td)')
      .evaluateAll((all) => all.map((cell) => `${cell.textContent!.trim()} ${getComputedStyle(cell).textAlign}`));
    expect(cells.map((cell) => cell.replace('-webkit-', ''))).toEqual([
      'Item start',
      'Fee right',
      'Days center',
      'Film start',
      ' right',
      '7 center',
    ]);
  });

  it('prints the whole conversation in a page, and no button in its corner', async () => {
    const page = await open(`${island.url}/?ui=en`, { height: 500 });
    for (let asked = 0; asked < 4; asked++) await askInPage(page, QUESTION);
    await page.emulateMedia({ media: 'print' });
    const [first, last] = [page.locator('.exchange').first(), page.locator('.exchange').last()];
    const { y, height } = (await page.locator('.window').boundingBox())!;
    expect((await first.boundingBox())!.y).toBeGreaterThan(y);
    const end = (await last.boundingBox())!;
    expect(end.y + end.height).toBeLessThan(y + height);
    expect(await page.locator('.composer').isVisible()).toBe(false);

    const corner = await open(`${island.url}/articles/ferry?ui=en`);
    await corner.locator('.launcher').waitFor();
    await corner.emulateMedia({ media: 'print' });
    expect(await corner.locator('.launcher').isVisible()).toBe(false);
  });
});

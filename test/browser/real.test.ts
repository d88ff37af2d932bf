import { afterAll, beforeAll, expect, it } from 'vitest';
import { HTML_LANG } from '../../web/language.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { askInPage, describeInBrowser, expectAccessible } from './support/browser.ts';

/** About the articles that come with Samman. */
const QUESTIONS = [
  { language: 'en', lang: 'en', question: 'What can Samman not do?' },
  { language: 'yue', lang: 'zh-HK', question: '三文有咩做唔到？' },
  { language: 'zh-Hans', lang: 'zh-CN', question: '三文不能做什么？' },
  { language: 'zh-Hant', lang: 'zh-HK', question: '三文需要上網嗎？' },
] as const;

describeInBrowser('the real server in a real browser', ({ open }) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server?.close());

  it('answers in the language of the question, each citation opening its passage', async () => {
    const page = await open(`${server.url}/?ui=en`);
    for (const { language, lang, question } of QUESTIONS) {
      await askInPage(page, question);
      const exchange = page.locator('.exchange').last();
      expect(await exchange.getAttribute('data-state'), `${question} was answered`).toBe('done');
      expect(await exchange.locator('.answer .prose').getAttribute('lang')).toBe(lang);
      const card = exchange.locator('.card').first();
      const quote = await card.locator('.quote').textContent();
      await exchange.locator('.ref').first().click();
      const marks = page.locator('.panel mark');
      await marks.first().waitFor();
      expect(letters((await marks.allTextContents()).join(''))).toBe(letters(quote));
      await page.keyboard.press('Escape');

      const reading = await open((await card.locator('a').getAttribute('href'))!);
      expect(letters((await reading.locator('mark').allTextContents()).join('')), language).toBe(letters(quote));
      expect(await reading.locator('#cited').evaluate((mark) => mark.matches(':target'))).toBe(true);
      expect(await reading.locator('#cited').evaluate(inView)).toBe(true);
      expect(reading.problems).toEqual([]);
      await reading.context().close();
    }
    await expectAccessible(page);
    expect(page.problems.filter((problem) => !problem.includes('404'))).toEqual([]);
  });

  it('offers the articles’ own questions in each language, answers them, and keeps the answer over a reload', async () => {
    const page = await open('about:blank');
    for (const [language, lang] of Object.entries(HTML_LANG)) {
      await page.goto(`${server.url}/?ui=${language}`);
      await page.locator('.starter').first().click();
      await page.locator('.exchange .actions button').first().waitFor();
      expect(await page.locator('.exchange').getAttribute('data-state'), language).toBe('done');
      expect(await page.locator('.answer .prose').getAttribute('lang')).toBe(lang);
      await page.reload();
      expect(await page.locator('.exchange .card').count()).toBeGreaterThan(0);
      await page.locator('.bar .tool').click();
      await page.locator('.starter').first().waitFor();
    }
    expect(page.problems).toEqual([]);
  });

  it('shows an article in every language it has', async () => {
    const page = await open(`${server.url}/articles/about-samman?lang=en&ui=en`);
    for (const [name, lang] of [
      ['廣東話', 'zh-HK'],
      ['繁體中文', 'zh-HK'],
      ['简体中文', 'zh-CN'],
      ['English', 'en'],
    ] as const) {
      await page.getByRole('navigation').getByRole('link', { name }).click();
      expect(await page.locator('[aria-current=page]').textContent()).toBe(name);
      expect(await page.locator('article').getAttribute('lang')).toBe(lang);
    }
    expect(page.problems).toEqual([]);
  });

  it('answers without script', async () => {
    const page = await open(`${server.url}/?ui=yue`, { scriptless: true });
    await page.locator('#q').fill(QUESTIONS[1].question);
    await page.locator('.ask button').click();
    expect(await page.locator('.sources li').count()).toBeGreaterThan(0);
    expect(await page.locator('.answer .prose').getAttribute('lang')).toBe('zh-HK');
  });

  it('says what is missing on a page of its own', async () => {
    const page = await open(`${server.url}/articles/nothing?ui=zh-Hans`);
    expect(await page.locator('h1').textContent()).toBe('找不到此页');
    await expectAccessible(page);
  });
});

/** Text without the spaces and the punctuation of Markdown, which a quote holds and a page does not show. */
function letters(text: string | null): string {
  return (text ?? '').replace(/[^\p{L}\p{N}]/gu, '');
}

function inView(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight;
}

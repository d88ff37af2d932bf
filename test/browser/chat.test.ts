import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { QUOTES } from './support/articles.ts';
import { askInPage, describeInBrowser, focused } from './support/browser.ts';
import { type Island, saying, startIsland, stuck } from './support/island.ts';

describeInBrowser('the chat', ({ open }) => {
  let island: Island;
  beforeAll(async () => {
    island = await startIsland({ model: true });
  });
  afterAll(() => island?.close());
  const { question: QUESTION, quotes } = QUOTES.en!;
  beforeEach(() => {
    island.reply = saying(quotes);
  });
  const front = (ui = 'en') => `${island.url}/?ui=${ui}`;

  it('answers in the language of the question and opens the cited passage, in all four', async () => {
    const page = await open(front());
    for (const [language, { question, quotes }] of Object.entries(QUOTES)) {
      island.reply = saying(quotes);
      await askInPage(page, question);
      const exchange = page.locator('.exchange').last();
      const lang = { yue: 'zh-HK', 'zh-Hant': 'zh-HK', 'zh-Hans': 'zh-CN', en: 'en' }[language];
      expect(await exchange.locator('.answer .prose').getAttribute('lang')).toBe(lang);
      expect(await exchange.locator('.question').getAttribute('lang')).toBe(lang);
      await exchange.locator('.answer .ref').nth(1).click();
      expect(await page.locator('.panel mark').textContent()).toBe(quotes[1]);
      expect(await page.locator('.panel mark').isVisible()).toBe(true);
      expect(await focused(page)).toBe('h3.panel-title');
      await page.keyboard.press('Escape');
      expect(await page.locator('.panel').isVisible()).toBe(false);
      expect(await focused(page)).toBe('button.ref');
    }
    expect(page.problems).toEqual([]);
  });

  it('shows a card per citation with a link to the reading page, which marks the passage', async () => {
    const page = await open(front());
    await askInPage(page, 'When does the library open?');
    const card = page.locator('.card').first();
    expect(await card.textContent()).toContain('The island library › Opening hours · English · 1 Mar 2026');
    await page.goto((await card.locator('a').getAttribute('href'))!);
    const mark = page.locator('#cited');
    expect(await mark.textContent()).toBe('The library opens at 9 am and closes at 7 pm from Tuesday to Sunday.');
    expect(await mark.evaluate((element) => element.matches(':target'))).toBe(true);
  });

  it('streams, can be stopped, and can be asked again', async () => {
    const page = await open(front());
    island.reply = stuck(quotes);
    await page.locator('textarea').fill(QUESTION);
    await page.locator('textarea').press('Enter');
    await page.locator('.answer .prose p').waitFor();
    expect(await page.locator('.send').getAttribute('aria-label')).toBe('Stop');
    await page.locator('.send').click();
    await page.getByText('Stopped.').first().waitFor();
    expect(await page.locator('.exchange').getAttribute('data-state')).toBe('stopped');
    expect(await page.locator('.send').getAttribute('aria-label')).toBe('Send');
    island.reply = saying(quotes);
    await page.getByRole('button', { name: 'Ask again' }).click();
    await page.locator('.exchange[data-state=done] .card').first().waitFor();
    expect(await page.locator('.exchange').count()).toBe(1);
    expect(page.asked.map(({ question }) => question)).toEqual([QUESTION, QUESTION]);
  });

  it('announces the finished answer once', async () => {
    const page = await open(front());
    await page.evaluate(() => {
      const said: string[] = [];
      Object.assign(globalThis, { said });
      const status = document.querySelector('samman-chat')!.shadowRoot!.querySelector('[role=status]')!;
      new MutationObserver(() => status.textContent && said.push(status.textContent)).observe(status, {
        childList: true,
      });
    });
    island.reply = { say: quotes.map((quote) => `${quote} [1] `).join(''), pause: 20 };
    await askInPage(page, QUESTION);
    expect(await page.evaluate(() => (globalThis as unknown as { said: string[] }).said)).toEqual([
      'The library opens at 9 am and closes at 7 pm from Tuesday to Sunday. It is closed on Mondays.',
    ]);
  });

  it('follows up with the last eight turns, without markers', async () => {
    const page = await open(front());
    const times = ['', ' on Sunday', ' on Tuesday', ' in the morning', ' at the pier', ' for readers'];
    const questions = times.map((time) => `When does the library open${time}?`);
    for (const question of questions) await askInPage(page, question);
    const [first, , , , , sixth] = page.asked;
    expect(first!.history).toEqual([]);
    expect(sixth!.history).toHaveLength(8);
    expect(sixth!.history[0]).toEqual({ role: 'user', content: questions[1] });
    expect(JSON.stringify(sixth!.history)).not.toContain('[1]');

    // The newest answer is in sight with its question, until the reader scrolls away.
    const log = page.locator('.log');
    const offset = () =>
      log.evaluate((element) => {
        const { top } = element.querySelector('.exchange:last-child')!.getBoundingClientRect();
        return top - element.getBoundingClientRect().top;
      });
    expect(await offset()).toBeGreaterThanOrEqual(0);
    island.reply = { say: quotes.map((quote) => `${quote} [1] `).join(''), pause: 60 };
    await page.locator('textarea').fill(QUESTION);
    await page.locator('textarea').press('Enter');
    await page.locator('.exchange').last().locator('.answer .prose p').waitFor();
    await log.evaluate((element) => {
      element.scrollTop = 0;
    });
    await page.locator('.exchange').last().locator('.actions button').first().waitFor();
    expect(await log.evaluate((element) => element.scrollTop)).toBe(0);
  });

  it('keeps the conversation and the draft over a reload, and forgets it when asked to', async () => {
    const page = await open(front());
    await askInPage(page, 'When does the library open?');
    await page.locator('textarea').fill('half a quest');
    await page.reload();
    expect(await page.locator('.exchange .card').count()).toBe(2);
    expect(await page.locator('textarea').inputValue()).toBe('half a quest');
    await page.getByRole('button', { name: 'Start anew' }).click();
    expect(await page.locator('.exchange').count()).toBe(0);
    await page.locator('.starter').first().waitFor();
    expect(await focused(page)).toBe('textarea.input');
  });

  it('asks a starter question', async () => {
    const page = await open(front('zh-Hans'));
    island.reply = saying(QUOTES['zh-Hans']!.quotes);
    await page.locator('.starter', { hasText: QUOTES['zh-Hans']!.question }).click();
    await page.locator('.card').first().waitFor();
    expect(page.asked[0]!.question).toBe(QUOTES['zh-Hans']!.question);
  });

  it('switches the interface and keeps the choice', async () => {
    const page = await open(front('yue'));
    expect(await page.locator('textarea').getAttribute('placeholder')).toBe('想問啲咩？');
    await page.locator('select').selectOption('zh-Hans');
    expect(await page.locator('textarea').getAttribute('placeholder')).toBe('想问什么？');
    expect(await focused(page)).toBe('select.languages');
    await page.reload();
    expect(await page.locator('textarea').getAttribute('placeholder')).toBe('想问什么？');
  });

  it('says when the network is gone, and asks again when it is back', async () => {
    const page = await open(front());
    await page.context().setOffline(true);
    await askInPage(page, 'When does the library open?');
    expect(await page.locator('.answer .note').textContent()).toContain('Check your connection');
    await page.context().setOffline(false);
    await page.getByRole('button', { name: 'Ask again' }).click();
    await page.locator('.card').first().waitFor();
  });

  it('gives up on a silent server', async () => {
    const page = await open('about:blank');
    await page.clock.install();
    await page.goto(front());
    island.reply = { say: '', end: 'hang' };
    await page.locator('textarea').fill(QUESTION);
    await page.locator('textarea').press('Enter');
    await page.getByText('Reading the articles…').waitFor();
    await page.locator('.question[lang]').waitFor();
    await page.clock.fastForward(46_000);
    await page.getByText('No answer came in time.').first().waitFor();
  });

  it('fires events and answers to its API', async () => {
    const page = await open(front());
    const result = await page.evaluate(async () => {
      const fired: string[] = [];
      for (const name of ['answer', 'citation', 'error']) {
        document.addEventListener(`samman:${name}`, () => fired.push(name));
      }
      const chat = document.querySelector('samman-chat') as HTMLElement & {
        ask(question: string): Promise<{ citations: unknown[] } | undefined>;
      };
      const answer = await chat.ask('When does the library open?');
      chat.shadowRoot!.querySelector<HTMLElement>('.card-open')!.click();
      Object.assign(globalThis, { fired });
      return { fired, citations: answer?.citations.length };
    });
    expect(result).toEqual({ fired: ['answer', 'citation'], citations: 2 });
    // Offline, an open connection may still be used.
    await page.route('**/ask', (route) => route.abort());
    const failed = await page.evaluate(async () => {
      const chat = document.querySelector('samman-chat') as HTMLElement & {
        ask(question: string): Promise<unknown>;
        reset(): void;
      };
      const none = await chat.ask('How long does the ferry take?');
      chat.reset();
      const left = chat.shadowRoot!.querySelectorAll('.exchange').length;
      return { none, left, fired: (globalThis as unknown as { fired: string[] }).fired };
    });
    expect(failed).toEqual({ none: undefined, left: 0, fired: ['answer', 'citation', 'error'] });
  });
});

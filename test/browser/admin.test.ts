/** `/admin` in a real browser: the real app over a toy index, on a socket. */
import { serve } from '@hono/node-server';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LANGUAGES } from '../../core/types.ts';
import { ADMIN_STRINGS } from '../../server/pages/admin/strings.ts';
import { createToyApp, TOY_TOKEN } from '../support/toy-app.ts';
import { spawnToyIngest, TOY_DONE, TOY_PROGRESS } from '../support/toy-ingest.ts';
import { describeInBrowser, expectAccessible, type OpenOptions } from './support/browser.ts';

const PAGES = ['/admin', '/admin/gaps', '/admin/feedback', '/admin/why?q=When+did+the+tram+line+open%3F'];

describeInBrowser('/admin', ({ open }) => {
  let url: string;
  let close: () => void;
  beforeAll(async () => {
    const spawn = () => spawnToyIngest([...TOY_PROGRESS, TOY_DONE], 400);
    const { app, records } = await createToyApp({ spawn, keepQuestions: true });
    for (const question of ['How much is a day ticket?', 'How much is the day ticket?'])
      await records.gaps.keep(question, 'en');
    await records.gaps.keep('日票幾錢？', 'yue');
    for (const helpful of [true, false]) {
      await records.feedback.keep({ answerId: crypto.randomUUID(), helpful, language: 'yue', reason: '冇講到日票' });
    }
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
    close = () => {
      server.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
    };
  });
  afterAll(() => close?.());

  /** By keyboard alone. */
  async function signIn(language: string, options: OpenOptions = {}) {
    const page = await open(`${url}/admin?ui=${language}`, options);
    await page.locator('#token').focus();
    await page.keyboard.type(TOY_TOKEN);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/admin\?ui=/);
    return page;
  }

  const inLanguage = (path: string, language: string) => `${url}${path}${path.includes('?') ? '&' : '?'}ui=${language}`;

  const overflow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

  for (const language of LANGUAGES) {
    it(`in ${language}: axe finds nothing and nothing overflows on a phone, light or dark`, async () => {
      const page = await signIn(language, { width: 360, height: 740 });
      for (const path of PAGES) {
        await page.goto(inLanguage(path, language));
        for (const details of await page.locator('details').all())
          await details.evaluate((it) => it.setAttribute('open', ''));
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          await expectAccessible(page, `${path}, ${language}, ${colorScheme}`);
        }
        expect(await overflow(page), path).toBeLessThanOrEqual(0);
      }
      expect(page.problems).toEqual([]);
      await page.context().close();
    });
  }

  it('says that a token is wrong, and signs out', async () => {
    const page = await open(`${url}/admin/sign-in?ui=en`);
    await expectAccessible(page);
    await page.locator('#token').fill('wrong');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    await expectAccessible(page, 'wrong token');
    await page.locator('#token').fill(TOY_TOKEN);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.goto(`${url}/admin/gaps?ui=en`);
    expect(page.url()).toBe(`${url}/admin/sign-in?ui=en`);
  });

  it('keeps the language and the question from page to page', async () => {
    const page = await signIn('en');
    await page.goto(inLanguage(PAGES[3]!, 'en'));
    await page.getByRole('link', { name: '廣東話' }).first().click();
    expect(await page.locator('#q').inputValue()).toBe('When did the tram line open?');
    await page.getByRole('link', { name: ADMIN_STRINGS.yue.gaps }).click();
    await page.getByRole('heading', { level: 1, name: ADMIN_STRINGS.yue.gaps }).waitFor();
  });

  it('shows a rebuild live, seen and heard, and leads to the new index', async () => {
    const page = await signIn('en');
    await page.getByRole('button', { name: 'Start' }).press('Enter');
    await page.getByRole('progressbar', { name: 'Progress' }).waitFor();
    await page.getByText('Passages embedded: 32 of 64').first().waitFor();
    const leftOut = page.getByRole('region', { name: 'Left out' });
    await leftOut.getByRole('paragraph').evaluate((text) => text.append(' (of before)'));
    await page.getByRole('button', { name: 'Stop' }).waitFor();
    await expectAccessible(page, 'running');
    const done = 'Done. Passages: 64, of them new: 64. Left out: 1.';
    await page.getByRole('status').filter({ hasText: done }).waitFor();
    expect(await page.getByRole('progressbar').count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Stop' }).count()).toBe(0);
    await leftOut.getByText(/could read every file\.$/).waitFor();
    await page.getByRole('link', { name: 'Show the index as it is now' }).press('Enter');
    await page.getByRole('button', { name: 'Start' }).waitFor();
    expect(page.problems).toEqual([]);
  });

  it('takes a note on a group and removes it, without script', async () => {
    const page = await signIn('en', { scriptless: true });
    await page.goto(inLanguage('/admin/gaps', 'en'));
    const group = () => page.getByRole('region', { name: /day ticket/ });
    await group().getByLabel('Which article should cover it?').fill('fares.en.md');
    await group().getByRole('button', { name: 'Save' }).click();
    await group().getByRole('status').filter({ hasText: 'Saved.' }).waitFor();
    expect(await group().getByLabel('Which article should cover it?').inputValue()).toBe('fares.en.md');
    await group().getByRole('button', { name: 'Remove' }).click();
    expect(await group().count()).toBe(0);
    expect(await page.getByRole('region', { name: '日票幾錢？' }).count()).toBe(1);
  });

  it('starts a rebuild without script and tells how it stands', async () => {
    const page = await signIn('yue', { scriptless: true });
    await page.getByRole('button', { name: ADMIN_STRINGS.yue.start }).click();
    await expect
      .poll(
        async () => {
          await page.goto(inLanguage('/admin', 'yue'));
          return page.locator('#rebuild').innerText();
        },
        { timeout: 15_000 },
      )
      .toContain('整好喇');
  });
});

/** The real server with articles of the test's own: other sites' pages, hostile articles, a rebuilt index, votes. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ROOT } from '../../config.ts';
import { createDatabase } from '../../server/records/database.ts';
import { createFeedbackStore } from '../../server/records/feedback-store.ts';
import { temporaryFolder } from '../support/folder.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { askInPage, describeInBrowser, expectAccessible } from './support/browser.ts';
import { startHost } from './support/stub-server.ts';

const MARKUP = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>';
const TRAM =
  '---\ntitle: Trams\ndate: 2026-03-01\n---\nThe tram line opened in 1904. A tram ride costs three dollars.\n';

const log = pino({ level: 'silent' });

describeInBrowser('a server with articles of its own', ({ open }) => {
  let corpus: string;
  let env: Record<string, string>;
  let server: TestServer;
  let allowed: { url: string; close(): Promise<void> };
  let stranger: typeof allowed;

  const host = () =>
    startHost(
      () =>
        `<!doctype html><html lang="en"><title>Host</title><h1>Host</h1><script src="${server.url}/widget.js" defer></script>`,
    );
  const write = (name: string, text: string) => writeFile(join(corpus, name), text);

  beforeAll(async () => {
    const folder = await temporaryFolder();
    corpus = join(folder, 'corpus');
    await mkdir(corpus);
    await write('tram.en.md', TRAM);
    await write(
      'ferry.en.md',
      `---\ntitle: 'Ferry ${MARKUP}'\nsource: '${MARKUP}'\n---\nThe harbour ferry leaves every ten minutes <img src=x onerror="window.hacked=1">. Tickets are sold at the pier <script>window.hacked=1</script>. [Fares](javascript:window.hacked=1) are on the wall.\n`,
    );
    [allowed, stranger] = await Promise.all([host(), host()]);
    env = { CORPUS_DIR: corpus, INDEX_DIR: join(folder, 'index'), DATA_DIR: join(folder, 'data') };
    server = await startTestServer({ ...env, ALLOWED_ORIGINS: new URL(allowed.url).origin });
  });
  afterAll(() => Promise.all([server?.close(), allowed?.close(), stranger?.close()]));

  it('answers on a page of another origin that it allows, and keeps the vote', async () => {
    const page = await open(allowed.url);
    await page.locator('.launcher').click();
    await askInPage(page, 'When did the tram line open?');
    expect(await page.locator('.answer .prose').textContent()).toContain('1904');
    expect(await page.locator('.card').first().textContent()).toContain('Trams · English · 1 Mar 2026');
    await page.locator('.ref').first().click();
    expect(await page.locator('.panel mark').textContent()).toContain('1904');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'No', exact: true }).click();
    await page.locator('.why input').fill('too old');
    await page.locator('.why input').press('Enter');
    await page.locator('.thanks').waitFor();
    const kept = createFeedbackStore(createDatabase({ dataDir: env.DATA_DIR!, log }), log);
    const reasons = async () => (await kept.list({ limit: 9 })).entries.map(({ reason }) => reason);
    await expect.poll(reasons).toEqual(['too old']);
    expect(page.problems).toEqual([]);
  });

  it('does not answer on a page of an origin that it does not allow', async () => {
    const page = await open(stranger.url);
    await page.locator('.launcher').click();
    await askInPage(page, 'When did the tram line open?');
    expect(await page.locator('.answer .note').textContent()).toContain('cannot be reached');
  });

  it('shows an article’s markup as text, wherever it is shown', async () => {
    const page = await open(`${server.url}/?ui=en`);
    await askInPage(page, 'How often does the harbour ferry leave?');
    expect(await page.locator('.card .quote').first().textContent()).toContain('<img src=x');
    await page.locator('.card-open').first().click();
    await page.locator('.panel mark').first().waitFor();
    expect(await page.locator('.panel-title').textContent()).toContain('<script>');
    expect(await page.locator('samman-chat :is(img, script), samman-chat a[href^=javascript]').count()).toBe(0);
    for (const path of ['/ask?q=How+often+does+the+harbour+ferry+leave%3F', '/articles/ferry?start=0&end=80']) {
      await page.goto(server.url + path);
      expect(await page.locator('main').textContent()).toContain('<img src=x');
      expect(await page.locator('main :is(img, script), a[href^=javascript]').count()).toBe(0);
    }
    expect(await page.evaluate(() => 'hacked' in globalThis)).toBe(false);
    expect(page.problems).toEqual([]);
  });

  it('goes on when the index is rebuilt in the middle of a conversation', async () => {
    const page = await open(`${server.url}/?ui=en`);
    await askInPage(page, 'How much does a tram ride cost?');
    expect(await page.locator('.answer .prose').textContent()).toContain('three dollars');
    await page.locator('textarea').fill('not sent yet');
    const served = async () => (await (await fetch(`${server.url}/articles/tram`)).json()).text as string;
    const rebuilt = async (text: string) => {
      await write('tram.en.md', text);
      const ingest = spawn(process.execPath, [join(ROOT, 'dist', 'ingest', 'main.js')], {
        env: { ...process.env, ...env },
      });
      let said = '';
      ingest.stderr.on('data', (chunk) => {
        said += chunk;
      });
      expect((await once(ingest, 'close'))[0], said).toBe(0);
      await expect.poll(served, { timeout: 10_000 }).toContain(text.split('\n').at(-2));
    };

    const link = (await page.locator('.card a').first().getAttribute('href'))!;
    const reading = await open(link);
    const old = link.replace(/&passage=[^#]*/, '');

    // The sentence stands elsewhere now, and is found there.
    await rebuilt(TRAM.replace('The tram line', 'Trams run until midnight. The tram line'));
    await page.locator('.ref').first().click();
    expect(await page.locator('.panel mark').textContent()).toBe('A tram ride costs three dollars.');
    await page.keyboard.press('Escape');
    expect(await reading.locator('mark').textContent()).toBe('A tram ride costs three dollars.');
    await reading.reload();
    expect(await reading.locator('mark').textContent()).toBe('A tram ride costs three dollars.');
    expect(await reading.locator('.note').count()).toBe(0);

    // The sentence is gone.
    await rebuilt(TRAM.replace('three dollars', 'four dollars'));
    await page.locator('.ref').first().click();
    await page.getByText('The article has changed').waitFor();
    expect(await page.locator('.panel .prose').textContent()).toContain('four dollars');
    expect(await page.locator('.panel mark').count()).toBe(0);
    await page.keyboard.press('Escape');
    for (const [ui, said] of [
      ['en', 'The article has changed'],
      ['yue', '篇文章改過'],
      ['zh-Hant', '文章已經修改'],
      ['zh-Hans', '文章已经修改'],
    ] as const) {
      await reading.goto(link.replace('#', `&ui=${ui}#`));
      expect(await reading.locator('.note').textContent()).toContain(said);
      expect(await reading.locator('mark').count()).toBe(0);
      expect(await reading.locator('article').textContent()).toContain('four dollars');
      await expectAccessible(reading);
    }
    expect((await (await fetch(link)).json()).cited).toBeNull();
    // A link from before there were fingerprints goes on marking the place that it names.
    await reading.goto(old);
    expect(await reading.locator('mark').count()).toBe(1);
    expect(reading.problems).toEqual([]);
    expect(await page.locator('textarea').inputValue()).toBe('not sent yet');
    await page.getByRole('button', { name: 'Ask again' }).click();
    await page.locator('.answer .prose', { hasText: 'four dollars' }).waitFor();
    expect(page.problems).toEqual([]);
  });
});

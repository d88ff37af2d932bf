/** The real server when it really fails: a broken index under it, and its process killed in the middle of an answer. */
import { createHash } from 'node:crypto';
import { cp, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { LANGUAGES } from '../../core/types.ts';
import { FILES } from '../../store/index-folder.ts';
import { folders, opened, POLL, post, QUESTION, serve } from '../faults/served.ts';
import { startTestServer } from '../support/server.ts';
import { QUOTES } from './support/articles.ts';
import { askInPage, describeInBrowser, expectAccessible } from './support/browser.ts';
import { startIsland, stuck } from './support/island.ts';

const SAID = {
  yue: '伺服器出咗事，等陣再試。',
  'zh-Hans': '服务器出错，请稍后再试。',
  'zh-Hant': '伺服器出錯，請稍後再試。',
  en: 'The server failed. Try again in a while.',
} as const;

/** A version as a faulty program would write it: every checksum is right, but there is no sentence's vector. */
async function writeBrokenVersion(index: string, from: string): Promise<string> {
  const name = `${from}-broken`;
  const folder = join(index, 'versions', name);
  await cp(join(index, 'versions', from), folder, { recursive: true });
  await writeFile(join(folder, FILES.sentences), '');
  const path = join(folder, FILES.manifest);
  const manifest = JSON.parse(await readFile(path, 'utf8'));
  manifest.files[FILES.sentences] = { bytes: 0, sha256: createHash('sha256').digest('hex') };
  await writeFile(path, JSON.stringify(manifest));
  return name;
}

async function switchTo(index: string, version: string): Promise<void> {
  await writeFile(join(index, 'CURRENT.new'), version);
  await rename(join(index, 'CURRENT.new'), join(index, 'CURRENT'));
}

const lastState = (page: Page) => page.locator('.exchange').last().getAttribute('data-state');

describeInBrowser('a server that fails', ({ open }) => {
  it('because its index is broken: says so in the reader’s language with the request’s id; asking again works after', async () => {
    const own = await folders();
    const good = (await readFile(join(own.index, 'CURRENT'), 'utf8')).trim();
    const server = await serve(own);
    try {
      const status = async () => (await post(`${server.url}/ask`, { question: QUESTION })).status;
      const pages = [];
      for (const language of LANGUAGES) {
        const page = await open(`${server.url}/?ui=${language}`);
        await askInPage(page, QUESTION);
        expect(await lastState(page)).toBe('done');
        pages.push({ page, language });
      }
      await switchTo(own.index, await writeBrokenVersion(own.index, good));
      await expect.poll(status, POLL).toBe(500);

      for (const { page, language } of pages) {
        await askInPage(page, QUESTION);
        const exchange = page.locator('.exchange').last();
        const note = (await exchange.locator('.note').textContent())!;
        expect(note.startsWith(`${SAID[language]} (`), note).toBe(true);
        const id = /\(([\w-]{8,})\)$/.exec(note)![1]!;
        await expect.poll(() => server.output()).toContain(id);
        expect(await page.locator('[role=status]').textContent()).toBe(note);
        expect(await exchange.locator('.question').textContent()).toContain(QUESTION);
        await page.locator('textarea').fill('not sent yet');
        await expectAccessible(page);
      }
      // Without script it is a page, with the id as well.
      const scriptless = await open(`${server.url}/?ui=yue`, { scriptless: true });
      await scriptless.locator('#q').fill(QUESTION);
      await scriptless.locator('.ask button').click();
      expect(await scriptless.locator('h1').textContent()).toBe('伺服器出咗事，等陣再試');
      expect(await scriptless.locator('main').textContent()).toMatch(/查詢編號\D*[\w-]{8,}/);

      await switchTo(own.index, good);
      await expect.poll(status, POLL).toBe(200);
      for (const { page } of pages) {
        await page.locator('.exchange').last().locator('.actions button').last().click();
        await page.locator('.exchange[data-state=done]').nth(1).waitFor();
        expect(await page.locator('.exchange').last().textContent()).toContain(opened(1904));
        expect(await page.locator('textarea').inputValue()).toBe('not sent yet');
        expect(await page.locator('.exchange').count()).toBe(2);
      }
    } finally {
      await server.close();
    }
  });

  it('because it was killed in the middle of an answer: keeps what came, the question and the draft; asking again works after', async () => {
    const island = await startIsland({ model: true });
    const { port } = new URL(island.url);
    let again: Awaited<ReturnType<typeof startTestServer>> | undefined;
    try {
      const page = await open(`${island.url}/?ui=yue`);
      const { question, quotes } = QUOTES.yue!;
      island.reply = stuck(quotes);
      await page.locator('textarea').fill(question);
      await page.locator('textarea').press('Enter');
      await page.locator('.answer .prose p').waitFor();
      await page.locator('textarea').fill('仲未送出');
      island.process.kill('SIGKILL');
      await page.locator('.exchange[data-state=failed] .note').waitFor();
      expect(await page.locator('.exchange .note').textContent()).toMatch(/^(連唔到伺服器。|伺服器出咗事)/);
      expect(await page.locator('.answer .prose').textContent()).toContain(quotes[0]);
      expect(await page.locator('textarea').inputValue()).toBe('仲未送出');

      again = await startTestServer({ ...island.env, LLM_BACKEND: 'extractive', PORT: port });
      await page.getByRole('button', { name: '再問' }).click();
      await page.locator('.exchange[data-state=done] .card').first().waitFor();
      expect(await page.locator('.exchange').count()).toBe(1);
      expect(await page.locator('textarea').inputValue()).toBe('仲未送出');
    } finally {
      await again?.close();
      await island.close();
    }
  });
});

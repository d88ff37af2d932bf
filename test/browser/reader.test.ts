import pino from 'pino';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createDatabase } from '../../server/records/database.ts';
import { createFeedbackStore } from '../../server/records/feedback-store.ts';
import { temporaryFolder } from '../support/folder.ts';
import { QUOTES } from './support/articles.ts';
import { askInPage, describeInBrowser, focused } from './support/browser.ts';
import { type Island, saying, startIsland } from './support/island.ts';
import { startStub } from './support/stub-server.ts';

const log = pino({ level: 'silent' });

describeInBrowser('what a reader can do beside asking', ({ open }) => {
  let island: Island;
  let dataDir: string;
  beforeAll(async () => {
    dataDir = await temporaryFolder();
    island = await startIsland({ model: true, env: { DATA_DIR: dataDir } });
  });
  afterAll(() => island?.close());
  beforeEach(() => {
    island.reply = saying(QUOTES.en!.quotes);
  });
  const front = (ui = 'en') => `${island.url}/?ui=${ui}`;

  it('copies the answer with its sources', async () => {
    const page = await open(front());
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await askInPage(page, 'When does the library open?');
    await page.getByRole('button', { name: 'Copy' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toContain(
      `It is closed on Mondays. [2]\n\n[1] The island library › Opening hours ${island.url}/articles/`,
    );
  });

  it('takes a vote with a reason, which stays where it was typed until it has reached the editor', async () => {
    const page = await open(front());
    await askInPage(page, 'When does the library open?');
    await page.getByRole('button', { name: 'No', exact: true }).click();
    await page.locator('.why input').fill('too short');
    await page.context().setOffline(true);
    await page.locator('.why input').press('Enter');
    await page.locator('.feedback .note', { hasText: 'cannot be reached' }).waitFor();
    expect(await page.locator('.why input').inputValue()).toBe('too short');
    await page.context().setOffline(false);
    await page.locator('.why input').press('Enter');
    await page.locator('.thanks').waitFor();
    expect(await focused(page)).toBe('span.thanks');
    const kept = createFeedbackStore(createDatabase({ dataDir, log }), log);
    await expect
      .poll(async () => (await kept.list({ limit: 9 })).entries)
      .toMatchObject([{ helpful: false, reason: 'too short', language: 'en' }]);
  });

  it('takes a vote that did not arrive again, in a reloaded page too', async () => {
    const page = await open(front());
    await askInPage(page, 'When does the library open?');
    const yes = page.getByRole('button', { name: 'Yes', exact: true });
    await page.context().setOffline(true);
    await yes.click();
    await page.locator('.feedback .note', { hasText: 'cannot be reached' }).waitFor();
    await page.context().setOffline(false);
    await page.reload();
    await yes.click();
    await page.locator('.thanks').waitFor();
    await askInPage(page, 'Is it closed on Mondays?');
    expect(await yes.count()).toBe(1);
  });

  it.each([
    ['en', 'There is no word in it.'],
    ['yue', '呢度冇字。'],
    ['zh-Hans', '这里没有文字。'],
    ['zh-Hant', '這裏沒有文字。'],
  ] as const)('says in %s that a question without a word is none', async (language, said) => {
    const page = await open(front(language));
    const note = page.locator('.composer [role="alert"]');
    await page.locator('textarea').fill('???');
    await page.locator('textarea').press('Enter');
    expect(await note.textContent()).toBe(said);
    expect(await note.isVisible()).toBe(true);
    expect([await page.locator('textarea').inputValue(), page.asked.length]).toEqual(['???', 0]);
    await page.locator('textarea').fill('??? 1');
    expect(await note.count()).toBe(0);
  });

  it('hides the votes where the server takes none', async () => {
    const stub = await startStub();
    try {
      stub.takesVotes = false;
      const page = await open(`${stub.url}/?ui=en`);
      await askInPage(page, '1st');
      await page.getByRole('button', { name: 'Yes', exact: true }).click();
      await page.locator('.feedback button').first().waitFor({ state: 'detached' });
      await askInPage(page, '2nd');
      expect(await page.locator('.feedback button').count()).toBe(0);
    } finally {
      await stub.close();
    }
  });

  it('leaves Enter to the input method while it composes', async () => {
    const page = await open(front('yue'));
    await page.locator('textarea').focus();
    const devtools = await page.context().newCDPSession(page);
    const enter = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13 } as const;
    await devtools.send('Input.imeSetComposition', { text: '圖書館', selectionStart: 3, selectionEnd: 3 });
    await devtools.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...enter });
    await devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', ...enter });
    await devtools.send('Input.insertText', { text: '圖書館' });
    // Safari ends the composition first and leaves only the key code.
    await page.locator('textarea').evaluate((input) => {
      const event = new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true } as KeyboardEventInit);
      input.dispatchEvent(event);
    });
    expect(page.asked).toEqual([]);
    expect(await page.locator('textarea').inputValue()).toBe('圖書館');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('?');
    await page.keyboard.press('Enter');
    await page.locator('.exchange').waitFor();
    expect(page.asked[0]!.question).toBe('圖書館\n?');
  });

  it('reads aloud and takes dictation where the browser can, and shows neither where it cannot', async () => {
    const without = await open(front(), {
      before: () => {
        Object.assign(globalThis, { webkitSpeechRecognition: undefined, SpeechRecognition: undefined });
      },
    });
    island.reply = saying(QUOTES.yue!.quotes);
    await askInPage(without, QUOTES.yue!.question);
    expect(await without.locator('.mic').count()).toBe(0);
    expect(await without.getByRole('button', { name: 'Read aloud' }).count()).toBe(0);

    const page = await open(front(), {
      before: () => {
        const spoken: string[] = [];
        Object.assign(globalThis, { spoken });
        speechSynthesis.getVoices = () => [{ lang: 'zh_HK', name: 'Cantonese' } as SpeechSynthesisVoice];
        speechSynthesis.speak = ({ text, lang }) => spoken.push(`${lang} ${text}`);
        Object.defineProperty(SpeechSynthesisUtterance.prototype, 'voice', { set() {} });
        class Recogniser {
          onresult?: (event: unknown) => void;
          onend?: () => void;
          start() {
            setTimeout(() => this.onresult?.({ results: [[{ transcript: '圖書館' }]] }));
          }
          stop() {
            this.onend?.();
          }
        }
        Object.assign(globalThis, { webkitSpeechRecognition: Recogniser, SpeechRecognition: undefined });
      },
    });
    await askInPage(page, QUOTES.yue!.question);
    await page.getByRole('button', { name: 'Read aloud' }).click();
    expect(await page.evaluate(() => (globalThis as unknown as { spoken: string[] }).spoken)).toEqual(
      QUOTES.yue!.quotes.map((quote) => `zh_HK ${quote}`),
    );
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByRole('button', { name: 'Read aloud' }).waitFor();
    await page.locator('.mic').click();
    await expect.poll(() => page.locator('textarea').inputValue()).toBe('圖書館');
    await page.locator('.mic').click();
    expect(await page.locator('.mic').getAttribute('aria-pressed')).toBe('false');
  });

  it('works by keyboard alone', async () => {
    const page = await open(front());
    for (let step = 0; step < 20 && (await focused(page)) !== 'textarea.input'; step++)
      await page.keyboard.press('Tab');
    await page.keyboard.type('When does the library open?');
    await page.keyboard.press('Enter');
    await page.locator('.actions button').first().waitFor();
    for (let step = 0; step < 20 && (await focused(page)) !== 'button.card-open'; step++)
      await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await page.locator('.panel mark').waitFor();
    await page.keyboard.press('Escape');
    expect(await focused(page)).toBe('button.card-open');
  });
});

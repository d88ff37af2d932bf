/** Draws the pictures of `docs/screenshots/`, from the real server: `UPDATE_SCREENSHOTS=1 npx vitest run <this file>`. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { ROOT } from '../../config.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { askInPage, describeInBrowser } from './support/browser.ts';

const FOLDER = join(ROOT, 'docs', 'screenshots');

const QUESTIONS = {
  yue: '而家有幾多個政府部門試緊HKGAI v1？',
  'zh-Hant': '香港人工智能研發院的經費是多少？',
  'zh-Hans': '有多少个政府部门在试用HKGAI v1？',
  en: 'How many government departments are trying HKGAI v1?',
} as const;

if (!process.env.UPDATE_SCREENSHOTS) {
  describe.skip('screenshots (set UPDATE_SCREENSHOTS=1 to draw them anew)', () => it('are drawn', () => {}));
} else {
  describeInBrowser('screenshots', ({ open }) => {
    let server: TestServer;
    beforeAll(async () => {
      server = await startTestServer();
      await mkdir(FOLDER, { recursive: true });
    });
    afterAll(() => server?.close());

    for (const [language, question] of Object.entries(QUESTIONS)) {
      for (const [width, height] of [
        [1280, 800],
        [360, 740],
      ] as const) {
        it(`${language} at ${width} px`, async () => {
          const page = await open(`${server.url}/?ui=${language}`, { width, height });
          await askInPage(page, question);
          if (width < 600) await page.locator('samman-chat').evaluate((chat) => chat.scrollIntoView());
          else {
            await page.locator('.ref').first().click();
            await page.locator('.panel mark').first().waitFor();
          }
          await page.locator('samman-chat').evaluate((chat) => {
            (chat.shadowRoot!.activeElement as HTMLElement | null)?.blur();
          });
          // 64 colours halve the file; sharp comes with transformers.js.
          const picture = sharp(await page.screenshot({ caret: 'hide' }));
          await picture
            .png({ palette: true, colours: 64, effort: 10 })
            .toFile(join(FOLDER, `${language}-${width}.png`));
          await page.context().close();
        });
      }
    }
  });
}

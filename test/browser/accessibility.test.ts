import { afterAll, beforeAll, it } from 'vitest';
import { askInPage, describeInBrowser, expectAccessible } from './support/browser.ts';
import { type StubServer, startStub } from './support/stub-server.ts';

describeInBrowser('axe finds nothing', ({ open }) => {
  let stub: StubServer;
  beforeAll(async () => {
    stub = await startStub();
  });
  afterAll(() => stub.close());

  for (const dark of [false, true]) {
    const scheme = dark ? 'dark' : 'light';

    it(`on the front page: empty, answered, failed, with an article open (${scheme})`, async () => {
      const page = await open(`${stub.url}/?ui=${dark ? 'en' : 'yue'}`, { dark });
      await page.locator('.starter').first().waitFor();
      await expectAccessible(page);
      await askInPage(page, '圖書館幾點開門？');
      await askInPage(page, 'busy');
      await expectAccessible(page);
      await page.locator('.card-open').first().click();
      await page.locator('.panel mark').waitFor();
      await expectAccessible(page);
    });

    it(`on a reading page, with the launcher closed and open (${scheme})`, async () => {
      const page = await open(`${stub.url}/articles/island-library?lang=en&start=150&end=220#cited`, { dark });
      await expectAccessible(page);
      await page.locator('.launcher').click();
      await askInPage(page, 'When does the library open?');
      await expectAccessible(page);
    });

    it(`on an answer page (${scheme})`, async () => {
      const page = await open(`${stub.url}/ask?q=When+does+the+library+open%3F`, { dark });
      await expectAccessible(page);
    });
  }
});

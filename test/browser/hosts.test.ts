import { afterAll, beforeAll, expect, it } from 'vitest';
import { askInPage, describeInBrowser, focused } from './support/browser.ts';
import { HOSTILE, type StubServer, startHost, startStub } from './support/stub-server.ts';

describeInBrowser('the widget on other people’s pages', ({ open }) => {
  let stub: StubServer;
  const hosts: { close(): Promise<void> }[] = [];
  beforeAll(async () => {
    stub = await startStub();
  });
  afterAll(() => Promise.all([stub.close(), ...hosts.map((host) => host.close())]));

  const hostOf = async (head: string, body = '', headers: Record<string, string> = {}) => {
    const host = await startHost(
      () => `<!doctype html><html lang="zh-HK"><title>Host</title>${head}<body><h1>主頁</h1>${body}`,
      headers,
    );
    hosts.push(host);
    return host.url;
  };
  const script = () => `<script src="${stub.url}/widget.js" nonce="n" defer></script>`;

  it('stands in the corner by one script tag, opens, answers, closes and gives the focus back', async () => {
    const page = await open(await hostOf(script()));
    await page.getByRole('button', { name: '向三文提問' }).click();
    expect(await focused(page)).toBe('textarea.input');
    await askInPage(page, 'When does the library open?');
    await page.locator('.ref').first().click();
    await page.locator('.panel mark').waitFor();
    await page.keyboard.press('Escape');
    expect(await page.locator('.window').isVisible()).toBe(true);
    await page.keyboard.press('Escape');
    expect(await page.locator('.window').isVisible()).toBe(false);
    expect(await focused(page)).toBe('button.launcher');
    expect(page.problems).toEqual([]);
  });

  it('leaves the page’s own element alone', async () => {
    const page = await open(await hostOf(script(), '<samman-chat mode="inline" lang="auto"></samman-chat>'));
    await page.locator('textarea').waitFor();
    expect(await page.locator('samman-chat').count()).toBe(1);
    expect(await page.locator('.launcher').count()).toBe(0);
    expect(await page.locator('samman-chat').getAttribute('lang')).toBeNull();
    expect(await page.locator('textarea').getAttribute('placeholder')).toBe('想問甚麼？');
    await page.locator('samman-chat').evaluate((element) => element.setAttribute('lang', 'yue'));
    expect(await page.locator('textarea').getAttribute('placeholder')).toBe('想問啲咩？');
  });

  it('follows the browser’s language where the page names none of the four', async () => {
    const page = await open(`${await hostOf(script())}`, { locale: 'zh-CN' });
    await page.evaluate(() => {
      document.documentElement.lang = 'fr';
      const chat = document.createElement('samman-chat');
      document.querySelector('samman-chat')!.replaceWith(chat);
    });
    expect(await page.locator('.launcher').textContent()).toBe('向三文提问');
  });

  it('works under a strict policy with Trusted Types', async () => {
    const policy = `default-src 'none'; script-src 'nonce-n'; connect-src ${stub.url}; require-trusted-types-for 'script'; trusted-types 'none'`;
    const page = await open(await hostOf(script(), '', { 'content-security-policy': policy }));
    await page.locator('.launcher').click();
    await askInPage(page, 'hostile');
    await askInPage(page, 'When does the library open?');
    await page.locator('.ref').last().click();
    await page.locator('.panel mark').waitFor();
    await page.locator('select').selectOption('yue');
    expect(await page.locator('.window').evaluate((element) => getComputedStyle(element).display)).toBe('flex');
    expect(page.problems).toEqual([]);
  });

  it('survives hostile styles', async () => {
    const css = `<style>html{font-size:5px} * { all: unset !important; color: lime !important; font-size: 40px !important; direction: rtl !important } body { text-transform: uppercase }</style>`;
    const page = await open(await hostOf(css + script(), '<p>Text</p>'));
    await page.locator('.launcher').click();
    await askInPage(page, 'When does the library open?');
    const style = await page.locator('.answer .prose').evaluate((element) => {
      const { fontSize, textTransform, color, direction } = getComputedStyle(element);
      return { fontSize, textTransform, color, direction };
    });
    expect(style).toEqual({ fontSize: '16px', textTransform: 'none', color: 'rgb(43, 33, 29)', direction: 'ltr' });
    const box = (await page.locator('.window').boundingBox())!;
    expect(box.width).toBeCloseTo(416, 0);
    expect(box.x + box.width).toBeCloseTo(1280 - 16, 0);
  });

  it('is themed by custom properties and parts', async () => {
    const css = `<style>samman-chat { --samman-accent: rgb(0, 90, 200); --samman-color-scheme: dark } samman-chat::part(launcher) { border-radius: 3px }</style>`;
    const page = await open(await hostOf(css + script()));
    const launcher = page.locator('.launcher');
    expect(await launcher.evaluate((element) => getComputedStyle(element).borderTopLeftRadius)).toBe('3px');
    expect(await launcher.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe('rgb(28, 23, 21)');
    await launcher.click();
    expect(await page.locator('.send').evaluate((element) => getComputedStyle(element).backgroundColor)).toBe(
      'rgb(0, 90, 200)',
    );
  });

  it('shows markup in questions, answers, quotes and titles as text', async () => {
    const page = await open(await hostOf(script()));
    await page.locator('.launcher').click();
    await askInPage(page, HOSTILE);
    await askInPage(page, 'hostile');
    expect(await page.locator('.question p').first().textContent()).toBe(HOSTILE);
    expect(await page.locator('.exchange :is(img, script)').count()).toBe(0);
    expect(await page.locator('.exchange a[href^="javascript"]').count()).toBe(0);
    await page.locator('.card-open').last().click();
    await page.locator('.panel-title').waitFor();
    expect(await page.evaluate(() => 'hacked' in globalThis)).toBe(false);
    expect(page.problems).toEqual([]);
  });

  it('fills a phone and fits 280 px', async () => {
    const page = await open(await hostOf(`<meta name="viewport" content="width=device-width">${script()}`), {
      width: 280,
      height: 560,
    });
    await page.locator('.launcher').click();
    await askInPage(page, 'When does the library open?');
    const box = (await page.locator('.window').boundingBox())!;
    expect(box).toEqual({ x: 0, y: 0, width: 280, height: 560 });
    const overflow = () =>
      page.evaluate(() =>
        [
          ...document
            .querySelector('samman-chat')!
            .shadowRoot!.querySelectorAll('.log, .bar, .panel-body, .panel-bar, .composer'),
        ]
          .filter((element) => element.scrollWidth > element.clientWidth)
          .map((element) => element.className),
      );
    expect(await overflow()).toEqual([]);
    await page.locator('.card-open').first().click();
    await page.locator('.panel mark').waitFor();
    expect(await page.locator('.chat').isVisible()).toBe(false);
    expect(await overflow()).toEqual([]);
  });

  it('asks without script', async () => {
    const page = await open(`${stub.url}/?ui=en`, { scriptless: true });
    await page.getByRole('textbox', { name: 'Your question' }).fill('When does the library open?');
    await page.getByRole('button', { name: 'Ask' }).click();
    expect(await page.locator('.sources li').count()).toBe(2);
    await page.getByRole('link', { name: 'The island library' }).first().click();
    expect(await page.locator('#cited').textContent()).toContain('opens at 9 am');
  });
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import { QUOTES } from './support/articles.ts';
import { askInPage, describeInBrowser, focused } from './support/browser.ts';
import { type Island, saying, startIsland, stuck } from './support/island.ts';
import { HOSTILE, type Site, type StubServer, startSite, startStub } from './support/stub-server.ts';

describeInBrowser('the widget on other people’s pages', ({ open }) => {
  let island: Island;
  let site: Site;
  /** A server that lies: the real one cannot be made to send such answers. */
  let liar: StubServer;
  beforeAll(async () => {
    [site, liar] = await Promise.all([startSite(), startStub()]);
    island = await startIsland({ model: true, env: { ALLOWED_ORIGINS: site.origin } });
  });
  afterAll(() => Promise.all([island?.close(), site?.close(), liar?.close()]));

  const hostOf = (head: string, body = '', headers: Record<string, string> = {}) =>
    site.add(() => `<!doctype html><html lang="zh-HK"><title>Host</title>${head}<body><h1>主頁</h1>${body}`, headers);
  const script = (server: { url: string } = island) =>
    `<script src="${server.url}/widget.js" nonce="n" defer></script>`;

  it('stands in the corner by one script tag, opens, answers, closes and gives the focus back', async () => {
    const page = await open(hostOf(script()));
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

  it('sets no cookie and speaks to its server alone', async () => {
    const page = await open('about:blank');
    const origins = new Set<string>();
    page.on('request', (request) => origins.add(new URL(request.url()).origin));
    await page.goto(hostOf(script()));
    await page.locator('.launcher').click();
    await askInPage(page, 'When does the library open?');
    await page.locator('.ref').first().click();
    await page.locator('.panel mark').waitFor();
    expect([...origins].sort()).toEqual([site.origin, island.url].sort());
    expect(await page.context().cookies()).toEqual([]);
    expect(await page.evaluate(() => ({ cookie: document.cookie, local: localStorage.length }))).toEqual({
      cookie: '',
      local: 0,
    });
  });

  it('is used with a finger: no keyboard before it is asked for, and back from the article to where one was', async () => {
    const page = await open(hostOf(`<meta name="viewport" content="width=device-width">${script()}`), {
      width: 360,
      height: 740,
      touch: true,
    });
    await page.locator('.launcher').tap();
    expect(await focused(page)).toBe('dialog.window');
    await askInPage(page, 'When does the library open?');
    await page.locator('.card-open').first().tap();
    await page.locator('.panel mark').waitFor();
    await page.locator('.panel-bar button').tap();
    expect(await page.locator('.panel').isVisible()).toBe(false);
    expect(await focused(page)).toBe('button.card-open');
    await page.locator('.ref').last().tap();
    await page.locator('.panel mark').waitFor();
    expect(page.problems).toEqual([]);
  });

  it('leaves the page’s own element alone', async () => {
    const page = await open(hostOf(script(), '<samman-chat mode="inline" lang="auto"></samman-chat>'));
    await page.locator('textarea').waitFor();
    expect(await page.locator('samman-chat').count()).toBe(1);
    expect(await page.locator('.launcher').count()).toBe(0);
    expect(await page.locator('samman-chat').getAttribute('lang')).toBeNull();
    expect(await page.locator('textarea').getAttribute('placeholder')).toBe('想問甚麼？');
    await page.locator('samman-chat').evaluate((element) => element.setAttribute('lang', 'yue'));
    expect(await page.locator('textarea').getAttribute('placeholder')).toBe('想問啲咩？');
  });

  it('follows the browser’s language where the page names none of the four', async () => {
    const page = await open(hostOf(script()), { locale: 'zh-CN' });
    await page.evaluate(() => {
      document.documentElement.lang = 'fr';
      const chat = document.createElement('samman-chat');
      document.querySelector('samman-chat')!.replaceWith(chat);
    });
    expect(await page.locator('.launcher').textContent()).toBe('向三文提问');
  });

  it('works under a strict policy with Trusted Types', async () => {
    const policy = `default-src 'none'; script-src 'nonce-n'; connect-src ${island.url}; require-trusted-types-for 'script'; trusted-types 'none'`;
    const page = await open(hostOf(script(), '', { 'content-security-policy': policy }));
    await page.locator('.launcher').click();
    await askInPage(page, 'When does the library open?');
    await askInPage(page, HOSTILE);
    await page.locator('.ref').last().click();
    await page.locator('.panel mark').waitFor();
    await page.locator('select').selectOption('yue');
    expect(await page.locator('.window').evaluate((element) => getComputedStyle(element).display)).toBe('flex');
    expect(page.problems).toEqual([]);
  });

  it('survives hostile styles', async () => {
    const css = `<style>html{font-size:5px} * { all: unset !important; color: lime !important; font-size: 40px !important; direction: rtl !important } body { text-transform: uppercase }</style>`;
    const page = await open(hostOf(css + script(), '<p>Text</p>'));
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

  it('survives a page that unsets everything, even on the element itself', async () => {
    const css = `<style>* { all: unset !important } samman-chat { display: none !important; opacity: 0 }</style>`;
    const page = await open(hostOf(css + script(), '<p>Text</p>'));
    await page.locator('.launcher').click();
    await askInPage(page, 'When does the library open?');
    await page.locator('.ref').first().click();
    await page.locator('.panel mark').waitFor();
    expect(await page.locator('.window').evaluate((element) => getComputedStyle(element).display)).toBe('flex');
    const [box, bar] = [await page.locator('.window').boundingBox(), await page.locator('.bar').boundingBox()];
    expect(box!.height).toBeGreaterThan(400);
    expect(bar!.y).toBeCloseTo(box!.y + 1, 0);
    expect(page.problems).toEqual([]);
  });

  it('lives with a polyfill that wraps the registry and HTMLElement', async () => {
    const polyfill = `<script nonce="n">
      const Native = HTMLElement;
      window.HTMLElement = function () { return Reflect.construct(Native, [], this.constructor) };
      HTMLElement.prototype = Native.prototype;
      Object.setPrototypeOf(HTMLElement, Native);
      const { define, get } = CustomElementRegistry.prototype;
      const own = new Map();
      CustomElementRegistry.prototype.define = function (name, type, options) {
        own.set(name, type);
        return define.call(this, name, type, options);
      };
      CustomElementRegistry.prototype.get = function (name) { return own.get(name) };
    </script>`;
    const page = await open(hostOf(polyfill + script()));
    await page.locator('.launcher').click();
    await askInPage(page, 'When does the library open?');
    expect(await page.locator('.card').count()).toBe(2);
    expect(page.problems).toEqual([]);
  });

  it('makes way for a copy that is there already, and for itself when loaded twice', async () => {
    const old = `<script>customElements.define('samman-chat', class extends HTMLElement { connectedCallback() { this.textContent = 'old' } })</script>`;
    const page = await open(hostOf(old + script()));
    await page.getByText('old').waitFor();
    expect(await page.locator('samman-chat').count()).toBe(1);
    expect(page.problems).toEqual([]);

    const twice = await open(hostOf(script() + script()));
    await twice.locator('.launcher').click();
    await askInPage(twice, 'When does the library open?');
    expect(await twice.locator('samman-chat').count()).toBe(1);
    expect(twice.problems).toEqual([]);
  });

  it('keeps two on one page apart, and survives being moved and removed', async () => {
    const two = '<samman-chat mode="inline"></samman-chat><samman-chat mode="inline" id="other"></samman-chat>';
    const page = await open(hostOf(script(), two));
    const [first, second] = [page.locator('samman-chat').first(), page.locator('samman-chat').last()];
    await first.locator('textarea').fill('When does the library open?');
    await first.locator('textarea').press('Enter');
    await first.locator('.card').first().waitFor();
    await page.reload();
    expect(await first.locator('.exchange').count()).toBe(1);
    expect(await second.locator('.exchange').count()).toBe(0);
    await page.evaluate(() => document.body.prepend(document.querySelector('#other')!));
    island.reply = stuck(QUOTES.en!.quotes);
    await page.locator('#other textarea').fill('When does the library open?');
    await page.locator('#other textarea').press('Enter');
    await page.locator('#other .prose p').waitFor();
    await page.evaluate(() => document.querySelector('#other')!.remove());
    island.reply = saying(QUOTES.en!.quotes);
    expect(page.problems).toEqual([]);
  });

  it('is themed by custom properties and parts', async () => {
    const css = `<style>samman-chat { --samman-accent: rgb(0, 90, 200); --samman-color-scheme: dark } samman-chat::part(launcher) { border-radius: 3px }</style>`;
    const page = await open(hostOf(css + script()));
    const launcher = page.locator('.launcher');
    expect(await launcher.evaluate((element) => getComputedStyle(element).borderTopLeftRadius)).toBe('3px');
    expect(await launcher.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe('rgb(28, 23, 21)');
    await launcher.click();
    expect(await page.locator('.send').evaluate((element) => getComputedStyle(element).backgroundColor)).toBe(
      'rgb(0, 90, 200)',
    );
  });

  it('shows markup in questions, answers, quotes, titles and addresses as text, whatever the server sends', async () => {
    const page = await open(hostOf(script(liar)));
    await page.locator('.launcher').click();
    await askInPage(page, HOSTILE);
    await askInPage(page, 'hostile');
    expect(await page.locator('.question p').first().textContent()).toBe(HOSTILE);
    expect(await page.locator('.exchange :is(img, script)').count()).toBe(0);
    expect(await page.locator('.exchange a[href^="javascript"]').count()).toBe(0);
    await page.locator('.card-open').last().click();
    await page.locator('.panel-title').waitFor();
    // The address that is none leads to a page of the server that is not there.
    const address = (await page.locator('.card-page').last().getAttribute('href'))!;
    expect(new URL(address).origin).toBe(liar.url);
    expect(await page.evaluate(() => 'hacked' in globalThis)).toBe(false);
    expect(page.problems.filter((problem) => !problem.includes('404'))).toEqual([]);
  });

  it('fills a phone and fits 280 px', async () => {
    const page = await open(hostOf(`<meta name="viewport" content="width=device-width">${script()}`), {
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
    const page = await open(`${island.url}/?ui=en`, { scriptless: true });
    await page.getByRole('textbox', { name: 'Your question' }).fill('When does the library open?');
    await page.getByRole('button', { name: 'Ask' }).click();
    expect(await page.locator('.sources li').count()).toBe(2);
    await page.getByRole('link', { name: 'The island library' }).first().click();
    expect(await page.locator('#cited').textContent()).toContain('opens at 9 am');
  });

  it('gives the tag for the options chosen, which works as pasted', async () => {
    const page = await open(`${island.url}/embed?ui=en`);
    await page.locator('#preview textarea').waitFor();
    const tag = page.locator('#tag');
    expect(await tag.textContent()).toBe(
      `<script src="${island.url}/widget.js" defer></script>\n<samman-chat mode="inline" lang="auto"></samman-chat>`,
    );
    await page.getByLabel('A button in the corner').check();
    await page.locator('#preview .launcher').waitFor();
    await page.getByLabel('Interface language').selectOption('yue');
    await page.getByLabel('Dark').check();
    await page.locator('[name=accent]').fill('#9ecbff');
    expect(await page.locator('#preview .launcher').textContent()).toBe('問三文');
    expect(await page.locator('#accent-said').textContent()).toBe('');
    await page.getByLabel('Light', { exact: true }).check();
    expect(await page.locator('#accent-said').textContent()).toMatch(/4\.5:1.* it has 1\.\d:1$/);
    await page.getByLabel('Dark').check();
    await page.getByLabel('Your site').fill('https://library.example/path');
    expect(await page.locator('#allow').textContent()).toBe('ALLOWED_ORIGINS=https://library.example npm start');
    const pasted = (await tag.textContent())!;
    expect(page.problems).toEqual([]);

    const host = await open(hostOf(pasted));
    await host.locator('.launcher', { hasText: '問三文' }).click();
    await askInPage(host, 'When does the library open?');
    expect(await host.locator('.send').evaluate((button) => getComputedStyle(button).backgroundColor)).toBe(
      'rgb(158, 203, 255)',
    );

    await page.getByRole('button', { name: 'Default colours' }).click();
    await expect.poll(() => tag.textContent()).not.toContain('<style>');
    await page.getByLabel('Samman’s address').fill('javascript:alert(1)');
    expect(await tag.textContent()).toContain(island.url);
  });
});

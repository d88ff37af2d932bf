import { existsSync } from 'node:fs';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';

const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface OpenOptions {
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
  readonly scriptless?: boolean;
  readonly locale?: string;
  /** A finger instead of a mouse. */
  readonly touch?: boolean;
  /** Runs in the page before its own scripts. */
  readonly before?: () => void;
}

export interface Opened extends Page {
  /** Uncaught errors and console errors. */
  problems: string[];
  /** Bodies of POST /ask, oldest first. */
  asked: { question: string; history: { role: string; content: string }[] }[];
}

export interface Session {
  /** A page of a context of its own. */
  open(url: string, options?: OpenOptions): Promise<Opened>;
}

/** `describe`, with a browser; skipped, saying so, where there is none. */
export function describeInBrowser(name: string, body: (session: Session) => void): void {
  if (!existsSync(CHROMIUM)) {
    describe.skip(`${name} (no browser at ${CHROMIUM}: set CHROMIUM_PATH)`, () =>
      body({ open: () => Promise.reject() }));
    return;
  }
  describe(name, () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
    });
    afterAll(() => browser?.close());
    body({
      async open(url, options = {}) {
        const { width = 1280, height = 800, dark = false, scriptless = false, touch = false, before } = options;
        const context = await browser.newContext({
          viewport: { width, height },
          colorScheme: dark ? 'dark' : 'light',
          javaScriptEnabled: !scriptless,
          locale: options.locale ?? 'en-GB',
          hasTouch: touch,
          isMobile: touch,
        });
        // Long enough for two cores that others use too.
        context.setDefaultTimeout(30_000);
        if (before) await context.addInitScript(before);
        const page = await context.newPage();
        const problems: string[] = [];
        page.on('pageerror', (error) => problems.push(String(error)));
        page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
        const asked: Opened['asked'] = [];
        page.on('request', (request) => {
          const isQuestion = request.method() === 'POST' && new URL(request.url()).pathname === '/ask';
          if (isQuestion) asked.push(request.postDataJSON());
        });
        await page.goto(url);
        return Object.assign(page, { problems, asked });
      },
    });
  });
}

/** Fails with the rules broken and where. `state` names the page's in the message. */
export async function expectAccessible(page: Page, state = page.url()): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run({ resultTypes: ['violations'] }),
  );
  expect(
    violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target} ${failureSummary}`)}`,
    ),
    state,
  ).toEqual([]);
}

/** The element that has the focus, shadow trees included, as `tag.class`. */
export function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element ? [element.localName, ...element.classList].join('.') : '';
  });
}

/** Types a question into the chat and waits until its answer stands. */
export async function askInPage(page: Page, question: string): Promise<void> {
  await page.locator('textarea').fill(question);
  await page.locator('textarea').press('Enter');
  await page.locator('.exchange').last().locator('.actions button').first().waitFor();
}

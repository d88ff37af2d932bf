/**
 * What the widget costs a page, measured in Chromium with the real server: `npm run build && npx tsx
 * scripts/measure-widget.ts`. Medians and maxima over `ROUNDS` fresh pages, in milliseconds.
 */
import { gzipSync } from 'node:zlib';
import { type Browser, chromium } from 'playwright-core';
import { startHost } from '../test/browser/support/stub-server.ts';
import { startTestServer } from '../test/support/server.ts';

const ROUNDS = 11;
const QUESTIONS = [
  'What can Samman not do?',
  '而家有幾多個政府部門試緊HKGAI v1？',
  '有多少个政府部门在试用HKGAI v1？',
  '香港人工智能研發院的經費是多少？',
];

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds. */
  readonly dur?: number;
  /** The same without the time that other programs had the processor. */
  readonly tdur?: number;
  readonly args: { readonly name?: string; readonly data?: { readonly url?: string } };
}

async function measure(browser: Browser, url: string) {
  const page = await browser.newPage();
  await browser.startTracing(page, {
    categories: ['devtools.timeline', 'disabled-by-default-devtools.timeline', '__metadata'],
  });
  await page.goto(url);
  await page.locator('.launcher').waitFor();
  await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
  const { painted, arrived } = await page.evaluate(() => ({
    painted: performance.getEntriesByName('first-contentful-paint')[0]!.startTime,
    arrived: (performance.getEntriesByType('resource') as PerformanceResourceTiming[]).find(({ name }) =>
      name.endsWith('widget.js'),
    )!.responseEnd,
  }));
  const loading = events(await browser.stopTracing());
  const evaluation = loading.filter(
    ({ name, args }) => name === 'EvaluateScript' && args.data?.url?.endsWith('widget.js'),
  );

  await page.locator('.launcher').click();
  await page.locator('.starter').first().waitFor();
  await browser.startTracing(page, { categories: ['disabled-by-default-devtools.timeline', '__metadata'] });
  // Asked from within the page: the scripts that drive a page from outside are tasks of their own.
  await page.evaluate(async (questions) => {
    const chat = document.querySelector('samman-chat')!;
    for (const question of questions) await chat.ask(question);
  }, QUESTIONS);
  const streaming = events(await browser.stopTracing());
  const main = streaming.find(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')!;
  const tasks = streaming.filter(({ name, pid, tid }) => name === 'RunTask' && pid === main.pid && tid === main.tid);
  await page.close();
  return {
    evaluation: sum(evaluation.map(ms)),
    evaluationCpu: sum(evaluation.map(cpu)),
    painted,
    afterArrival: painted - arrived,
    longestTask: Math.max(...tasks.map(ms)),
    longestTaskCpu: Math.max(...tasks.map(cpu)),
  };
}

const events = (trace: Buffer) => (JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] }).traceEvents;
const ms = ({ dur = 0 }: TraceEvent) => dur / 1000;
const cpu = ({ tdur = 0 }: TraceEvent) => tdur / 1000;
const sum = (list: readonly number[]) => list.reduce((total, part) => total + part, 0);

const server = await startTestServer();
const host = await startHost(
  () => `<!doctype html><html lang="en"><title>Host</title><script src="${server.url}/widget.js" defer></script>`,
);
// The answers have to be allowed on the host's own port, which is known now.
await server.close();
const allowing = await startTestServer({ ALLOWED_ORIGINS: new URL(host.url).origin, PORT: new URL(server.url).port });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu'],
});
try {
  const code = await (await fetch(`${allowing.url}/widget.js`)).text();
  console.log(`size: ${Buffer.byteLength(code)} bytes, ${gzipSync(code, { level: 9 }).length} gzipped`);
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await measure(browser, host.url));
  for (const name of [
    'evaluation',
    'evaluationCpu',
    'painted',
    'afterArrival',
    'longestTask',
    'longestTaskCpu',
  ] as const) {
    const sorted = rounds.map((round) => round[name]).sort((a, b) => a - b);
    const [median, most] = [sorted[Math.floor(ROUNDS / 2)]!, sorted.at(-1)!];
    console.log(`${name}: median ${median.toFixed(1)}, most ${most.toFixed(1)}`);
  }
} finally {
  await browser.close();
  await Promise.all([allowing.close(), host.close()]);
}

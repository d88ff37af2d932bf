/**
 * `npm run widget:cost`: what the widget costs a page, measured in Chromium with the real server, and written into
 * `docs/widget.md`. `-- --rounds 3` for fewer fresh pages, `-- --dry` to print only.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core';
import { ROOT } from '../config.ts';
import { ARTICLES } from '../test/browser/support/articles.ts';
import { saying, startIsland } from '../test/browser/support/island.ts';
import { startSite } from '../test/browser/support/stub-server.ts';
import { startTestServer } from '../test/support/server.ts';

const { values: options } = parseArgs({
  options: { rounds: { type: 'string', default: '11' }, dry: { type: 'boolean', default: false } },
});
const ROUNDS = Number(options.rounds);
const QUESTIONS = [
  'What can Samman not do?',
  '而家有幾多個政府部門試緊HKGAI v1？',
  '有多少个政府部门在试用HKGAI v1？',
  '香港人工智能研發院的經費是多少？',
];
/** A model's answer of 40 sentences, a piece of a few characters every 4 ms. */
const LONG = Array.from({ length: 20 }, () => [
  'The library opens at 9 am and closes at 7 pm from Tuesday to Sunday.',
  'It is closed on Mondays.',
]).flat();

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

/** Milliseconds: of the processor, and by the clock. */
interface Time {
  readonly cpu: number;
  readonly clock: number;
}

async function load(browser: Browser, url: string) {
  const page = await browser.newPage();
  await browser.startTracing(page, {
    categories: ['devtools.timeline', 'disabled-by-default-devtools.timeline', '__metadata'],
  });
  await page.goto(url);
  await page.locator('.launcher').waitFor();
  await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
  const painted = await page.evaluate(() => {
    const resources = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
    const arrived = resources.find(({ name }) => name.endsWith('widget.js'))!.responseEnd;
    return performance.getEntriesByName('first-contentful-paint')[0]!.startTime - arrived;
  });
  const scripts = events(await browser.stopTracing()).filter(
    ({ name, args }) => name === 'EvaluateScript' && args.data?.url?.endsWith('widget.js'),
  );
  const total = (field: 'dur' | 'tdur') => scripts.reduce((sum, event) => sum + (event[field] ?? 0), 0) / 1000;
  await page.locator('.launcher').click();
  await page.locator('.starter').first().waitFor();
  return { page, painted, evaluation: { cpu: total('tdur'), clock: total('dur') } };
}

/** The longest task of the page's main thread while these are answered. */
async function longestTask(browser: Browser, page: Page, questions: readonly string[]): Promise<Time> {
  await browser.startTracing(page, { categories: ['disabled-by-default-devtools.timeline', '__metadata'] });
  // Asked from within the page: the scripts that drive a page from outside are tasks of their own.
  await page.evaluate(async (questions) => {
    const chat = document.querySelector('samman-chat')!;
    for (const question of questions) await chat.ask(question);
  }, questions);
  const trace = events(await browser.stopTracing());
  const main = trace.find(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')!;
  const tasks = trace.filter(({ name, pid, tid }) => name === 'RunTask' && pid === main.pid && tid === main.tid);
  const longest = (field: 'dur' | 'tdur') => Math.max(...tasks.map((task) => task[field] ?? 0)) / 1000;
  return { cpu: longest('tdur'), clock: longest('dur') };
}

/** Bytes of script heap a question leaves, over 180 of them. */
async function heapPerQuestion(browser: Browser, url: string): Promise<number> {
  const page = await browser.newPage();
  await page.goto(url);
  await page.locator('.launcher').click();
  const devtools = await page.context().newCDPSession(page);
  const ask = (count: number) =>
    page.evaluate(async (count) => {
      const chat = document.querySelector('samman-chat')!;
      for (let asked = 0; asked < count; asked++) await chat.ask('How long does the ferry take?');
    }, count);
  await ask(20);
  const before = await heapOf(devtools);
  await ask(180);
  const after = await heapOf(devtools);
  await page.close();
  return (after - before) / 180;
}

async function heapOf(devtools: CDPSession): Promise<number> {
  await devtools.send('HeapProfiler.collectGarbage');
  return (await devtools.send('Runtime.getHeapUsage')).usedSize;
}

const events = (trace: Buffer) => (JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] }).traceEvents;

const medianAndMost = (list: readonly number[]) => {
  const sorted = list.toSorted((a, b) => a - b);
  return `${sorted[Math.floor(sorted.length / 2)]!.toFixed(1)} ms (${sorted.at(-1)!.toFixed(1)})`;
};
const both = (times: readonly Time[]) =>
  `${medianAndMost(times.map(({ cpu }) => cpu))} | ${medianAndMost(times.map(({ clock }) => clock))}`;

const site = await startSite();
const allowed = { ALLOWED_ORIGINS: site.origin };
const [server, quoting, streaming] = await Promise.all([
  startTestServer(allowed),
  startIsland({ env: allowed }),
  startIsland({ model: true, env: allowed }),
]);
streaming.reply = { say: saying(LONG).say!.toString().replaceAll(',', ''), pause: 4 };
const pageOf = ({ url }: { url: string }) =>
  site.add(() => `<!doctype html><html lang="en"><title>Host</title><script src="${url}/widget.js" defer></script>`);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu'],
});
try {
  const code = await (await fetch(`${server.url}/widget.js`)).text();
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) {
    const { page, ...loaded } = await load(browser, pageOf(server));
    const quoted = await longestTask(browser, page, QUESTIONS);
    await page.close();
    const { page: other } = await load(browser, pageOf(streaming));
    const streamed = await longestTask(browser, other, [ARTICLES[0]!.questions![0]!]);
    await other.close();
    rounds.push({ ...loaded, quoted, streamed });
    process.stderr.write(`round ${round + 1} of ${ROUNDS}\n`);
  }
  const heap = await heapPerQuestion(browser, pageOf(quoting));
  const size = `${Buffer.byteLength(code)} bytes, ${gzipSync(code, { level: 9 }).length} gzipped; at most 14,000 is tested`;
  const load1 = loadavg()[0]!.toFixed(1);
  const table = `| | of the processor, median (most) | by the clock, median (most) |
|---|---|---|
| evaluating the script | ${both(rounds.map(({ evaluation }) => evaluation))} |
| launcher painted, after the script has arrived | – | ${medianAndMost(rounds.map(({ painted }) => painted))} |
| longest task, four questions answered with quotations | ${both(rounds.map(({ quoted }) => quoted))} |
| longest task, a model's ${LONG.length} sentences streamed | ${both(rounds.map(({ streamed }) => streamed))} |

Download, all four languages: ${size}. Kept per question: ${(heap / 1000).toFixed(1)} kB of script heap, over 180 questions.

Chromium ${browser.version()}, headless, without a graphics processor, ${ROUNDS} fresh pages each, the real server; ${cpus().length} cores, load average ${load1}.
`;
  console.log(table);
  if (!options.dry) {
    const file = join(ROOT, 'docs', 'widget.md');
    const text = await readFile(file, 'utf8');
    await writeFile(
      file,
      text.replace(/(<!-- cost -->\n)[\s\S]*(<!-- \/cost -->)/, (_, a, b) => `${a}${table}${b}`),
    );
  }
} finally {
  await browser.close();
  await Promise.all([server.close(), quoting.close(), streaming.close(), site.close()]);
}

/**
 * `npm run test:faults`: `kill -9` at thirty random moments of an ingest, while readers ask. Minutes: twelve where other
 * programs had most of two cores. `KILLS=5` in front of it is the short form that CI runs.
 */
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { bulk, ingest, passagesOf, start } from '../support/ingest.ts';
import { answerOf, folders, opened, POLL, serve } from './served.ts';

const KILLS = Number(process.env.KILLS ?? 30);
const READERS = 2;
/** Sections that are embedded anew each time, so that there is something to be killed in. */
const SECTIONS = 12;

/** The article of one moment: the year tells it from all others. */
async function write(corpus: string, year: number): Promise<void> {
  await writeFile(join(corpus, 'tram.en.md'), opened(year));
  await writeFile(join(corpus, 'bulk.en.md'), bulk(SECTIONS).replaceAll('Stop number', `In ${year} stop number`));
}

it(`kill -9 at ${KILLS} random moments of an ingest: every answer before, between and after is right and cited`, async () => {
  const own = await folders();
  const server = await serve(own);
  let newest = 1904;
  let indexed = 1904;
  let done = false;
  const reader = async (): Promise<number[]> => {
    const years: number[] = [];
    while (!done) {
      const { answer } = await answerOf(server);
      const year = Number(/^The tram line opened in (\d{4})\. \[1\]$/.exec(answer)?.[1]);
      expect(year, `“${answer}”`).toBeGreaterThanOrEqual(years.at(-1) ?? 1904);
      expect(year).toBeLessThanOrEqual(newest);
      years.push(year);
    }
    return years;
  };
  const readers = Array.from({ length: READERS }, reader);
  // Fails at once, not after the last.
  const wrong = Promise.all(readers).then(() => {});

  await write(own.corpus, ++newest);
  const started = performance.now();
  expect((await ingest(own.corpus, own.index)).code).toBe(0);
  let whole = performance.now() - started;
  indexed = newest;

  let killed = 0;
  const kills = async () => {
    while (killed < KILLS) {
      await write(own.corpus, ++newest);
      const began = performance.now();
      const child = start(own.corpus, own.index);
      const exited = once(child, 'exit');
      await Promise.race([exited, sleep(Math.random() * whole)]);
      child.kill('SIGKILL');
      const [, signal] = await exited;
      if (signal === 'SIGKILL') killed++;
      // The first has more to embed: a moment of its time may be one after the end of another.
      else whole = Math.min(whole, performance.now() - began);
      // Opening it checks every file: what CURRENT names is whole, and no older than what was finished before.
      const year = yearOf(await passagesOf(own.index));
      expect(year).toBeGreaterThanOrEqual(indexed);
      indexed = year;
    }
  };
  await Promise.race([kills(), wrong]);
  expect(killed).toBe(KILLS);
  expect((await ingest(own.corpus, own.index)).code).toBe(0);
  await expect.poll(async () => (await answerOf(server)).answer, POLL).toContain(opened(newest));
  done = true;
  const years = (await Promise.all(readers)).flat();
  expect(years.length).toBeGreaterThan(KILLS);
  console.log(`${years.length} answers in ${new Set(years).size} versions of the article, ${killed} ingests killed`);
  await server.close();
}, 1_800_000);

const yearOf = (passages: readonly string[]): number =>
  Math.max(...passages.map((text) => Number(/^The tram line opened in (\d{4})\.$/.exec(text)?.[1] ?? 0)));

/** A whole server over one article, and readers who check what it says. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import { temporaryFolder } from '../support/folder.ts';
import { ingest } from '../support/ingest.ts';
import { startTestServer } from '../support/server.ts';

export const QUESTION = 'When did the tram line open?';
export const opened = (year: number): string => `The tram line opened in ${year}.`;

/** @param folder for everything; a new one of its own when not given. */
export async function folders(folder?: string) {
  const root = folder ?? (await temporaryFolder());
  const own = { corpus: join(root, 'corpus'), index: join(root, 'index'), data: join(root, 'data') };
  await mkdir(own.corpus);
  await writeFile(join(own.corpus, 'tram.en.md'), opened(1904));
  expect((await ingest(own.corpus, own.index)).code).toBe(0);
  return own;
}

export type Folders = Awaited<ReturnType<typeof folders>>;

/** Ready, and done with the ingest it begins with: one more writer of the index beside what is tested. */
export async function serve({ corpus, index, data }: Folders, env: Record<string, string> = {}) {
  const folders = { CORPUS_DIR: corpus, INDEX_DIR: index, DATA_DIR: data };
  const server = await startTestServer({ ...folders, LOG_LEVEL: 'info', ...env });
  await vi.waitFor(() => expect(server.output()).toMatch(/^The index is up to date\.$|^Indexed \d/m), POLL);
  return server;
}

export const post = (url: string, body: object, headers: Record<string, string> = {}) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

/** The answer, after its citations were found to be what the passages they name say. */
export async function answerOf({ url }: { readonly url: string }) {
  const response = await post(`${url}/ask`, { question: QUESTION });
  const said = await response.text();
  expect(`${response.status} ${said}`).toMatch(/^200 /);
  const answer = JSON.parse(said);
  expect(answer.refused).toBe(false);
  expect(answer.citations.length).toBeGreaterThan(0);
  for (const { quote } of answer.citations) expect(quote).toMatch(/^The tram line opened in \d{4}\.$/);
  return answer as {
    readonly answer: string;
    readonly backend: string;
    readonly fallback?: string;
    readonly citations: readonly { readonly quote: string }[];
  };
}

/** For `expect.poll`: whole processes, on machines that do other things too. */
export const POLL = { timeout: 120_000, interval: 100 };

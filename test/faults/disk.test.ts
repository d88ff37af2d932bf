/** The disk fills, and the index folder goes away, under a server that answers. */
import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { temporaryFolder } from '../support/folder.ts';
import { bulk, ingest } from '../support/ingest.ts';
import { fill, smallDisk } from '../support/small-disk.ts';
import { answerOf, folders, opened, POLL, post, serve } from './served.ts';

vi.setConfig({ testTimeout: 240_000 });

it('a full disk costs no answer; feedback is refused with the reason, and taken once there is space', async ({
  skip,
}) => {
  const disk = await temporaryFolder();
  if (!smallDisk(disk, 8)) skip('this user may not mount a small disk');
  const own = await folders(disk);
  const server = await serve(own);
  const vote = () => post(`${server.url}/feedback`, { answerId: randomUUID(), helpful: true, language: 'en' });
  expect((await vote()).status).toBe(204);
  const ballast = join(disk, 'ballast');
  await fill(ballast);

  // The database has room for some votes more in the pages it holds.
  const refused = await refusedVote(vote);
  expect(refused.status).toBe(503);
  expect(await refused.text()).not.toContain(disk);
  await expect.poll(() => server.output(), POLL).toMatch(/Is the disk full/);
  expect((await answerOf(server)).answer).toContain(opened(1904));
  const another = await temporaryFolder();
  await writeFile(join(another, 'tram.en.md'), opened(1905));
  await writeFile(join(another, 'bulk.en.md'), bulk(5));
  expect((await ingest(another, own.index)).output).toMatch(/the index from before goes on serving.*The disk is full/s);
  expect((await answerOf(server)).answer).toContain(opened(1904));

  await rm(ballast);
  expect((await vote()).status).toBe(204);
  expect((await ingest(another, own.index)).code).toBe(0);
  await expect.poll(async () => (await answerOf(server)).answer, POLL).toContain(opened(1905));
  await server.close();
});

async function refusedVote(vote: () => Promise<Response>): Promise<Response> {
  for (let tries = 0; tries < 500; tries++) {
    const response = await vote();
    if (response.status !== 204) return response;
  }
  throw new Error('A full disk took 500 votes.');
}

it('an index folder that goes away is said so; the server answers on, and takes over what comes back', async () => {
  const own = await folders();
  const server = await serve(own);
  const aside = `${own.index}-aside`;
  await rename(own.index, aside);
  await expect.poll(() => server.output(), POLL).toMatch(/INDEX_DIR=.* holds no index any more/);
  expect((await answerOf(server)).answer).toContain(opened(1904));
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200);

  await rename(aside, own.index);
  await expect.poll(() => server.output(), POLL).toMatch(/INDEX_DIR=.* holds an index again/);
  expect((await answerOf(server)).answer).toContain(opened(1904));

  await rm(own.index, { recursive: true });
  await mkdir(own.index);
  expect((await answerOf(server)).answer).toContain(opened(1904));
  await writeFile(join(own.corpus, 'tram.en.md'), opened(1905));
  expect((await ingest(own.corpus, own.index)).code).toBe(0);
  await expect.poll(async () => (await answerOf(server)).answer, POLL).toContain(opened(1905));
  await server.close();
});

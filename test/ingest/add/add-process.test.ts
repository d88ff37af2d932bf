import { execFile } from 'node:child_process';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../../config.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { answer, webServer } from '../../support/web-server.ts';

const commandBy = (user: { uid?: number; gid?: number }, ...args: string[]) =>
  new Promise<{ code: number; out: string; err: string }>((resolve) => {
    execFile(process.execPath, [join(ROOT, 'dist/ingest/add/main.js'), ...args], user, (error, out, err) =>
      resolve({ code: Number(error?.code ?? 0), out, err }),
    );
  });

const command = (...args: string[]) => commandBy({}, ...args);

describe('the command line of npm run add', () => {
  it('adds, says so, and tells the language by the text', async () => {
    const [folder, corpus] = [await temporaryFolder(), await temporaryFolder()];
    await writeFile(join(folder, 'ferry.html'), '<h1>渡輪</h1><p>渡輪喺中環開出，你哋搭船嘅時候記得睇鐘。</p>');
    const { code, out } = await command(join(folder, 'ferry.html'), '--corpus', corpus);
    expect(out).toBe('Added: ferry.yue.md (渡輪)\nNow run: npm run ingest\n');
    expect(code).toBe(0);
    expect(await readFile(join(corpus, 'ferry.yue.md'), 'utf8')).toContain('language: yue');
  });

  it('says what to do where the corpus cannot be written to', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'ferry.md'), '# Ferry\n\nIt leaves at nine.\n');
    await chmod(folder, 0o555);
    // Root may write anywhere, so another user does it.
    const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
    const { code, err } = await commandBy(nobody, join(folder, 'ferry.md'), '--corpus', folder, '--id', 'other');
    expect(err).toMatch(/^\S+ cannot be written \(EACCES\)\. .*--corpus to another\.\n$/);
    expect(code).toBe(1);
  });

  it('fetches from this machine only with --allow-private', async () => {
    const server = await webServer({ '/a': '<h1>A page</h1><p>Text of it.</p>' });
    const corpus = await temporaryFolder();
    const refused = await command(`${server.url}/a`, '--corpus', corpus);
    expect(refused).toMatchObject({ code: 1, err: expect.stringMatching(/port .*--allow-private/) });
    expect(server.requests).toEqual([]);
    expect(await command(`${server.url}/a`, '--corpus', corpus, '--allow-private')).toMatchObject({ code: 0 });
  });

  it('says of a feed what is in the corpus already, which is no failure', async () => {
    const link = (path: string) => `<item><link>${path}</link></item>`;
    const feed = (...paths: string[]) =>
      answer('application/rss+xml', `<rss version="2.0"><channel>${paths.map(link).join('')}</channel></rss>`);
    const server = await webServer({
      '/a': '<h1>A page</h1><p>Text of it.</p>',
      '/one.xml': feed('/a'),
      '/two.xml': feed('/a', '/gone'),
    });
    const corpus = await temporaryFolder();
    const take = (path: string) => command(server.url + path, '--corpus', corpus, '--allow-private');
    expect(await take('/one.xml')).toMatchObject({ code: 0, out: expect.stringMatching(/^Added: a-page\.en\.md/) });
    expect(await take('/one.xml')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Unchanged: 1 of .*one\.xml/),
    });
    expect(await take('/two.xml')).toMatchObject({
      code: 2,
      out: expect.stringMatching(/^Unchanged: 1 of .*two\.xml/),
      err: expect.stringMatching(/gone: it was answered with HTTP status 404/),
    });
  });

  it('exits with 2 where some were left out, and names bad options', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'a.md'), '# A\n\nText.');
    await writeFile(join(folder, 'b.pdf'), 'none');
    const corpus = await temporaryFolder();
    expect(await command(folder, '--corpus', corpus)).toMatchObject({
      code: 2,
      err: expect.stringMatching(/b\.pdf: it is no PDF/),
    });
    for (const limit of ['many', '0', '1.5']) {
      const err = '--limit must be a whole number from 1 to 100,000.\n';
      expect(await command('a', '--limit', limit)).toMatchObject({ code: 1, err });
    }
    expect(await command('a', '--language', 'klingon')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/--language/),
    });
    expect(await command('a', '--nonsense')).toMatchObject({ code: 1, err: expect.stringMatching(/Usage:/) });
  });
});

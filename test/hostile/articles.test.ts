/** Articles that mean harm, as they reach a reader, and index files that were tampered with. */
import { readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderAnswer, renderArticle } from '../../server/pages/render.ts';
import { currentVersion } from '../../store/index-folder.ts';
import { createToyApp, TOY_ARTICLES } from '../support/toy-app.ts';
import { buildToyIndex, toyArticle } from '../support/toy-index.ts';

const POISON = `# <img src=x onerror=alert(1)>

The ferry leaves at noon. <script>alert(1)</script> <b onmouseover=alert(1)>bold</b>

[a link](javascript:alert(1)) [b](JaVaScRiPt:alert(1)) [c](data:text/html;base64,PHNjcmlwdD4=) [d](vbscript:x) [e](//evil.example)
[f]( javascript:alert(1)) [g](&#106;avascript:alert(1)) [h](java\tscript:alert(1)) <javascript:alert(1)> ![i](https://evil.example/pixel.png)
[j]: javascript:alert(1)

<!-- hidden: the ferry leaves at midnight -->

<iframe src=https://evil.example></iframe><style>body{display:none}</style><form action=https://evil.example>

<div hidden>The ferry leaves at midnight.</div>

[^1]: a note with <svg onload=alert(1)>

Text with a note[^1] and a fake citation [1] [99].

"><script>alert(2)</script>
`;

/** What only our own templates may write. */
const RUNS =
  /<(?:script|iframe|style|svg|form|object|embed|base|meta|link|img|input|div(?! class="(?:scroll|prose)"))\b|\son\w+\s*=|(?:href|src|action)="(?!https?:|mailto:|#|\/)/i;
/** The text between tags may say anything: it is shown, not run. */
const tags = (html: string) => [...html.matchAll(/<[^>]*>/g)].join('\n');

describe('a poisoned article', () => {
  it('is shown as the text it is: no element, address or handler of its own', async () => {
    const poisoned = toyArticle('poison', 'en', POISON, '"><script>alert(3)</script>');
    const { app } = await createToyApp({ articles: [...TOY_ARTICLES, poisoned] });
    const get = async (path: string) => (await app.request(path, { headers: { accept: 'text/html' } })).text();
    const article = await get('/articles/poison?lang=en&start=2&end=40');
    const body = article.slice(article.indexOf('<main'), article.indexOf('<form class="ask"'));
    expect(tags(body.slice(0, body.lastIndexOf('</article>')))).not.toMatch(RUNS);
    expect(article).toContain('&#x3C;script>alert(1)');
    for (const page of [article, await get('/'), await get('/ask?q=When+does+the+ferry+leave%3F')]) {
      expect(tags(page)).not.toMatch(/<script>|\son\w+\s*=|href="(?:javascript|data|vbscript)/i);
    }
    expect(article).not.toContain('the ferry leaves at midnight -->');
  });

  it('whatever it holds, comes out without anything that runs', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '"',
      "'",
      '`',
      '[',
      ']',
      '(',
      ')',
      '!',
      '\\',
      '&',
      '#',
      '\n',
      ' ',
      'javascript:',
      'data:',
      '<script>',
      '</',
      '<!--',
      '-->',
      'onload=',
      '&#106;',
      'a',
      '](',
      '<a href=',
      '|',
      '-',
      '\0',
      '\t',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), fc.nat(60), fc.nat(60), (pieces, start, length) => {
        const text = pieces.join('');
        expect(tags(renderArticle(text, 'markdown', { start, end: start + length }))).not.toMatch(RUNS);
        expect(tags(renderAnswer(text, [1, 2]))).not.toMatch(RUNS);
      }),
      { numRuns: 2000 },
    );
  });

  it('can write no event of its own into a stream', async () => {
    const forged = 'The ferry leaves at noon.\r\n\r\nevent: done\ndata: {"answer":"forged"}\n\nThe end.';
    const { app } = await createToyApp({ articles: [toyArticle('forged', 'en', forged)] });
    const init = { method: 'POST', body: JSON.stringify({ question: 'When does the ferry leave?', stream: true }) };
    const text = await (await app.request('/ask', init)).text();
    expect(text.match(/^event: done$/gm)).toHaveLength(1);
    expect(text).not.toMatch(/^data: \{"answer":"forged"/m);
  });
});

describe('an index that was tampered with', () => {
  it('is never served: the one before goes on, whichever file it is and however it was changed', async () => {
    const toy = await createToyApp();
    const good = (await currentVersion(toy.indexDir))!;
    const ask = async () =>
      (await toy.app.request('/ask?q=When+did+the+tram+line+open%3F')).json() as Promise<{ answer: string }>;
    const before = (await ask()).answer;
    const harm: ((path: string, bytes: Buffer) => Promise<unknown>)[] = [
      (path, bytes) => truncate(path, Math.floor(bytes.length / 2)),
      (path) => truncate(path, 0),
      (path, bytes) =>
        writeFile(path, Buffer.from(bytes.map((byte, i) => (i === bytes.length >> 1 ? byte ^ 1 : byte)))),
      (path, bytes) => writeFile(path, Buffer.concat([bytes, bytes])),
    ];
    const files = await readdir(join(toy.indexDir, 'versions', good));
    for (const file of files.filter((name) => name !== 'manifest.json')) {
      for (const change of harm) {
        const article = toyArticle('new', 'en', `The new line opened in ${Math.random()}.`);
        await buildToyIndex([...TOY_ARTICLES, article], { indexDir: toy.indexDir, embedder: toy.embedder });
        const path = join(toy.indexDir, 'versions', (await currentVersion(toy.indexDir))!, file);
        await change(path, await readFile(path));
        await toy.index.refresh();
        expect([file, (await ask()).answer]).toEqual([file, before]);
        expect(toy.logged()).toContain(file);
      }
    }
  });

  it('cannot lead out of its folder', async () => {
    const { indexDir, open } = await buildToyIndex(TOY_ARTICLES);
    for (const name of ['../../etc', '/etc', '..', '.', 'a/b', 'a\\b', '', 'a\0b', 'x'.repeat(5000)]) {
      await writeFile(join(indexDir, 'CURRENT'), name);
      await expect(open()).rejects.toThrow(/npm run ingest|no index/i);
    }
  });
});

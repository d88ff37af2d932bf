import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type AddEvent, type AddOptions, add } from '../../../ingest/add/add.ts';
import { ANYWHERE } from '../../../ingest/add/addresses.ts';
import { readCorpus } from '../../../ingest/articles.ts';
import { column, docx, paragraph, pdf } from '../../support/documents.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { answer, type Handler, webServer } from '../../support/web-server.ts';

const detect = (text: string) => (/\p{Script=Han}/u.test(text) ? 'zh-Hant' : 'en');

async function run(
  corpusDir: string,
  sources: readonly string[],
  options: Partial<AddOptions> = {},
): Promise<AddEvent[]> {
  const events: AddEvent[] = [];
  const all = {
    corpusDir,
    detect,
    limit: 20,
    replace: false,
    dryRun: false,
    delay: 0,
    reach: ANYWHERE,
    ...options,
  } as const;
  for await (const event of add(sources, all)) events.push(event);
  return events;
}

const outcomes = (events: readonly AddEvent[]) =>
  events.map((event) =>
    event.type === 'article'
      ? `${event.outcome} ${event.file}`
      : event.type === 'left-out'
        ? event.reason
        : event.count,
  );

const page = (title: string, text: string, head = '', lang = 'en') =>
  `<html lang="${lang}"><head><title>${title}</title>${head}</head><body><nav>Menu</nav><h1>${title}</h1><p>${text}</p></body></html>`;

describe('npm run add', () => {
  it('turns a page into an article with front matter, that the ingest reads', async () => {
    const corpus = join(await temporaryFolder(), 'corpus');
    const server = await webServer({
      '/fares': page(
        'Fares rise',
        'They rise by 3%.',
        '<meta property="og:site_name" content="The Daily"><meta name="date" content="2026-03-01">',
      ),
    });
    expect(outcomes(await run(corpus, [`${server.url}/fares`]))).toEqual(['added fares-rise.en.md']);
    expect(await readFile(join(corpus, 'fares-rise.en.md'), 'utf8')).toBe(
      `---\ntitle: Fares rise\nlanguage: en\nsource: The Daily\nurl: ${server.url}/fares\ndate: 2026-03-01\n---\nThey rise by 3%.\n`,
    );
    expect(await readdir(corpus)).toEqual(['fares-rise.en.md']);
    expect((await readCorpus(corpus, detect)).articles).toMatchObject([
      { id: 'fares-rise', date: '2026-03-01', text: 'They rise by 3%.\n' },
    ]);
  });

  it('leaves an article that is the same, and does not overwrite one that differs unless it is told to', async () => {
    const corpus = await temporaryFolder();
    let text = 'They rise by 3%.';
    const changing: Handler = (_, response) =>
      response.setHeader('content-type', 'text/html').end(page('Fares rise', text));
    const server = await webServer({ '/fares': changing, '/other': page('Fares rise', 'Another paper.') });
    await run(corpus, [`${server.url}/fares`]);
    expect(outcomes(await run(corpus, [`${server.url}/fares`]))).toEqual(['unchanged fares-rise.en.md']);
    text = 'They rise by 4%.';
    expect(outcomes(await run(corpus, [`${server.url}/fares`]))).toEqual([
      expect.stringMatching(/fares-rise\.en\.md and has changed.*--replace/),
    ]);
    expect(outcomes(await run(corpus, [`${server.url}/other`]))).toEqual([
      expect.stringMatching(/would overwrite fares-rise\.en\.md, a different article.*--id NAME/),
    ]);
    expect(await readFile(join(corpus, 'fares-rise.en.md'), 'utf8')).toContain('3%');
    expect(outcomes(await run(corpus, [`${server.url}/other`], { id: 'other-paper' }))).toEqual([
      'added other-paper.en.md',
    ]);
    expect(outcomes(await run(corpus, [`${server.url}/fares`], { replace: true }))).toEqual([
      'replaced fares-rise.en.md',
    ]);
    expect(await readFile(join(corpus, 'fares-rise.en.md'), 'utf8')).toContain('4%');
  });

  it('knows its own files again, and an edited one as the same article', async () => {
    const [corpus, folder] = [await temporaryFolder(), await temporaryFolder()];
    const files = {
      'briefs.jsonl': '{"id":"pier","text":"The pier opened.","url":"https://example.org/pier"}\n',
      'fares.en.md': '# Star Ferry fares\n\nA ride costs HK$5.\n',
      'note.en.txt': 'Notice\n\n# 1 in town\n',
    };
    for (const [name, text] of Object.entries(files)) {
      await writeFile(join(corpus, name), text);
      await writeFile(join(folder, name), text);
    }
    const same = ['unchanged briefs.jsonl:1', 'unchanged fares.en.md', 'unchanged note.en.txt'];
    expect(outcomes(await run(corpus, [folder]))).toEqual(same);
    expect(outcomes(await run(corpus, [folder], { replace: true }))).toEqual(same);
    await writeFile(join(folder, 'fares.en.md'), files['fares.en.md'].replace('5', '6'));
    await writeFile(join(folder, 'briefs.jsonl'), files['briefs.jsonl'].replace('opened', 'closed'));
    const inFeed = expect.stringMatching(
      /^is in the corpus as briefs\.jsonl:1.*edit it there, or remove it there first/,
    );
    expect(outcomes(await run(corpus, [folder]))).toEqual([
      inFeed,
      'is in the corpus as fares.en.md and has changed since, there or here. --replace takes it anew.',
      same[2],
    ]);
    expect(outcomes(await run(corpus, [folder], { replace: true }))).toEqual([inFeed, 'replaced fares.en.md', same[2]]);
  });

  it('never overwrites a file that is not read as the article, though --replace is given', async () => {
    const folder = await temporaryFolder();
    const [corpus, source] = [join(folder, 'corpus'), join(folder, 'pool.en.md')];
    await mkdir(corpus);
    await writeFile(source, '# Pool\n\nIt opens at nine.\n');
    for (const front of ['date: someday', 'id: swimming']) {
      const mine = `---\n${front}\n---\nMy words.\n`;
      await writeFile(join(corpus, 'pool.en.md'), mine);
      for (const options of [{}, { replace: true }, { dryRun: true }]) {
        expect(outcomes(await run(corpus, [source], options))).toEqual([
          expect.stringMatching(/^would overwrite pool\.en\.md, a file .*left out or has another id\. .*--id NAME/),
        ]);
      }
      expect(await readFile(join(corpus, 'pool.en.md'), 'utf8')).toBe(mine);
      expect(await readdir(corpus)).toEqual(['pool.en.md']);
    }
  });

  it('keeps apart the pages of a site that give the front page as their address, and lines of one address', async () => {
    const corpus = await temporaryFolder();
    const home = '<meta property="og:url" content="https://example.org/">';
    const stories = ['One', 'Two', 'Three'];
    const server = await webServer(
      Object.fromEntries(stories.map((name) => [`/${name}`, page(name, `Story ${name}.`, home)])),
    );
    const sources = stories.map((name) => `${server.url}/${name}`);
    const named = (outcome: string) => ['one', 'two', 'three'].map((name) => `${outcome} ${name}.en.md`);
    expect(outcomes(await run(corpus, sources.slice(0, 1)))).toEqual(named('added').slice(0, 1));
    expect(outcomes(await run(corpus, sources, { replace: true }))).toEqual([
      'unchanged one.en.md',
      'added two.en.md',
      'added three.en.md',
    ]);
    const [other, folder] = [await temporaryFolder(), await temporaryFolder()];
    for (const replace of [false, true]) {
      expect(outcomes(await run(other, sources, { replace }))).toEqual(named(replace ? 'unchanged' : 'added'));
    }
    const lines = ['a', 'b'].map((id) =>
      JSON.stringify({ id, text: `Brief ${id}.`, url: 'https://example.org/briefs' }),
    );
    await writeFile(join(folder, 'feed.jsonl'), lines.join('\n'));
    expect(outcomes(await run(other, [join(folder, 'feed.jsonl')], { replace: true }))).toEqual([
      'added a.en.md',
      'added b.en.md',
    ]);
    await writeFile(join(folder, 'feed.jsonl'), lines.join('\n').replaceAll('Brief', 'Notice'));
    expect(outcomes(await run(other, [join(folder, 'feed.jsonl')], { replace: true }))).toEqual([
      'replaced a.en.md',
      'replaced b.en.md',
    ]);
  });

  it('does not put one source of a run in the place of another', async () => {
    const [corpus, folder] = [await temporaryFolder(), await temporaryFolder()];
    const lines = ['First.', 'Second.'].map((text) => JSON.stringify({ id: 'brief', text }));
    await writeFile(join(folder, 'feed.jsonl'), lines.join('\n'));
    expect(outcomes(await run(corpus, [join(folder, 'feed.jsonl')], { replace: true }))).toEqual([
      'added brief.en.md',
      expect.stringMatching(/^would overwrite brief\.en\.md, where another of these sources is .*another id/),
    ]);
    expect(await readFile(join(corpus, 'brief.en.md'), 'utf8')).toContain('First.');
  });

  it('finds an article again that the editor has renamed', async () => {
    const corpus = await temporaryFolder();
    const server = await webServer({ '/fares': page('Fares rise', 'They rise by 3%.') });
    await mkdir(join(corpus, 'news'));
    await writeFile(join(corpus, 'news/mtr.en.md'), `---\ntitle: Mine\nurl: ${server.url}/fares\n---\nMy words.\n`);
    expect(outcomes(await run(corpus, [`${server.url}/fares`]))).toEqual([
      expect.stringMatching(/as news\/mtr\.en\.md/),
    ]);
    expect(outcomes(await run(corpus, [`${server.url}/fares`], { replace: true }))).toEqual([
      'replaced news/mtr.en.md',
    ]);
    expect((await readCorpus(corpus, detect)).articles).toMatchObject([{ id: 'mtr', title: 'Fares rise' }]);
  });

  it('says what it would do, and does nothing', async () => {
    const corpus = join(await temporaryFolder(), 'corpus');
    const server = await webServer({ '/a': page('A page', 'Text.') });
    expect(outcomes(await run(corpus, [`${server.url}/a`], { dryRun: true }))).toEqual(['added a-page.en.md']);
    await expect(readdir(corpus)).rejects.toThrow(/ENOENT/);
  });

  it('gives pages that name each other by hreflang one id', async () => {
    const corpus = await temporaryFolder();
    const links =
      '<link rel="alternate" hreflang="en" href="HOST/en"><link rel="alternate" hreflang="zh-HK" href="HOST/zh">';
    const served =
      (html: () => string): Handler =>
      (_, response) =>
        response.setHeader('content-type', 'text/html').end(html());
    let host = '';
    const server = await webServer({
      '/en': served(() => page('Ferry times', 'At nine.', links.replaceAll('HOST', host))),
      '/zh': served(() => page('渡輪時間', '九時開出。', links.replaceAll('HOST', host), 'zh-HK')),
    });
    host = server.url;
    expect(outcomes(await run(corpus, [`${host}/en`, `${host}/zh`]))).toEqual([
      'added ferry-times.en.md',
      'added ferry-times.zh-Hant.md',
    ]);
  });

  it('does not take the front page for the version of two pages that name it', async () => {
    const [corpus, folder] = [await temporaryFolder(), await temporaryFolder()];
    await writeFile(join(corpus, 'home.zh-Hant.md'), '---\nurl: https://example.org/zh/\n---\n歡迎。\n');
    const link = '<link rel="alternate" hreflang="zh-HK" href="https://example.org/zh/">';
    for (const name of ['Ferry', 'Tram']) await writeFile(join(folder, `${name}.html`), page(name, `A ${name}.`, link));
    expect(outcomes(await run(corpus, [folder]))).toEqual(['added home.en.md', 'added tram.en.md']);
  });

  it('takes the articles of a feed, the new ones only, and no more than asked for', async () => {
    const corpus = await temporaryFolder();
    const item = (n: number) => `<item><title>${n}</title><link>/item-${n}</link></item>`;
    const pages = Object.fromEntries([1, 2, 3, 4].map((n) => [`/item-${n}`, page(`Item ${n}`, `Text ${n}.`)]));
    const server = await webServer({
      ...pages,
      '/rss': answer(
        'application/rss+xml',
        `<?xml version="1.0"?><rss version="2.0"><channel>${[1, 2, 3, 4].map(item).join('')}</channel></rss>`,
      ),
    });
    expect(outcomes(await run(corpus, [`${server.url}/rss`], { limit: 3 }))).toEqual([
      ...[1, 2, 3].map((n) => `added item-${n}.en.md`),
      1,
    ]);
    server.requests.length = 0;
    expect(outcomes(await run(corpus, [`${server.url}/rss`], { limit: 3 }))).toEqual(['added item-4.en.md', 3]);
    expect(server.requests).toEqual(['/robots.txt', '/rss', '/item-4']);
  });

  it('says how many articles of a feed are here already, and takes its own text where a page is gone', async () => {
    const corpus = await temporaryFolder();
    const rss = (link: string, more = '') =>
      `<rss version="2.0"><channel><item><title>Tram</title><link>${link}</link><pubDate>Sun, 01 Mar 2026 08:00:00 GMT</pubDate>${more}</item></channel></rss>`;
    const whole =
      '<content:encoded><![CDATA[<p>The tram opened in 1904.</p><script>alert(1)</script>]]></content:encoded>';
    const atom = (type: string) =>
      `<feed><entry><title>Ferry</title><link href="/gone-${type}"/><content type="${type}">&lt;p&gt;It sails at nine.&lt;/p&gt;</content></entry></feed>`;
    const server = await webServer({
      '/here': page('Here', 'Text.'),
      '/known.xml': answer('application/rss+xml', rss('/here')),
      '/whole.xml': answer('application/rss+xml', rss('/gone', whole)),
      '/summary.xml': answer('application/rss+xml', rss('/gone-too', '<description>A tram.</description>')),
      '/atom.xml': answer('application/atom+xml', atom('html')),
    });
    await run(corpus, [`${server.url}/known.xml`]);
    expect(await run(corpus, [`${server.url}/known.xml`])).toEqual([
      { type: 'known', name: `${server.url}/known.xml`, count: 1 },
    ]);
    expect(
      await run(
        corpus,
        ['/whole.xml', '/atom.xml', '/summary.xml'].map((path) => server.url + path),
      ),
    ).toMatchObject([
      {
        outcome: 'added',
        file: 'tram.en.md',
        note: "of the feed's own text; the page was answered with HTTP status 404.",
      },
      { outcome: 'added', file: 'ferry.en.md' },
      { type: 'left-out', reason: 'was answered with HTTP status 404.' },
    ]);
    expect(await readFile(join(corpus, 'tram.en.md'), 'utf8')).toBe(
      `---\ntitle: Tram\nlanguage: en\nsource: 127.0.0.1\nurl: ${server.url}/gone\ndate: 2026-03-01\n---\nThe tram opened in 1904.\n`,
    );
  });

  it('takes a feed from a file, as far as its links have a host', async () => {
    const folder = await temporaryFolder();
    const server = await webServer({ '/a': page('A page', 'Text.') });
    const links = [`${server.url}/a`, '/b'].map((link) => `<item><link>${link}</link></item>`).join('');
    await writeFile(join(folder, 'feed.xml'), `<rss version="2.0"><channel>${links}</channel></rss>`);
    await writeFile(join(folder, 'other.xml'), '<invoice/>');
    const sources = ['feed.xml', 'other.xml'].map((name) => join(folder, name));
    expect(outcomes(await run(join(folder, 'corpus'), sources))).toEqual([
      'added a-page.en.md',
      'leads to file:, not to http: or https:.',
      expect.stringMatching(/^is neither a feed/),
    ]);
  });

  it('reads Atom, sitemaps and packed sitemaps of sitemaps', async () => {
    const corpus = await temporaryFolder();
    let host = '';
    const served =
      (type: string, body: () => string | Uint8Array): Handler =>
      (_, response) =>
        response.setHeader('content-type', type).end(body());
    const server = await webServer({
      '/atom': served(
        'application/atom+xml',
        () =>
          `<feed xmlns="http://www.w3.org/2005/Atom"><entry><link rel="self" href="/no"/><link href="/one"/></entry></feed>`,
      ),
      '/sitemap.xml': served(
        'application/xml',
        () => `<sitemapindex><sitemap><loc>${host}/part.xml.gz</loc></sitemap></sitemapindex>`,
      ),
      '/part.xml.gz': served('application/gzip', () =>
        gzipSync(`<urlset><url><loc>${host}/two</loc></url><url><loc>${host}/gone</loc></url></urlset>`),
      ),
      '/one': page('One', 'Text.'),
      '/two': page('Two', 'Text.'),
    });
    host = server.url;
    expect(outcomes(await run(corpus, [`${host}/atom`, `${host}/sitemap.xml`]))).toEqual([
      'added one.en.md',
      'added two.en.md',
      'was answered with HTTP status 404.',
    ]);
  });

  it('reads feeds and sitemaps whose elements have a prefix', async () => {
    const folder = await temporaryFolder();
    const server = await webServer({ '/one': page('One', 'Text.'), '/two': page('Two', 'Text.') });
    const files = {
      'sitemap.xml': `<sm:urlset xmlns:sm="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="x"><sm:url><image:loc>x</image:loc><sm:loc>${server.url}/one</sm:loc></sm:url></sm:urlset>`,
      'index.xml': `<sm:sitemapindex><sm:sitemap><sm:loc>${server.url}/none.xml</sm:loc></sm:sitemap></sm:sitemapindex>`,
      'atom.xml': `<atom:feed xmlns:atom="http://www.w3.org/2005/Atom"><atom:entry><atom:link href="${server.url}/two"/></atom:entry></atom:feed>`,
    };
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    const sources = Object.keys(files).map((name) => join(folder, name));
    expect(outcomes(await run(join(folder, 'corpus'), sources))).toEqual([
      'added one.en.md',
      'was answered with HTTP status 404.',
      'added two.en.md',
    ]);
  });

  it('takes files and folders, and names what cannot be read', async () => {
    const [corpus, folder] = [await temporaryFolder(), await temporaryFolder()];
    await writeFile(join(folder, 'Annual Report.pdf'), await pdf([column(['The pier opened in May.'])]));
    await writeFile(join(folder, 'tram.zh-Hant.docx'), docx(paragraph('電車於一九零四年投入服務。')));
    await writeFile(join(folder, 'note.txt'), '# 1 in town\n\nText.');
    await writeFile(join(folder, 'bad.pdf'), 'no pdf');
    await writeFile(
      join(folder, 'feed.jsonl'),
      '{"id":"up & away","title":"Up","text":"Text."}\n{"id":"../up","text":"Text."}',
    );
    expect(outcomes(await run(corpus, [folder, join(folder, 'missing.md')]))).toEqual([
      'added annual-report.en.md',
      expect.stringMatching(/is no PDF/),
      'added up-away.en.md',
      expect.stringMatching(/id is "\.\.\/up"/),
      'added note.en.md',
      'added tram.zh-Hant.md',
      'is not there.',
    ]);
    expect(await readFile(join(corpus, 'note.en.md'), 'utf8')).toContain('\\# 1 in town');
    expect((await readdir(corpus)).sort()).toEqual([
      'annual-report.en.md',
      'note.en.md',
      'tram.zh-Hant.md',
      'up-away.en.md',
    ]);
  });

  it('follows no link out of a folder, and one that is named itself', async () => {
    const folder = await temporaryFolder();
    const [corpus, shared, secret] = ['corpus', 'shared', 'secret.en.md'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    await mkdir(shared);
    for (const path of [secret, join(shared, 'open.en.md')]) await writeFile(path, 'Text.\n');
    await symlink(secret, join(shared, 'link.en.md'));
    expect(outcomes(await run(corpus, [shared, join(shared, 'link.en.md')]))).toEqual([
      `is a link out of ${shared}. Name what it leads to by itself, to add it.`,
      'added open.en.md',
      'added link.en.md',
    ]);
  });

  it('says of an article whose language nobody has told that it seems to be in one that is not known', async () => {
    const folder = await temporaryFolder();
    const text =
      'El tranvía se inauguró en 1904 y recorre la costa norte de la isla. El billete cuesta tres dólares para los adultos y la mitad para los niños.\n';
    for (const name of ['tranvia.md', 'told.en.md']) await writeFile(join(folder, name), text);
    expect(
      await run(
        join(folder, 'corpus'),
        ['tranvia.md', 'told.en.md'].map((name) => join(folder, name)),
      ),
    ).toEqual([
      expect.objectContaining({ note: 'seemingly in a language that Samman does not know (Spanish)' }),
      expect.not.objectContaining({ note: expect.anything() }),
    ]);
  });

  it('shortens an id that no file can be called, and goes on', async () => {
    const folder = await temporaryFolder();
    const lines = [
      { id: '巴'.repeat(100), text: '第一篇。' },
      { id: '甲', translation_of: '士'.repeat(100), text: '第二篇。' },
      { id: '乙', translation_of: '士'.repeat(501), text: '第三篇。' },
      { id: 'last', text: 'The last one.' },
    ];
    await writeFile(join(folder, 'feed.jsonl'), lines.map((line) => JSON.stringify(line)).join('\n'));
    const corpus = join(folder, 'corpus');
    expect(outcomes(await run(corpus, [join(folder, 'feed.jsonl')]))).toEqual([
      expect.stringMatching(/^added 巴{63}-[0-9a-f]{8}\.zh-Hant\.md$/),
      expect.stringMatching(/^added 士{63}-[0-9a-f]{8}\.zh-Hant\.md$/),
      expect.stringMatching(/translation_of is .*Too big/),
      'added last.en.md',
    ]);
    const again = await run(corpus, [join(folder, 'feed.jsonl')]);
    expect(outcomes(again).filter((outcome) => String(outcome).startsWith('unchanged'))).toHaveLength(3);
  });

  it('refuses what is no article', async () => {
    const server = await webServer({
      '/logo': answer('image/png', 'x'),
      '/app': '<div id=root></div>',
      '/empty': answer('text/html', ''),
    });
    const events = await run(
      await temporaryFolder(),
      ['/logo', '/app', '/empty'].map((path) => server.url + path),
    );
    expect(outcomes(events)).toEqual([
      'is image/png, not an article.',
      expect.stringMatching(/no text/),
      expect.stringMatching(/no text/),
    ]);
  });
});

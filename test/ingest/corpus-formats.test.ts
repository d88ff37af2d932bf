import { mkdir, readdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { readCorpus } from '../../ingest/articles.ts';
import { column, docx, epub, paragraph, pdf } from '../support/documents.ts';
import { temporaryFolder } from '../support/folder.ts';

type Files = Record<string, string | Uint8Array>;

async function corpusOf(files: Files): Promise<string> {
  const folder = await temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    await mkdir(join(folder, name, '..'), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return folder;
}

const detect = (text: string) => (/\p{Script=Han}/u.test(text) ? (/[嘅咗喺]/.test(text) ? 'yue' : 'zh-Hant') : 'en');
const read = async (files: Files) => readCorpus(await corpusOf(files), detect);
const ids = ({ articles }: Awaited<ReturnType<typeof read>>) =>
  articles.map(({ file, id, language }) => [file, id, language]);

describe('a corpus of many formats', () => {
  it('reads them all, and names what is broken in each', async () => {
    const { articles, problems } = await read({
      'a.HTML': '<html lang="en"><body><h1>Ferry</h1><p>The ferry sails at nine.</p></body></html>',
      'b.pdf': await pdf([column(['The tram runs until midnight.'])]),
      'c.docx': docx(paragraph('巴士站喺碼頭側邊嘅。')),
      'd.epub': epub({ 'x.xhtml': '<p>Chapter one.</p>' }, '<dc:language>en</dc:language>'),
      'e.jsonl':
        '{"id":"j1","text":"Line one.","date":"2026-03-01T10:00:00Z"}\n{"id":"j2","html":"<p>Line two.</p>"}\n{"id":"j3"}\nnot json\n',
      'f.txt': iconv.encode('渡輪喺度嚟緊嘅。', 'big5-hkscs'),
      'bad.pdf': 'hello',
      'bad.docx': Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0),
      'old.doc': Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0),
      'empty.md': '',
      '~$c.docx': 'a lock of Word',
    });
    expect(articles.map(({ file, text }) => [file, text.trim()])).toEqual([
      ['a.HTML', 'The ferry sails at nine.'],
      ['b.pdf', 'The tram runs until midnight.'],
      ['c.docx', '巴士站喺碼頭側邊嘅。'],
      ['d.epub', 'Chapter one.'],
      ['e.jsonl:1', 'Line one.'],
      ['e.jsonl:2', 'Line two.'],
      ['f.txt', '渡輪喺度嚟緊嘅。'],
    ]);
    expect(articles.find(({ id }) => id === 'j1')!.date).toBe('2026-03-01');
    const reasons = Object.fromEntries(problems.map(({ file, reason }) => [file, reason]));
    expect(Object.keys(reasons).sort()).toEqual([
      'bad.docx',
      'bad.pdf',
      'e.jsonl:3',
      'e.jsonl:4',
      'empty.md',
      'old.doc',
    ]);
    expect(reasons['bad.pdf']).toMatch(/is no PDF/);
    expect(reasons['bad.docx']).toMatch(/damaged, or no Word/);
    expect(reasons['old.doc']).toMatch(/Save it as \.docx/);
    expect(reasons['e.jsonl:3']).toMatch(/without "text" or "html"/);
    expect(reasons['e.jsonl:4']).toMatch(/not JSON/);
    expect(reasons['empty.md']).toBe('is empty.');
  });

  it('names files that are far too large without reading them', async () => {
    const folder = await corpusOf({ 'good.en.md': 'Good.', 'huge.en.md': '', 'huge.pdf': '' });
    for (const name of ['huge.en.md', 'huge.pdf']) await truncate(join(folder, name), 200 * 1024 ** 2);
    const { articles, problems } = await readCorpus(folder, detect);
    expect(articles).toHaveLength(1);
    expect(problems).toEqual([
      { file: 'huge.en.md', reason: expect.stringMatching(/has 210 MB; .* 10 at most/) },
      { file: 'huge.pdf', reason: expect.stringMatching(/has 210 MB; .* 104 at most/) },
    ]);
  });

  it('ties versions by name, id, translation_of and hreflang', async () => {
    const page = (lang: string, other: string, text: string) =>
      `<html lang="${lang}"><head><link rel="canonical" href="https://x.example/${lang}"><link rel="alternate" hreflang="${other}" href="https://x.example/${other}"></head><body><p>${text}</p></body></html>`;
    const corpus = await read({
      'tram.en.md': 'Trams.',
      'tram.yue.md': '電車嘅。',
      'din-ce.zh-Hant.md': '---\ntranslation_of: tram\n---\n電車。',
      'dianche.md': '---\nlanguage: zh-Hans\ntranslation_of: din-ce.zh-Hant.md\n---\n电车。',
      'x.md': '---\nid: ferry\n---\nFerries.',
      'y.md': '---\nid: ferry\nlanguage: yue\n---\n渡輪。',
      'bus-a.html': page('en', 'zh-HK', 'Buses run all night.'),
      'bus-b.html': page('zh-HK', 'en', '巴士通宵行駛。'),
    });
    expect(corpus.problems).toEqual([]);
    expect(ids(corpus)).toEqual([
      ['bus-a.html', 'bus-a', 'en'],
      ['bus-b.html', 'bus-a', 'zh-Hant'],
      ['dianche.md', 'tram', 'zh-Hans'],
      ['din-ce.zh-Hant.md', 'tram', 'zh-Hant'],
      ['tram.en.md', 'tram', 'en'],
      ['tram.yue.md', 'tram', 'yue'],
      ['x.md', 'ferry', 'en'],
      ['y.md', 'ferry', 'yue'],
    ]);
  });

  it('takes a page for the version of one that it names itself, or that alone names it', async () => {
    const page = (path: string, others: readonly string[], text: string) =>
      `<html><head><link rel="canonical" href="https://x.example${path}">${others
        .map((other) => `<link rel="alternate" hreflang="x" href="https://x.example${other}">`)
        .join('')}</head><body><p>${text}</p></body></html>`;
    const pages = {
      'ferry.html': page('/ferry', ['/ferry', '/zh/'], 'The ferry sails at nine.'),
      'tram.html': page('/tram', ['/tram', '/zh/'], 'The tram runs until midnight.'),
    };
    const tied = async (home: string) =>
      ids(await read({ ...pages, 'zh.html': home })).map(([file, id]) => `${file} ${id}`);
    const apart = ['ferry.html ferry', 'tram.html tram', 'zh.html zh'];
    expect(await tied(page('/zh/', [], '歡迎光臨。'))).toEqual(apart);
    expect(await tied(page('/zh/', ['/zh/', '/'], '歡迎光臨。'))).toEqual(apart);
    expect(await tied(page('/zh/', ['/zh/', '/tram'], '電車通宵行駛。'))).toEqual([
      ...apart.slice(0, 2),
      'zh.html tram',
    ]);
    expect(
      ids(await read({ 'a.html': pages['tram.html'], 'zh.md': '---\nurl: https://x.example/zh/\n---\n電車。' })),
    ).toEqual([
      ['a.html', 'a', 'en'],
      ['zh.md', 'a', 'zh-Hant'],
    ]);
  });

  it('does not go round in circles of translations', async () => {
    const corpus = await read({
      'a.en.md': '---\ntranslation_of: b\n---\nA.',
      'b.yue.md': '---\ntranslation_of: a\n---\n嘅。',
    });
    expect(corpus.articles.map(({ id }) => id)).toEqual(['a', 'a']);
  });

  it('does not believe a template that declares the wrong language', async () => {
    const corpus = await read({
      'a.html': '<html lang="en"><body><p>電車通宵行駛。</p></body></html>',
      'b.html': '<html lang="zh-HK"><body><p>電車通宵行駛嘅。</p></body></html>',
      'c.html': '<html lang="zh-CN"><body><p>電車通宵行駛。</p></body></html>',
    });
    expect(corpus.articles.map(({ language }) => language)).toEqual(['zh-Hant', 'yue', 'zh-Hans']);
  });

  it('hashes what an article says, wherever its file stands', async () => {
    const [before, moved, changed] = await Promise.all([
      read({ 'a.en.md': 'Text.' }),
      read({ 'news/a.en.md': 'Text.' }),
      read({ 'a.en.md': '---\ndate: 2026-03-01\n---\nText.' }),
    ]);
    expect(moved.articles[0]!.hash).toBe(before.articles[0]!.hash);
    expect(changed.articles[0]!.hash).not.toBe(before.articles[0]!.hash);
  });

  it('keeps what slow files held, and forgets what is gone', async () => {
    const cacheDir = join(await temporaryFolder(), 'parsed');
    const folder = await corpusOf({ 'a.html': '<p>One.</p>', 'b.pdf': 'no pdf', 'c.md': 'Two.' });
    const first = await readCorpus(folder, detect, { cacheDir });
    const [kept] = await readdir(cacheDir);
    expect(await readdir(cacheDir)).toHaveLength(2);
    expect(await readCorpus(folder, detect, { cacheDir })).toEqual(first);
    // It is read from there, and read anew where it is damaged.
    for (const name of await readdir(cacheDir)) await writeFile(join(cacheDir, name), '{');
    expect(await readCorpus(folder, detect, { cacheDir })).toEqual(first);
    await writeFile(join(folder, 'a.html'), '<p>Three.</p>');
    await writeFile(join(folder, 'b.pdf'), 'still no pdf');
    expect((await readCorpus(folder, detect, { cacheDir })).articles[0]!.text).toBe('Three.\n');
    expect(await readdir(cacheDir)).not.toContain(kept);
    expect(await readdir(cacheDir)).toHaveLength(2);
  });

  it('reads where nothing can be kept', async () => {
    const folder = await corpusOf({ 'a.html': '<p>One.</p>' });
    const { articles } = await readCorpus(folder, detect, { cacheDir: join(folder, 'a.html', 'parsed') });
    expect(articles).toHaveLength(1);
  });
});

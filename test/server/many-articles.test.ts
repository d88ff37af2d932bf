/** A library of some hundred articles: lists of titles cost no reading of texts, and come a page at a time. */
import { truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Language } from '../../core/types.ts';
import { currentVersion } from '../../store/index-folder.ts';
import { type Served, serveApp } from '../support/serve.ts';
import { createToyApp, TOY_TOKEN } from '../support/toy-app.ts';
import { toyArticle } from '../support/toy-index.ts';

const COUNT = 250;
const BEARER = { authorization: `Bearer ${TOY_TOKEN}` };

/** Every second article in Simplified, so that readers of Traditional get their titles converted. */
const articles = Array.from({ length: COUNT }, (_, i) => ({
  ...(i % 2
    ? toyArticle(`a${i}`, 'en', `The tram number ${i} opened.`, `Tram ${i}`)
    : toyArticle(`a${i}`, 'zh-Hans', `电车${i}通车。`, `电车 ${i}`)),
  date: new Date(Date.UTC(2026, 0, 1 + i)).toISOString().slice(0, 10),
  ...(i === 0 && { questions: ['电车几时通车？', '车费多少？'] }),
  ...(i === 2 && { questions: ['谁开电车？'] }),
}));

let served: Served;
beforeAll(async () => {
  const { app, indexDir } = await createToyApp({ articles, spawn: () => expect.unreachable() });
  served = await serveApp(app);
  // Whoever still reads an article's text finds nothing there.
  await truncate(join(indexDir, 'versions', (await currentVersion(indexDir))!, 'texts.utf16'), 0);
});
afterAll(() => served.close());

async function get(path: string, headers: Record<string, string> = {}): Promise<string> {
  const response = await fetch(served.url + path, { headers });
  const body = await response.text();
  expect(response.status, body).toBe(200);
  return body;
}
const page = (path: string) => get(path, { accept: 'text/html', ...BEARER });
const titles = (html: string) => [...html.matchAll(/class="title"[^>]*>([^<]+)/g)].map(([, title]) => title!);

it.each<[Language, string]>([
  ['zh-Hant', '電車 0'],
  ['zh-Hans', '电车 0'],
  ['en', '电车 0'],
])('lists all for a reader of %s without reading one', async (language, title) => {
  const list = JSON.parse(await get(`/articles?language=${language}`)).articles;
  expect(list).toHaveLength(COUNT);
  expect(list.at(-1)).toEqual({ id: 'a0', title, languages: ['zh-Hant', 'zh-Hans'], date: '2026-01-01' });
});

it('offers questions of each article in turn without reading one', async () => {
  const starters = async (language: Language) => JSON.parse(await get(`/starters?language=${language}`)).questions;
  expect(await starters('zh-Hant')).toEqual(['電車幾時通車？', '誰開電車？', '車費多少？']);
  expect(await starters('zh-Hans')).toEqual(['电车几时通车？', '谁开电车？', '车费多少？']);
  expect(await starters('en')).toEqual([]);
});

describe('the front page', () => {
  it('has the newest hundred, and links to pages with all the others', async () => {
    const first = await page('/?ui=en');
    expect(titles(first)[0]).toBe('Tram 249');
    expect(titles(first)).toHaveLength(100);
    const links = [...first.matchAll(/href="(\/\?ui=en&amp;page=\d+#articles)"/g)].map(([, href]) => href!);
    expect(links).toHaveLength(3);
    const all = await Promise.all(links.map(async (href) => titles(await page(href.replace('&amp;', '&')))));
    expect(new Set(all.flat()).size).toBe(COUNT);
    expect(all[2]!.at(-1)).toBe('电车 0');
  });

  it.each([
    ['0', 'Tram 249'],
    ['nonsense', 'Tram 249'],
    ['2', 'Tram 149'],
    ['99', 'Tram 49'],
  ])('takes page=%s for the nearest that there is', async (wanted, first) => {
    expect(titles(await page(`/?ui=en&page=${wanted}`))[0]).toBe(first);
  });
});

describe('/admin', () => {
  const files = (html: string) => [...html.matchAll(/translate="no">(a\d+\.[^<]+)</g)].map(([, file]) => file!);

  it('lists a hundred at a time, each with its file', async () => {
    expect(files(await page('/admin?ui=en&page=3'))).toHaveLength(50);
    expect(files(await page('/admin?ui=en'))[0]).toBe('a249.en.md');
  });

  it('finds an article by title, id or file, and says so in the links to other pages and languages', async () => {
    expect(files(await page('/admin?ui=en&find=TRAM+17'))).toEqual([
      'a179.en.md',
      'a177.en.md',
      'a175.en.md',
      'a173.en.md',
      'a171.en.md',
      'a17.en.md',
    ]);
    expect(files(await page('/admin?ui=zh-Hant&find=電車+24'))).toContain('a24.zh-Hans.md');
    expect(await page('/admin?ui=en&find=ferry')).toContain('<p>No article matches.</p>');
    const many = await page('/admin?ui=en&find=.md');
    expect(many).toContain('href="/admin?ui=en&amp;find=.md&amp;page=2#articles"');
    expect(many).toContain('href="/admin?ui=yue&amp;find=.md"');
    expect(many).toContain('value=".md"');
  });
});

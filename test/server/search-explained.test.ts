/** Why a search finds what it finds, as a script and as a browser is told. */
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createTransformersEmbedding } from '../../adapters/transformers-embedding.ts';
import { ROOT } from '../../config.ts';
import { bridgeEmbedding } from '../../core/retrieval/bridged-embedding.ts';
import type { HitExplanation } from '../../core/types.ts';
import { createToyApp, TOY_TOKEN } from '../support/toy-app.ts';
import { toyArticle } from '../support/toy-index.ts';
import { spawnToyIngest } from '../support/toy-ingest.ts';

let toy: Awaited<ReturnType<typeof createToyApp>>;
beforeAll(async () => {
  toy = await createToyApp();
});

async function search(body: object) {
  const response = await toy.app.request('/search', { method: 'POST', body: JSON.stringify(body) });
  expect(response.status).toBe(200);
  return response.json();
}

describe('POST /search with explain', () => {
  it('finds what it finds without, and gives each ranking’s place and score', async () => {
    const query = 'When did the tram line open?';
    const plain = await search({ query, k: 2 });
    const { results, explain } = await search({ query, k: 2, explain: true });
    expect(results.map(({ explain: _, ...result }: { explain: unknown }) => result)).toEqual(plain.results);
    expect(plain.results[0].explain).toBeUndefined();
    const [first] = results as { score: number; keyword: number; explain: HitExplanation & { overlap: number } }[];
    expect(first!.explain.fused).toEqual({ place: 1, score: first!.score });
    expect(first!.explain.keyword).toEqual({ place: 1, score: first!.keyword });
    expect(first!.explain.vector.place).toBeGreaterThanOrEqual(1);
    expect(first!.explain.sentence.score).toBeGreaterThan(0);
    expect(first!.explain.translated).toEqual({ place: null, score: null });
    expect(first!.explain.overlap).toBeGreaterThan(0.5);
    expect(explain).toMatchObject({
      detected: { language: 'en', confidence: 1 },
      questionLanguage: 'en',
      language: 'en',
      standalone: query,
      ownLanguage: { overlap: expect.any(Number), shift: expect.any(Number) },
      judgement: { confidence: expect.any(Number), threshold: 0, best: 'The tram line opened in 1904.' },
    });
    expect(explain.terms).toContain('tram');
  });

  it('searches for what a message asks, as an answer does', async () => {
    const { explain } = await search({
      query: 'Hi, could you tell me when the tram line opened? Thanks!',
      explain: true,
    });
    expect(explain.standalone).toBe('when the tram line opened?');
  });

  it('says null where a ranking does not hold the passage', async () => {
    const { results } = await search({ query: 'rusty boats', explain: true });
    expect(results[0].explain.keyword).toEqual({ place: null, score: 0 });
    expect(results[0].explain.vector.place).toBe(1);
  });

  it('shows a follow-up with what it leans on, and the languages of question and reader', async () => {
    const history = [{ role: 'user', content: '電車係邊年通車嘅？' }];
    const { explain } = await search({ query: '咁佢行邊度？', history, language: 'en', explain: true });
    expect(explain.standalone).toBe('電車係邊年通車行邊度？');
    expect(explain).toMatchObject({ questionLanguage: 'yue', language: 'en' });
  });

  it('judges as an answer is judged, however few passages are asked for', async () => {
    const query = 'How much does a ride cost?';
    const one = await search({ query, k: 1, explain: true });
    const many = await search({ query, k: 20, explain: true });
    expect(one.results).toHaveLength(1);
    expect(one.explain.judgement).toEqual(many.explain.judgement);
  });
});

describe('GET /search', () => {
  const get = (query: string, accept: string) => toy.app.request(`/search?${query}`, { headers: { accept } });

  it('answers a script as POST does', async () => {
    const plain = await (await get('q=tram+fare&k=1', 'application/json')).json();
    expect(plain).toEqual(await search({ query: 'tram fare', k: 1 }));
    const explained = await (await get('q=tram+fare&k=1&explain=1', 'application/json')).json();
    expect(explained).toEqual(await search({ query: 'tram fare', k: 1, explain: true }));
    expect(await (await get('q=tram+fare&k=1&explain=true', 'application/json')).json()).toEqual(explained);
    expect(await (await get('q=tram+fare&k=1&explain=false', 'application/json')).json()).toEqual(plain);
    const { detail } = await (await get('q=tram&k=x', 'application/json')).json();
    expect(detail).toBe('k: "x" is not a whole number from 1 to 50');
  });

  it('is a page for a browser, with nothing of the question taken for markup', async () => {
    const response = await get(`q=${encodeURIComponent('<b>tram</b> fare')}`, 'text/html');
    const text = await response.text();
    expect(response.headers.get('content-security-policy')).toMatch(/default-src 'none'/);
    expect(text).toContain('&lt;b&gt;tram');
    expect(text).not.toContain('<b>tram');
    expect(text).toMatch(
      /<th scope="row">Answer<\/th><td>(?:given(?: as the closest)?|refused): confidence 0\.\d{3}, threshold 0/,
    );
    expect(text).toMatch(/href="\/articles\/tram\?lang=en&amp;start=\d+&amp;end=\d+&amp;passage=[\w-]+#cited"/);
  });
});

describe('a table, on the pages for those who keep the articles', () => {
  const text =
    'The library lends for a time.\n\n| Item | Loan |\n| --- | ---: |\n| Book | 14 days |\n| Film | 7 days |';
  const row = 'Item: Film; Loan: 7 days';
  let tables: Awaited<ReturnType<typeof createToyApp>>;
  beforeAll(async () => {
    const spawn = () => spawnToyIngest([], 0);
    tables = await createToyApp({ articles: [toyArticle('library', 'en', text, 'Library')], spawn });
  });
  const page = async (path: string, more: object = {}) =>
    (await tables.app.request(`${path}?q=film+loan`, { headers: { accept: 'text/html', ...more } })).text();

  it('is rows in words on the page of a search, which asks again', async () => {
    const html = await page('/search');
    expect(html).toContain(`Item: Book; Loan: 14 days\n${row}</p>`);
    expect(html).not.toMatch(/\| |---/);
    expect(html).toMatch(/<form class="ask" action="\/search"[\s\S]* value="film loan">/);
  });

  it('is rows in words where an answer is explained', async () => {
    const html = await page('/admin/why', { authorization: `Bearer ${TOY_TOKEN}` });
    expect(html).toContain(`<mark>${row}</mark>`);
    expect(html).not.toMatch(/\| |---/);
  });
});

it('the bundled embedder shows both readings of a Cantonese question, with their prefixes and means', async () => {
  const embedder = await createTransformersEmbedding({
    model: 'e5-small-yue-zh-en',
    modelsDir: join(ROOT, 'models'),
    download: 'never',
  }).then(bridgeEmbedding);
  const [spoken, written] = embedder.inputs!('佢哋喺邊度返工？', 'query', 'yue');
  expect(spoken).toEqual({ text: 'query: 佢哋喺邊度返工？', mean: { language: 'yue', length: expect.any(Number) } });
  expect(written).toMatchObject({ text: 'query: 他们在哪里上班?', mean: { language: 'zh' } });
  expect(spoken!.mean!.length).toBeGreaterThan(0.5);
  expect(embedder.inputs!('佢哋喺邊度返工？', 'passage', 'yue')).toMatchObject([{ text: 'passage: 他们在哪里上班?' }]);
});

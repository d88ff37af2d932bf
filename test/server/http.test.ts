import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ChatModel } from '../../core/types.ts';
import { articleUrl } from '../../server/passage-link.ts';
import { createToyApp, TOY_ARTICLES } from '../support/toy-app.ts';
import { buildToyIndex, toyArticle } from '../support/toy-index.ts';

let toy: Awaited<ReturnType<typeof createToyApp>>;
beforeAll(async () => {
  toy = await createToyApp({ allowedOrigins: ['https://news.example'] });
});

const post = (path: string, body: unknown, headers: Record<string, string> = {}, app = toy.app) =>
  app.request(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

/** The events of a stream, in order. */
async function events(response: Response): Promise<{ event: string; data: Record<string, unknown> }[]> {
  return (await response.text())
    .split('\n\n')
    .filter(Boolean)
    .map((block) => ({
      event: /^event: (.*)$/m.exec(block)![1]!,
      data: JSON.parse(/^data: (.*)$/m.exec(block)![1]!),
    }));
}

const TURN = { role: 'user', content: 'Hi' };

describe('POST /ask', () => {
  it('answers as the contract says, quoting the article exactly', async () => {
    const response = await post('/ask', { question: 'When did the tram line open?' });
    expect(response.status).toBe(200);
    const answer = await response.json();
    expect(answer).toMatchObject({
      question: 'When did the tram line open?',
      language: 'en',
      refused: false,
      backend: 'extractive',
      model: 'extractive',
    });
    expect(answer.id).toMatch(/^[\w-]{36}$/);
    expect(answer.answer).toContain('The tram line opened in 1904. [1]');
    expect(Object.values(answer.timings).every((ms) => typeof ms === 'number')).toBe(true);
    const [citation] = answer.citations;
    expect(citation).toMatchObject({ n: 1, article: 'tram', title: 'Trams', language: 'en' });
    expect(citation.quote).toBe(TOY_ARTICLES[0]!.text.slice(citation.start, citation.end));
    expect(citation.url).toBe(articleUrl(citation));
    expect(typeof citation.score).toBe('number');
  });

  it.each([
    ['電車係邊年通車嘅？', 'yue', '電車喺1904年通車。[1]'],
    ['电车什么时候通车？', 'zh-Hans', '电车于1904年通车。[1]'],
    ['電車在哪一年通車？', 'zh-Hant', '電車於1904年通車。[1]'],
  ])('answers %s in %s', async (question, language, text) => {
    const answer = await (await post('/ask', { question })).json();
    expect(answer.language).toBe(language);
    expect(answer.answer).toContain(text);
    const { url, quote } = answer.citations[0];
    const article = await (await toy.app.request(url)).json();
    expect(article.text.slice(answer.citations[0].start, answer.citations[0].end)).toBe(quote);
  });

  it('answers in the language asked for, whatever the question is in', async () => {
    const answer = await (await post('/ask', { question: 'When did the tram line open?', language: 'yue' })).json();
    expect(answer.language).toBe('yue');
    expect(answer.citations[0].language).toBe('yue');
  });

  it.each(['stream', 'accept'])('streams typed events (asked for by %s)', async (way) => {
    const response =
      way === 'stream'
        ? await post('/ask', { question: 'When did the tram line open?', stream: true })
        : await post('/ask', { question: 'When did the tram line open?' }, { accept: 'text/event-stream' });
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    const all = await events(response);
    expect(all[0]).toMatchObject({ event: 'retrieval', data: { language: 'en' } });
    expect(all.at(-1)!.event).toBe('done');
    const tokens = all.filter(({ event }) => event === 'token').map(({ data }) => data.text);
    const done = all.at(-1)!.data as { answer: string; citations: unknown[] };
    expect(tokens.join('')).toBe(done.answer);
    expect(all.filter(({ event }) => event === 'citation').map(({ data }) => data)).toEqual(done.citations);
  });

  it('is text with numbered sources for curl', async () => {
    const query = new URLSearchParams({ q: 'When did the tram line open?' });
    const response = await toy.app.request(`/ask?${query}`, { headers: { accept: 'text/plain' } });
    expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(await response.text()).toMatch(
      /1904\. \[1\][\s\S]*\n\n\[1\] Trams › History — http:\/\/localhost\/articles\/tram\?lang=en/,
    );
  });

  it('is a page for a browser without script', async () => {
    const query = new URLSearchParams({ q: '<b>When</b> did the tram line open?' });
    const response = await toy.app.request(`/ask?${query}`, { headers: { accept: 'text/html' } });
    const page = await response.text();
    expect(page).toContain('1904');
    expect(page).toContain('&lt;b&gt;When');
    expect(page).not.toContain('<b>When');
    expect(response.headers.get('content-security-policy')).toMatch(/default-src 'none'/);
  });

  it.each([
    ['no question', {}, 'question'],
    ['an empty question', { question: '  ' }, 'question'],
    ['only punctuation', { question: '？！。' }, 'question'],
    ['too long a question', { question: 'x'.repeat(2001) }, 'question'],
    ['a question that is no text', { question: 7 }, 'question'],
    ['an unknown language', { question: 'Hi', language: 'fr' }, 'language'],
    ['a bad history', { question: 'Hi', history: [{ role: 'system', content: 'x' }] }, 'history.0.role'],
    ['an unknown field', { question: 'Hi', lang: 'en' }, 'lang'],
    [
      'an unknown field further in',
      { question: 'Hi', history: [{ role: 'user', content: 'x', name: 'Ada' }] },
      'history.0.name',
    ],
    ['a body that is no JSON', '{"question"', 'body'],
  ])('refuses %s by naming the field', async (_, body, field) => {
    const response = await post('/ask', body);
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    const problem = await response.json();
    expect(problem).toMatchObject({ status: 400, errors: [{ field }] });
    expect(problem.detail).toContain(field === 'body' ? 'JSON' : field);
    expect(problem.requestId).toBeTruthy();
    expect(JSON.stringify(problem)).not.toMatch(/at .*\.ts/);
  });

  it.each(['/ask?q=Hi&foo=1', '/ask?q=Hi&stream=true', '/search?q=Hi&foo=1', '/search?q=Hi&history=%5B%5D'])(
    'refuses an unknown field of an address too: %s',
    async (path) => {
      const response = await toy.app.request(path);
      const [field] = [...new URL(path, 'http://x').searchParams.keys()].slice(-1);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({
        errors: [{ field, message: expect.stringMatching(/^There is no such field: there are q, .*language/) }],
      });
    },
  );

  it.each(['/ask?q=tram&language=en&ui=yue', '/search?q=tram&k=3&explain=1&language=en&ui=yue'])(
    'takes what the forms and the description have: %s',
    async (path) => {
      for (const accept of ['text/html', 'application/json']) {
        expect((await toy.app.request(path, { headers: { accept } })).status).toBe(200);
      }
    },
  );

  it.each([
    ['zh-TW', 'zh-Hant'],
    ['zh_HK', 'zh-Hant'],
    ['zh-CN', 'zh-Hans'],
    ['yue-Hant-HK', 'yue'],
    ['en-GB', 'en'],
  ])('answers in the language of the tag %s', async (tag, language) => {
    const body = JSON.stringify({ question: 'Is the tram open?', language: tag });
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
    expect(await (await toy.app.request('/ask', init)).json()).toMatchObject({ language });
    const asked = `/ask?q=tram&language=${tag}`;
    expect(await (await toy.app.request(asked, { headers: { accept: 'application/json' } })).json()).toMatchObject({
      language,
    });
  });

  it.each([
    [{ question: 'Hi', language: 'fr' }, 'language: "fr" is not one of "yue", "zh-Hans", "zh-Hant", "en"'],
    [{ question: 'Hi', language: 'x'.repeat(50) }, 'language: this is not one of "yue", "zh-Hans", "zh-Hant", "en"'],
    [{}, 'question: is missing'],
    [{ question: 'Hi', lang: 'en' }, 'lang: There is no such field: there are question, language, history, stream'],
    [{ question: 'x'.repeat(2001) }, 'question: has 2,001 characters: send 2,000 at most'],
    [{ question: 'Hi', history: Array(51).fill(TURN) }, 'history: has 51 entries: send 50 at most'],
    [{ question: 'Hi', history: 'no' }, 'history: "no" is not a list: […]'],
    [{ question: 7 }, 'question: 7 is not text: put it in quotation marks'],
    [{ question: 'Hi', stream: 'yes' }, 'stream: "yes" is not true or false'],
    [['Hi'], 'body: this is not an object: {…}'],
  ])('says what is wrong with it: %j', async (body, detail) => {
    expect((await (await post('/ask', body)).json()).detail).toBe(detail);
  });

  it('refuses a body that is too large', async () => {
    const response = await post('/ask', { question: 'Hi', history: [{ role: 'user', content: 'x'.repeat(400_000) }] });
    expect(response.status).toBe(413);
    expect((await response.json()).detail).toMatch(/256 KiB/);
  });
});

describe('a chat model that fails', () => {
  const failing = (reply: ChatModel['reply']): ChatModel => ({ backend: 'fake', model: 'fake', reply });

  it('becomes one fixed sentence and a logged cause', async () => {
    const broken = await createToyApp({
      chatModel: failing(async function* () {
        yield { type: 'token', text: 'Half' };
        throw new Error('secret detail');
      }),
    });
    const response = await post('/ask', { question: 'Is the tram open?' }, {}, broken.app);
    expect(response.status).toBe(500);
    const problem = await response.json();
    expect(JSON.stringify(problem)).not.toContain('secret detail');
    expect(broken.logged()).toContain('secret detail');
    expect(broken.logged()).toContain(problem.requestId);
    const streamed = await events(await post('/ask', { question: 'Is the tram open?', stream: true }, {}, broken.app));
    expect(streamed.at(-1)).toMatchObject({ event: 'error', data: { status: 500 } });
    expect(JSON.stringify(streamed)).not.toContain('secret detail');
  });

  it('tells the place in line, and why the articles’ own sentences stand in', async () => {
    const { app } = await createToyApp({
      chatModel: failing(async function* () {
        yield { type: 'queued', position: 2 };
        yield { type: 'fallback', reason: 'timeout' };
        yield { type: 'token', text: 'Label: It opened in 1904.' };
      }),
    });
    const body = JSON.stringify({ question: 'When did the tram open?', stream: true });
    const headers = { 'content-type': 'application/json' };
    const all = await events(await app.request('/ask', { method: 'POST', body, headers }));
    expect(all.map(({ event }) => event)).toEqual(['retrieval', 'queued', 'token', 'done']);
    expect(all[1]!.data).toEqual({ position: 2 });
    expect(all[3]!.data).toMatchObject({ fallback: 'timeout', refused: false });
  });

  it('that says nothing is a refusal in the language of the question', async () => {
    const silent = await createToyApp({ chatModel: failing(async function* () {}) });
    const answer = await (await post('/ask', { question: '電車係邊年通車嘅？' }, {}, silent.app)).json();
    expect(answer).toMatchObject({ refused: true, answer: '啲文章冇講到呢樣嘢。', citations: [] });
  });

  it('is told to stop when the reader goes away', async () => {
    let stopped = false;
    const slow = await createToyApp({
      chatModel: failing(async function* (_, signal) {
        try {
          yield { type: 'token', text: 'One' };
          while (!signal.aborted) await sleep(5);
        } finally {
          stopped = true;
        }
      }),
    });
    const response = await post('/ask', { question: 'Is the tram open?', stream: true }, {}, slow.app);
    const reader = response.body!.getReader();
    await reader.read();
    await reader.cancel();
    for (let i = 0; i < 200 && !stopped; i++) await sleep(5);
    expect(stopped).toBe(true);
  });
});

describe('POST /search', () => {
  it('gives passages with their scores, each article once a passage', async () => {
    const { results } = await (await post('/search', { query: 'tram fare', k: 3, language: 'en' })).json();
    expect(results.length).toBeGreaterThan(0);
    for (const result of results) {
      expect(Object.keys(result).sort()).toEqual([
        'article',
        'end',
        'headings',
        'keyword',
        'language',
        'score',
        'start',
        'text',
        'title',
        'url',
        'vector',
      ]);
      expect(result.language).toBe('en');
      expect(result.headings).toEqual([expect.stringMatching(/History|Fares/)]);
      const { text: article, cited } = await (await toy.app.request(result.url)).json();
      expect(article.slice(cited.start, cited.end)).toBe(result.text);
      expect(result.text).toBe(TOY_ARTICLES[0]!.text.slice(result.start, result.end));
    }
    const places = results.map(({ start }: { start: number }) => start);
    expect(new Set(places).size).toBe(places.length);
  });

  it.each([[0], [51], [1.5], ['three']])('says what k may be instead of %j', async (k) => {
    const { detail } = await (await post('/search', { query: 'tram', k })).json();
    expect(detail).toBe(`k: ${JSON.stringify(k)} is not a whole number from 1 to 50`);
  });
});

describe('articles', () => {
  it('are listed with every language they can be read in', async () => {
    const { articles } = await (await toy.app.request('/articles?lang=yue')).json();
    expect(articles).toEqual([{ id: 'tram', title: '電車', languages: ['yue', 'zh-Hant', 'zh-Hans', 'en'] }]);
  });

  it('come as JSON for a script and as a page, highlighted, for a browser', async () => {
    const json = await (await toy.app.request('/articles/tram?lang=en')).json();
    expect(json).toMatchObject({ id: 'tram', language: 'en', title: 'Trams', text: TOY_ARTICLES[0]!.text });
    const start = json.text.indexOf('It runs');
    const url = `/articles/tram?lang=en&start=${start}&end=${start + 22}`;
    const page = await (await toy.app.request(url, { headers: { accept: 'text/html' } })).text();
    expect(page).toMatch(/<mark id="cited"[^>]*>It runs along the shor/);
  });

  it('say where a cited passage stands now, or that it is gone', async () => {
    const { text } = await (await toy.app.request('/articles/tram?lang=en')).json();
    const start = text.indexOf('It runs');
    const quote = text.slice(start, start + 22);
    const read = async (at: number, cited: string) => {
      const url = articleUrl({ article: 'tram', language: 'en', start: at, end: at + cited.length, quote: cited });
      const json = await (await toy.app.request(url)).json();
      const page = await (await toy.app.request(url, { headers: { accept: 'text/html' } })).text();
      return {
        cited: json.cited,
        marked: page.includes('<mark id="cited">It runs along'),
        said: page.includes('class="note"'),
      };
    };
    const found = { cited: { start, end: start + 22 }, marked: true, said: false };
    expect(await read(start, quote)).toEqual(found);
    expect(await read(start + 5000, quote)).toEqual(found);
    expect(await read(start, 'A sentence long gone.')).toEqual({ cited: null, marked: false, said: true });
    expect(await (await toy.app.request('/articles/tram?lang=en')).json()).not.toHaveProperty('cited');
    expect((await (await toy.app.request('/articles/tram?passage=<b>')).json()).errors[0].field).toBe('passage');
  });

  it('are converted into the script that is not there', async () => {
    const json = await (await toy.app.request('/articles/tram?lang=zh-Hant')).json();
    expect(json).toMatchObject({ language: 'zh-Hant', title: '電車' });
    expect(json.text).toContain('電車於1904年通車');
  });

  it.each(['/articles/none', '/articles/..%2F..%2Fetc%2Fpasswd', '/articles/__proto__'])(
    'are 404 for %s',
    async (path) => {
      const response = await toy.app.request(path);
      expect(response.status).toBe(404);
      expect((await response.json()).detail).toContain('GET /articles lists them');
    },
  );

  it.each(['/articles', '/articles/tram', '/starters'])(
    '%s takes `language`, and `lang` for it, and refuses what it does not know',
    async (path) => {
      const inYue = await (await toy.app.request(`${path}?language=yue`)).json();
      expect(await (await toy.app.request(`${path}?lang=yue`)).json()).toEqual(inYue);
      expect(await (await toy.app.request(`${path}?language=yue&lang=en`)).json()).toEqual(inYue);
      const refused = await toy.app.request(`${path}?foo=yue`);
      expect(refused.status).toBe(400);
      expect((await refused.json()).detail).toMatch(/^foo: There is no such field: there are language, lang, ui/);
    },
  );

  it('are shown to a browser whatever was added to their address, and listed for it on the front page', async () => {
    const headers = { accept: 'text/html' };
    expect((await toy.app.request('/articles/tram?lang=en&utm_source=x', { headers })).status).toBe(200);
    for (const [ui, language] of [
      ['yue', 'yue'],
      ['zh-TW', 'zh-Hant'],
    ]) {
      const list = await toy.app.request(`/articles?ui=${ui}`, { headers });
      expect([list.status, list.headers.get('location')]).toEqual([302, `/?ui=${language}#articles`]);
    }
  });

  it('ignore a highlight that lies outside the text, and name one that is no number', async () => {
    const outside = await toy.app.request('/articles/tram?lang=en&start=5&end=99999', {
      headers: { accept: 'text/html' },
    });
    expect(outside.status).toBe(200);
    expect(await outside.text()).not.toContain('<mark');
    expect((await (await toy.app.request('/articles/tram?start=x')).json()).errors[0].field).toBe('start');
  });
});

describe('a bad request', () => {
  it.each([
    ['/ask', '{"question": "…"}'],
    ['/search', '{"query": "…"}'],
    ['/feedback', '{"answerId": "…", "helpful": true, "language": "en"}'],
  ])('to %s that is no JSON is told what to send there', async (path, example) => {
    expect((await (await post(path, '{"')).json()).detail).toContain(`Send ${example} with`);
  });

  it('is told which id a vote takes', async () => {
    const vote = { answerId: '7', helpful: true, language: 'en' };
    expect((await (await post('/feedback', vote)).json()).detail).toBe(
      'answerId: "7" is not the `id` of an answer: send it as /ask gave it',
    );
  });
});

describe('the rest', () => {
  it('is healthy and ready', async () => {
    expect(await (await toy.app.request('/healthz')).json()).toEqual({ status: 'ok' });
    expect(await (await toy.app.request('/readyz')).json()).toMatchObject({ status: 'ready', passages: 6 });
  });

  it('serves the front page under a strict policy, and the widget from one file', async () => {
    const front = await toy.app.request('/', { headers: { accept: 'text/html', 'accept-language': 'zh-HK,zh;q=0.9' } });
    expect(front.headers.get('content-security-policy')).toContain("require-trusted-types-for 'script'");
    expect(await front.text()).toContain('lang="zh-HK"');
    const widget = await toy.app.request('/widget.js');
    expect(widget.headers.get('content-type')).toMatch(/javascript/);
    expect(
      (await toy.app.request('/widget.js', { headers: { 'if-none-match': widget.headers.get('etag')! } })).status,
    ).toBe(304);
  });

  it.each([
    ['PUT', '/ask', 'GET, POST'],
    ['GET', '/feedback', 'POST'],
    ['DELETE', '/articles/tram', 'GET'],
  ])('says which methods there are instead of %s %s', async (method, path, allowed) => {
    const response = await toy.app.request(path, { method });
    expect([response.status, response.headers.get('allow')]).toEqual([405, allowed]);
    expect((await response.json()).detail).toContain(`${path} does not take ${method}`);
  });

  it('says what is not there, as JSON or as a page', async () => {
    expect(await (await toy.app.request('/nothing')).json()).toMatchObject({
      status: 404,
      detail: 'There is nothing at /nothing. GET /docs says what there is.',
    });
    expect((await (await toy.app.request('/ask/')).json()).detail).toBe(
      'There is nothing at /ask/: ask for /ask, without the slash at the end.',
    );
    const page = await toy.app.request('/nothing', { headers: { accept: 'text/html' } });
    expect(page.status).toBe(404);
    expect(page.headers.get('content-type')).toMatch(/text\/html/);
  });

  it('lets the origins of the list in and no other', async () => {
    const allowed = await post('/ask', { question: 'tram' }, { origin: 'https://news.example' });
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://news.example');
    const other = await post('/ask', { question: 'tram' }, { origin: 'https://evil.example' });
    expect(other.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('logs no question', async () => {
    await post('/ask', { question: 'a very private question' });
    await toy.app.request('/ask?q=another+private+one');
    expect(toy.logged()).not.toContain('private');
  });
});

describe('a new index', () => {
  it('is served without a restart, and without a failed request while it is swapped', async () => {
    const live = await createToyApp();
    const asking = Array.from({ length: 40 }, async (_, i) => {
      await sleep(i * 5);
      return post('/ask', { question: 'When did the tram line open?' }, {}, live.app);
    });
    const added = toyArticle('ferry', 'en', 'The night ferry leaves at 23:40 from pier six.');
    await buildToyIndex([...TOY_ARTICLES, added], { indexDir: live.indexDir, embedder: live.embedder });
    await live.index.refresh();
    for (const response of await Promise.all(asking)) expect(response.status).toBe(200);
    const answer = await (await post('/ask', { question: 'When does the night ferry leave?' }, {}, live.app)).json();
    expect(answer.citations[0].article).toBe('ferry');
  });
});

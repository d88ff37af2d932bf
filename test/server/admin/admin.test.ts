import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../../core/types.ts';
import { overviewPage } from '../../../server/pages/admin/overview-page.ts';
import { ADMIN_STRINGS } from '../../../server/pages/admin/strings.ts';
import { fill } from '../../../web/fill.ts';
import { rebuildText } from '../../../web/rebuild-text.ts';
import { createToyApp, TOY_TOKEN, type ToyOptions } from '../../support/toy-app.ts';
import { spawnToyIngest, TOY_DONE, TOY_PROGRESS } from '../../support/toy-ingest.ts';

type Toy = Awaited<ReturnType<typeof createToyApp>>;

const HTML = { accept: 'text/html' };
const BEARER = { authorization: `Bearer ${TOY_TOKEN}` };
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const EVIL = '"><script>alert(1)</script>';

const withAdmin = (options: ToyOptions = {}) =>
  createToyApp({ spawn: () => spawnToyIngest([...TOY_PROGRESS, TOY_DONE], 20), keepQuestions: true, ...options });

const post = (toy: Toy, path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  toy.app.request(path, { method: 'POST', headers: { ...FORM, ...headers }, body: `${new URLSearchParams(fields)}` });

async function signIn(toy: Toy): Promise<string> {
  const response = await post(
    toy,
    '/admin/sign-in?ui=yue',
    { token: TOY_TOKEN },
    { ...HTML, 'sec-fetch-site': 'same-origin' },
  );
  expect(response.status).toBe(303);
  expect(response.headers.get('location')).toBe('/admin?ui=yue');
  return response.headers.get('set-cookie')!;
}

describe('who may see /admin', () => {
  let toy: Toy;
  beforeAll(async () => {
    toy = await withAdmin();
  });

  it('is nobody where there is no token', async () => {
    const { app } = await createToyApp();
    for (const path of ['/admin', '/admin/gaps', '/admin/sign-in']) expect((await app.request(path)).status).toBe(404);
  });

  it.each(['/admin', '/admin/gaps', '/admin/feedback', '/admin/why', '/admin/rebuild/events', '/admin/script.js'])(
    'is the admin alone: %s',
    async (path) => {
      const script = await toy.app.request(path);
      expect(script.status).toBe(401);
      expect(script.headers.get('www-authenticate')).toContain('Bearer');
      const browser = await toy.app.request(`${path}?ui=zh-Hans`, { headers: HTML });
      expect([browser.status, browser.headers.get('location')]).toEqual([303, '/admin/sign-in?ui=zh-Hans']);
      const admin = await toy.app.request(path, { headers: BEARER });
      expect(admin.status).toBe(200);
    },
  );

  it.each(['', 'Bearer wrong', `Bearer ${TOY_TOKEN}x`, `Basic ${TOY_TOKEN}`])(
    'is nobody with “%s”',
    async (authorization) => {
      expect((await toy.app.request('/admin', { headers: { authorization } })).status).toBe(401);
    },
  );

  it('signs in with the token, for twelve hours, by a cookie no script and no other site can use', async () => {
    const wrong = await post(
      toy,
      '/admin/sign-in?ui=en',
      { token: 'wrong' },
      { ...HTML, 'sec-fetch-site': 'same-origin' },
    );
    expect(wrong.status).toBe(401);
    expect(await wrong.text()).toContain('That is not the admin token.');
    const cookie = await signIn(toy);
    expect(cookie).toMatch(/Max-Age=43200; Path=\/admin; HttpOnly; SameSite=Strict/);
    expect((await toy.app.request('/admin', { headers: { cookie } })).status).toBe(200);
    expect(cookie).not.toContain(TOY_TOKEN);
  });

  it('is nobody with a forged or altered cookie', async () => {
    const [name, value] = (await signIn(toy)).split(';')[0]!.split('=') as [string, string];
    const later = value.replace(/^\d+/, (until) => `${Number(until) + 1e9}`);
    for (const forged of [later, '9999999999999', '9999999999999.AAAA', '']) {
      const response = await toy.app.request('/admin', { headers: { cookie: `${name}=${forged}` } });
      expect(response.status).toBe(401);
    }
  });

  it('changes nothing for the form of another site, though the cookie is there', async () => {
    const cookie = await signIn(toy);
    const from = (headers: Record<string, string>) =>
      post(toy, '/admin/gaps', { ids: '999', action: 'remove' }, { cookie, host: 'samman.example', ...headers });
    const refused = [{}, { origin: 'null' }, { origin: 'https://evil.example' }, { 'sec-fetch-site': 'same-site' }];
    for (const headers of refused) expect((await from(headers)).status).toBe(403);
    const cross = { 'sec-fetch-site': 'cross-site', origin: 'https://samman.example' };
    expect((await from(cross)).status).toBe(403);
    // A proxy ends TLS: the scheme differs, the host does not.
    for (const headers of [{ origin: 'https://samman.example' }, { 'sec-fetch-site': 'same-origin' }]) {
      expect((await from(headers)).status).toBe(204);
    }
  });
});

describe('the pages', () => {
  let toy: Toy;
  beforeAll(async () => {
    toy = await withAdmin();
    await toy.records.gaps.keep(`${EVIL}?`, 'en');
    await toy.records.feedback.keep({ answerId: randomUUID(), helpful: false, reason: EVIL, language: 'en' });
  });
  const page = async (path: string) => {
    const response = await toy.app.request(path, { headers: { ...HTML, ...BEARER } });
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    return response.text();
  };

  const question = encodeURIComponent(`When did the tram line open ${EVIL}`);
  it.each(['/admin', '/admin/gaps', '/admin/feedback', `/admin/why?q=${question}`])(
    '%s lets no markup through',
    async (path) => {
      const html = await page(path);
      expect(html).not.toContain('<script>');
      expect(html).not.toContain('[object');
      expect(html).not.toContain('undefined');
      expect(html).not.toMatch(/ style=| on\w+="/);
      expect(html.match(/<h1>/g)).toHaveLength(1);
    },
  );

  it.each(LANGUAGES)('speak %s, and go on speaking it', async (language) => {
    for (const section of ['overview', 'gaps', 'feedback', 'why'] as const) {
      const html = await page(`/admin${section === 'overview' ? '' : `/${section}`}?ui=${language}`);
      expect(html).toContain(`<h1>${ADMIN_STRINGS[language][section]}</h1>`);
      // Past the links to other languages, every form and link of /admin keeps this one.
      const [, content] = html.split('<main');
      for (const [, href] of content!.matchAll(/(?:href|action)="(\/admin[^"]*)"/g)) {
        if (href !== '/admin/why') expect(href).toContain(`ui=${language}`);
      }
    }
  });

  it('say what is served and from what files', async () => {
    const html = await page('/admin?ui=en');
    expect(html).toContain('tram.en.md · tram.yue.md · tram.zh-Hans.md');
    expect(html).toMatch(/<dt>Passages<\/dt><dd>\d+<\/dd>/);
    expect(html).toContain('The last ingest could read every file.');
    const json = await (await toy.app.request('/admin', { headers: BEARER })).json();
    expect(json.index).toMatchObject({ embeddingModel: 'toy', leftOut: [] });
    expect(json.index.size).toBeGreaterThan(1000);
  });

  it('say what readers lose by a file that is left out, in every language', async () => {
    const { index } = await (await toy.app.request('/admin', { headers: BEARER })).json();
    const shown = (language: (typeof LANGUAGES)[number], lost: readonly string[]) =>
      overviewPage({
        ...{ language, nonce: '', articles: [] },
        index: { ...index, leftOut: [{ file: 'feed.jsonl', reason: 'is empty.' }] },
        rebuild: {
          status: 'done',
          passages: 1,
          embedded: 1,
          problems: [{ file: 'feed.jsonl', reason: 'is empty.', lost }],
        },
      });
    for (const language of LANGUAGES) {
      const many = shown(
        language,
        ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((id) => `${id} (en)`),
      );
      expect(shown(language, ['tram (en)'])).toContain(fill(ADMIN_STRINGS[language].lost, { articles: 'tram (en)' }));
      expect(many).toMatch(/a \(en\).*e \(en\).*2/);
      expect(many).not.toContain('f (en)');
      expect(shown(language, [])).not.toContain('{');
    }
    expect(shown('en', ['tram (en)'])).toMatch(
      /is empty\.<\/span> Readers lose tram \(en\) by it, .*Put the whole file back/,
    );
  });

  it('explain an answer by the rankings behind it', async () => {
    const html = await page('/admin/why?ui=en&q=When+did+the+tram+line+open%3F');
    expect(html).toContain('<mark>The tram line opened in 1904.</mark>');
    expect(html).toMatch(/<td>\d\.\d{3} <span class="ref">1<\/span><\/td>/);
    expect(await page('/admin/why?ui=en&q=hello')).toContain('Nothing was searched for');
  });

  it('show feedback by vote', async () => {
    await toy.records.feedback.keep({ answerId: randomUUID(), helpful: true, language: 'yue' });
    expect(await page('/admin/feedback?ui=en&helpful=no')).toMatch(/Helpful \(1\).*Not helpful \(1\)/s);
    expect(await page('/admin/feedback?ui=en&helpful=yes')).toContain('No reason given');
    expect(await page('/admin/feedback?ui=yue')).toContain('問題同答案本身冇保存');
    const json = await (await toy.app.request('/admin/feedback?helpful=no', { headers: BEARER })).json();
    expect(json.entries).toMatchObject([{ helpful: false, reason: EVIL }]);
    expect((await toy.app.request('/admin/feedback?helpful=maybe', { headers: BEARER })).status).toBe(400);
  });
});

describe('questions that found no answer', () => {
  const unanswerable = { question: 'Who is the mayor of London?' };
  const ask = (toy: Toy) =>
    toy.app.request('/ask', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(unanswerable),
    });
  /** Says nothing, which is a refusal. */
  const silent: NonNullable<ToyOptions['chatModel']> = { backend: 'silent', model: 'silent', async *reply() {} };
  const list = async (toy: Toy) => (await toy.app.request('/admin/gaps', { headers: BEARER })).json();

  it('are kept where the operator chose so, streamed or not, and what the admin asks is not', async () => {
    const toy = await withAdmin({ chatModel: silent });
    expect(await (await ask(toy)).json()).toMatchObject({ refused: true });
    const streamed = await toy.app.request('/ask?q=Who+is+it%3F', { headers: { accept: 'text/event-stream' } });
    expect(await streamed.text()).toContain('event: done');
    await toy.app.request('/admin/why?q=What+is+asked+here%3F', { headers: { ...HTML, ...BEARER } });
    await expect.poll(async () => (await list(toy)).total).toBe(2);
  });

  it('are kept too where what was told is only the closest that the articles come', async () => {
    const chatModel: NonNullable<ToyOptions['chatModel']> = {
      ...silent,
      async *reply({ question }) {
        if (question.includes('unsure')) yield { type: 'unsure' };
        yield { type: 'token', text: 'It opened in 1904.' };
      },
    };
    const toy = await withAdmin({ chatModel });
    for (const q of ['Who+is+unsure%3F', 'Who+is+sure%3F']) await (await toy.app.request(`/ask?q=${q}`)).text();
    await expect.poll(async () => (await list(toy)).groups[0]?.gaps).toMatchObject([{ question: 'Who is unsure?' }]);
    expect((await list(toy)).total).toBe(1);
  });

  it('are not kept by default, and the page says how to', async () => {
    const toy = await withAdmin({ chatModel: silent, keepQuestions: false });
    expect(await (await ask(toy)).json()).toMatchObject({ refused: true });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await list(toy)).toEqual({ groups: [], shown: 0, total: 0 });
    const html = await (await toy.app.request('/admin/gaps', { headers: { ...HTML, ...BEARER } })).text();
    expect(html).toContain('KEEP_QUESTIONS=unanswered');
  });

  it('take a note and are removed by their forms; bad fields are named', async () => {
    const toy = await withAdmin();
    await toy.records.gaps.keep('How much is a day ticket?', 'en');
    const [{ gaps }] = (await list(toy)).groups;
    const form = (fields: Record<string, string>, headers = {}) =>
      post(toy, '/admin/gaps?ui=en', fields, { ...BEARER, ...headers });
    const ids = String(gaps[0].id);
    const saved = await form({ ids, action: 'note', note: 'fares.en.md' }, HTML);
    expect([saved.status, saved.headers.get('location')]).toEqual([303, `/admin/gaps?ui=en&saved=${ids}#gap-${ids}`]);
    const shown = await toy.app.request(`/admin/gaps?ui=yue&saved=${ids}`, { headers: { ...HTML, ...BEARER } });
    expect(await shown.text()).toContain(`<p class="facts" role="status">${ADMIN_STRINGS.yue.saved}</p>`);
    expect((await list(toy)).groups).toMatchObject([{ note: 'fares.en.md', count: 1 }]);
    const bad = await form({ ids: '1; DROP TABLE gaps', action: 'note' });
    expect([bad.status, (await bad.json()).errors[0].field]).toEqual([400, 'ids']);
    expect((await form({ ids, action: 'remove' })).status).toBe(204);
    expect((await list(toy)).total).toBe(0);
  });
});

describe('a rebuild', () => {
  const start = (toy: Toy) => post(toy, '/admin/rebuild', {}, BEARER);
  const events = async (toy: Toy) => {
    const text = await (await toy.app.request('/admin/rebuild/events', { headers: BEARER })).text();
    return [...text.matchAll(/^data: (.*)$/gm)].map(([, data]) => JSON.parse(data!));
  };

  it('tells how it goes until it is done, one at a time', async () => {
    const started: boolean[] = [];
    const toy = await withAdmin({
      spawn: (everything) => {
        started.push(everything);
        return spawnToyIngest([...TOY_PROGRESS, TOY_DONE], 150);
      },
    });
    expect((await start(toy)).status).toBe(202);
    const told = events(toy);
    expect((await start(toy)).status).toBe(409);
    const running = await toy.app.request('/admin?ui=yue', { headers: { ...HTML, ...BEARER } });
    expect(await running.text()).toContain(ADMIN_STRINGS.yue.rebuilding.reading);
    const states = await told;
    expect(states[0]).toMatchObject({ status: 'running' });
    expect(states).toContainEqual({ status: 'running', done: 32, total: 64, title: '電車' });
    expect(states.at(-1)).toMatchObject({
      status: 'done',
      passages: 64,
      problems: [{ file: 'bad.md', lost: ['bad (en)'] }],
    });
    const after = await (await toy.app.request('/admin?ui=en', { headers: { ...HTML, ...BEARER } })).text();
    expect(after).toContain('Done. Passages: 64, of them new: 64. Left out: 1.');
    expect((await post(toy, '/admin/rebuild', { everything: 'yes' }, BEARER)).status).toBe(202);
    expect(started).toEqual([false, true]);
    await events(toy);
  });

  it('is stopped, in a language that the page speaks and by nobody else', async () => {
    const toy = await withAdmin({ spawn: () => spawnToyIngest([...TOY_PROGRESS, TOY_DONE], 3000) });
    const stop = (headers: Record<string, string>) => post(toy, '/admin/rebuild/stop?ui=yue', {}, headers);
    expect((await stop(BEARER)).status).toBe(409);
    await start(toy);
    const told = events(toy);
    const page = await (await toy.app.request('/admin?ui=yue', { headers: { ...HTML, ...BEARER } })).text();
    expect(page).toContain(`action="/admin/rebuild/stop?ui=yue"><button class="plain">${ADMIN_STRINGS.yue.stop}<`);
    expect((await stop({})).status).toBe(401);
    expect((await stop({ cookie: await signIn(toy), origin: 'https://evil.example' })).status).toBe(403);
    const stopped = await stop({ ...BEARER, ...HTML });
    expect([stopped.status, stopped.headers.get('location')]).toEqual([303, '/admin?ui=yue#rebuild']);
    const states = await told;
    expect(states).toContainEqual(expect.objectContaining({ status: 'running', stopping: true }));
    expect(states.at(-1)).toEqual({ status: 'stopped' });
    const after = await (await toy.app.request('/admin?ui=yue', { headers: { ...HTML, ...BEARER } })).text();
    expect(after).toContain(ADMIN_STRINGS.yue.rebuilding.stopped);
    expect(after).toContain(ADMIN_STRINGS.yue.start);
    expect((await start(toy)).status).toBe(202);
    await stop(BEARER);
    await events(toy);
  });

  it('counts files while they are read, and passes over what this server does not know', async () => {
    const told = [
      { type: 'of-another-time' },
      { type: 'reading', done: 3, total: 9 },
    ] as unknown as (typeof TOY_DONE)[];
    const toy = await withAdmin({ spawn: () => spawnToyIngest([...told, TOY_DONE], 300) });
    await start(toy);
    const states = await events(toy);
    expect(states).toContainEqual({ status: 'running', reading: true, done: 3, total: 9, title: '' });
    expect(states.at(-1)).toMatchObject({ status: 'done' });
    const { rebuilding } = ADMIN_STRINGS.en;
    const reading = { status: 'running', reading: true, done: 3, total: 9, title: '' } as const;
    expect(rebuildText(reading, rebuilding)).toBe('Reading the articles: 3 of 9 files');
  });

  it('goes on when its page is closed', async () => {
    const toy = await withAdmin({ spawn: () => spawnToyIngest([...TOY_PROGRESS, TOY_DONE], 100) });
    await start(toy);
    const reader = (await toy.app.request('/admin/rebuild/events', { headers: BEARER })).body!.getReader();
    await reader.read();
    await reader.cancel();
    await expect
      .poll(async () => (await (await toy.app.request('/admin', { headers: BEARER })).json()).rebuild.status, {
        timeout: 10_000,
      })
      .toBe('done');
  });

  it.each([
    [
      'says why it failed',
      () => spawnToyIngest([{ type: 'failed', message: 'The disk is full.' }], 0, 1),
      'The disk is full.',
    ],
    ['says that it was killed', () => spawnToyIngest(TOY_PROGRESS, 0, 'SIGKILL'), 'The ingest ended with SIGKILL'],
  ])('%s', async (_, spawn, message) => {
    const toy = await withAdmin({ spawn });
    await start(toy);
    const states = await events(toy);
    expect(states.at(-1)).toMatchObject({ status: 'failed', message: expect.stringContaining(message) });
    const html = await (await toy.app.request('/admin?ui=en', { headers: { ...HTML, ...BEARER } })).text();
    expect(html).toContain(message);
    expect((await start(toy)).status).toBe(202);
    await events(toy);
  });
});

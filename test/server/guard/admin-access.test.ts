import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { requireAdmin, signInRoutes } from '../../../server/guard/admin-access.ts';
import { Problem, problemResponse } from '../../../server/problem.ts';

const TOKEN = 'a-token-of-at-least-32-characters-0';
const HTML = { accept: 'text/html' };

function setUp(adminToken = TOKEN) {
  const app = new Hono();
  app.use('/admin', requireAdmin({ adminToken }));
  app.use('/admin/*', requireAdmin({ adminToken }));
  app.route(
    '/',
    signInRoutes({ adminToken }, (c, { failed }) => c.html(failed ? 'wrong' : 'form')),
  );
  app.get('/admin', (c) => c.text('secret'));
  app.post('/admin/rebuild', (c) => c.text('rebuilding'));
  app.onError((error, c) => {
    if (error instanceof Problem) return problemResponse(c, error);
    throw error;
  });
  return app;
}

const signIn = (app: Hono, token: string, headers: Record<string, string> = { 'sec-fetch-site': 'same-origin' }) =>
  app.request('/admin/sign-in', { method: 'POST', body: new URLSearchParams({ token }), headers });

async function cookieOf(app: Hono): Promise<string> {
  const response = await signIn(app, TOKEN);
  expect(response.status).toBe(303);
  return response.headers.get('set-cookie')!.split(';')[0]!;
}

describe('requireAdmin', () => {
  it('is nothing at all without a token', async () => {
    const app = setUp('');
    for (const path of ['/admin', '/admin/sign-in', '/admin/x']) {
      const response = await app.request(path, { headers: { ...HTML, authorization: 'Bearer ' } });
      expect(response.status).toBe(404);
    }
    expect((await signIn(app, '')).status).toBe(404);
  });

  it('lets the bearer in and nobody else', async () => {
    const app = setUp();
    const get = (authorization: string) => app.request('/admin', { headers: { authorization } });
    expect(await (await get(`Bearer ${TOKEN}`)).text()).toBe('secret');
    for (const wrong of ['Bearer', 'Bearer x', `Bearer ${TOKEN}x`, `Basic ${TOKEN}`, `Bearer ${TOKEN.slice(1)}`]) {
      const response = await get(wrong);
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toMatch(/^Bearer/);
      expect(await response.text()).not.toContain(TOKEN);
    }
  });

  it('sends a browser to the sign-in page and lets it in with a strict cookie', async () => {
    const app = setUp();
    const away = await app.request('/admin', { headers: HTML });
    expect([away.status, away.headers.get('location')]).toEqual([303, '/admin/sign-in?ui=en']);
    const wrong = await signIn(app, 'wrong');
    expect([wrong.status, wrong.headers.get('set-cookie')]).toEqual([401, null]);
    const right = await signIn(app, TOKEN, { origin: 'https://localhost', host: 'localhost' });
    const cookie = right.headers.get('set-cookie')!;
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
    expect(cookie).toMatch(/Secure/);
    expect(cookie).not.toContain(TOKEN);
    const inside = await app.request('/admin', { headers: { ...HTML, cookie: cookie.split(';')[0]! } });
    expect(await inside.text()).toBe('secret');
    expect(inside.headers.get('cache-control')).toBe('no-store');
  });

  it('takes no forged, expired or other token’s cookie', async () => {
    const app = setUp();
    const cookie = await cookieOf(app);
    const [name, value] = cookie.split('=') as [string, string];
    const later = `${Number(value.slice(0, 10)) + 1}${value.slice(10)}`;
    const past = `1000000000${value.slice(10)}`;
    for (const forged of [later, past, value.slice(0, -1), `${value}x`, '', 'x', '%00']) {
      const response = await app.request('/admin', { headers: { cookie: `${name}=${forged}` } });
      expect(response.status).toBe(401);
    }
    const other = setUp(`${TOKEN}-new`);
    expect((await other.request('/admin', { headers: { cookie } })).status).toBe(401);
  });

  it('refuses forms of other sites, and takes them from its own', async () => {
    const app = setUp();
    const cookie = await cookieOf(app);
    const post = (headers: Record<string, string>) =>
      app.request('/admin/rebuild', { method: 'POST', headers: { cookie, host: 'qa.example', ...headers } });
    expect((await post({ origin: 'https://evil.example' })).status).toBe(403);
    expect((await post({ origin: 'null', 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await post({})).status).toBe(403);
    expect((await post({ origin: 'https://qa.example' })).status).toBe(200);
    expect((await post({ 'sec-fetch-site': 'same-origin' })).status).toBe(200);
  });
});

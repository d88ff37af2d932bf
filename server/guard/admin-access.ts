/**
 * Who may see `/admin`: a script with `Authorization: Bearer`, a browser with the cookie it got for the same token.
 * Nothing is kept on the server: the cookie is an expiry signed with the token, so a new token signs everybody out.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Config } from '../../config.ts';
import { Problem } from '../problem.ts';
import { wantsPage } from '../routes/articles.ts';
import { readerLanguage } from '../routes/reader-language.ts';
import { bearerOf } from './bearer.ts';
import { sameSecret } from './same-secret.ts';

type AdminConfig = Pick<Config, 'adminToken'>;

const COOKIE = 'samman_admin';
const SIGNED_IN_S = 12 * 60 * 60;
const SIGN_IN = '/admin/sign-in';

/**
 * For `/admin/*` and whatever else reveals more than an answer. Without ADMIN_TOKEN all of it is 404. A browser
 * without the cookie is sent to the sign-in page.
 * @throws Problem 404, 401, or 403 for a form or a script of another site.
 */
export function requireAdmin({ adminToken }: AdminConfig): MiddlewareHandler {
  return async (c, next) => {
    if (!adminToken) throw new Problem(404, `There is nothing at ${c.req.path}.`);
    // Sign-in needs an Origin that is not null, which `no-referrer` would make it.
    c.header('referrer-policy', 'same-origin');
    c.header('cache-control', 'no-store');
    if (c.req.path === SIGN_IN) return next();
    const bearer = bearerOf(c);
    if (bearer !== undefined && sameSecret(bearer, adminToken)) return next();
    if (bearer === undefined && cookieHolds(getCookie(c, COOKIE), adminToken)) {
      refuseOtherSites(c);
      return next();
    }
    if (bearer === undefined && c.req.method === 'GET' && wantsPage(c)) return c.redirect(inLanguage(SIGN_IN, c), 303);
    c.header('www-authenticate', 'Bearer realm="admin"');
    throw new Problem(401, 'Send the ADMIN_TOKEN of this server: authorization: Bearer TOKEN.');
  };
}

interface SignInPage {
  /** The last token was wrong. */
  readonly failed: boolean;
}

/**
 * `GET` and `POST /admin/sign-in` (the form's field is `token`) and `POST /admin/sign-out`. Behind `requireAdmin`.
 * @param page draws the form.
 */
export function signInRoutes(
  { adminToken }: AdminConfig,
  page: (c: Context, about: SignInPage) => Response | Promise<Response>,
): Hono {
  return new Hono()
    .get(SIGN_IN, (c) => page(c, { failed: false }))
    .post(SIGN_IN, async (c) => {
      refuseOtherSites(c);
      const { token } = await c.req.parseBody();
      if (typeof token !== 'string' || !sameSecret(token.trim(), adminToken)) {
        c.status(401);
        return page(c, { failed: true });
      }
      const expires = Math.floor(Date.now() / 1000) + SIGNED_IN_S;
      setCookie(c, COOKIE, `${expires}.${signature(expires, adminToken)}`, {
        path: '/admin',
        httpOnly: true,
        sameSite: 'Strict',
        secure: overTls(c),
        maxAge: SIGNED_IN_S,
      });
      return c.redirect(inLanguage('/admin', c), 303);
    })
    .post('/admin/sign-out', (c) => {
      deleteCookie(c, COOKIE, { path: '/admin' });
      return c.redirect(inLanguage(SIGN_IN, c), 303);
    });
}

const signature = (expires: number, token: string): string =>
  createHmac('sha256', token).update(`samman admin until ${expires}`).digest('base64url');

function cookieHolds(cookie: string | undefined, token: string): boolean {
  const [, expires, signed] = /^(\d{10})\.([\w-]{43})$/.exec(cookie ?? '') ?? [];
  if (!expires || !signed || Number(expires) * 1000 < Date.now()) return false;
  return timingSafeEqual(Buffer.from(signed), Buffer.from(signature(Number(expires), token)));
}

/** The cookie is `SameSite=Strict`; this holds where another site shares the host's name, or a browser is old. */
function refuseOtherSites(c: Context): void {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return;
  const site = c.req.header('sec-fetch-site');
  const origin = c.req.header('origin') ?? '';
  const own = site ? site === 'same-origin' : URL.canParse(origin) && new URL(origin).host === c.req.header('host');
  if (!own) throw new Problem(403, 'Forms of other sites are refused. Behind a proxy, let it pass the Host header on.');
}

/** Behind a proxy the connection itself is plain; the browser's Origin says what it uses. */
const overTls = (c: Context): boolean =>
  c.req.url.startsWith('https:') ||
  c.req.header('x-forwarded-proto') === 'https' ||
  (c.req.header('origin') ?? '').startsWith('https:');

/** Who picked a language of the pages keeps it through signing in. */
const inLanguage = (path: string, c: Context): string => `${path}?ui=${readerLanguage(c)}`;

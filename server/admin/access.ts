/** Who may see `/admin`: whoever has the token, as a bearer, or by a cookie that signing in with it gives. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { deleteCookie, getSignedCookie, setSignedCookie } from 'hono/cookie';
import type { Config } from '../../config.ts';
import { Problem } from '../problem.ts';
import { wantsPage } from '../routes/articles.ts';
import { readerLanguage } from '../routes/reader-language.ts';

export type AdminConfig = Pick<Config, 'adminToken'>;

const COOKIE = 'samman_admin';
const SIGNED_IN_S = 12 * 60 * 60;
const SIGN_IN = '/admin/sign-in';

/**
 * Lets the admin through and sends a browser to sign in.
 * @throws Problem 401 for a script, 403 for the form of another site.
 */
export function requireAdmin({ adminToken }: AdminConfig): MiddlewareHandler {
  return async (c, next) => {
    c.header('cache-control', 'no-store');
    if (c.req.path === SIGN_IN) return next();
    const bearer = /^Bearer (.+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
    if (bearer !== undefined && isSame(bearer, adminToken)) return next();
    if (bearer === undefined && (await isSignedIn(c, adminToken))) {
      refuseOtherSites(c);
      return next();
    }
    if (bearer === undefined && c.req.method === 'GET' && wantsPage(c)) return c.redirect(inLanguage(SIGN_IN, c), 303);
    c.header('www-authenticate', 'Bearer realm="admin"');
    throw new Problem(401, 'This needs the admin token: send it as “Authorization: Bearer …”, or sign in at /admin.');
  };
}

/** `GET` and `POST /admin/sign-in`, `POST /admin/sign-out`; behind `requireAdmin`. @param page draws the form. */
export function signInRoutes(
  { adminToken }: AdminConfig,
  page: (c: Context, about: { readonly failed: boolean }) => Response,
): Hono {
  return new Hono()
    .get(SIGN_IN, (c) => page(c, { failed: false }))
    .post(SIGN_IN, async (c) => {
      refuseOtherSites(c);
      const { token } = await c.req.parseBody();
      if (typeof token !== 'string' || !isSame(token.trim(), adminToken)) {
        c.status(401);
        return page(c, { failed: true });
      }
      // Until when it is good, signed with the token: a new token ends every session.
      await setSignedCookie(c, COOKIE, `${Date.now() + SIGNED_IN_S * 1000}`, adminToken, {
        path: '/admin',
        httpOnly: true,
        sameSite: 'Strict',
        // Behind a proxy the connection itself is plain.
        secure: [c.req.url, c.req.header('origin')].some((url) => url?.startsWith('https:')),
        maxAge: SIGNED_IN_S,
      });
      return c.redirect(inLanguage('/admin', c), 303);
    })
    .post('/admin/sign-out', (c) => {
      deleteCookie(c, COOKIE, { path: '/admin' });
      return c.redirect(inLanguage(SIGN_IN, c), 303);
    });
}

async function isSignedIn(c: Context, adminToken: string): Promise<boolean> {
  const until = await getSignedCookie(c, adminToken, COOKIE);
  return Boolean(until) && Number(until) > Date.now();
}

/** In constant time, and of equal length whatever was given. */
function isSame(given: string, secret: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(secret));
}

/**
 * The cookie is same-site already, but another port or subdomain is the same site. Browsers leave Sec-Fetch-Site out over
 * plain http; hosts are compared, since a proxy changes the scheme.
 */
function refuseOtherSites(c: Context): void {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return;
  const site = c.req.header('sec-fetch-site');
  const origin = c.req.header('origin') ?? '';
  const own = site ? site === 'same-origin' : URL.canParse(origin) && new URL(origin).host === c.req.header('host');
  if (!own) throw new Problem(403, 'Forms of other sites are refused. Behind a proxy, let it pass the Host header on.');
}

const inLanguage = (path: string, c: Context): string => `${path}?ui=${readerLanguage(c)}`;

/** Who may see `/admin`: whoever has the token, as a bearer, or by a cookie that signing in with it gives. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { deleteCookie, getSignedCookie, setSignedCookie } from 'hono/cookie';
import { Problem } from '../problem.ts';
import { wantsPage } from '../routes/articles.ts';
import { readerLanguage } from '../routes/reader-language.ts';

export interface AdminSession {
  /** Lets the admin through, sends a browser to sign in, and tells a script 401. */
  readonly requireAdmin: MiddlewareHandler;
  /** @returns false when the token is not the one. */
  signIn(c: Context, token: string): Promise<boolean>;
  signOut(c: Context): void;
}

const COOKIE = 'samman-admin';
const HOURS = 12;

export function createAdminSession(token: string): AdminSession {
  const isToken = (given: string) => timingSafeEqual(digest(given), digest(token));
  const bearer = (c: Context) => /^Bearer (.+)$/i.exec(c.req.header('authorization') ?? '')?.[1];

  /** The cookie says until when it is good, signed with the token: a new token ends every session. */
  async function isSignedIn(c: Context): Promise<boolean> {
    const until = await getSignedCookie(c, token, COOKIE);
    return Boolean(until) && Number(until) > Date.now();
  }

  return {
    async requireAdmin(c, next) {
      c.header('cache-control', 'no-store');
      const given = bearer(c);
      if (given !== undefined ? isToken(given) : (await isSignedIn(c)) && isOwnForm(c)) return next();
      if (given === undefined && c.req.method === 'GET' && wantsPage(c)) {
        return c.redirect(`/admin/sign-in?ui=${readerLanguage(c)}`, 303);
      }
      c.header('www-authenticate', 'Bearer');
      throw new Problem(401, 'This needs the admin token: send it as “Authorization: Bearer …”, or sign in at /admin.');
    },
    async signIn(c, given) {
      if (!isToken(given)) return false;
      await setSignedCookie(c, COOKIE, `${Date.now() + HOURS * 3_600_000}`, token, {
        path: '/admin',
        httpOnly: true,
        sameSite: 'Strict',
        secure: new URL(c.req.url).protocol === 'https:' || c.req.header('x-forwarded-proto') === 'https',
        maxAge: HOURS * 3600,
      });
      return true;
    },
    signOut: (c) => void deleteCookie(c, COOKIE, { path: '/admin' }),
  };
}

/** Of equal length, whatever was given. */
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * Whether a change comes from a page of ours. The cookie is same-site already, but another port or subdomain is the same
 * site. Browsers leave Sec-Fetch-Site out over plain http; hosts are compared, since a proxy changes the scheme.
 */
function isOwnForm(c: Context): boolean {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return true;
  const site = c.req.header('sec-fetch-site');
  if (site) return site === 'same-origin';
  const origin = c.req.header('origin') ?? '';
  return URL.canParse(origin) && new URL(origin).host === c.req.header('host');
}

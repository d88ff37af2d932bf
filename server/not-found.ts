/** What is wrong with a request that no route takes. */
import type { Context, Hono } from 'hono';
import { Problem } from './problem.ts';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** 405, with `Allow` set, where another method would do; otherwise 404. */
export function notFoundProblem(app: Hono, c: Context): Problem {
  const { path, method } = c.req;
  const allowed = METHODS.filter((other) => hasRoute(app, other, path));
  if (allowed.length === 0) return new Problem(404, `There is nothing at ${path}${instead(app, path)}`);
  c.header('allow', allowed.join(', '));
  return new Problem(405, `${path} does not take ${method}: send ${allowed.join(' or ')}.`);
}

function instead(app: Hono, path: string): string {
  const without = path.replace(/\/+$/, '');
  const isThere = without !== path && METHODS.some((method) => hasRoute(app, method, without));
  return isThere ? `: ask for ${without}, without the slash at the end.` : '. GET /docs says what there is.';
}

/** Middleware, which is there for every method, is no route. */
const hasRoute = (app: Hono, method: string, path: string): boolean =>
  app.router.match(method, path)[0].some(([[, route]]) => route.method === method);

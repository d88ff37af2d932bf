import type { Hono } from 'hono';

/** The methods that a route takes at `path`; none where there is nothing. */
export const allowedMethods = ({ router }: Pick<Hono, 'router'>, path: string): string[] =>
  ['GET', 'HEAD', 'POST'].filter((method) =>
    router.match(method === 'HEAD' ? 'GET' : method, path)[0].some(([[, route]]) => route.method !== 'ALL'),
  );

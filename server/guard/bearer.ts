import type { Context } from 'hono';

/** The token of `Authorization: Bearer`. */
export const bearerOf = (c: Context): string | undefined =>
  /^Bearer ([\x21-\x7e]+)$/i.exec(c.req.header('authorization') ?? '')?.[1];

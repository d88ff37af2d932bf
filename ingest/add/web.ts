/** Fetches from strangers' servers: public addresses only, politely, and no more than an article has. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, fetch, type Response } from 'undici';
import { ArticleError } from '../article-error.ts';
import {
  guardedLookup,
  PrivateAddressError,
  PUBLIC,
  type Reach,
  type Resolve,
  refuseLiteral,
  systemResolve,
} from './addresses.ts';

export interface WebOptions {
  /** The public internet, and there the ports of the web, unless told otherwise. */
  readonly reach?: Reach;
  /** Milliseconds between two requests to a host, where it does not ask for more. */
  readonly delay?: number;
  /** Milliseconds for each request. */
  readonly timeout?: number;
  /** Bytes of a page at most, unpacked. */
  readonly maxBytes?: number;
  readonly resolve?: Resolve;
  /** Waits so many milliseconds. */
  readonly rest?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

export interface Page {
  /** Where the redirects ended. */
  readonly url: string;
  readonly status: number;
  /** Without parameters, in small letters; empty where the server does not say. */
  readonly type: string;
  readonly charset?: string;
  readonly bytes: Uint8Array;
}

export interface Web {
  /**
   * @param allowed asked before each request, redirects included, for the milliseconds that the host wants between two.
   * @throws ArticleError with the reason, as the rest of a sentence that begins with the address.
   */
  get(url: string, allowed?: (url: URL) => Promise<number>): Promise<Page>;
  close(): Promise<void>;
}

/** What robots.txt knows this program by. */
export const ROBOT = 'Samman';

const HEADERS = {
  'user-agent': `${ROBOT}/0.1 (adds single articles to a question-answering index, at its editor's request)`,
  accept: 'text/html, application/xhtml+xml, application/pdf, application/rss+xml, application/atom+xml, */*;q=0.5',
};

const MAX_REDIRECTS = 5;

/** Characters of an address; robots.txt may hold rules whose length is multiplied by it. */
const MAX_ADDRESS = 2048;

export function createWeb(options: WebOptions = {}): Web {
  const { reach = PUBLIC, delay = 1000, timeout = 30_000, maxBytes = 50 * 1024 ** 2 } = options;
  const agent = new Agent({
    connect: { timeout: 10_000, lookup: guardedLookup(options.resolve ?? systemResolve, reach) },
  });
  const turn = politeTurns(options.rest ?? ((milliseconds, signal) => sleep(milliseconds, undefined, { signal })));

  async function request(url: URL, pause: number): Promise<Response> {
    const signal = AbortSignal.timeout(timeout + pause);
    await turn(url.host, pause, signal);
    return fetch(url, { dispatcher: agent, redirect: 'manual', headers: HEADERS, signal });
  }

  async function get(address: string, allowed?: (url: URL) => Promise<number>): Promise<Page> {
    let url = new URL(address);
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      // Before the clock runs: it may have to fetch robots.txt and wait its turn.
      checkUrl(url, reach);
      const wanted = (await allowed?.(url)) ?? 0;
      const response = await request(url, Math.max(delay, wanted));
      const location = response.status >= 300 && response.status < 400 && response.headers.get('location');
      if (!location) return await readPage(url, response, maxBytes);
      await response.body?.cancel();
      if (!URL.canParse(location, url))
        throw new ArticleError(`redirects to ${JSON.stringify(location)}, which is no address.`);
      url = new URL(location, url);
    }
    throw new ArticleError(`redirects more than ${MAX_REDIRECTS} times.`);
  }

  return {
    get: (url, allowed) =>
      get(url, allowed).catch((error) => {
        throw explained(error, timeout);
      }),
    close: () => agent.destroy(),
  };
}

function checkUrl(url: URL, reach: Reach): void {
  if (!/^https?:$/.test(url.protocol)) throw new ArticleError(`leads to ${url.protocol}, not to http: or https:.`);
  if (url.href.length > MAX_ADDRESS) throw new ArticleError(`is longer than ${MAX_ADDRESS} characters.`);
  if (url.username || url.password) throw new ArticleError('holds a user name or a password. Leave them out.');
  if (!reach.port(url.port))
    throw new ArticleError(`leads to port ${url.port}. On your own network, use --allow-private.`);
  refuseLiteral(url.hostname, reach);
}

/** One request to a host after the other, with a rest between them. */
function politeTurns(
  rest: NonNullable<WebOptions['rest']>,
): (host: string, pause: number, signal: AbortSignal) => Promise<void> {
  const last = new Map<string, number>();
  return async (host, pause, signal) => {
    const now = Date.now();
    const at = Math.max(now, (last.get(host) ?? 0) + pause);
    last.set(host, at);
    if (at > now) await rest(at - now, signal);
  };
}

async function readPage(url: URL, response: Response, maxBytes: number): Promise<Page> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // The size that a server declares is of the packed bytes: only counting what is unpacked keeps the limit.
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > maxBytes) throw new ArticleError(`has more than ${Math.round(maxBytes / 1024 ** 2)} MB.`);
    chunks.push(chunk);
  }
  const header = response.headers.get('content-type') ?? '';
  const charset = /charset\s*=\s*["']?([\w-]+)/i.exec(header)?.[1];
  const type = header.split(';')[0]!.trim().toLowerCase();
  return { url: url.href, status: response.status, type, ...(charset && { charset }), bytes: Buffer.concat(chunks) };
}

function explained(error: unknown, timeout: number): unknown {
  if (error instanceof ArticleError) return error;
  if (error instanceof PrivateAddressError) return new ArticleError(error.message);
  const { name, message, cause } = error as Error;
  if (cause instanceof PrivateAddressError) return new ArticleError(cause.message);
  if (name === 'TimeoutError' || name === 'AbortError')
    return new ArticleError(`did not answer within ${timeout / 1000} s.`);
  const { code, message: detail } = (cause ?? {}) as NodeJS.ErrnoException;
  return new ArticleError(`cannot be fetched: ${[code, detail ?? message].filter(Boolean).join(' ')}.`);
}

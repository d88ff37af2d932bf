/** Whom a request comes from, as far as limits are concerned. */
import { isIP, isIPv6 } from 'node:net';
import type { Context } from 'hono';

/** What `@hono/node-server` hands to the app; absent where a test calls the app without a socket. */
export interface NodeBindings {
  readonly incoming?: { readonly socket?: { readonly remoteAddress?: string } };
}

/**
 * The address of the reader: the peer's, or the one that the outermost of `trustedHops` proxies saw, counted from the
 * right of X-Forwarded-For, where nobody outside can write. IPv6 by /64, which is what one household or machine gets.
 */
export function clientOf(c: Context<{ Bindings: NodeBindings }>, trustedHops: number): string {
  const peer = c.env?.incoming?.socket?.remoteAddress ?? 'unknown';
  if (trustedHops === 0) return group(peer);
  const hops = (c.req.header('x-forwarded-for') ?? '').split(',');
  return group(addressIn(hops.at(-trustedHops) ?? '') ?? peer);
}

/** Some proxies add the port: `192.0.2.7:5123`, `[2001:db8::1]:5123`. */
function addressIn(hop: string): string | undefined {
  const text = hop.trim();
  const bare = /^\[([^\]]*)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text;
  return isIP(bare) ? bare : undefined;
}

function group(address: string): string {
  const mapped = /^::ffff:([\d.]+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  const bare = address.split('%')[0]!;
  if (!isIPv6(bare)) return address;
  // The URL parser writes every address in one form; the zeros left out go back in.
  const [head = '', tail] = new URL(`http://[${bare}]`).hostname.slice(1, -1).split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail ? tail.split(':') : [];
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - left.length - right.length }, () => '0');
  return `${[...left, ...zeros, ...right].slice(0, 4).join(':')}::/64`;
}

/** Which addresses of the network a stranger's link may lead to: the public ones, and no other. */
import { lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Finds all addresses of a name, as `dns.lookup` does. */
export type Resolve = (host: string) => Promise<{ address: string; family: number }[]>;

export class PrivateAddressError extends Error {
  override readonly name = 'PrivateAddressError';
}

/** Neither private, loopback, link-local (with the clouds' metadata), nor a tunnel to one of those. */
export function isPublic(address: string): boolean {
  // `process` unwraps ::ffff:127.0.0.1.
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast';
}

/** Where requests may go. */
export interface Reach {
  address(address: string): boolean;
  /** @param port empty for the protocol's own. */
  port(port: string): boolean;
}

export const PUBLIC: Reach = { address: isPublic, port: (port) => port === '' };

/** One's own network included. */
export const ANYWHERE: Reach = { address: () => true, port: () => true };

/** @param host as `URL.hostname` gives it, which has already turned 0x7f.1 and 2130706433 into 127.0.0.1. */
export function refuseLiteral(host: string, reach: Reach): void {
  const address = host.replace(/^\[(.*)\]$/, '$1');
  if (ipaddr.isValid(address) && !reach.address(address)) throw refusal(host, address);
}

export const systemResolve: Resolve = (host) =>
  new Promise((resolve, reject) => {
    systemLookup(host, { all: true }, (error, addresses) => (error ? reject(error) : resolve(addresses)));
  });

/**
 * For `net.connect`: the addresses that are looked at are the ones that are connected to, so a name that changes its
 * address between two questions gains nothing by it. One private address among public ones is enough to refuse.
 */
export function guardedLookup(resolve: Resolve, reach: Reach): LookupFunction {
  return (host, options, callback) => {
    resolve(host).then(
      (addresses) => {
        const refused = addresses.find(({ address }) => !reach.address(address));
        const [first] = addresses;
        if (refused) callback(refusal(host, refused.address), '', 0);
        else if (!first) callback(Object.assign(new Error(`${host} has no address`), { code: 'ENOTFOUND' }), '', 0);
        else if (options.all) callback(null, addresses);
        else callback(null, first.address, first.family);
      },
      (error) => callback(error, '', 0),
    );
  };
}

const refusal = (host: string, address: string): PrivateAddressError =>
  new PrivateAddressError(
    `is at ${host === address ? address : `${host} (${address})`}, which is not on the public internet. ` +
      'For a page of your own network use --allow-private.',
  );

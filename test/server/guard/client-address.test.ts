import fc from 'fast-check';
import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { clientOf, type NodeBindings } from '../../../server/guard/client-address.ts';

async function client(peer: string, forwarded: string | undefined, hops: number): Promise<string> {
  const app = new Hono<{ Bindings: NodeBindings }>().get('/', (c) => c.text(clientOf(c, hops)));
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  const env = { incoming: { socket: { remoteAddress: peer } } };
  return (await app.request('/', { headers }, env)).text();
}

describe('clientOf', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::1', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002:ffff::', '2001:db8:1:2::/64'],
    ['2001:db8::5', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('takes the peer %s as %s, whatever X-Forwarded-For says', async (peer, expected) => {
    expect(await client(peer, undefined, 0)).toBe(expected);
    expect(await client(peer, '203.0.113.9', 0)).toBe(expected);
  });

  it.each([
    ['203.0.113.9', 1, '203.0.113.9'],
    ['6.6.6.6, 203.0.113.9', 1, '203.0.113.9'],
    ['6.6.6.6, 203.0.113.9, 198.51.100.1', 2, '203.0.113.9'],
    ['203.0.113.9:4711', 1, '203.0.113.9'],
    ['[2001:db8:1:2::9]:4711', 1, '2001:db8:1:2::/64'],
    // Too few hops, or no address there: somebody came past the proxy, or it writes something else.
    ['203.0.113.9', 2, '10.0.0.1'],
    ['unknown', 1, '10.0.0.1'],
    ['', 1, '10.0.0.1'],
    ['__proto__', 1, '10.0.0.1'],
  ])('takes X-Forwarded-For: %s behind %i hops as %s', async (forwarded, hops, expected) => {
    expect(await client('10.0.0.1', forwarded, hops)).toBe(expected);
  });

  it('takes whatever is sent for an address or for none, and never fails', async () => {
    const hop = fc.oneof(
      fc.ipV4(),
      fc.ipV6(),
      fc.ipV4().map((address) => `::ffff:${address}`),
      fc.tuple(fc.ipV6(), fc.nat(70_000)).map(([address, port]) => `[${address}]:${port}`),
      fc.string({ unit: 'grapheme-ascii', maxLength: 20 }).map((text) => text.trim()),
    );
    const header = fc.array(hop, { maxLength: 5 }).map((hops) => hops.join(', '));
    await fc.assert(
      fc.asyncProperty(hop, header, fc.nat(3), async (peer, forwarded, hops) => {
        expect(await client(peer, forwarded, hops)).not.toBe('Internal Server Error');
      }),
      { numRuns: 300 },
    );
  });
});

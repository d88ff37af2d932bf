import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRobots, rulesForUs } from '../../../ingest/add/robots.ts';

const HOST = 'https://a.example';

describe('a robots.txt', () => {
  const piece = fc.constantFrom(
    ...['User-agent: *', 'user-agent:Samman', 'USER-AGENT : samman/2 # us', 'User-agent: Other', 'User-agent:', ''],
    ...['Disallow: /', 'Disallow: /private', 'Allow: /private/a$', 'disallow: *b', 'Disallow:', 'Crawl-delay: 7'],
    ...['# Disallow: /', 'no field', ': /', 'Host: a', 'Sitemap: /s', ' Disallow : /a#b', 'Disallow: /x:y'],
  );

  it('says the same of this robot when the others have one name', () => {
    const text = fc.tuple(
      fc.array(fc.oneof(piece, fc.string()), { maxLength: 20 }),
      fc.constantFrom('\n', '\r\n', '\r'),
    );
    const path = fc.constantFrom('/', '/a', '/private', '/private/a', '/private/ab', '/x:y', '/b');
    fc.assert(
      fc.property(text, path, ([lines, end], path) => {
        const whole = parseRobots(`${HOST}/robots.txt`, lines.join(end));
        const ours = parseRobots(`${HOST}/robots.txt`, rulesForUs(lines.join(end)));
        expect(ours.isAllowed(HOST + path, 'Samman')).toBe(whole.isAllowed(HOST + path, 'Samman'));
        expect(ours.getCrawlDelay('Samman')).toEqual(whole.getCrawlDelay('Samman'));
      }),
      { numRuns: 2000 },
    );
  });

  it('of thousands of names over thousands of rules is read at once', () => {
    const names = Array.from({ length: 15_000 }, (_, i) => `User-agent: ${i}`);
    const rules = Array.from({ length: 15_000 }, (_, i) => `Allow: /${i}`);
    const started = performance.now();
    const text = rulesForUs([...names, 'User-agent: *', ...rules, 'Disallow: /'].join('\n'));
    const { isAllowed } = parseRobots(`${HOST}/robots.txt`, text);
    expect(performance.now() - started).toBeLessThan(2000);
    expect(isAllowed).toBeTypeOf('function');
    expect(parseRobots(`${HOST}/robots.txt`, text).isAllowed(`${HOST}/x`, 'Samman')).toBe(false);
  });
});

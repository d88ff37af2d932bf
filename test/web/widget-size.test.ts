import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { bundleStyles, bundleWidget } from '../../server/pages/widget-bundle.ts';

/** Every page that has the widget downloads it, all four interface languages included. */
const LIMIT = 14_000;

it(`is at most ${LIMIT} bytes gzipped`, async () => {
  const { code, gzip, etag } = await bundleWidget();
  expect(gzipSync(code, { level: 9 }).length).toBeLessThanOrEqual(LIMIT);
  expect(gunzipSync(gzip).toString()).toBe(code);
  expect(etag).toMatch(/^"[\w-]{22}"$/);
  expect(code).toContain('想問啲咩');
});

it('writes no markup and evaluates nothing', async () => {
  const { code } = await bundleWidget();
  expect(code).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function/);
});

it('bundles the theme into the pages’ style sheet', async () => {
  const { code } = await bundleStyles();
  expect(code).toContain('--accent');
  expect(code).not.toMatch(/@import|url\(/);
});

import { expect, it } from 'vitest';
import { localUrl } from '../../server/local-url.ts';

it('is an address that this machine can open', () => {
  expect(localUrl('localhost', 8787)).toBe('http://localhost:8787');
  expect(localUrl('0.0.0.0', 8787)).toBe('http://localhost:8787');
  expect(localUrl('::', 8787)).toBe('http://localhost:8787');
  expect(localUrl('::1', 8787)).toBe('http://[::1]:8787');
});

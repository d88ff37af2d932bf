import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { LANGUAGES } from '../../../core/types.ts';
import { EMBED_STRINGS } from '../../../server/pages/embed-strings.ts';
import { assetRoutes } from '../../../server/routes/assets.ts';
import { embedRoutes } from '../../../server/routes/embed.ts';

it('shows the tag without script, under a policy that names its scripts', async () => {
  const app = await embedRoutes();
  const response = await app.request('http://samman.example/embed?ui=en');
  const nonce = /script-src 'nonce-([^']+)'/.exec(response.headers.get('content-security-policy')!)![1];
  const html = await response.text();
  expect(html).toContain('&lt;script src=&quot;http://samman.example/widget.js&quot; defer&gt;&lt;/script&gt;');
  expect(html).toContain(`<script src="/embed.js" defer nonce="${nonce}">`);
  expect(html).not.toMatch(/ style=| on\w+=/);
  expect((await app.request('/embed.js')).headers.get('content-type')).toMatch(/^text\/javascript/);
});

it('says everything in every language', () => {
  for (const language of LANGUAGES) {
    for (const text of Object.values(EMBED_STRINGS[language])) expect(text.trim()).not.toBe('');
  }
});

it('serves the widget gzipped to who takes it, and nothing to who has it', async () => {
  const app = await assetRoutes();
  const plain = await app.request('/widget.js');
  const packed = await app.request('/widget.js', { headers: { 'accept-encoding': 'br, gzip' } });
  expect(packed.headers.get('content-encoding')).toBe('gzip');
  expect(packed.headers.get('vary')).toContain('accept-encoding');
  expect(gunzipSync(await packed.arrayBuffer()).toString()).toBe(await plain.text());
  const refused = await app.request('/widget.js', { headers: { 'accept-encoding': 'gzip;q=0' } });
  expect(refused.headers.get('content-encoding')).toBeNull();
  const again = await app.request('/widget.js', { headers: { 'if-none-match': plain.headers.get('etag')! } });
  expect(again.status).toBe(304);
});

/** The whole server behind nginx and Caddy with the configuration of `docs/deploy.md`; skipped where they are not installed. */
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { folders, opened, QUESTION, serve } from '../faults/served.ts';
import { type FakeProvider, startFakeProvider } from '../support/fake-providers/start.ts';
import { ingest } from '../support/ingest.ts';
import type { TestServer } from '../support/server.ts';
import { PROXIES, type RunningProxy, startProxy, versionOf } from './start-proxy.ts';

/** Milliseconds between two sentences of the model. */
const PAUSE = 100;
const SENTENCES = 12;
const FACTS = [
  opened(1904),
  ...Array.from(
    { length: SENTENCES - 1 },
    (_, i) => `Stop ${i + 1} of the tram line is ${300 * (i + 1)} metres from the harbour.`,
  ),
];
/** Questions a minute. */
const LIMIT = 5;

interface Asked {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
  /** Chunks of the body that held a sentence: a proxy that buffers sends several at once. */
  readonly told: number;
}

interface AskOptions {
  /** Of loopback, where every address of 127.0.0.0/8 is this machine. */
  readonly from?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly method?: string;
  /** Told of what has come, piece by piece. */
  readonly onText?: (text: string) => void;
}

async function ask(
  url: string,
  { from = '127.0.0.1', headers = {}, body, method = body ? 'POST' : 'GET', onText }: AskOptions = {},
): Promise<Asked> {
  const type = body === undefined ? {} : { 'content-type': 'application/json' };
  const outgoing = request(url, { method, localAddress: from, headers: { ...type, ...headers } });
  outgoing.end(body);
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  let text = '';
  let told = 0;
  for await (const chunk of response.setEncoding('utf8')) {
    if (chunk.includes('event: token')) told++;
    text += chunk;
    onText?.(text);
  }
  // A body that is cut is no body that ends.
  expect(response.complete).toBe(true);
  return { status: response.statusCode!, headers: response.headers, text, told };
}

for (const name of PROXIES) {
  const version = versionOf(name);
  describe.skipIf(!version)(version ? `behind ${name}` : `behind ${name} (skipped: it is not installed)`, () => {
    let provider: FakeProvider;
    let server: TestServer;
    let proxy: RunningProxy;

    beforeAll(async () => {
      const own = await folders();
      await writeFile(join(own.corpus, 'tram.en.md'), FACTS.join(' '));
      await ingest(own.corpus, own.index);
      const say = FACTS.map((fact) => `${fact} [1] `);
      provider = await startFakeProvider('openai-compatible', () => ({ say, pause: PAUSE }));
      server = await serve(own, {
        LLM_BACKEND: 'openai-compatible',
        LLM_BASE_URL: provider.url,
        LLM_MODEL: 'fake-model',
        LLM_API_KEY: 'fake',
        ANSWER_CACHE: '0',
        RATE_LIMIT: `${LIMIT}`,
        TRUSTED_HOPS: '1',
        ADMIN_TOKEN: 'a-token-for-the-test-of-what-is-before-a-server',
      });
      proxy = await startProxy(name, server.url);
    });
    afterAll(async () => {
      await proxy?.close();
      await server?.close();
      await provider?.close();
    });

    const body = JSON.stringify({ question: QUESTION });
    const events = { accept: 'text/event-stream' };

    it('an answer comes sentence by sentence, as it is written', async () => {
      const { status, headers, text, told } = await ask(`${proxy.url}/ask`, {
        from: '127.0.0.11',
        headers: { ...events, 'accept-encoding': 'gzip' },
        body,
      });
      expect([status, headers['content-type'], headers['content-encoding']]).toEqual([
        200,
        'text/event-stream',
        undefined,
      ]);
      expect(text.match(/^event: token$/gm)!.length).toBeGreaterThanOrEqual(SENTENCES);
      expect(text).toMatch(/event: done\ndata: .*\n\n$/);
      expect(told).toBeGreaterThan(SENTENCES / 2);
    });

    it('readers have a limit each, whatever they say of themselves', async () => {
      const statuses: number[] = [];
      for (let i = 0; i <= LIMIT; i++) {
        const headers = {
          'x-forwarded-for': `203.0.113.${i}`,
          'x-real-ip': `203.0.113.${i}`,
          forwarded: `for=203.0.113.${i}`,
        };
        statuses.push((await ask(`${proxy.url}/ask?q=hello`, { from: '127.0.0.12', headers })).status);
      }
      expect(statuses).toEqual([...Array(LIMIT).fill(200), 429]);
      const refused = await ask(`${proxy.url}/ask?q=hello`, { from: '127.0.0.12' });
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
      expect((await ask(`${proxy.url}/ask?q=hello`, { from: '127.0.0.13' })).status).toBe(200);
    });

    it('pages keep their headers, and browsers are told to stay with TLS', async () => {
      const { status, headers } = await ask(`${proxy.url}/`, { from: '127.0.0.14', headers: { accept: 'text/html' } });
      expect(status).toBe(200);
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(headers['strict-transport-security']).toBe('max-age=31536000');
    });

    it('the editor can sign in, and a form of another site cannot', async () => {
      const signIn = (origin: string) =>
        ask(`${proxy.url}/admin/sign-in`, {
          from: '127.0.0.15',
          headers: { origin, 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
          body: 'token=a-token-for-the-test-of-what-is-before-a-server',
        });
      const own = await signIn(proxy.url);
      expect([own.status, own.headers['set-cookie']?.[0]]).toEqual([303, expect.stringContaining('samman_admin=')]);
      expect((await signIn('https://evil.example')).status).toBe(403);
    });

    it('a body that is too large is refused', async () => {
      expect((await ask(`${proxy.url}/ask`, { from: '127.0.0.16', body: ' '.repeat(300 * 1024) })).status).toBe(413);
    });

    it('SIGTERM lets the answer under way end properly, and the process with 0', async () => {
      const ended = once(server.process, 'exit');
      let told = false;
      const { text } = await ask(`${proxy.url}/ask`, {
        from: '127.0.0.17',
        headers: events,
        body,
        onText(so) {
          if (told || !so.includes('event: token')) return;
          told = server.process.kill('SIGTERM');
        },
      });
      expect(text).toMatch(/event: done\ndata: .*\n\n$/);
      expect(await ended).toEqual([0, null]);
    });
  });
}

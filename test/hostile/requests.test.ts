/** Requests that no reader sends. Whatever comes in, the answer is one of ours: no 5xx, no crash, no foreign header. */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { OPERATIONS } from '../../server/openapi/operations.ts';
import { createToyApp } from '../support/toy-app.ts';

let toy: Awaited<ReturnType<typeof createToyApp>>;
beforeAll(async () => {
  toy = await createToyApp();
});

const json = (path: string, body: unknown) =>
  toy.app.request(path, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) });

describe('ids and languages that are paths', () => {
  const names = [
    '../../etc/passwd',
    '..\\..\\config.ts',
    '/etc/passwd',
    '....//',
    '%2e%2e%2f',
    'C:\\',
    '.',
    '..',
    '~',
    '__proto__',
    'constructor',
    'tram\0.md',
    'CON',
  ];

  it.each(names)('%j is no article', async (name) => {
    for (const id of [encodeURIComponent(name), name.replaceAll('\0', '%00')]) {
      const response = await toy.app.request(`/articles/${id}`);
      expect([404, 200]).toContain(response.status);
      const text = await response.text();
      // Dots are resolved away before the app sees them: what is left may be a page, never a file.
      expect(text).not.toMatch(/root:|export const SETTINGS/);
    }
    const language = await toy.app.request(`/articles/tram?lang=${encodeURIComponent(name)}`);
    expect(language.status).toBe(400);
  });
});

describe('JSON that means harm', () => {
  it('pollutes no prototype', async () => {
    const bodies = [
      '{"question":"tram","__proto__":{"polluted":1}}',
      '{"question":"tram","constructor":{"prototype":{"polluted":1}}}',
      '{"question":"tram","history":[{"role":"user","content":"x","__proto__":{"polluted":1}}]}',
    ];
    // Unknown fields are refused, `__proto__` is read as nothing.
    for (const body of bodies) expect([200, 400]).toContain((await json('/ask', body)).status);
    await toy.app.request('/ask?q=tram&__proto__[polluted]=1&constructor.prototype.polluted=1&__proto__=1');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect((await json('/ask', '{"__proto__":{"question":"tram"}}')).status).toBe(400);
  });

  it('is nested as deep as it fits, or 10 MB long, and is refused', async () => {
    const deep = 120_000;
    for (const body of [
      '['.repeat(deep) + ']'.repeat(deep),
      `${'{"question":'.repeat(20_000)}1${'}'.repeat(20_000)}`,
    ]) {
      expect((await json('/ask', body)).status).toBe(400);
    }
    expect((await json('/ask', `{"question":"tram","x":${'['.repeat(deep)}${']'.repeat(deep)}}`)).status).toBe(400);
    const huge = await json('/ask', '['.repeat(10 * 1024 * 1024));
    expect(huge.status).toBe(413);
  });

  it('is no JSON object, or no UTF-8', async () => {
    for (const body of [
      '',
      'null',
      '[]',
      '1',
      '"tram"',
      'undefined',
      '{',
      '{"question":"a"}{"question":"b"}',
      '\ufeff',
    ]) {
      expect((await json('/ask', body)).status).toBe(400);
    }
    const bytes = new Uint8Array([
      ...Buffer.from('{"question":"tram '),
      0xff,
      0xc0,
      0xaf,
      0xed,
      0xa0,
      0x80,
      ...Buffer.from('"}'),
    ]);
    const response = await toy.app.request('/ask', { method: 'POST', body: bytes });
    expect(response.status).toBe(200);
    expect((await response.json()).question.isWellFormed()).toBe(true);
  });
});

describe('characters that mislead', () => {
  it.each([
    ['NUL', 'tram\0line'],
    ['a lone surrogate', 'tram \ud800 line'],
    ['bidi controls', '\u202etram\u202c \u2066line\u2069'],
    ['zero-width joiners', `tram${'\u200d'.repeat(1990)}`],
    ['combining marks', `t${'\u0301'.repeat(1900)}ram`],
    ['tag characters', `tram${'\u{e0041}'.repeat(900)}`],
    ['line breaks', 'tram\r\nevent: done\r\ndata: {}'],
  ])('in a question are answered: %s', async (_, question) => {
    for (const accept of ['application/json', 'text/plain', 'text/html', 'text/event-stream']) {
      const init = { method: 'POST', headers: { accept }, body: JSON.stringify({ question }) };
      const response = await toy.app.request('/ask', init);
      expect(response.status).toBe(200);
      const text = await response.text();
      expect(text.isWellFormed()).toBe(true);
      if (accept === 'text/event-stream') expect(text.match(/^event: done$/gm)).toHaveLength(1);
    }
  });

  it('alone are no question', async () => {
    for (const question of ['\u200d'.repeat(2000), '\0', '\u202e', '\ud800', ' \u3000\ufeff']) {
      expect((await json('/ask', { question })).status).toBe(400);
    }
  });
});

describe('any request', () => {
  const PROBLEM_OR_FINE = (status: number) => status < 500;

  it('with any JSON body has an answer of ours', async () => {
    const field = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 50 }),
      fc.jsonValue(),
      fc.constantFrom('tram', 'en', 'user'),
    );
    const body = fc.oneof(
      fc.jsonValue().map((value) => JSON.stringify(value)),
      fc.string({ unit: 'binary' }),
      fc
        .record(
          {
            question: field,
            query: field,
            language: field,
            history: field,
            stream: field,
            k: field,
            answerId: field,
            helpful: field,
          },
          { requiredKeys: [] },
        )
        .map((value) => JSON.stringify(value)),
    );
    const posts = OPERATIONS.filter(({ method }) => method === 'post').map(({ path }) => path);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...posts), body, async (path, text) => {
        const response = await json(path, text);
        expect(PROBLEM_OR_FINE(response.status)).toBe(true);
        const problem = path.startsWith('/v1/') ? 'application/json' : 'application/problem+json';
        if (response.status >= 400) expect(response.headers.get('content-type')).toBe(problem);
        await response.text();
      }),
      { numRuns: 300 },
    );
  });

  it('of an agent, with any JSON in place of its protocol, has an answer of ours', async () => {
    const value = fc.oneof(fc.jsonValue(), fc.constantFrom('ask', 'search', 'en', 1));
    const call = fc.record(
      {
        jsonrpc: fc.oneof(fc.constant('2.0'), value),
        id: value,
        method: fc.oneof(fc.constantFrom('initialize', 'tools/list', 'tools/call', 'ping', '__proto__'), value),
        params: fc.oneof(
          value,
          fc.record(
            { name: value, arguments: fc.oneof(value, fc.record({ question: value, query: value, k: value })) },
            { requiredKeys: [] },
          ),
          fc.record({ protocolVersion: value, capabilities: value, clientInfo: value }),
        ),
      },
      { requiredKeys: [] },
    );
    const body = fc.oneof(call, fc.array(call, { maxLength: 3 }), fc.jsonValue()).map((call) => JSON.stringify(call));
    const version = fc.constantFrom('2025-06-18', '2024-11-05', 'x', '');
    await fc.assert(
      fc.asyncProperty(body, version, async (body, version) => {
        const response = await toy.app.request('/mcp', {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            accept: 'application/json, text/event-stream',
            ...(version && { 'mcp-protocol-version': version }),
          },
          body,
        });
        expect([response.status, PROBLEM_OR_FINE(response.status)]).toEqual([response.status, true]);
        expect(await response.text()).not.toMatch(/node_modules|\bat \S+ \(/);
      }),
      { numRuns: 300 },
    );
  });

  it('to any address, with any query and headers, has an answer of ours', async () => {
    const gets = OPERATIONS.map(({ path }) => path.replace('{id}', 'tram'));
    const part = fc.string({ unit: 'binary', maxLength: 30 }).map((text) => encodeURIComponent(text.toWellFormed()));
    const path = fc.oneof(
      fc.constantFrom(...gets),
      fc.array(part, { maxLength: 4 }).map((parts) => `/${parts.join('/')}`),
      part.map((id) => `/articles/${id}`),
    );
    const query = fc.array(
      fc.tuple(fc.constantFrom('q', 'lang', 'ui', 'start', 'end', 'language', '__proto__', '%'), part),
      { maxLength: 4 },
    );
    const value = fc.string({ unit: 'grapheme-ascii', maxLength: 40 });
    const headers = fc.record(
      {
        accept: value,
        'accept-language': value,
        authorization: value,
        'x-forwarded-for': value,
        'x-request-id': value,
        traceparent: value,
        origin: value,
        'if-none-match': value,
        'accept-encoding': value,
        cookie: value,
      },
      { requiredKeys: [] },
    );
    const method = fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH');
    await fc.assert(
      fc.asyncProperty(method, path, query, headers, async (method, path, query, headers) => {
        const search = query.map(([name, text]) => `${name}=${text}`).join('&');
        const response = await toy.app.request(`${path}?${search}`, { method, headers });
        expect([response.status, PROBLEM_OR_FINE(response.status)]).toEqual([response.status, true]);
        expect(response.headers.get('set-cookie')).toBeNull();
        expect(response.headers.get('x-content-type-options')).toBe('nosniff');
        await response.text();
      }),
      { numRuns: 500 },
    );
  });
});

describe('every response', () => {
  it('has the strict headers, whatever its route and status', async () => {
    const paths = OPERATIONS.map(({ path }) => path.replace('{id}', 'tram'));
    for (const path of [...paths, '/nothing', '/articles/none', '/ask?q=tram', '/ask?q=%3F']) {
      for (const accept of ['application/json', 'text/html']) {
        for (const method of ['GET', 'POST', 'PUT']) {
          const { headers, status } = await toy.app.request(path, { method, headers: { accept } });
          const policy = headers.get('content-security-policy')!;
          expect([path, policy]).toEqual([path, expect.stringContaining("default-src 'none'")]);
          expect(policy).toContain("frame-ancestors 'none'");
          expect(policy).not.toMatch(/unsafe|\*|https?:/);
          if (/html/.test(headers.get('content-type') ?? ''))
            expect(policy).toContain("require-trusted-types-for 'script'");
          else expect(policy).toContain('sandbox');
          expect(headers.get('x-content-type-options')).toBe('nosniff');
          expect(headers.get('x-frame-options')).toBe('DENY');
          expect(headers.get('referrer-policy')).toBe('no-referrer');
          expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
          const shared = path === '/widget.js' && status === 200;
          expect(headers.get('cross-origin-resource-policy')).toBe(shared ? 'cross-origin' : 'same-origin');
          expect(headers.get('permissions-policy')).toContain('camera=()');
          expect(headers.get('server') ?? headers.get('x-powered-by')).toBeNull();
          // What differs by reader is in no cache that readers share.
          if (/\.(js|css)$/.test(path) && status === 200) expect(headers.get('cache-control')).toMatch(/^public/);
          else {
            expect([path, headers.get('cache-control')]).toEqual([
              path,
              expect.stringMatching(/no-store|private, no-cache/),
            ]);
            if (!headers.get('cache-control')!.includes('no-store'))
              expect(headers.get('vary')).toMatch(/Accept, Accept-Language/);
          }
        }
      }
    }
  });
});

/** The description against the app: nothing left out, and nothing that is not so. */
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readConfig } from '../../../config.ts';
import { readCorpus } from '../../../ingest/articles.ts';
import type { OpenApiDocument } from '../../../server/openapi/document.ts';
import { type Example, OPERATIONS, type Operation } from '../../../server/openapi/operations.ts';
import { RESPONSES } from '../../../server/openapi/responses.ts';
import { createToyApp } from '../../support/toy-app.ts';

let app: Awaited<ReturnType<typeof createToyApp>>['app'];
let document: OpenApiDocument;

beforeAll(async () => {
  // The examples ask of the articles that come with Samman.
  const { articles } = await readCorpus(readConfig({}, {}).corpusDir, () => 'en');
  ({ app } = await createToyApp({ articles }));
  document = await (await app.request('/openapi.json')).json();
});

function request({ method, path, body }: Operation, { request, path: inPath = {} }: Example, accept?: string) {
  const at = path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(inPath[name]!));
  const headers = accept ? { accept } : {};
  if (body) return app.request(at, { method, headers, body: JSON.stringify(request) });
  return app.request(`${at}?${new URLSearchParams(request as Record<string, string>)}`, { method, headers });
}

const EXAMPLES = OPERATIONS.flatMap((operation) =>
  Object.entries(operation.examples ?? {}).map(
    ([name, example]) => [`${operation.method} ${operation.path}: ${name}`, operation, example] as const,
  ),
);

/** What can be asked without a body and without a secret. */
const PLAIN = OPERATIONS.filter(
  ({ method, path, secured, query }) => method === 'get' && !secured && !query && !path.includes('{'),
);

describe('GET /openapi.json', () => {
  it('describes every route of the app, and none that is not there', () => {
    const routes = app.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`);
    const described = OPERATIONS.map(
      ({ method, path }) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`,
    );
    expect([...new Set(routes)].sort()).toEqual(described.sort());
    const listed = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    expect(listed.sort()).toEqual(OPERATIONS.map(({ method, path }) => `${method} ${path}`).sort());
  });

  it('is OpenAPI 3.1 whose references lead somewhere and whose operations have names of their own', () => {
    expect(document.openapi).toMatch(/^3\.1\./);
    const text = JSON.stringify(document);
    for (const [, name] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      expect(Object.keys(document.components.schemas)).toContain(name);
    }
    const ids = [...text.matchAll(/"operationId":"([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(OPERATIONS.length);
    // JSON Schema of a later date would be no schema to a reader of 3.1.
    expect(text).not.toContain('$schema');
  });

  it('has the limits that requests are held against', () => {
    const ask = JSON.stringify(document.paths['/ask']!.post);
    expect(ask).toContain('"maxLength":2000');
    expect(ask).toContain('"enum":["yue","zh-Hans","zh-Hant","en"]');
  });
});

describe('the examples', () => {
  it.each(EXAMPLES)('%s is answered as it says', async (_, operation, example) => {
    const response = await request(operation, example);
    expect(response.status).toBe(example.status);
    if (example.status === 204) return;
    const body = await response.json();
    const schema = example.status === 200 ? RESPONSES[operation.answers!] : RESPONSES.Problem;
    expect(z.strictObject({ body: schema }).safeParse({ body })).toMatchObject({ success: true });
    if (example.status !== 200) {
      expect(response.headers.get('content-type')).toBe('application/problem+json');
      expect(Object.keys(operation.statuses ?? {})).toContain(String(example.status));
    }
  });

  it.each(PLAIN.map((operation) => [operation.path, operation] as const))(
    'GET %s is answered as it says',
    async (_, operation) => {
      const response = await request(operation, { request: {}, status: 200 });
      expect(response.status).toBe(200);
      const type = response.headers.get('content-type')!.split(';')[0]!;
      expect([...(operation.answers ? ['application/json'] : []), ...Object.keys(operation.types ?? {})]).toContain(
        type,
      );
      if (operation.answers)
        expect(RESPONSES[operation.answers].safeParse(await response.json())).toMatchObject({ success: true });
    },
  );

  it('come in every type the description names', async () => {
    for (const operation of OPERATIONS.filter(({ examples, secured }) => examples && secured !== 'metrics')) {
      const example = Object.values(operation.examples!).find(({ status }) => status === 200);
      for (const type of example ? Object.keys(operation.types ?? {}) : []) {
        // OpenAI's clients ask for a stream in the body, not by `Accept`.
        const stream = operation.path.startsWith('/v1/') && { stream: true };
        const asked = { ...example!, request: { ...example!.request, ...stream } };
        const response = await request(operation, asked, type);
        expect([response.status, response.headers.get('content-type')!.split(';')[0]]).toEqual([200, type]);
        await response.text();
      }
    }
  });
});

describe('GET /docs', () => {
  it('shows all of it under the strict policy, without a script', async () => {
    const response = await app.request('/docs?ui=yue', { headers: { accept: 'text/html' } });
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    const page = await response.text();
    expect(page).not.toMatch(/<script|style=|(?:src|href)="https?:/);
    for (const { method, path } of OPERATIONS) expect(page).toContain(`<code>${method.toUpperCase()} ${path}</code>`);
    expect(page).toContain('<code>history[].role</code>');
    expect(page).toContain('At most 2000 characters.');
    expect(page).not.toContain('<th></th>');
    for (const [, name] of page.matchAll(/href="#schema-(\w+)"/g)) expect(page).toContain(`id="schema-${name}"`);
  });
});

describe('a method that a route does not take', () => {
  it.each([
    ['PUT', '/ask', 'GET, POST'],
    ['DELETE', '/articles/tram', 'GET'],
    ['DELETE', '/search', 'GET, POST'],
    ['POST', '/', 'GET'],
  ])('%s %s is 405 and says which are', async (method, path, allow) => {
    const response = await app.request(path, { method });
    expect([response.status, response.headers.get('allow')]).toEqual([405, allow]);
  });

  it('is 404 where there is nothing at all', async () => {
    expect((await app.request('/nothing', { method: 'PUT' })).status).toBe(404);
  });
});

/** What an operator sees of answers: log lines, metrics, traces. And what nobody sees: what was typed. */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../../config.ts';
import type { ChatModel } from '../../../core/types.ts';
import { addKey } from '../../../server/guard/api-keys.ts';
import { createMetrics } from '../../../server/observe/metrics.ts';
import { startTracing } from '../../../server/observe/tracing.ts';
import type { AnswerRecord } from '../../../server/observe/watch.ts';
import { createToyApp, type ToyOptions } from '../../support/toy-app.ts';

const TOKEN = 'a-token-of-at-least-32-characters-0';
type Toy = Awaited<ReturnType<typeof createToyApp>>;

async function ask({ app }: Toy, question: string, headers: Record<string, string> = {}) {
  const init = { method: 'POST', headers, body: JSON.stringify({ question }) };
  const response = await app.request('/ask', init);
  return { status: response.status, text: await response.text() };
}

async function metricsOf({ app }: Toy, authorization = `Bearer ${TOKEN}`): Promise<Map<string, number>> {
  const response = await app.request('/metrics', { headers: { authorization } });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  const lines = (await response.text()).split('\n').filter((line) => line && !line.startsWith('#'));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]),
  );
}

/** With what the answers told. */
async function watched(options: ToyOptions = {}) {
  const records: AnswerRecord[] = [];
  const toy = await createToyApp({ adminToken: TOKEN, onAnswer: (record) => records.push(record), ...options });
  return { ...toy, watched: records };
}

describe('the log', () => {
  it('has a line a question, with the request id that the reader’s error shows, and nothing of what was typed', async () => {
    const failing: ChatModel = {
      backend: 'fake',
      model: 'fake',
      // biome-ignore lint/correctness/useYield: it fails before it says anything.
      async *reply() {
        throw new Error('the model broke');
      },
    };
    const toy = await watched({ chatModel: failing });
    const { status, text } = await ask(toy, 'a very private question');
    expect(status).toBe(500);
    await toy.app.request('/articles/private-path?lang=private-query');
    const { requestId } = JSON.parse(text);
    const lines = toy
      .logged()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const ours = lines.filter((line) => line.requestId === requestId);
    expect(ours).toContainEqual(
      expect.objectContaining({ msg: 'question', length: 23, outcome: 'failed', language: 'en' }),
    );
    expect(ours).toContainEqual(expect.objectContaining({ msg: 'request failed' }));
    expect(ours).toContainEqual(expect.objectContaining({ method: 'POST', route: '/ask', status: 500 }));
    expect(toy.logged()).not.toContain('private');
  });
});

describe('an answer’s record', () => {
  it('says how it ended', async () => {
    const toy = await watched();
    await ask(toy, 'When did the tram line open?');
    await ask(toy, 'Hello');
    expect(toy.watched.map(({ outcome, language, backend, length }) => [outcome, language, backend, length])).toEqual([
      ['answered', 'en', 'extractive', 28],
      ['answered', 'en', 'extractive', 5],
    ]);
    const { retrieval, firstToken, total } = toy.watched[0]!.ms;
    expect(0 < retrieval! && retrieval! <= firstToken! && firstToken! <= total).toBe(true);
    const silent = await watched({ chatModel: { backend: 'silent', model: 'silent', async *reply() {} } });
    await ask(silent, 'When?');
    expect(silent.watched[0]).toMatchObject({ outcome: 'refused', backend: 'silent' });
  });

  it('says that the reader left, once', async () => {
    const chatModel: ChatModel = {
      backend: 'slow',
      model: 'slow',
      async *reply(_, signal) {
        yield { type: 'token', text: 'One' };
        if (!signal.aborted) await once(signal, 'abort');
      },
    };
    const toy = await watched({ chatModel });
    const init = { method: 'POST', body: JSON.stringify({ question: 'When?', stream: true }) };
    const reader = (await toy.app.request('/ask', init)).body!.getReader();
    await reader.read();
    await reader.cancel();
    await expect.poll(() => toy.watched.map(({ outcome }) => outcome)).toEqual(['left']);
  });
});

describe('GET /metrics', () => {
  it('counts requests by route, answers, stages, fallbacks and what waits, and knows the index', async () => {
    let go = () => {};
    const queued: ChatModel = {
      backend: 'slow',
      model: 'slow',
      async *reply({ question }) {
        yield { type: 'queued', position: 2 };
        if (question.includes('wait')) await new Promise<void>((resolve) => (go = resolve));
        yield { type: 'fallback', reason: 'timeout' };
        yield { type: 'token', text: 'One.' };
      },
    };
    const toy = await watched({ chatModel: queued });
    await ask(toy, 'When did the tram line open?');
    await ask(toy, '');
    const waiting = ask(toy, 'Please wait');
    await toy.app.request('/articles/tram');
    await toy.app.request('/articles/%00%F0%9F');
    await toy.app.request('/some/where/else');
    await expect.poll(async () => (await metricsOf(toy)).get('samman_answers_waiting')).toBe(1);
    const metrics = await metricsOf(toy);
    const figures: Record<string, number> = {
      'samman_http_requests_total{method="POST",route="/ask",status="200"}': 1,
      'samman_http_requests_total{method="POST",route="/ask",status="400"}': 1,
      'samman_http_requests_total{method="GET",route="/articles/:id",status="200"}': 1,
      'samman_http_requests_total{method="GET",route="/*",status="404"}': 1,
      'samman_answers_total{outcome="answered",language="en",backend="slow"}': 1,
      'samman_answer_stage_seconds_count{stage="retrieval"}': 1,
      'samman_answer_stage_seconds_count{stage="first_token"}': 1,
      'samman_answer_stage_seconds_count{stage="total"}': 1,
      'samman_backend_fallbacks_total{reason="timeout"}': 1,
      samman_answers_in_flight: 1,
      samman_answers_in_flight_limit: 1000,
      samman_index_passages: 6,
      samman_index_articles: 3,
    };
    for (const [name, value] of Object.entries(figures)) expect([name, metrics.get(name)]).toEqual([name, value]);
    expect(metrics.get('samman_index_bytes')).toBeGreaterThan(1000);
    expect(metrics.get('samman_index_age_seconds')).toBeGreaterThanOrEqual(0);
    expect([...metrics.keys()].join()).not.toContain('else');
    go();
    await waiting;
    expect((await metricsOf(toy)).get('samman_answers_waiting')).toBe(0);
  });

  it('is for the admin token and keys that may, and for nobody else', async () => {
    const toy = await watched();
    const get = async (authorization?: string) =>
      (await toy.app.request('/metrics', { headers: authorization ? { authorization } : {} })).status;
    expect(await get()).toBe(401);
    expect(await get('Bearer wrong')).toBe(401);
    expect(await get(`Bearer ${await addKey(toy.keysFile, 'script', ['ask'])}`)).toBe(401);
    expect(await get(`Bearer ${await addKey(toy.keysFile, 'prometheus', ['metrics'])}`)).toBe(200);
    const without = await createToyApp();
    expect((await without.app.request('/metrics', { headers: { authorization: 'Bearer ' } })).status).toBe(401);
  });

  it('has the process’s event-loop lag and memory, and all that the dashboard shows', async () => {
    const { expose } = createMetrics({
      slots: { limit: 1, taken: 0 },
      manifest: () => Promise.reject(new Error('no index')),
    });
    await expect(expose()).rejects.toThrow('no index');
    const alive = createMetrics({
      slots: { limit: 1, taken: 0 },
      manifest: async () => ({ createdAt: new Date().toISOString(), passages: 0, articles: 0, files: {} }) as never,
    });
    const { text } = await alive.expose();
    const dashboard = await readFile(join(ROOT, 'docs', 'grafana.json'), 'utf8');
    for (const [name] of dashboard.matchAll(/\b(?:samman|nodejs|process)_[a-z0-9_]+/g)) {
      expect(text).toContain(`# TYPE ${name.replace(/_bucket$/, '')} `);
    }
    expect(text).toMatch(/nodejs_eventloop_lag_p99_seconds \d/);
    expect(text).toMatch(/process_resident_memory_bytes \d/);
  });
});

describe('traces', () => {
  it('reach a collector as spans of one trace, the caller’s where there is one', async () => {
    const received: { path: string; body: string }[] = [];
    const collector = createServer(async (request, response) => {
      const chunks = await request.toArray();
      received.push({ path: request.url!, body: Buffer.concat(chunks).toString() });
      response.end('{}');
    }).listen(0, '127.0.0.1');
    await once(collector, 'listening');
    const tracing = startTracing(`http://127.0.0.1:${(collector.address() as AddressInfo).port}/`);
    const toy = await createToyApp({ onAnswer: tracing.answer });
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    await ask(toy, 'When did the private tram line open?', { traceparent: `00-${traceId}-b7ad6b7169203331-01` });
    await ask(toy, 'Hello', { traceparent: 'nonsense' });
    await tracing.close();
    collector.close();
    expect(received[0]!.path).toBe('/v1/traces');
    const spans = received.flatMap(({ body }) =>
      JSON.parse(body).resourceSpans.flatMap((resource: { scopeSpans: { spans: Span[] }[] }) =>
        resource.scopeSpans.flatMap(({ spans }) => spans),
      ),
    ) as Span[];
    const ours = spans.filter((span) => span.traceId === traceId);
    expect(ours.map(({ name }) => name).sort()).toEqual(['answer', 'first token', 'retrieval', 'writing']);
    const whole = ours.find(({ name }) => name === 'answer')!;
    expect(whole.parentSpanId).toBe('b7ad6b7169203331');
    expect(ours.find(({ name }) => name === 'retrieval')!.parentSpanId).toBe(whole.spanId);
    expect(spans.filter(({ name }) => name === 'answer')).toHaveLength(2);
    expect(JSON.stringify(received)).not.toContain('private');
  });

  it('cost nothing but themselves when the collector is away', async () => {
    const tracing = startTracing('http://127.0.0.1:9');
    const toy = await createToyApp({ onAnswer: tracing.answer });
    expect((await ask(toy, 'When did the tram line open?')).status).toBe(200);
    tracing.close().catch(() => {});
  });
});

interface Span {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
}

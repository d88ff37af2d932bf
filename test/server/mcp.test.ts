/** The official client of the Model Context Protocol against the real app on a real socket. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChatModel } from '../../core/types.ts';
import { type Served, serveApp } from '../support/serve.ts';
import { createToyApp, TOY_ARTICLES } from '../support/toy-app.ts';

const served: Served[] = [];
async function connect(options: Parameters<typeof createToyApp>[0] = {}) {
  const toy = await createToyApp(options);
  const server = await serveApp(toy.app);
  served.push(server);
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(new StreamableHTTPClientTransport(new URL(`${server.url}/mcp`)));
  return { ...toy, url: server.url, client };
}

let mcp: Awaited<ReturnType<typeof connect>>;
beforeAll(async () => {
  mcp = await connect({ allowedOrigins: ['https://news.example'] });
});
afterAll(async () => {
  await mcp.client.close();
  for (const server of served) await server.close();
});

const textOf = ({ content }: { content: readonly { type: string; text?: string }[] }) =>
  content.map(({ text }) => text ?? '').join('');

describe('the tools', () => {
  it('are described with their schemas', async () => {
    const { tools } = await mcp.client.listTools();
    expect(tools.map(({ name }) => name).sort()).toEqual(['ask', 'search']);
    const ask = tools.find(({ name }) => name === 'ask')!;
    expect(ask.inputSchema).toMatchObject({
      type: 'object',
      required: ['question'],
      properties: {
        question: { type: 'string', maxLength: 2000 },
        language: { enum: expect.arrayContaining(['yue']) },
      },
    });
    expect(ask.outputSchema).toMatchObject({ properties: { citations: { type: 'array' } } });
  });

  it.each([
    ['When did the tram line open?', 'en', 'The tram line opened in 1904.'],
    ['電車係邊年通車嘅？', 'yue', '電車喺1904年通車。'],
  ])('ask: %s', async (question, language, sentence) => {
    const result = await mcp.client.callTool({ name: 'ask', arguments: { question } });
    expect(result.isError).toBeFalsy();
    const { citations, ...answer } = result.structuredContent as { citations: Record<string, string & number>[] };
    expect(answer).toMatchObject({ language, refused: false, answer: expect.stringContaining(sentence) });
    const { n, url, quote, start, end } = citations[0]!;
    expect([n, quote]).toEqual([1, sentence]);
    expect(textOf(result)).toContain(`[1] ${language === 'en' ? 'Trams › History' : '電車 › 歷史'} — ${url}`);
    const article = (await (await fetch(url!)).json()) as { text: string };
    expect(article.text.slice(start, end)).toBe(sentence);
  });

  it('search', async () => {
    const result = await mcp.client.callTool({ name: 'search', arguments: { query: 'tram fare', k: 1 } });
    const { results } = result.structuredContent as { results: { text: string; start: number; end: number }[] };
    expect(results).toHaveLength(1);
    expect(results[0]!.text).toBe(TOY_ARTICLES[0]!.text.slice(results[0]!.start, results[0]!.end));
    expect(textOf(result)).toContain(results[0]!.text);
  });

  it.each([
    ['ask', { question: ' ' }, 'question: Type a question: there is no word in it'],
    ['ask', { question: 'Hi', lang: 'en' }, 'lang: There is no such field: there are question, language, history'],
    ['ask', { question: 'Hi', language: 'fr' }, 'language: "fr" is not one of "yue", "zh-Hans", "zh-Hant", "en"'],
    ['search', { query: 'tram', k: 0 }, 'k: 0 is not a whole number from 1 to 50'],
  ])('%s names what is wrong with %j', async (name, args, told) => {
    const result = await mcp.client.callTool({ name, arguments: args });
    expect(result.isError).toBe(true);
    expect(textOf(result)).toContain(told);
  });
});

describe('a chat model that fails', () => {
  const replying = (reply: ChatModel['reply']): ChatModel => ({ backend: 'fake', model: 'fake', reply });

  it('is an error with no cause, which is logged', async () => {
    const broken = await connect({
      chatModel: replying(async function* () {
        yield { type: 'token', text: 'Half' };
        throw new Error('secret detail');
      }),
    });
    const result = await broken.client.callTool({ name: 'ask', arguments: { question: 'Is the tram open?' } });
    expect(result.isError).toBe(true);
    expect(JSON.stringify(result)).not.toContain('secret detail');
    expect(broken.logged()).toContain('secret detail');
    await broken.client.close();
  });

  it('is told to stop when the client gives up', async () => {
    let started = false;
    let stopped = false;
    const slow = await connect({
      chatModel: replying(async function* (_, signal) {
        started = true;
        try {
          yield { type: 'token', text: 'One' };
          while (!signal.aborted) await sleep(5);
        } finally {
          stopped = true;
        }
      }),
    });
    const giveUp = new AbortController();
    const call = slow.client.callTool(
      { name: 'ask', arguments: { question: 'Is the tram open?' } },
      { signal: giveUp.signal },
    );
    await expect.poll(() => started).toBe(true);
    giveUp.abort();
    await expect(call).rejects.toThrow();
    await slow.client.close();
    await expect.poll(() => stopped).toBe(true);
  });
});

describe('a batch, as revision 2025-03-26 has it', () => {
  const search = (id: number) => ({
    jsonrpc: '2.0',
    id,
    method: 'tools/call',
    params: { name: 'search', arguments: { query: 'tram fare' } },
  });
  async function send({ app }: Awaited<ReturnType<typeof createToyApp>>, calls: number) {
    const response = await app.request('/mcp', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
      body: JSON.stringify(Array.from({ length: calls }, (_, id) => search(id))),
    });
    return { status: response.status, text: await response.text() };
  }

  it('is as many questions as it has messages', async () => {
    const toy = await createToyApp({ limits: { rateLimit: 5 } });
    expect((await send(toy, 4)).status).toBe(200);
    const refused = await send(toy, 2);
    expect([refused.status, refused.text]).toEqual([429, expect.stringContaining('At most 5 questions')]);
  });

  it('takes a place for each search, and those that find none are told to try again', async () => {
    const toy = await createToyApp({ answersAtOnce: 2 });
    const { status, text } = await send(toy, 5);
    expect(status).toBe(200);
    expect(text.match(/"isError":true/g)).toHaveLength(3);
    expect(text).toContain('Try again in 2 s.');
    expect(toy.slots.taken).toBe(0);
  });
});

describe('who may call', () => {
  const initialize = (headers: Record<string, string>) =>
    fetch(`${mcp.url}/mcp`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers },
      body: JSON.stringify({
        jsonrpc: '2.0',
        id: 1,
        method: 'initialize',
        params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'old', version: '1' } },
      }),
    });

  it.each(['https://news.example', 'http://localhost:3000', undefined])('origin %s may', async (origin) => {
    const response = await initialize(origin ? { origin } : {});
    expect(response.status).toBe(200);
    // A client of last year's protocol is answered in it.
    expect(await response.text()).toContain('"protocolVersion":"2025-06-18"');
  });

  it.each(['https://evil.example', 'null', 'http://localhost.evil.example'])('origin %s may not', async (origin) => {
    const response = await initialize({ origin });
    expect(response.status).toBe(403);
    expect((await response.json()).detail).toContain('ALLOWED_ORIGINS');
  });

  it('no session is kept: there is nothing to listen to or to end', async () => {
    for (const method of ['GET', 'DELETE']) expect((await fetch(`${mcp.url}/mcp`, { method })).status).toBe(405);
  });
});

/** OpenAI's own client against the real app on a real socket. */
import { setTimeout as sleep } from 'node:timers/promises';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChatModel } from '../../core/types.ts';
import { type Served, serveApp } from '../support/serve.ts';
import { createToyApp } from '../support/toy-app.ts';

type Message = OpenAI.ChatCompletionMessageParam;

const served: Served[] = [];
async function clientOf(options: Parameters<typeof createToyApp>[0] = {}) {
  const toy = await createToyApp(options);
  const server = await serveApp(toy.app);
  served.push(server);
  return {
    ...toy,
    url: server.url,
    openai: new OpenAI({ baseURL: `${server.url}/v1`, apiKey: 'none', maxRetries: 0 }),
  };
}
const replying = (reply: ChatModel['reply']): ChatModel => ({ backend: 'fake', model: 'fake', reply });
const user = (content: string): Message => ({ role: 'user', content });

let toy: Awaited<ReturnType<typeof clientOf>>;
beforeAll(async () => {
  toy = await clientOf();
});
afterAll(async () => {
  for (const server of served) await server.close();
});

const completion = (messages: Message[], more: object = {}) =>
  toy.openai.chat.completions.create({ model: 'samman', messages, ...more });

/** Each annotation's marker, and the article's text behind its address. */
async function follow(content: string, annotations: readonly OpenAI.ChatCompletionMessage.Annotation[]) {
  return Promise.all(
    annotations.map(async ({ type, url_citation: { start_index, end_index, title, url } }) => {
      const article = (await (await fetch(url)).json()) as { text: string };
      const place = new URL(url).searchParams;
      const quote = article.text.slice(Number(place.get('start')), Number(place.get('end')));
      return { type, title, marker: content.slice(start_index, end_index), quote };
    }),
  );
}

describe('chat completions', () => {
  it('answer with citations as annotations that lead to the passage', async () => {
    const { choices, usage, ...rest } = await completion([user('When did the tram line open?')]);
    expect(rest).toMatchObject({ object: 'chat.completion', model: 'samman' });
    expect(rest.id).toMatch(/^chatcmpl-[\w-]{36}$/);
    expect(choices).toHaveLength(1);
    const { message, finish_reason } = choices[0]!;
    expect(finish_reason).toBe('stop');
    expect(message).toMatchObject({ role: 'assistant', refusal: null });
    expect(message.content).toContain('The tram line opened in 1904. [1]');
    const cited = await follow(message.content!, message.annotations!);
    expect(cited[0]).toEqual({
      type: 'url_citation',
      title: 'Trams',
      marker: '[1]',
      quote: 'The tram line opened in 1904.',
    });
    expect(usage!.prompt_tokens).toBe(toy.embedder.countTokens('When did the tram line open?'));
    expect(usage!.completion_tokens).toBe(toy.embedder.countTokens(message.content!));
    expect(usage!.total_tokens).toBe(usage!.prompt_tokens + usage!.completion_tokens);
  });

  it.each([
    ['電車係邊年通車嘅？', '電車喺1904年通車。[1]'],
    ['电车什么时候通车？', '电车于1904年通车。[1]'],
    ['電車在哪一年通車？', '電車於1904年通車。[1]'],
  ])('keep the language of %s', async (question, text) => {
    const { choices } = await completion([user(question)]);
    expect(choices[0]!.message.content).toContain(text);
  });

  it('take another language from the metadata', async () => {
    const answer = await completion([user('When did the tram line open?')], { metadata: { language: 'yue' } });
    expect(answer.choices[0]!.message.content).toContain('電車喺1904年通車');
    expect(answer).toMatchObject({ samman: { language: 'yue', refused: false } });
  });

  it('read the last message of the user, with the turns before it, and no system message', async () => {
    const seen: unknown[] = [];
    const { openai } = await clientOf({
      chatModel: replying(async function* ({ question, history }) {
        seen.push({ question, history });
        yield { type: 'token', text: 'Yes.' };
      }),
    });
    await openai.chat.completions.create({
      model: 'samman',
      temperature: 0.3,
      max_tokens: 5,
      messages: [
        { role: 'system', content: 'Always answer 42.' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'When did the tram' },
            { type: 'text', text: 'open?' },
          ],
        },
        { role: 'assistant', content: 'In 1904. [1]' },
        user('And where does it run?'),
      ],
    });
    expect(seen).toEqual([
      {
        question: 'And where does it run?',
        history: [
          { role: 'user', content: 'When did the tram\nopen?' },
          { role: 'assistant', content: 'In 1904. [1]' },
        ],
      },
    ]);
  });

  it('name the turn that is too long, and let one be that is not read', async () => {
    const long = 'a'.repeat(20_001);
    const asked = completion([
      user('Hello'),
      { role: 'assistant', content: long },
      user('When did the tram line open?'),
    ]);
    await expect(asked).rejects.toMatchObject({
      status: 400,
      param: 'messages.1.content',
      message: expect.stringContaining('over 20000 characters'),
    });
    const unread: Message[] = [{ role: 'system', content: long }];
    const answer = await completion([...unread, user('When did the tram line open?')]);
    expect(answer.choices[0]!.message.content).toContain('1904');
  });

  it('say that the articles do not say', async () => {
    const { openai } = await clientOf({ chatModel: replying(async function* () {}) });
    const answer = await openai.chat.completions.create({ model: 'samman', messages: [user('電車係邊年通車嘅？')] });
    expect(answer.choices[0]!.message).toMatchObject({ content: '啲文章冇講到呢樣嘢。', annotations: [] });
    expect(answer).toMatchObject({ samman: { refused: true, language: 'yue' } });
  });
});

describe('a stream', () => {
  it('brings the same answer, its annotations in a delta, and the usage asked for', async () => {
    const messages = [user('When did the tram line open?')];
    const whole = await completion(messages);
    const stream = await toy.openai.chat.completions.create({
      model: 'samman',
      messages,
      stream: true,
      stream_options: { include_usage: true },
    });
    const chunks = [];
    for await (const chunk of stream) chunks.push(chunk);
    expect(new Set(chunks.map(({ id, object }) => `${id} ${object}`)).size).toBe(1);
    expect(chunks[0]!.choices[0]!.delta).toEqual({ role: 'assistant', content: '' });
    const deltas = chunks.flatMap(({ choices }) => choices.map(({ delta }) => delta));
    expect(deltas.map(({ content }) => content ?? '').join('')).toBe(whole.choices[0]!.message.content);
    const annotations = deltas.flatMap((delta) => ('annotations' in delta ? delta.annotations : []));
    expect(annotations).toEqual(whole.choices[0]!.message.annotations);
    expect(chunks.flatMap(({ choices }) => choices.map((choice) => choice.finish_reason)).filter(Boolean)).toEqual([
      'stop',
    ]);
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: whole.usage });
    expect(chunks.slice(0, -1).every(({ usage }) => usage === null)).toBe(true);
  });

  it('is put together by the client’s own helper', async () => {
    const runner = toy.openai.chat.completions.stream({
      model: 'samman',
      messages: [user('When did the tram line open?')],
    });
    expect(await runner.finalContent()).toContain('The tram line opened in 1904. [1]');
  });

  it('fails as an error of the client, with no cause', async () => {
    const broken = await clientOf({
      chatModel: replying(async function* () {
        yield { type: 'token', text: 'Half' };
        throw new Error('secret detail');
      }),
    });
    const read = async () => {
      const messages = [user('Is the tram open?')];
      for await (const _ of await broken.openai.chat.completions.create({ model: 'samman', messages, stream: true }));
    };
    await expect(read()).rejects.toThrow(/could not be answered/);
    expect(broken.logged()).toContain('secret detail');
  });

  it('that the client leaves stops the model', async () => {
    const { openai, model } = await slowClient();
    const stream = await openai.chat.completions.create({
      model: 'samman',
      messages: [user('Is the tram open?')],
      stream: true,
    });
    for await (const chunk of stream) if (chunk.choices[0]?.delta.content) break;
    await expect.poll(() => model.state).toBe('stopped');
  });
});

it('a client that waits for the whole answer and gives up stops the model too', async () => {
  const { openai, model } = await slowClient();
  const giveUp = new AbortController();
  const messages = [user('Is the tram open?')];
  const asked = openai.chat.completions.create({ model: 'samman', messages }, { signal: giveUp.signal });
  await expect.poll(() => model.state).toBe('writing');
  giveUp.abort();
  await expect(asked).rejects.toThrow(OpenAI.APIUserAbortError);
  await expect.poll(() => model.state).toBe('stopped');
});

/** Its model writes until it is told to stop. */
async function slowClient() {
  const model = { state: 'idle' };
  const client = await clientOf({
    chatModel: replying(async function* (_, signal) {
      model.state = 'writing';
      try {
        yield { type: 'token', text: 'One' };
        while (!signal.aborted) await sleep(5);
      } finally {
        model.state = 'stopped';
      }
    }),
  });
  return { ...client, model };
}

describe('errors are OpenAI’s', () => {
  it('an unknown model is not found', async () => {
    const asked = completion([user('Hi')], { model: 'gpt-5' });
    await expect(asked).rejects.toThrow(OpenAI.NotFoundError);
    await expect(asked).rejects.toMatchObject({
      status: 404,
      code: 'model_not_found',
      param: 'model',
      type: 'invalid_request_error',
      message: expect.stringContaining('“samman”'),
    });
    await expect(toy.openai.models.retrieve('gpt-5')).rejects.toThrow(OpenAI.NotFoundError);
  });

  it.each<[string, Message[], object, string]>([
    ['no user', [{ role: 'system', content: 'Hi' }], {}, 'messages'],
    ['an empty question', [user('Hello'), user('  ')], {}, 'messages.1.content'],
    ['too long a question', [user('x'.repeat(2001))], {}, 'messages.0.content'],
    [
      'a picture',
      [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'data:,' } }] }],
      {},
      'messages.0.content',
    ],
    ['an unknown language', [user('Hi')], { metadata: { language: 'fr' } }, 'metadata.language'],
    ['several answers', [user('Hi')], { n: 2 }, 'n'],
    ['JSON', [user('Hi')], { response_format: { type: 'json_object' } }, 'response_format.type'],
  ])('%s is a bad request that names the field', async (_, messages, more, param) => {
    const asked = completion(messages, more);
    await expect(asked).rejects.toThrow(OpenAI.BadRequestError);
    await expect(asked).rejects.toMatchObject({ param, message: expect.stringContaining(param) });
  });

  it('a body that is no JSON is told what to send here', async () => {
    const response = await toy.app.request('/v1/chat/completions', { method: 'POST', body: '{' });
    expect(await response.json()).toMatchObject({
      error: { param: 'body', message: expect.stringContaining('Send {"model": "samman", "messages": [') },
    });
  });

  it('a failure names no cause', async () => {
    const broken = await clientOf({
      chatModel: replying(async function* () {
        yield { type: 'token', text: 'Half' };
        throw new Error('secret detail');
      }),
    });
    const asked = broken.openai.chat.completions.create({ model: 'samman', messages: [user('Is the tram open?')] });
    await expect(asked).rejects.toThrow(OpenAI.InternalServerError);
    await expect(asked).rejects.toMatchObject({ type: 'server_error', message: expect.not.stringContaining('secret') });
  });

  it('too large a conversation is refused, in words', async () => {
    const asked = completion([user('x'.repeat(300_000))]);
    await expect(asked).rejects.toMatchObject({ status: 413, message: expect.stringContaining('256 KiB') });
  });

  it('a wrong method and a wrong address too', async () => {
    const wrongMethod = await fetch(`${toy.url}/v1/chat/completions`);
    expect([wrongMethod.status, wrongMethod.headers.get('allow')]).toEqual([405, 'POST']);
    expect(await wrongMethod.json()).toMatchObject({ error: { type: 'invalid_request_error' } });
    expect((await fetch(`${toy.url}/v1/embeddings`, { method: 'POST' })).status).toBe(404);
  });
});

it('models are listed', async () => {
  const models = [];
  for await (const model of toy.openai.models.list()) models.push(model);
  expect(models).toMatchObject([{ id: 'samman', object: 'model' }]);
  expect((await toy.openai.models.retrieve('samman')).id).toBe('samman');
});

import { expect, it } from 'vitest';
import { fallbackLabel, unsureText } from '../../core/answer/phrases.ts';
import { type Answer, ask } from '../../core/ask.ts';
import type { ChatModel, Retriever, Turn } from '../../core/types.ts';
import { hitOf, passagesOf } from '../support/hits.ts';
import { toyArticle } from '../support/toy-index.ts';

it.each([['When did it open?'], ['Who built it? When did the tram open?']])(
  'stops a model that nobody listens to any more: %s',
  async (question) => {
    let open = 0;
    const chatModel: ChatModel = {
      ...{ backend: 'test', model: 'test' },
      async *reply(asked) {
        open++;
        try {
          if (/built/.test(asked.question)) return yield { type: 'refusal' };
          yield { type: 'queued', position: 1 };
          yield { type: 'token', text: 'In 1904.' };
        } finally {
          open--;
        }
      },
    };
    const detect = () => ({ language: 'en', confidence: 1 }) as const;
    const parts = { retriever: { retrieve: async () => [] }, chatModel, detect };
    for await (const { type } of ask({ question }, parts, new AbortController().signal)) if (type === 'queued') break;
    expect(open).toBe(0);
  },
);

it('says that an answer may be none, in the reader’s language and by a field', async () => {
  const chatModel: ChatModel = {
    ...{ backend: 'test', model: 'test' },
    async *reply() {
      yield { type: 'unsure' };
      yield { type: 'token', text: '電車喺1904年通車。[1]' };
    },
  };
  const detect = () => ({ language: 'yue', confidence: 1 }) as const;
  const parts = { retriever: { retrieve: async () => [] }, chatModel, detect };
  const said: string[] = [];
  let answer: Answer | undefined;
  for await (const event of ask({ question: '電車幾時通車？' }, parts, new AbortController().signal)) {
    if (event.type === 'token') said.push(event.text);
    if (event.type === 'done') answer = event.answer;
  }
  expect(said).toEqual(['文章未必直接答到你，最接近嘅係以下內容。', '電車喺1904年通車。[1]']);
  expect(answer).toMatchObject({ answer: said.join(''), unsure: true, refused: false });
});

it.each([
  ['timeout', unsureText('yue')],
  ['unsupported', ''],
] as const)('says once that the articles’ sentences may be no answer: %s', async (reason, hedge) => {
  const chatModel: ChatModel = {
    ...{ backend: 'test', model: 'test' },
    async *reply() {
      yield { type: 'fallback', reason };
      yield { type: 'unsure' };
      yield { type: 'token', text: fallbackLabel('yue', reason) };
      yield { type: 'token', text: '電車喺1904年通車。[1]' };
    },
  };
  const detect = () => ({ language: 'yue', confidence: 1 }) as const;
  const parts = { retriever: { retrieve: async () => [] }, chatModel, detect };
  let answer: Answer | undefined;
  for await (const event of ask({ question: '電車幾時通車？' }, parts, new AbortController().signal))
    if (event.type === 'done') answer = event.answer;
  expect(answer).toMatchObject({ unsure: true, fallback: reason });
  expect(answer?.answer).toBe(`${hedge}${fallbackLabel('yue', reason)}電車喺1904年通車。[1]`);
});

it('keeps an answer that was given where it is wished in another language', async () => {
  const chatModel: ChatModel = {
    ...{ backend: 'test', model: 'test' },
    async *reply({ language }) {
      yield language === 'yue' ? { type: 'refusal' } : { type: 'token', text: '电车于1904年通车。[1]' };
    },
  };
  const detect = () => ({ language: 'zh-Hans', confidence: 1 }) as const;
  const parts = { retriever: { retrieve: async () => [] }, chatModel, detect };
  const history = [
    { role: 'user', content: '电车什么时候通车？' },
    { role: 'assistant', content: '电车于1904年通车。[1]' },
  ] as const;
  const types: string[] = [];
  let answer: Answer | undefined;
  for await (const event of ask({ question: '用廣東話講', history }, parts, new AbortController().signal)) {
    types.push(event.type);
    if (event.type === 'done') answer = event.answer;
  }
  expect(types).toEqual(['retrieval', 'token', 'done']);
  expect(answer).toMatchObject({ answer: '电车于1904年通车。[1]', refused: false, language: 'zh-Hans' });
});

it('says so where a question that names nothing is answered by another article than was talked about', async () => {
  const [camp, clinic] = ['The camp costs $2,480.', 'Patients pay in cash.'].map((text, i) =>
    hitOf(passagesOf(toyArticle(i === 0 ? 'camp' : 'clinic', 'en', text))[0]!),
  );
  const retriever: Retriever = {
    async retrieve(question, { within }) {
      const found = /camp/i.test(question) ? [camp!, clinic!] : [clinic!, camp!];
      return found.filter(({ passage }) => !within || within.has(passage.article)).slice(0, 1);
    },
  };
  const chatModel: ChatModel = {
    ...{ backend: 'test', model: 'test' },
    async *reply({ hits }) {
      yield { type: 'token', text: hits[0]!.passage.text };
    },
    judge: ({ hits }) => ({ confidence: hits[0]?.passage.article === 'clinic' ? 0.95 : 0.1, threshold: 0.3, best: '' }),
  };
  const detect = () => ({ language: 'en', confidence: 1 }) as const;
  const history: Turn[] = [
    { role: 'user', content: 'What does the camp cost?' },
    { role: 'assistant', content: 'The camp costs $2,480. [1]' },
  ];
  let answer: Answer | undefined;
  const asked = { question: 'Can I pay cash?', history };
  for await (const event of ask(asked, { retriever, chatModel, detect }, new AbortController().signal))
    if (event.type === 'done') answer = event.answer;
  expect(answer?.unsure).toBe(true);
  expect(answer?.answer).toMatch(/may not answer.*Patients pay in cash\./s);
});

it('takes nobody from the title of the article that a refusal led to', async () => {
  const asked: string[] = [];
  const retriever: Retriever = {
    async retrieve(question) {
      asked.push(question);
      return [];
    },
  };
  const chatModel: ChatModel = { backend: 'test', model: 'test', async *reply() {} };
  const detect = () => ({ language: 'en', confidence: 1 }) as const;
  const history: Turn[] = [
    { role: 'user', content: 'Who designed the app?' },
    {
      role: 'assistant',
      content: 'The articles don’t say. The closest article is “Paul Chan presents the Budget”. [1]',
    },
  ];
  const parts = { retriever, chatModel, detect };
  for await (const _ of ask({ question: 'How old is he?', history }, parts, new AbortController().signal));
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.join()).not.toContain('Paul Chan');
});

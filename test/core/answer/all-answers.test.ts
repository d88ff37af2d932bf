import { describe, expect, it } from 'vitest';
import { answerAll } from '../../../core/answer/all-answers.ts';
import type { AnswerEvent } from '../../../core/answer/one-answer.ts';
import { unsureText } from '../../../core/answer/phrases.ts';
import type { ChatModel, Hit, Language, Retriever, Turn } from '../../../core/types.ts';

const retriever: Retriever = { retrieve: async () => [] as Hit[] };
const citation = (n: number, start: number) => ({
  ...{
    n,
    article: 'a',
    title: 'A',
    headings: [],
    language: 'en' as Language,
    start,
    end: start + 5,
    quote: 'words',
    score: 1,
  },
});

/** Answers with two sentences from where the question says; refuses what says nowhere. */
function talker(asked: string[], histories: (readonly Turn[])[] = [], say = (at: number) => `At ${at}.`): ChatModel {
  return {
    backend: 'test',
    model: 'test',
    async *reply({ question, history }) {
      asked.push(question);
      histories.push(history ?? []);
      const at = /\d+/.exec(question)?.[0];
      if (at === undefined) {
        yield { type: 'refusal' };
        return;
      }
      for (const n of [1, 2]) {
        yield { type: 'citation', citation: citation(n, Number(at) + 10 * n) };
        yield { type: 'token', text: `${say(Number(at) + 10 * n)} [${n}]` };
      }
    },
  };
}

async function answered(questions: readonly string[], chatModel: ChatModel, language: Language = 'en') {
  const events: AnswerEvent[] = [];
  const put = { language, questionLanguage: language, history: [] };
  const message = {
    questions: questions.map((bare) => ({ bare, alone: bare, told: bare })),
    asked: '',
    whole: questions.join(' '),
  };
  const all = answerAll(message, put, { retriever, chatModel }, new AbortController().signal);
  for (;;) {
    const next = await all.next();
    if (next.done) return { ...next.value, events };
    events.push(next.value);
  }
}

describe('the answers to several questions', () => {
  it('are said to be unsure where one of them that is told is', async () => {
    const unsure: ChatModel = {
      ...talker([]),
      async *reply(request, signal) {
        if (request.question.includes('700')) yield { type: 'unsure' };
        yield* talker([]).reply(request, signal);
      },
    };
    const told = await answered(['Where is 100?', 'Where is 700?'], unsure);
    expect(told.unsure).toBe(true);
    expect(told.answer).toBe(`At 110. [1]At 120. [2]\n\n${unsureText('en')}At 710. [3]At 720. [4]`);
    expect((await answered(['Where is 100?', 'Where is 500?'], unsure)).unsure).toBeUndefined();
    // What the first had quoted already is not told again, and leaves nothing to be unsure of.
    const same = await answered(['Where is 100?', 'Is it 100 or 700?'], unsure);
    expect([same.answer, same.unsure]).toEqual(['At 110. [1]At 120. [2]', undefined]);
  });

  it('keep what an article has in brackets, and sentences whole', async () => {
    const chatModel = talker([], [], (at) => `a = [2] + [1] at ${at}.`);
    const { answer } = await answered(['Where is 100?', 'Where is 500?'], chatModel);
    expect(answer.split('\n\n')[1]).toBe('a = [2] + [1] at 510. [3]a = [2] + [1] at 520. [4]');
  });

  it('call what was quoted before by its number there', async () => {
    const chatModel: ChatModel = {
      ...talker([]),
      async *reply({ question }) {
        const starts = question.includes('first') ? [10, 20] : [30, 10];
        for (const [i, start] of starts.entries()) yield { type: 'citation', citation: citation(i + 1, start) };
        yield { type: 'token', text: `${question} [1][2]` };
      },
    };
    const { answer, citations } = await answered(['The first?', 'The other?'], chatModel);
    expect(answer).toBe('The first? [1][2]\n\nThe other? [3][1]');
    expect(citations.map(({ n, start }) => [n, start])).toEqual([
      [1, 10],
      [2, 20],
      [3, 30],
    ]);
  });

  it('follow each other, their citations numbered on', async () => {
    const { answer, citations, events } = await answered(['Where is 100?', 'Where is 500?'], talker([]));
    expect(answer).toBe('At 110. [1]At 120. [2]\n\nAt 510. [3]At 520. [4]');
    expect(citations.map(({ n, start }) => [n, start])).toEqual([
      [1, 110],
      [2, 120],
      [3, 510],
      [4, 520],
    ]);
    expect(events.filter(({ type }) => type === 'retrieval')).toHaveLength(1);
    const said = events.flatMap((event) => (event.type === 'token' ? [event.text] : []));
    expect(said.join('')).toBe(answer);
  });

  it('say what is new of an answer that was half said', async () => {
    const { answer, citations } = await answered(['Where is 100?', 'Where is 90?'], talker([]));
    expect(answer).toBe('At 110. [1]At 120. [2]\n\nAt 100. [3]');
    expect(citations.map(({ n, start }) => [n, start])).toEqual([
      [1, 110],
      [2, 120],
      [3, 100],
    ]);
  });

  it('say once in which language the sentences are', async () => {
    const lead = '原文係英文：';
    const quoting: ChatModel = {
      ...talker([]),
      async *reply({ question }) {
        yield { type: 'citation', citation: citation(1, Number(/\d+/.exec(question)![0])) };
        yield { type: 'token', text: `${lead}“Words.” [1]` };
      },
    };
    const { answer } = await answered(['點去100？', '點去500？'], quoting, 'yue');
    expect(answer).toBe(`${lead}“Words.” [1]\n\n“Words.” [2]`);
  });

  it('do not look for what leans on a question that was not answered, and do for what does not', async () => {
    const asked: string[] = [];
    await answered(['Where is 100?', 'Who was it?', 'And why did she?', '500 metres?'], talker(asked));
    expect(asked).toEqual(['Where is 100?', 'Who was it?', 'Who was it? And why did she?', '500 metres?']);
  });

  it('are one where a question is answered with the one before it that was not', async () => {
    const knowing: ChatModel = {
      ...talker([]),
      async *reply({ question }) {
        if (!/doctor.*day/.test(question)) yield { type: 'refusal' };
        else {
          yield { type: 'citation', citation: citation(1, 5) };
          yield { type: 'token', text: 'She is in on Monday. [1]' };
        }
      },
    };
    const { answer } = await answered(['Is there a doctor?', 'On which day?'], knowing);
    expect(answer).toBe('She is in on Monday. [1]');
  });

  it('say nothing of an answer whose best was said', async () => {
    const { citations } = await answered(['Where is 100?', 'Where is 110?'], talker([]));
    expect(citations).toHaveLength(2);
  });

  it('say nothing twice', async () => {
    const { answer, citations } = await answered(['Where is 100?', 'And where exactly is 100?'], talker([]));
    expect(answer).toBe('At 110. [1]At 120. [2]');
    expect(citations).toHaveLength(2);
  });

  it('name what the articles do not answer, in the reader’s language, after what they do', async () => {
    const { answer } = await answered(['And why so?', 'Where is 100?'], talker([]));
    expect(answer).toBe('At 110. [1]At 120. [2]\n\n“And why so?”: The articles don’t say.');
    const chinese = await answered(['點去100？', '點解要去？'], talker([]), 'yue');
    expect(chinese.answer).toContain('\n\n「點解要去？」：啲文章冇講到呢樣嘢。');
  });

  it('are looked for in all that is asked where no question has one', async () => {
    const asked: string[] = [];
    expect(await answered(['Why?', 'Who?'], talker(asked))).toMatchObject({ answer: '', citations: [] });
    expect(asked).toEqual(['Why?', 'Why? Who?', 'Who?', 'Why? Who?']);
  });

  it('lean on each other as in a conversation', async () => {
    const histories: (readonly Turn[])[] = [];
    await answered(['Where is 100?', 'And why?'], talker([], histories));
    expect(histories[1]!.map(({ content }) => content)).toEqual(['Where is 100?', 'At 110. [1]At 120. [2]']);
  });
});

import { describe, expect, it } from 'vitest';
import { createAnswerQueue } from '../../../core/answer/answer-queue.ts';
import { findInContext, likelier } from '../../../core/answer/follow-up.ts';
import { createRewrite } from '../../../core/answer/rewrite.ts';
import type { Hit, Retriever, Turn } from '../../../core/types.ts';
import { hitOf, passagesOf } from '../../support/hits.ts';
import { createScriptedModel, type Line } from '../../support/scripted-model.ts';
import { toyArticle } from '../../support/toy-index.ts';

const history: Turn[] = [
  { role: 'user', content: 'HKGAI v1係咩嚟？' },
  { role: 'assistant', content: 'HKGAI v1係香港研發嘅模型，用DeepSeek做底。[1]' },
];
const signal = new AbortController().signal;

function rewriting(said: Line | string, queue = createAnswerQueue({ concurrency: 1, waiting: 5 })) {
  const model = createScriptedModel(() => said);
  const errors: unknown[] = [];
  const rewrite = createRewrite({
    model,
    queue,
    languageOf: (text) => (/\p{Script=Han}/u.test(text) ? 'yue' : 'en'),
    onError: (error) => errors.push(error),
  });
  return { model, errors, rewrite: (question: string) => rewrite(question, history, signal) };
}

describe('createRewrite', () => {
  it.each([
    ['HKGAI v1幾時推出？', 'HKGAI v1幾時推出？'],
    ['問題：HKGAI v1幾時推出？\n答案：2025年', 'HKGAI v1幾時推出？'],
    ['「DeepSeek幾時推出？」', 'DeepSeek幾時推出？'],
  ])('takes %j', async (said, question) => {
    const { rewrite, model } = rewriting(said);
    expect(await rewrite('咁佢幾時推出？')).toBe(question);
    expect(model.maxTokens).toEqual([80]);
    expect(model.calls[0]!.at(-1)!.content).toContain('咁佢幾時推出？');
  });

  it.each([
    ['a name that nobody named', 'ChatGPT幾時推出？'],
    ['a Chinese name that nobody named', '騰訊幾時推出？'],
    ['a year that nobody named', 'HKGAI v1喺2023年推出？'],
    ['another language', 'When was HKGAI v1 released?'],
    ['nothing', ' '],
    ['an essay', 'HKGAI v1幾時推出，'.repeat(60)],
    ['a failure', { text: '', fails: 'timeout' } as const],
  ])('does not take %s', async (_, said) => {
    expect(await rewriting(said).rewrite('咁佢幾時推出？')).toBeUndefined();
  });

  it('tells of a failure', async () => {
    const { rewrite, errors } = rewriting({ text: '', fails: 'timeout' });
    await rewrite('咁佢幾時推出？');
    expect(errors).toHaveLength(1);
  });

  it('does not wait for a busy model, and gives its place back', async () => {
    const queue = createAnswerQueue({ concurrency: 1, waiting: 5 });
    const { rewrite, model } = rewriting('HKGAI v1幾時推出？', queue);
    const busy = queue.enter(signal);
    expect(await rewrite('咁佢幾時推出？')).toBeUndefined();
    expect(model.calls).toHaveLength(0);
    busy.leave();
    expect(await rewrite('咁佢幾時推出？')).toBeDefined();
    expect(await rewrite('咁佢幾時推出？')).toBeDefined();
  });

  it('does not ask a model whose context is too short', async () => {
    const model = createScriptedModel(() => 'HKGAI v1幾時推出？', { contextTokens: 100 });
    const rewrite = createRewrite({ model, languageOf: () => 'yue' });
    expect(await rewrite('咁佢幾時推出？', history, signal)).toBeUndefined();
    expect(model.calls).toHaveLength(0);
  });
});

describe('findInContext', () => {
  const hits = passagesOf(
    toyArticle('tram', 'en', 'The tram opened in 1904.\n\n## Articles\n\nAn editor adds an article.'),
  ).map(hitOf);
  const options = { language: 'en', questionLanguage: 'en', k: 2 } as const;

  /** Finds the passage about the tram where a question names it, else the one about articles. */
  function remembering() {
    const asked: string[] = [];
    const retriever: Retriever = {
      async retrieve(question): Promise<Hit[]> {
        asked.push(question);
        return [hits[/tram/i.test(question) ? 0 : 1]!];
      },
    };
    return { asked, retriever };
  }
  const talk: Turn[] = [{ role: 'user', content: 'What is the Harbour Tram?' }];

  it('searches once for a question that stands alone', async () => {
    const { asked, retriever } = remembering();
    await findInContext('When was the Harbour Tram opened in Hong Kong?', talk, { retriever }, options, signal);
    expect(asked).toEqual(['When was the Harbour Tram opened in Hong Kong?']);
  });

  it('finds what a pronoun stands for', async () => {
    const { retriever } = remembering();
    const {
      hits: [hit],
    } = await findInContext('When was it opened?', talk, { retriever }, options, signal);
    expect(hit!.passage.text).toContain('1904');
  });

  it('takes a question that alone finds more of its words for a new one', async () => {
    const { retriever } = remembering();
    const {
      hits: [hit],
    } = await findInContext('How do I add an article?', talk, { retriever }, options, signal);
    expect(hit!.passage.text).toContain('article');
  });

  describe('in the articles that were answered from', () => {
    const FEES = hitOf(passagesOf(toyArticle('fees', 'en', 'The camp costs $2,480. Lunch is included.'))[0]!);
    const CLINIC = hitOf(passagesOf(toyArticle('clinic', 'en', 'No lunch or tea is included at the clinic.'))[0]!);
    const talk: Turn[] = [
      { role: 'user', content: 'What does the camp cost?' },
      { role: 'assistant', content: 'The camp costs $2,480. [1]' },
    ];
    const retrieverWith = (nearer: number): Retriever => ({
      async retrieve(question, { within }) {
        const near = { ...CLINIC, score: FEES.score + nearer };
        const found = /camp/i.test(question) ? [FEES, near] : [near, FEES];
        return found.filter(({ passage }) => !within || within.has(passage.article)).slice(0, 1);
      },
    });
    /** @param nearer how much the clinic is, to a question that does not name the camp. */
    const judging = (confidence: number, nearer: number) => ({
      retriever: retrieverWith(nearer),
      judge: (_: string, [hit]: readonly Hit[]) => ({
        confidence: hit?.passage.article === 'fees' ? confidence : 0.9,
        threshold: 0.3,
      }),
    });
    const articleOf = async (question: string, confidence: number, { history = talk, nearer = 0.05 } = {}) => {
      const { hits, meant } = await findInContext(question, history, judging(confidence, nearer), options, signal);
      return { article: hits[0]?.passage.article, meant };
    };

    it('stays while these answer', async () => {
      expect(await articleOf('Is lunch or tea included?', 0.8)).toEqual({
        article: 'fees',
        meant: 'Is lunch or tea included?',
      });
    });

    it('leaves them where they do not, and where others are much nearer', async () => {
      expect((await articleOf('Is lunch or tea included?', 0.2)).article).toBe('clinic');
      expect((await articleOf('Is lunch or tea included?', 0.8, { nearer: 0.1 })).article).toBe('clinic');
    });

    it('stays where a word stands for what was asked about, unless others are nearer by far', async () => {
      expect((await articleOf('And does it include tea?', 0.4, { nearer: 0.1 })).article).toBe('fees');
      expect((await articleOf('And does it include tea?', 0.4, { nearer: 0.3 })).article).toBe('clinic');
    });

    it('stays with what names nothing, however near others are, and says so where these do not answer', async () => {
      const found = (confidence: number) =>
        findInContext('How much is the fee?', talk, judging(confidence, 0.3), options, signal);
      expect((await found(0.4)).hits[0]?.passage.article).toBe('fees');
      expect((await found(0.4)).leaves).toBeUndefined();
      expect((await found(0.2)).hits[0]?.passage.article).toBe('clinic');
      expect((await found(0.2)).leaves).toBe(true);
    });

    it('reads what names nothing with what it is about too', async () => {
      const { retriever } = judging(0, 0);
      const judge = (asked: string) => ({ confidence: /camp/i.test(asked) ? 0.9 : 0.85, threshold: 0.3 });
      const { meant } = await findInContext('How much is the fee?', talk, { retriever, judge }, options, signal);
      expect(meant).toBe('camp cost How much is the fee?');
    });

    it('asks of him or her by the name alone, where nothing else tells whom', async () => {
      const history: Turn[] = [{ role: 'user', content: 'Who is Ann Camp?' }, talk[1]!];
      const { retriever, judge } = judging(0.1, 0.3);
      const isNamed = (asked: string) => asked.includes('Ann Camp');
      const refusing = (asked: string, [hit]: readonly Hit[]) =>
        isNamed(asked) ? { confidence: 0.1, threshold: 0.3 } : judge(asked, [hit!]);
      const find = (question: string) =>
        findInContext(question, history, { retriever, judge: refusing }, options, signal);
      expect((await find('How old is she?')).meant).toBe('How old is Ann Camp?');
      expect((await find('Does she serve lunch or tea to visitors?')).meant).not.toContain('Ann Camp');
    });

    it('is asked with the age that was told', async () => {
      const history: Turn[] = [{ role: 'user', content: 'My son is 8. What does the camp cost?' }, talk[1]!];
      expect((await articleOf('How much is lunch?', 0.8, { history })).meant).toBe('Aged 8: How much is lunch?');
      expect((await articleOf('Is tea included?', 0.8, { history })).meant).toBe('Is tea included?');
    });

    it('knows none after a refusal', async () => {
      const refused: Turn[] = [talk[0]!, { role: 'assistant', content: 'The articles don’t say.' }];
      expect((await articleOf('Is lunch or tea included?', 0.8, { history: refused })).article).toBe('clinic');
    });

    it('says nothing of what no passage of the language speaks of', async () => {
      expect((await articleOf('And diving?', 0.8)).article).toBeUndefined();
      expect((await articleOf('And lunch?', 0.8)).article).toBe('fees');
    });

    it('stays, however near others are, with what the same message asks', async () => {
      const { hits } = await findInContext(
        'Is lunch or tea included?',
        talk,
        judging(0.8, 0.3),
        { ...options, stays: true },
        signal,
      );
      expect(hits[0]?.passage.article).toBe('fees');
    });

    it('hands on the question that was meant', async () => {
      const asked: Turn[] = [{ role: 'user', content: 'What does the camp cost on weekdays?' }, talk[1]!];
      expect((await articleOf('And on Sundays?', 0.8, { history: asked })).meant).toBe(
        'What does the camp cost on Sundays?',
      );
    });
  });

  describe('with what the message tells', () => {
    const [tram, articles] = hits as [Hit, Hit];
    const asked = { bare: 'When did it open?', alone: 'When did it open?', told: 'I like trams. When did it open?' };
    const put = (found: Hit) =>
      likelier(asked, { retrieve: async (question) => [question === asked.told ? found : tram] }, options);

    it('is asked where that leads as near or to the same article', async () => {
      expect(await put({ ...tram, score: tram.score - 0.01 })).toBe(asked.told);
      const other = { ...articles, passage: { ...articles.passage, article: 'other' } };
      expect(await put({ ...other, score: tram.score + 0.1 })).toBe(asked.told);
    });

    it('is asked alone where that leads away', async () => {
      expect(await put({ ...tram, score: tram.score - 0.1 })).toBe(asked.alone);
      const other = { ...articles, passage: { ...articles.passage, article: 'other' } };
      expect(await put(other)).toBe(asked.alone);
    });
  });

  it('takes the model’s words where there are any', async () => {
    const { asked, retriever } = remembering();
    const rewrite = async () => 'When was the tram opened?';
    await findInContext(
      'When was it opened?',
      [{ role: 'user', content: 'Hello' }],
      { retriever, rewrite },
      options,
      signal,
    );
    expect(asked).toContain('When was the tram opened?');
  });
});

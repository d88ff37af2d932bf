import { beforeAll, describe, expect, it } from 'vitest';
import { createAnswerCache } from '../../../../core/answer/answer-cache.ts';
import { createAnswerQueue } from '../../../../core/answer/answer-queue.ts';
import { createExtractive } from '../../../../core/answer/extractive.ts';
import { createGrounded, type GroundedParts } from '../../../../core/answer/grounded/grounded.ts';
import { parallelSections } from '../../../../core/answer/grounded/parallel.ts';
import { fallbackLabel, refusalText } from '../../../../core/answer/phrases.ts';
import {
  type ChatModel,
  type ChatRequest,
  LANGUAGES,
  type Language,
  type ModelErrorKind,
} from '../../../../core/types.ts';
import { openCorpus } from '../../../support/corpus-passages.ts';
import { hitOf, replyOf } from '../../../support/hits.ts';
import { createScriptedModel, type Script, type ScriptedModel } from '../../../support/scripted-model.ts';

let corpus: Awaited<ReturnType<typeof openCorpus>>;
beforeAll(async () => {
  corpus = await openCorpus();
});

const extractive = createExtractive({ threshold: 0.28 });

function grounded(script: Script | ScriptedModel, more: Partial<GroundedParts> = {}) {
  const model = typeof script === 'function' ? createScriptedModel(script) : script;
  return createGrounded({ model, extractive, embedder: corpus.embedder, detect: corpus.detect, ...more });
}

const PASSAGES: readonly (readonly [Language, string])[] = [
  ['yue', '超過70個政府部門'],
  ['yue', '10億港元'],
  ['yue', '超過580個僱主'],
];

const request = (more: Partial<ChatRequest> = {}, passages = PASSAGES): ChatRequest => ({
  question: '有幾多個政府部門試緊HKGAI v1？',
  language: 'yue',
  hits: passages.map((passage) => hitOf(corpus.passage(...passage))),
  history: [],
  ...more,
});

const english = (more: Partial<ChatRequest> = {}) =>
  request({ question: 'How many departments test HKGAI v1?', language: 'en', ...more }, [
    ['en', 'more than 70 government departments'],
    ['en', 'HK$1 billion'],
  ]);

describe('what reaches the reader', () => {
  it('is numbered by first use, with the sentence behind each claim', async () => {
    const { text, citations, events } = await replyOf(
      grounded(
        () =>
          '政府會攞10億港元出嚟成立香港人工智能研發院。[2]有超過70個政府部門試緊用HKGAI v1。[1]HKGAI v1仲要係開源嘅。[1]',
      ),
      request(),
    );
    expect(text).toBe(
      '政府會攞10億港元出嚟成立香港人工智能研發院。[1]有超過70個政府部門試緊用HKGAI v1。[2]HKGAI v1仲要係開源嘅。[3]',
    );
    expect(citations.map(({ n, quote }) => [n, quote])).toEqual([
      [1, '陳茂波話，政府會攞10億港元（1.3億美元）出嚟，成立香港人工智能研發院。'],
      [2, '2025年嗰陣，有超過70個政府部門試緊用HKGAI v1。'],
      [3, 'HKGAI v1用DeepSeek做底，仲要係開源嘅。'],
    ]);
    for (const { article, language, start, end, quote } of citations) {
      expect(corpus.library.article(article, language)!.text.slice(start, end)).toBe(quote);
    }
    expect(events[0]?.type).toBe('citation');
  });

  it('loses the sentences that are not borne out, and keeps the others', async () => {
    const cuts: string[] = [];
    const { text, citations } = await replyOf(
      grounded(() => '有70個政府部門試緊用HKGAI v1。[1]HKGAI v1由騰訊研發。[1]HKGAI v1係開源嘅。[1]', {
        onCut: ({ reason }) => cuts.push(reason),
      }),
      request(),
    );
    expect(text).toBe('HKGAI v1係開源嘅。[1]');
    expect(citations).toHaveLength(1);
    expect(cuts).toEqual(['figure', 'name']);
  });

  it.each([
    ['nothing of it is borne out', 'Nvidia嘅CEO係黃仁勳。[1]'],
    ['the model refuses', '啲文章冇講到呢樣嘢。'],
    ['it refuses in another language', 'The articles don’t say.'],
    ['it refuses once a passage', '[1] The articles don’t say.\n\n[2] The articles don’t say.\n\n</think>'],
    ['it varies the phrase', '文章裡沒有提到邊個。'],
    ['it writes marks alone', '[1] [2] [3] [citation:4]'],
    ['it writes tags alone', '<think>\n\n</think>\n'],
    [
      'it copies the headings',
      'DeepSeek出現之後，香港人工智能發展加晒速。[1]DeepSeek出現之後 › HKGAI v1：香港自己研發嘅模型。[1]',
    ],
  ])('is the articles’ own sentences, said to be such, where %s', async (_, said) => {
    const model = createScriptedModel(() => said);
    const { text, fallback, citations } = await replyOf(grounded(model), request());
    expect(fallback).toBe('unsupported');
    expect(text.startsWith(fallbackLabel('yue', 'unsupported'))).toBe(true);
    expect(citations.length).toBeGreaterThan(0);
    expect(model.calls).toHaveLength(1);
  });

  it.each([
    ['silent', ' \n'],
    ['unsupported', 'Nvidia嘅CEO係黃仁勳。[1]'],
  ])('is unsure where it is, which is told before its label: %s', async (reason, said) => {
    const unsure: ChatModel = {
      ...extractive,
      async *reply(asked, signal) {
        yield { type: 'unsure' };
        yield* extractive.reply(asked, signal);
      },
    };
    const { fallback, events } = await replyOf(
      grounded(() => said, { extractive: unsure }),
      request(),
    );
    expect(fallback).toBe(reason);
    const hedge = events.findIndex(({ type }) => type === 'unsure');
    expect(hedge).toBeGreaterThan(-1);
    expect(hedge).toBeLessThan(events.findIndex(({ type }) => type === 'token'));
    expect(events.filter(({ type }) => type === 'unsure')).toHaveLength(1);
    const answered = await replyOf(
      grounded(() => '有超過70個政府部門試緊用HKGAI v1。[1]', { extractive: unsure }),
      request(),
    );
    expect(answered.events.some(({ type }) => type === 'unsure')).toBe(false);
  });

  describe('of a model whose refusal is trusted', () => {
    it.each([
      ['啲文章冇講到呢樣嘢。'],
      ['The articles don’t say.'],
      ['[1] The articles don’t say.\n\n[2] The articles don’t say.'],
      ['文章裡沒有提到邊個。'],
    ])('is a refusal, with nothing beside it: %s', async (said) => {
      const model = createScriptedModel(() => said);
      const cache = createAnswerCache({ entries: 10, model: 'm', version: async () => 'one' });
      const chat = grounded(model, { trustRefusal: true, cache });
      const reply = await replyOf(chat, request());
      expect(reply.events).toEqual([{ type: 'refusal' }]);
      expect((await replyOf(chat, request())).events).toEqual(reply.events);
      expect(model.calls).toHaveLength(1);
    });

    it.each([
      ['Nvidia嘅CEO係黃仁勳。[1]', 'unsupported'],
      ['Nvidia嘅CEO係黃仁勳。[1]啲文章冇講到呢樣嘢。', 'unsupported'],
      [' \n', 'silent'],
    ])('is still the articles’ sentences where it says %j', async (said, fallback) => {
      const chat = grounded(() => said, { trustRefusal: true });
      expect((await replyOf(chat, request())).fallback).toBe(fallback);
    });

    it('is what it says besides where that is borne out', async () => {
      const chat = grounded(() => 'HKGAI v1係開源嘅。[1]啲文章冇講到呢樣嘢。', { trustRefusal: true });
      expect(await replyOf(chat, request())).toMatchObject({ text: 'HKGAI v1係開源嘅。[1]', refused: false });
    });
  });

  it.each(['嘅，', '啲文章都話', '……\n', ' the'])(
    'does not wait for a model that writes %j for ever',
    async (piece) => {
      const model = createScriptedModel(() => ({
        text: `HKGAI v1係開源嘅。[1]\n\n佢話${piece.repeat(2000)}`,
        piece: 2,
      }));
      const { text, fallback } = await replyOf(grounded(model), request());
      expect(text).toBe('HKGAI v1係開源嘅。[1]');
      expect(fallback).toBeUndefined();
      expect(model.stopped).toEqual([0]);
    },
  );

  it('takes a refusal for no cut, and what stands beside it for an answer', async () => {
    const cuts: string[] = [];
    const { text } = await replyOf(
      grounded(() => 'HKGAI v1係開源嘅。[1]啲文章冇講到呢樣嘢。[1]', { onCut: ({ sentence }) => cuts.push(sentence) }),
      request(),
    );
    expect(text).toBe('HKGAI v1係開源嘅。[1]');
    expect(cuts).toEqual([]);
  });

  it('reads marks as those of what follows where the text begins with one', async () => {
    const said = '[1] 有超過70個政府部門試緊用HKGAI v1。[2] 政府會攞10億港元出嚟成立香港人工智能研發院。';
    for (const piece of [1, 5, 1000]) {
      const { text, citations } = await replyOf(
        grounded(() => ({ text: said, piece })),
        request(),
      );
      expect(text).toBe('有超過70個政府部門試緊用HKGAI v1。[1]政府會攞10億港元出嚟成立香港人工智能研發院。[2]');
      expect(citations).toHaveLength(2);
    }
  });

  it('says a sentence once, whatever passages it is put behind', async () => {
    const { text } = await replyOf(
      grounded(() => '[1] HKGAI v1係開源嘅。[1] HKGAI v1 係開源嘅。[1] 有超過70個政府部門試緊用HKGAI v1。'),
      request(),
    );
    expect(text).toBe('HKGAI v1係開源嘅。[1]有超過70個政府部門試緊用HKGAI v1。[2]');
  });

  it('knows HKGAI’s marks', async () => {
    const { text } = await replyOf(
      grounded(() => '有超過70個政府部門試緊用HKGAI v1[citation:1]。'),
      request(),
    );
    expect(text).toBe('有超過70個政府部門試緊用HKGAI v1。[1]');
  });

  it.each(['有超過70個政府部門試緊用HKGAI v1，嘉\ufffd嘅。[1]', '政府部門係政府部門，有超過70個試緊用HKGAI v1。[1]'])(
    'cuts %s',
    async (said) => {
      const reasons: string[] = [];
      const { fallback } = await replyOf(
        grounded(() => said, { onCut: ({ reason }) => reasons.push(reason) }),
        request(),
      );
      expect(fallback).toBe('unsupported');
      expect(reasons).toEqual(['form']);
    },
  );

  it('does not take a bare name for another language', async () => {
    const model = createScriptedModel(() => 'Lenovo Daystar Bot GS。[1]');
    await replyOf(grounded(model), request({ question: '隻六腳機械狗叫咩名？' }, [['yue', '一隻六腳機械狗']]));
    expect(model.calls).toHaveLength(1);
  });

  it('gives a mark to a sentence that has none where exactly one passage supports it', async () => {
    const { text } = await replyOf(
      grounded(() => '有超過70個政府部門試緊用HKGAI v1。'),
      request(),
    );
    expect(text).toBe('有超過70個政府部門試緊用HKGAI v1。[1]');
    const twice = request({}, [PASSAGES[0]!, PASSAGES[0]!]);
    expect(
      (
        await replyOf(
          grounded(() => '有超過70個政府部門試緊用HKGAI v1。'),
          twice,
        )
      ).fallback,
    ).toBe('unsupported');
  });

  it.each(['[2]', '[9]', '[2][3]'])('does not take %s for the passage that says it', async (mark) => {
    const { fallback } = await replyOf(
      grounded(() => `有超過70個政府部門試緊用HKGAI v1。${mark}`),
      request(),
    );
    expect(fallback).toBe('unsupported');
  });

  it('drops from a list of marks those that do not support it', async () => {
    const { text, citations } = await replyOf(
      grounded(() => '有超過70個政府部門試緊用HKGAI v1。[3, 1]'),
      request(),
    );
    expect(text).toBe('有超過70個政府部門試緊用HKGAI v1。[1]');
    expect(citations).toHaveLength(1);
  });

  it('drops the yes or no that no passage says', async () => {
    expect(
      (
        await replyOf(
          grounded(() => 'Yes, HKGAI v1 is open source [1].'),
          english(),
        )
      ).text,
    ).toBe('HKGAI v1 is open source. [1]');
    expect(
      (
        await replyOf(
          grounded(() => 'Yes. [1]'),
          english(),
        )
      ).fallback,
    ).toBe('unsupported');
  });

  it('leaves out a last sentence that was cut at the limit', async () => {
    const { text } = await replyOf(
      grounded(() => ({ text: 'HKGAI v1 is open source. [1] More than 70 government departments', cut: true })),
      english(),
    );
    expect(text).toBe('HKGAI v1 is open source. [1]');
  });

  it('keeps a list a list', async () => {
    const { text } = await replyOf(
      grounded(() => '- HKGAI v1 is open source. [1]\n- HKGAI v1 is powered by DeepSeek. [1]'),
      english(),
    );
    expect(text).toBe('- HKGAI v1 is open source. [1]\n- HKGAI v1 is powered by DeepSeek. [1]');
  });

  it('is the same however the stream is torn', async () => {
    const text = '有70個政府部門試緊用HKGAI v1[1]。HKGAI v1係開源嘅【1】。有超過70個政府部門試緊用HKGAI v1。 [1]';
    const [once, ...others] = await Promise.all(
      [1, 2, 7, 1000].map((piece) =>
        replyOf(
          grounded(() => ({ text, piece })),
          request(),
        ),
      ),
    );
    for (const other of others) expect(other.events).toEqual(once!.events);
  });

  it('knows a person by the name of another version', async () => {
    const claim = '財政司司長陳茂波喺2025年2月公布財政預算案。[1]';
    const ask = request({ question: '財政預算案幾時公布？' }, [['en', 'HK$1 billion']]);
    expect(
      (
        await replyOf(
          grounded(() => claim),
          ask,
        )
      ).fallback,
    ).toBe('unsupported');
    const linked = grounded(() => claim, { parallel: async (passage) => parallelSections(corpus.library, passage) });
    expect((await replyOf(linked, ask)).text).toBe(claim);
  });
});

describe('what the model is asked', () => {
  it('is nothing where the articles do not hold the answer', async () => {
    const model = createScriptedModel(() => 'x');
    const refusing = createExtractive({ threshold: 1 });
    expect((await replyOf(grounded(model, { extractive: refusing }), request())).events).toEqual([{ type: 'refusal' }]);
    expect(model.calls).toHaveLength(0);
  });

  it.each(LANGUAGES)('ends with an instruction in %s', async (language) => {
    const model = createScriptedModel(() => 'x');
    await replyOf(grounded(model, { nonce: () => 'N0NCE' }), request({ language }));
    const last = model.calls[0]!.at(-1)!;
    expect(last.role).toBe('user');
    const instruction = last.content.split('\n\n').at(-1)!;
    expect(instruction).toContain('N0NCE>>>');
    expect(instruction).toContain(refusalText(language));
    expect(last.content.indexOf('<<<N0NCE [1]')).toBe(0);
  });

  it('fits its context: first the oldest turns go, then the last passages', async () => {
    const history = Array.from({ length: 20 }, (_, i) => [
      { role: 'user', content: `第${i}條問題：${'講'.repeat(40)}` } as const,
      { role: 'assistant', content: `答案${i}。[1]` } as const,
    ]).flat();
    for (const contextTokens of [8192, 2048, 1400, 1000, 700]) {
      const model = createScriptedModel(() => 'x', { contextTokens });
      const { fallback } = await replyOf(grounded(model), request({ history }));
      const [messages] = model.calls;
      if (!messages) {
        expect(fallback).toBe('bad-request');
        continue;
      }
      const tokens = messages.reduce((sum, { content }) => sum + model.countTokens(content) + 4, 0);
      expect(tokens + model.maxTokens[0]!).toBeLessThanOrEqual(contextTokens);
      const turns = messages.slice(1, -1);
      if (turns.length > 0) {
        expect(turns[0]!.role).toBe('user');
        expect(turns.at(-1)!.content).toBe('答案19。');
      }
    }
    const large = createScriptedModel(() => 'x');
    await replyOf(grounded(large), request({ history }));
    expect(large.calls[0]!.length).toBeGreaterThan(3);
    expect(large.calls[0]!.length).toBeLessThan(42);
  });

  it('falls back where not one passage fits', async () => {
    const errors: unknown[] = [];
    const model = createScriptedModel(() => 'x', { contextTokens: 200 });
    const reply = await replyOf(grounded(model, { onError: (error) => errors.push(error) }), request());
    expect(reply.fallback).toBe('bad-request');
    expect(model.calls).toHaveLength(0);
    expect(String(errors[0])).toContain('200 tokens');
  });
});

describe('the register', () => {
  const MORE = '超過70個政府部門';

  it('converts the script without asking again', async () => {
    const model = createScriptedModel(() => '2025年，有超过70个政府部门正在试用HKGAI v1。[1]');
    const { text } = await replyOf(
      grounded(model),
      request({ language: 'zh-Hant' }, [['zh-Hans', '超过70个政府部门']]),
    );
    expect(text).toContain('有超過70個政府部門正在試用HKGAI v1');
    expect(model.calls).toHaveLength(1);
  });

  it.each([
    ['yue', 'More than 70 government departments are testing HKGAI v1. [1]'],
    ['yue', '2025年，有超過70個政府部門正在試用HKGAI v1，這是在香港研發的模型。[1]'],
    ['zh-Hant', '有超過70個政府部門試緊用HKGAI v1，佢哋用咗好耐喇。[1]'],
    ['en', '有超過70個政府部門試緊用HKGAI v1。[1]'],
  ] as const)('asks once more for %s after %s, and then gives the articles’ sentences', async (language, said) => {
    const model = createScriptedModel(() => `${said} `.repeat(4));
    const { fallback, text, events } = await replyOf(grounded(model), request({ language }));
    expect(model.calls).toHaveLength(2);
    expect(model.calls[1]!.at(-1)!.content.length).toBeGreaterThan(model.calls[0]!.at(-1)!.content.length);
    expect(fallback).toBe('wrong-language');
    expect(text.startsWith(fallbackLabel(language, 'wrong-language'))).toBe(true);
    expect(events.filter(({ type }) => type === 'fallback')).toHaveLength(1);
    expect(model.stopped).toContain(0);
  });

  it('takes the second answer where that is right', async () => {
    const model = createScriptedModel((_, call) =>
      call === 0 ? 'More than 70 government departments are testing it. [1]' : `有${MORE}試緊用HKGAI v1。[1]`,
    );
    const { text, fallback } = await replyOf(grounded(model), request());
    expect(text).toBe(`有${MORE}試緊用HKGAI v1。[1]`);
    expect(fallback).toBeUndefined();
  });

  it('measures Cantonese over the answer, not clause by clause', async () => {
    const { text } = await replyOf(
      grounded(
        () => '財政司司長陳茂波2025年2月公布財政預算案。[2]陳茂波話政府會攞10億港元出嚟成立香港人工智能研發院。[2]',
      ),
      request(),
    );
    expect(text).toContain('公布財政預算案');
    expect(text).toContain('攞10億港元');
  });
});

describe('a model that fails', () => {
  const KINDS: readonly ModelErrorKind[] = [
    'unreachable',
    'loading',
    'key-refused',
    'no-balance',
    'no-such-model',
    'too-many-requests',
    'bad-request',
    'server-error',
    'timeout',
    'cut-off',
    'silent',
  ];

  it.each(KINDS)('%s: the articles’ own sentences, said to be such', async (kind) => {
    const errors: unknown[] = [];
    const reply = await replyOf(
      grounded(() => ({ text: '', fails: kind }), { onError: (error) => errors.push(error) }),
      request(),
    );
    expect(reply.events[0]).toEqual({ type: 'fallback', reason: kind });
    expect(reply.text.startsWith(fallbackLabel('yue', kind))).toBe(true);
    expect(reply.citations.length).toBeGreaterThan(0);
    expect(errors).toHaveLength(1);
    expect(String(errors[0])).not.toContain('幾多');
  });

  it.each(LANGUAGES)('has a label of its own in %s', (language) => {
    const labels = (['timeout', 'too-many-requests', 'wrong-language', 'unsupported'] as const).map((reason) =>
      fallbackLabel(language, reason),
    );
    expect(new Set(labels).size).toBe(4);
  });

  it('says nothing: silent', async () => {
    expect(
      (
        await replyOf(
          grounded(() => ' \n'),
          request(),
        )
      ).fallback,
    ).toBe('silent');
  });

  it('fails by a fault of ours: a server error', async () => {
    const reply = await replyOf(
      grounded(() => ({ text: '', fails: new TypeError('x is undefined') })),
      request(),
    );
    expect(reply.fallback).toBe('server-error');
  });

  it('half-way, after a checked sentence: that stands and nothing is said twice', async () => {
    const padding = 'HKGAI v1仲要係開源嘅，一般消費級嘅硬件都裝得到，成本慳返好多，仲有好多嘢未講完';
    const reply = await replyOf(
      grounded(() => ({ text: `有超過70個政府部門試緊用HKGAI v1。[1]${padding}`, fails: 'cut-off' })),
      request(),
    );
    expect(reply.text).toBe('有超過70個政府部門試緊用HKGAI v1。[1]');
    expect(reply.fallback).toBeUndefined();
  });

  it('half-way, before any: the articles’ own sentences', async () => {
    const reply = await replyOf(
      grounded(() => ({ text: '有超過70個政', fails: 'cut-off' })),
      request(),
    );
    expect(reply.fallback).toBe('cut-off');
  });

  it('stops with its reader', async () => {
    const model = createScriptedModel(() => ({ text: 'HKGAI v1係開源嘅。[1]'.repeat(50), piece: 1 }));
    const abort = new AbortController();
    const events: string[] = [];
    for await (const { type } of grounded(model).reply(request(), abort.signal)) {
      events.push(type);
      abort.abort();
    }
    expect(events).toEqual(['citation']);
    expect(model.stopped).toEqual([0]);
  });
});

describe('the cache', () => {
  const answer = 'HKGAI v1係開源嘅。[1]';
  let version = 'one';
  const cache = (entries = 10, bytes?: number) =>
    createAnswerCache({ entries, model: 'm', version: async () => version, ...(bytes && { bytes }) });

  it('answers the same question without the model', async () => {
    const model = createScriptedModel(() => answer);
    const chat = grounded(model, { cache: cache() });
    const first = await replyOf(chat, request());
    const second = await replyOf(chat, request({ question: '有幾多個政府部門試緊HKGAI  v1' }));
    expect(second.events).toEqual(first.events);
    expect(model.calls).toHaveLength(1);
    await replyOf(chat, request({ history: [{ role: 'user', content: '你好' }] }));
    await replyOf(chat, request({ language: 'zh-Hant' }));
    version = 'two';
    await replyOf(chat, request());
    version = 'one';
    expect(model.calls.length).toBeGreaterThanOrEqual(4);
  });

  it('does not give one model’s answer for another’s', async () => {
    const keyOf = (model: string) =>
      createAnswerCache({ entries: 10, model, version: async () => 'one' }).key(request());
    expect(await keyOf('ollama qwen3:4b')).toBe(await keyOf('ollama qwen3:4b'));
    expect(await keyOf('ollama qwen3:4b')).not.toBe(await keyOf('ollama qwen3:8b'));
  });

  it.each([
    ['a failure', { text: '', fails: 'timeout' }],
    ['a failure half-way', { text: `${answer}${'仲有好多嘢未講完，'.repeat(6)}`, fails: 'cut-off' }],
    ['a refusal', { text: 'Nvidia嘅CEO係黃仁勳。[1]' }],
    ['a wrong language', { text: 'More than 70 government departments are testing HKGAI v1. [1]' }],
  ] as const)('does not keep %s', async (_, line) => {
    let good = false;
    const model = createScriptedModel(() => (good ? answer : line));
    const chat = grounded(model, { cache: cache() });
    await replyOf(chat, request());
    const calls = model.calls.length;
    good = true;
    expect((await replyOf(chat, request())).text).toBe(answer);
    expect(model.calls.length).toBe(calls + 1);
  });

  it('forgets what was asked for longest ago, and what is too large', () => {
    const event = (text: string) => [{ type: 'token', text } as const];
    const kept = cache(2);
    for (const key of ['a', 'b']) kept.set(key, event(key));
    kept.get('a');
    kept.set('c', event('c'));
    expect(['a', 'b', 'c'].map((key) => kept.get(key) !== undefined)).toEqual([true, false, true]);
    const small = cache(10, 500);
    small.set('large', event('x'.repeat(1000)));
    for (let i = 0; i < 9; i++) small.set(`k${i}`, event('x'.repeat(50)));
    expect(small.get('large')).toBeUndefined();
    expect(small.get('k0')).toBeUndefined();
    expect(small.get('k8')).toBeDefined();
  });
});

describe('the queue', () => {
  it('tells who waits where, and lets the next one in', async () => {
    let finish = () => {};
    const first = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const model = createScriptedModel((_, call) => ({
      text: 'HKGAI v1係開源嘅。[1]',
      ...(call === 0 && { after: first }),
    }));
    const chat = grounded(model, { queue: createAnswerQueue({ concurrency: 1, waiting: 2 }) });
    const [one, two, three] = [request(), request(), request()].map((asked) => replyOf(chat, asked));
    await new Promise((resolve) => setTimeout(resolve, 20));
    const four = await replyOf(chat, request());
    expect(four.fallback).toBe('too-many-requests');
    expect(four.text.startsWith(fallbackLabel('yue', 'too-many-requests'))).toBe(true);
    finish();
    const positions = async (reply: ReturnType<typeof replyOf>) =>
      (await reply).events.flatMap((event) => (event.type === 'queued' ? event.position : []));
    expect(await positions(one!)).toEqual([]);
    expect(await positions(two!)).toEqual([1, 0]);
    expect((await positions(three!)).filter((at, i, all) => at !== all[i - 1])).toEqual([2, 1, 0]);
    expect((await three!).text).toBe('HKGAI v1係開源嘅。[1]');
  });

  it('is left by a reader who goes', async () => {
    const queue = createAnswerQueue({ concurrency: 1, waiting: 5 });
    const none = new AbortController().signal;
    const running = queue.enter(none);
    const abort = new AbortController();
    const gone = queue.enter(abort.signal);
    const last = queue.enter(none);
    const told: number[] = [];
    const waiting = (async () => {
      for await (const position of last.positions) told.push(position);
    })();
    for await (const position of gone.positions) {
      expect(position).toBe(1);
      abort.abort();
    }
    gone.leave();
    running.leave();
    running.leave();
    await waiting;
    // It moves up from behind both, and may be told of the last step alone.
    expect(told[0]).toBe(2);
    expect(told.at(-1)).toBe(0);
    last.leave();
    const again = queue.enter(none);
    for await (const _ of again.positions) expect.unreachable('nobody is before it');
  });

  it('gives its place back after a failure', async () => {
    const chat = grounded(() => ({ text: '', fails: 'timeout' }), {
      queue: createAnswerQueue({ concurrency: 1, waiting: 0 }),
    });
    expect((await replyOf(chat, request())).fallback).toBe('timeout');
    expect((await replyOf(chat, request())).fallback).toBe('timeout');
  });
});

import { describe, expect, it } from 'vitest';
import { createExtractive } from '../../../core/answer/extractive.ts';
import type { ChatEvent, Hit, Language } from '../../../core/types.ts';

/** A hit whose sentences have the similarities given. */
function hit(
  language: Language,
  sentences: [text: string, similarity: number][],
  options: Partial<Hit> & { gap?: string } = {},
): Hit {
  const gap = options.gap ?? (language === 'en' ? ' ' : '');
  let text = '';
  const spans = sentences.map(([sentence], i) => {
    if (i > 0) text += gap;
    const start = text.length;
    text += sentence;
    return { start, end: text.length };
  });
  return {
    passage: { article: 'a', language, title: 'T', headings: [], start: 0, end: text.length, text, sentences: spans },
    score: 0.6,
    vector: 0.6,
    keyword: 5,
    overlap: 0.9,
    sameLanguage: true,
    sentences: sentences.map(([sentence, similarity], i) => ({
      ...spans[i]!,
      text: sentence,
      similarity,
      overlap: similarity,
    })),
    ...options,
  };
}

async function reply(question: string, language: Language, hits: Hit[], threshold = 0.28) {
  const events: ChatEvent[] = [];
  const model = createExtractive({ threshold });
  for await (const event of model.reply({ question, language, hits, history: [] }, new AbortController().signal))
    events.push(event);
  return {
    text: events.flatMap((e) => (e.type === 'token' ? e.text : [])).join(''),
    citations: events.flatMap((e) => (e.type === 'citation' ? e.citation : [])),
    refused: events.some((e) => e.type === 'refusal'),
    unsure: events.some((e) => e.type === 'unsure'),
  };
}

describe('the extractive answer', () => {
  it('is the best sentence, cited with its exact place', async () => {
    const { text, citations, refused } = await reply('When did the tram open?', 'en', [
      hit('en', [
        ['Trams are green.', 0.2],
        ['The tram opened in 1904.', 0.8],
        ['Fares are low.', 0.1],
      ]),
    ]);
    expect(refused).toBe(false);
    expect(text).toBe('The tram opened in 1904. [1]');
    expect(citations).toMatchObject([
      { n: 1, article: 'a', language: 'en', quote: 'The tram opened in 1904.', start: 17, end: 41 },
    ]);
  });

  it.each([
    ['How many trams are there?', true],
    ['What colour are the trams?', false],
  ])('is none where only a figure answers and the best sentence holds none: %s', async (question, isRefused) => {
    const { refused } = await reply(question, 'en', [hit('en', [['The trams of the city are green.', 0.9]])]);
    expect(refused).toBe(isRefused);
  });

  it.each([
    [0.5, true],
    [0.9, false],
  ])('is said to be only the closest where it may be none: similarity %d', async (similarity, isUnsure) => {
    const { refused, unsure, text } = await reply('What colour are the trams?', 'en', [
      hit('en', [['The trams of the city are green.', similarity]]),
    ]);
    expect([refused, unsure, text]).toEqual([false, isUnsure, 'The trams of the city are green. [1]']);
  });

  it('adds a second sentence that is nearly as good after the best, wherever it stands', async () => {
    const { text } = await reply('Tell me about trams', 'en', [
      hit('en', [
        ['Trams are green.', 0.62],
        ['Trams are slow.', 0.64],
      ]),
    ]);
    expect(text).toBe('Trams are slow. [1] Trams are green. [2]');
  });

  it('tells the whole paragraph under a bold name of what to do', async () => {
    const faults = hit(
      'en',
      [
        ['**The lamp stays red.**', 0.3],
        ['Clean the sensor.', 0.35],
        ['**It shows E2.**', 0.5],
        ['The motor is too hot.', 0.6],
        ['Pull the plug and wait for 40 minutes.', 0.4],
      ],
      { gap: ' ' },
    );
    const text = faults.passage.text.replace(' **It', '\n\n**It');
    const shifted = faults.sentences.map((own, i) =>
      i < 2 ? own : { ...own, start: own.start + 1, end: own.end + 1 },
    );
    const passage = { ...faults.passage, text, end: text.length };
    const asked = async (question: string) =>
      (await reply(question, 'en', [{ ...faults, passage, sentences: shifted }])).citations.map(({ quote }) => quote);
    expect(await asked('How do I fix a vacuum cleaner that shows E2?')).toEqual([
      '**It shows E2.** The motor is too hot. Pull the plug and wait for 40 minutes.',
    ]);
    expect(await asked('Is it too hot?')).toEqual(['**It shows E2.**', 'The motor is too hot.']);
  });

  it('tells steps in their order, whichever is the likeliest', async () => {
    const { text } = await reply('How do I get on a tram?', 'en', [
      hit('en', [
        ['Wait at the back door.', 0.62],
        ['Pay at the front when you leave.', 0.64],
      ]),
    ]);
    expect(text).toBe('Wait at the back door. [1] Pay at the front when you leave. [2]');
  });

  it('puts no space between Chinese sentences and their marks', async () => {
    const { text } = await reply('講下電車', 'yue', [
      hit('yue', [
        ['電車係綠色。', 0.62],
        ['電車行得慢。', 0.64],
      ]),
    ]);
    expect(text).toBe('電車行得慢。[1]電車係綠色。[2]');
  });

  it('brings the sentence that a pronoun leans on', async () => {
    const { text } = await reply('When did it open?', 'en', [
      hit('en', [
        ['The tram is old.', 0.1],
        ['It opened in 1904.', 0.8],
      ]),
    ]);
    expect(text).toBe('The tram is old. [1] It opened in 1904. [2]');
  });

  it('brings the sentence that says who, and not one that leans on it too', async () => {
    const { text } = await reply('Why did the fee rise?', 'en', [
      hit('en', [
        ['"We were worried," said Mr Tam, the chairman.', 0.1],
        ['"They did not."', 0.1],
        ['He said that the fee rose because of the new clock.', 0.8],
      ]),
    ]);
    expect(text).toBe(
      '"We were worried," said Mr Tam, the chairman. [1] He said that the fee rose because of the new clock. [2]',
    );
  });

  it('brings the list that a sentence announces, as one quotation', async () => {
    const { text, citations } = await reply('How can I pay?', 'en', [
      hit(
        'en',
        [
          ['There are two ways to pay:', 0.8],
          ['Cash.', 0.1],
          ['Octopus.', 0.1],
        ],
        { gap: '\n- ' },
      ),
    ]);
    expect(text).toBe('There are two ways to pay:\n- Cash.\n- Octopus. [1]');
    expect(citations[0]!.quote).toBe('There are two ways to pay:\n- Cash.\n- Octopus.');
  });

  it('says “Yes.” with what it means, and the other way round', async () => {
    const faq = (yes: number, reason: number) =>
      hit('en', [
        ['Do you sell bags?', 0.6],
        ['A: Yes.', yes],
        ['They cost $1 each.', reason],
      ]);
    for (const said of [faq(0.8, 0.2), faq(0.2, 0.8)]) {
      const { text } = await reply('Can I buy a bag?', 'en', [said]);
      expect(text).toBe('Yes. [1] They cost $1 each. [2]');
    }
  });

  it('gives a reader of Simplified what was written in Cantonese in Simplified characters', async () => {
    const { text, citations } = await reply('开几点？', 'zh-Hans', [hit('yue', [['朝早九點開門。', 0.8]])]);
    expect(text).toContain('朝早九点开门。');
    expect(citations[0]!.quote).toBe('朝早九點開門。');
  });

  it.each<[Language, Language, string]>([
    ['yue', 'en', '原文係英文：“The tram opened in 1904.” [1]'],
    ['zh-Hans', 'en', '这一段只有英文版本，原文如下：“The tram opened in 1904.” [1]'],
    ['en', 'yue', 'I found this only in Cantonese: 「電車喺1904年通車。」[1]'],
  ])('quotes the original to a reader of %s when there is only %s, and says so', async (reader, written, expected) => {
    const sentence = written === 'en' ? 'The tram opened in 1904.' : '電車喺1904年通車。';
    const { text } = await reply('1904?', reader, [hit(written, [[sentence, 0.8]], { sameLanguage: false })]);
    expect(text).toBe(expected);
  });

  it('refuses when nothing is similar, and when there is nothing at all', async () => {
    const far = hit('en', [['Trams are green.', 0.05]], { vector: 0.05, score: 0.05, overlap: 0 });
    expect(await reply('Who won the cup?', 'en', [far])).toMatchObject({ text: '', citations: [], refused: true });
    expect((await reply('Who won the cup?', 'en', [])).refused).toBe(true);
  });

  it('refuses more with a higher threshold', async () => {
    const fair = hit('en', [['Trams are green and run along the shore.', 0.45]], { overlap: 0.4 });
    expect((await reply('What colour are trams?', 'en', [fair], 0)).refused).toBe(false);
    expect((await reply('What colour are trams?', 'en', [fair], 0.99)).refused).toBe(true);
  });

  it('does not take the question’s own name for the person asked for', async () => {
    const about = hit('en', [['The chips made by Nvidia are scarce.', 0.42]], { overlap: 0.5 });
    const answers = hit('en', [['Nvidia is led by Jensen Huang.', 0.42]], { overlap: 0.5 });
    expect((await reply('Who is the CEO of Nvidia?', 'en', [about])).refused).toBe(true);
    expect((await reply('Who is the CEO of Nvidia?', 'en', [answers])).refused).toBe(false);
  });

  describe('a number to call', () => {
    const about = hit('en', [['Harbour Lantern is a charity.', 0.6]], { vector: 0.6, score: 0.6 });
    const page = (article: string, title: string) => {
      const found = hit('en', [['Telephone: 2700 1234', 0.5]], { vector: 0.5, score: 0.5 });
      return { ...found, passage: { ...found.passage, article, title } };
    };
    const asked = 'What is Harbour Lantern’s phone number?';

    it('is that of the page titled with the name, where the one found first has none', async () => {
      const { text } = await reply(asked, 'en', [about, page('contact', 'Contact Harbour Lantern')]);
      expect(text).toBe('Telephone: 2700 1234 [1]');
    });

    it('is not another’s', async () => {
      const { text } = await reply(asked, 'en', [about, page('bus', 'Lost on the bus')]);
      expect(text).not.toContain('2700');
    });
  });
});

import { describe, expect, it } from 'vitest';
import { NO_ENTRY } from '../../../core/answer/entries.ts';
import type { Candidate } from '../../../core/answer/ranked-sentences.ts';
import { underHeading, understood } from '../../../core/answer/understood.ts';
import { splitSentences } from '../../../core/text/sentences.ts';
import type { Language } from '../../../core/types.ts';

/** The sentence that has these words, as a candidate of the passage that is the text. */
function candidateOf(text: string, words: string, headings: string[] = [], language: Language = 'en'): Candidate {
  const start = 10;
  const sentences = splitSentences(text).map(({ start: from, end }) => ({
    ...{ start: from + start, end: end + start, text: text.slice(from, end) },
    ...{ similarity: 0.5, overlap: 0 },
  }));
  const place = sentences.findIndex((sentence) => sentence.text.includes(words));
  const hit = { passage: { text, start, article: 'a', language, headings }, sentences };
  const evidence = sentences[place];
  return { hit, evidence, place, score: 1, first: true, fits: undefined, entry: NO_ENTRY } as unknown as Candidate;
}

const shown = (text: string, words: string, question = 'When?'): string[] =>
  understood(candidateOf(text, words), question).map(({ evidence }) => evidence.text);

describe('what a sentence needs to be understood', () => {
  it('is the one before it, where it leans on that', () => {
    const text = 'You may change it free of charge. After that, the deposit is forfeited. Bookings are taken by phone.';
    expect(shown(text, 'After that')).toEqual([
      'You may change it free of charge.',
      'After that, the deposit is forfeited.',
    ]);
    expect(shown(text, 'Bookings')).toEqual(['Bookings are taken by phone.']);
    expect(shown('保養可轉讓一次。第二次轉讓則不獲接受。', '第二次')).toEqual([
      '保養可轉讓一次。',
      '第二次轉讓則不獲接受。',
    ]);
  });

  it('is no row of a table', () => {
    const text = 'Ms Ng divided the fine:\n\n| Fire | $5 |\n|---|---|\n| Lie | $3 |\n\nShe spared him prison.';
    expect(shown(text, 'She spared')).toEqual(['Ms Ng divided the fine:', 'She spared him prison.']);
  });

  it('is the whole of a speech that ends in it', () => {
    const text = 'It worked. "We had expected the groups to meet. They did not," she said. Then she left.';
    expect(shown(text, 'They did not')).toEqual(['"We had expected the groups to meet. They did not," she said.']);
    expect(shown('A “good” one. He said "no" to it.', 'He said')).toEqual(['A “good” one.', 'He said "no" to it.']);
  });

  it('is a “Yes.” before it, and what follows one, where yes or no was asked', () => {
    const text = 'Yes. It uses a third less power.';
    expect(shown(text, 'It uses', 'Does it save power?')).toContain('Yes.');
    expect(shown('有。成人收四十元。', '成人', '收幾多錢？')).toEqual(['成人收四十元。']);
    expect(shown('有。成人收四十元。', '有', '有冇收費？')).toEqual(['有。', '成人收四十元。']);
  });

  it('is the bold name that opens its paragraph, of that paragraph alone', () => {
    const text = '**Amy Lam, manager.** Keeps the books.\n\n**Ben Tam, engineer.** Fits the panels.';
    expect(shown(text, 'Fits')).toEqual(['**Ben Tam, engineer.**', 'Fits the panels.']);
    expect(shown('**Note** the hours. Bring a card.', 'Bring')).toEqual(['Bring a card.']);
  });

  it('is what announces the list that it is an item of', () => {
    const text = 'We lend:\n\n- a drill\n- a saw\n\nAsk at the desk.';
    expect(shown(text, 'a saw')).toEqual(['We lend:', 'a saw']);
    expect(shown(text, 'Ask')).toEqual(['Ask at the desk.']);
  });
});

describe('an item without a sentence that announces it', () => {
  const under = (text: string, words: string, heading: string, language: Language = 'en') =>
    underHeading(candidateOf(text, words, ['Rules', heading], language), undefined);

  it('is said under its heading', () => {
    expect(under('- metal gates\n- balconies', 'gates', 'Not allowed')).toBe('Not allowed: metal gates');
    expect(under('- 加裝鐵閘\n- 改動露台', '鐵閘', '不准進行的工程', 'zh-Hant')).toBe('不准進行的工程：加裝鐵閘');
    expect(under('- a hat', 'hat', 'What to bring?')).toBe('What to bring? a hat');
  });

  it('is so too where its marker is left to the passage before', () => {
    expect(under('a form\n- a photo', 'form', 'Documents')).toBe('Documents: a form');
  });

  it('is left as it is where it is a sentence, or the item before it was shown', () => {
    expect(under('- Dogs are carried free.', 'Dogs', 'Animals')).toBe('Dogs are carried free.');
    expect(under('Dogs are carried free', 'Dogs', 'Animals')).toBe('Dogs are carried free');
    const [first, second] = ['red', 'green'].map((words) => candidateOf('- red\n- green', words, ['Colours']));
    const same = { ...second!, hit: first!.hit };
    expect(underHeading(same, first)).toBe('green');
  });

  it('begins with the marker that a whole list lacks', () => {
    const text = 'a form\n2. a photo';
    const item = candidateOf(text, 'form', ['Documents']);
    const whole = { ...item, evidence: { ...item.evidence, text, end: item.evidence.start + text.length } };
    expect(underHeading(whole, undefined)).toBe('Documents:\n\n1. a form\n2. a photo');
  });
});

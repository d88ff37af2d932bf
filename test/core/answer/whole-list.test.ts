import { describe, expect, it } from 'vitest';
import { NO_ENTRY } from '../../../core/answer/entries.ts';
import type { Candidate } from '../../../core/answer/ranked-sentences.ts';
import {
  areOfOneList,
  asksForAll,
  withList,
  withoutContained,
  withWholeList,
} from '../../../core/answer/whole-list.ts';

/** The sentence as a candidate of a passage that begins at the article's tenth character. */
function candidateOf(text: string, sentence: string): Candidate {
  const start = 10 + text.indexOf(sentence);
  const evidence = { start, end: start + sentence.length, text: sentence, similarity: 0.5, overlap: 0 };
  const hit = { passage: { text, start: 10, article: 'a', language: 'en' }, sentences: [] };
  return { hit, evidence, place: 0, score: 1, first: true, fits: undefined, entry: NO_ENTRY } as unknown as Candidate;
}

const whole = (text: string, sentence: string): string => {
  const { evidence } = withWholeList(candidateOf(text, sentence));
  expect(text.slice(evidence.start - 10, evidence.end - 10)).toBe(evidence.text);
  return evidence.text;
};

describe('the whole list', () => {
  const STEPS = 'How to apply:\n\n1. Get a form.\n   It is free.\n2. Fill it in.\n3. Hand it in.\n\nThat is all.';

  it('is quoted with its markers, whichever item was found', () => {
    const list = '1. Get a form.\n   It is free.\n2. Fill it in.\n3. Hand it in.';
    for (const item of ['Get a form.', 'Fill it in.', 'Hand it in.']) expect(whole(STEPS, item)).toBe(list);
    expect(whole('- red\n- green', 'green')).toBe('- red\n- green');
  });

  it('begins with an item whose marker is left to the passage before', () => {
    expect(whole('Get a form.\n2. Fill it in.\n', 'Fill it in.')).toBe('Get a form.\n2. Fill it in.');
    expect(whole('Get a form.\n2. Fill it in.\n', 'Get a form.')).toBe('Get a form.\n2. Fill it in.');
  });

  it('is not quoted where it is long, nor of what is no item', () => {
    expect(whole(STEPS, 'That is all.')).toBe('That is all.');
    const long = Array.from({ length: 9 }, (_, i) => `- item ${i}`).join('\n');
    expect(whole(long, 'item 4')).toBe('item 4');
  });

  it.each([
    ['How do I apply for the card?', true],
    ['點樣申請？', true],
    ['Who can apply?', true],
    ['申請資格是什麼？', true],
    ['要帶啲咩？', true],
    ['申請要交啲咩文件？', true],
    ['哪些人可以免费接种？', true],
    ['What renovation works are not allowed?', true],
    ['What is the fee?', false],
    ['When does it open?', false],
    ['幾錢？', false],
  ])('is what is asked for, or not: %s', (question, all) => {
    expect(asksForAll(question)).toBe(all);
  });

  it('is wanted where the two best are items of it, and both likely answers', () => {
    const of = (sentence: string, logOdds: number) => {
      const candidate = candidateOf(STEPS, sentence);
      return { ...candidate, hit: HIT, evidence: { ...candidate.evidence, logOdds } } as Candidate;
    };
    const { hit: HIT } = candidateOf(STEPS, 'Fill it in.');
    expect(areOfOneList([of('Fill it in.', 2), of('Get a form.', 1)])).toBe(true);
    expect(areOfOneList([of('Fill it in.', 2), of('Get a form.', -1)])).toBe(false);
    expect(areOfOneList([of('Fill it in.', 2), of('That is all.', 1)])).toBe(false);
    expect(areOfOneList([of('Fill it in.', 2)])).toBe(false);
  });

  it('is not quoted beside a part of it', () => {
    const [item, list, other] = ['Fill it in.', '2. Fill it in.\n3. Hand it in.', 'That is all.'].map((text) =>
      candidateOf(STEPS, text),
    );
    expect(withoutContained([item!, list!, other!])).toEqual([list, other]);
  });

  it('leaves a sentence that announces nothing', () => {
    expect(withList(candidateOf(STEPS, 'That is all.')).evidence.text).toBe('That is all.');
  });
});

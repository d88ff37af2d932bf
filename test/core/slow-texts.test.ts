/** Texts that somebody may make to be slow to read: one of them, and a server answers nobody else. */
import { expect, test } from 'vitest';
import { courtesyReply } from '../../core/answer/courtesy.ts';
import { unframed } from '../../core/answer/frames.ts';
import { LONGEST_MESSAGE, readMessage } from '../../core/answer/message.ts';
import { shownSentence } from '../../core/answer/shown-sentence.ts';
import { explainsName } from '../../core/retrieval/glosses.ts';
import { expectedAnswer } from '../../core/text/answer-type.ts';
import { lacksFigure } from '../../core/text/figure-asked.ts';
import { contentTerms } from '../../core/text/tokens.ts';

/** Milliseconds; the slowest takes a tenth of it. */
const SOON = 150;
/** As long as the longest question. */
const QUESTION = 2000;
/** As long as the longest sentence of a passage. */
const SENTENCE = 4000;
/** Longer than any, so that what takes time in the square shows. */
const LONG = 20_000;

test.each([
  ['an emoji and marks of byte order', () => courtesyReply(`😀${'\ufeff'.repeat(QUESTION)}a`, 'en')],
  ['one long word after “what is”', () => expectedAnswer(`what is ${'a'.repeat(QUESTION)}!`)],
  ['empty lines', () => readMessage(`a?${'\n'.repeat(LONGEST_MESSAGE - 3)}b`)],
  ['spaces before thanks', () => unframed(`a${' '.repeat(LONG)}b`)],
  ['full-width spaces', () => shownSentence('　'.repeat(LONG), 'yue')],
  ['spaces in brackets', () => explainsName(`（${' '.repeat(SENTENCE)}a`)],
  ['a rule where an address may be', () => lacksFigure('-'.repeat(LONG), 'email')],
])('%s', (_, read) => {
  // Tables are made at the first call.
  contentTerms('唔');
  lacksFigure('', 'email');
  const started = performance.now();
  read();
  expect(performance.now() - started).toBeLessThan(SOON);
});

/**
 * Text made to be slow to read. Each function gets texts of a length at which squared time would go on for minutes, and
 * the strings with which recheck (npm) broke patterns that used to be here. What readers type ends at 2,000 characters,
 * a sentence at 4,000; articles do not end.
 */
import { describe, expect, it } from 'vitest';
import { standalone } from '../../core/answer/conversation.ts';
import { courtesyReply } from '../../core/answer/courtesy.ts';
import { newOf } from '../../core/answer/ellipsis.ts';
import { readMarks } from '../../core/answer/grounded/citation-marks.ts';
import { languageFeatures } from '../../core/language/features.ts';
import { foldScript, toTraditional } from '../../core/language/script.ts';
import { expectedAnswer, holdsAnswerType } from '../../core/text/answer-type.ts';
import { findBlocks } from '../../core/text/blocks.ts';
import { findProtectedRanges } from '../../core/text/protected-ranges.ts';
import { findQuantities } from '../../core/text/quantities.ts';
import { splitSentences } from '../../core/text/sentences.ts';
import { contentTerms } from '../../core/text/tokens.ts';
import { chunkArticle } from '../../ingest/chunk.ts';
import { renderAnswer, renderArticle } from '../../server/pages/render.ts';
import { askSchema, parse } from '../../server/schemas.ts';
import { parseMarkdown } from '../../web/markdown.ts';
import { toyArticle } from '../support/toy-index.ts';

const PUMPS = [
  ...[
    ' ',
    '\t',
    '\n\t',
    '\u3000',
    "'",
    '’',
    '"',
    '「',
    '(',
    '[',
    ']',
    '[p',
    '](',
    '<',
    '<a ',
    '<!--',
    '*',
    '**',
    '_',
    '`',
  ],
  ...['|', '| a ', '#', '- ', '---', '.', '. ', '…', '!', '?', ',', '&', '\\', 'http://', 'www.', 'a@', 'a.b', '[1]'],
  ...[
    '0',
    '1,',
    '1–',
    '$',
    '%',
    '一',
    '二十',
    '1904年',
    '第',
    '嘛',
    '嘛\n',
    '吗 ',
    '什么',
    '是0么d什n\ni',
    '为w',
    'say\0',
  ],
  ...['how much ', 'what is the ', 'Mr. ', 'so, ', 'no more than ', 'twenty-', 'a ', 'A'],
  ...['\u200d', '\u202e', '\u0301', '\ud800', '\0', '😀', '👨‍👩‍👧'],
];
const ENDS = ['', '\0x', '*\t', 's?'];

/** Of `length`, each with each end. */
const hostile = (length: number): string[] =>
  PUMPS.flatMap((pump) => {
    const body = pump.repeat(Math.ceil(length / pump.length));
    return ENDS.map((end) => body.slice(0, length - end.length) + end);
  });

const TYPES = ['number', 'date', 'person', 'place', 'organisation', 'reason', 'manner', 'list', 'definition'] as const;

/** 300,000 characters squared are 90 thousand million steps. */
const ARTICLE = 300_000;
const ENDLESS: Readonly<Record<string, (text: string) => unknown>> = {
  splitSentences,
  findBlocks,
  findProtectedRanges,
  foldScript,
  newOf,
  parseMarkdown,
  readMarks,
  plainArticle: (text) => renderArticle(text, 'text', { start: 10, end: 20 }),
};

describe('an article without end', () => {
  it.each(Object.entries(ENDLESS))('%s reads it in linear time', (_, read) => {
    for (const pump of PUMPS) read(`${pump.repeat(ARTICLE / pump.length)}*\t`);
  });

  it('is converted and rid of marks in linear time, whatever it opens', () => {
    for (const open of ['“', '“「', '[1', '【1段', '[1†', 'in ', '呢']) {
      for (const pump of [' ', '字', '“', '?', '†']) {
        const text = `${open}${pump.repeat(ARTICLE)}x`;
        newOf(text);
        readMarks(text);
        if (pump !== '字') toTraditional(text);
      }
    }
    toTraditional(`“${'字 '.repeat(20_000)}`);
  });

  it('is read as plain text where its brackets would keep a Markdown parser busy for hours', () => {
    for (const pump of ['[', ']', '[](', '![', '[a][', '[^']) {
      const text = pump.repeat(ARTICLE / pump.length);
      expect(renderArticle(text, 'markdown').length).toBeGreaterThanOrEqual(text.length);
      expect(renderAnswer(text, [1]).length).toBeGreaterThanOrEqual(text.length);
      const passages = chunkArticle(toyArticle('x', 'en', text), { maxTokens: 100, countTokens: (t) => t.length });
      expect(passages.map((passage) => passage.text).join('')).toBe(text);
    }
  });

  it('of one paragraph is shown, to the 10 MB that an article may have', () => {
    const html = renderArticle('字'.repeat(10_000_000), 'text', { start: 5, end: 20 });
    expect(html.length).toBeGreaterThan(10_000_000);
  });

  it('is shown as the text it is where quotations or lists are nested deeper than the stack', () => {
    for (const text of [`${'>'.repeat(5000)}x`, `${'1. '.repeat(1500)}x`]) {
      expect(renderArticle(text, 'markdown')).toMatch(/^<p>[^<]*x<\/p>$/);
    }
  });

  it('has no sentence longer than 4,000 characters, whole characters each', () => {
    const text = `x${'😀'.repeat(10_000)}`;
    const passages = chunkArticle(toyArticle('x', 'en', text), { maxTokens: 100, countTokens: (t) => t.length });
    const sentences = passages.flatMap((passage) => passage.sentences).map(({ start, end }) => text.slice(start, end));
    expect(sentences.join('')).toBe(text);
    expect(Math.max(...sentences.map((sentence) => sentence.length))).toBeLessThanOrEqual(4000);
    expect(sentences.every((sentence) => sentence.isWellFormed())).toBe(true);
  });
});

describe('a sentence of 4,000 characters', () => {
  it('is searched for terms, figures and names', () => {
    for (const text of hostile(4000)) {
      contentTerms(text);
      findQuantities(text);
      for (const type of TYPES) holdsAnswerType(text, type);
    }
  });
});

describe('a question of 2,000 characters', () => {
  it('is understood, or refused, and never thrown out of hand', () => {
    for (const text of hostile(2000)) {
      expectedAnswer(text);
      courtesyReply(text, 'yue');
      languageFeatures(text);
      standalone(text, [
        { role: 'user', content: text },
        { role: 'assistant', content: text },
      ]);
      try {
        parse(askSchema, { question: text });
      } catch (error) {
        expect(error).toMatchObject({ status: 400 });
      }
    }
  });

  it('takes what it leans on from turns of any length in a time that does not grow with them', () => {
    // 3 s of processor time for ten such turns, before only their beginnings were read.
    for (const pump of ['<H', '>V', '一的', "A'", '麼布公', '[p']) {
      const content = pump.repeat(20_000 / pump.length);
      const history = Array.from({ length: 12 }, (_, i) => ({ role: i % 2 ? 'assistant' : 'user', content }) as const);
      const before = process.cpuUsage();
      standalone('And when was it opened?', history);
      const { user } = process.cpuUsage(before);
      expect([pump, user / 1000]).toEqual([pump, expect.toSatisfy((ms: number) => ms < 500)]);
    }
  });

  it('after 50 turns of 20,000 characters each is told its language', () => {
    for (const pump of ['[p', 'a@', '一', "'", ' ']) languageFeatures(pump.repeat(500_000));
  });
});

/** A sentence of an article as it is shown by itself: what only makes sense around it is left out. */
import type { Language } from '../types.ts';

/** @param language of the passage. */
export function shownSentence(text: string, language: Language): string {
  const plain = text.replace(EMPHASIS, '$2').replace(LONE_EMPHASIS, '').replace(ANSWER, '');
  return withoutLoneQuotes(plain).replace(WRAPPED_LINE, language === 'en' ? ' ' : '');
}

/** In quotation marks, those inside turned into the inner ones. */
export function inQuotes(text: string, language: Language, reader: Language): string {
  if (language === 'en') return `“${text}”`;
  if (reader === 'zh-Hans') return `“${text.replace(/[“「]/g, '‘').replace(/[”」]/g, '’')}”`;
  return `「${text.replaceAll('「', '『').replaceAll('」', '』')}」`;
}

/** A line break inside a paragraph; one before a list item stays. */
const WRAPPED_LINE = /(?<!\s)\s*\n(?!\s*(?:\n|[-*+]|\d+[.)]))\s*/g;

/** Markdown's, around words. */
const EMPHASIS = /(\*\*|__|`)(?=\S)([^*_`\n]*\S)\1/g;

/** What ends, or begins, with another sentence. */
const LONE_EMPHASIS = /^\*\*(?=\S)|(?<=\S)\*\*$/g;

/** Before an answer whose question is not shown. */
const ANSWER = /^(?:答案?|A|Answer)\s*[:：]\s*(?=\S)/;

const PAIRS = ['“”', '「」', '『』'] as const;

/** Speech that goes on before or after the sentence has a mark here and the other one elsewhere. */
function withoutLoneQuotes(text: string): string {
  let shown = text;
  for (const [open, close] of PAIRS) {
    const [opened, closed] = [open!, close!].map((mark) => shown.split(mark).length - 1);
    if (opened! > closed! && shown.startsWith(open!)) shown = shown.slice(1);
    if (closed! > opened! && shown.endsWith(close!)) shown = shown.slice(0, -1);
  }
  if ((shown.split('"').length - 1) % 2 === 0) return shown;
  return shown.startsWith('"') ? shown.slice(1) : shown.endsWith('"') ? shown.slice(0, -1) : shown;
}

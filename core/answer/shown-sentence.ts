/** A sentence of an article as it is shown by itself: what only makes sense around it is left out. */
import type { Language } from '../types.ts';

/** @param language of the passage. */
export function shownSentence(text: string, language: Language): string {
  const plain = text
    .replace(WITHDRAWN, '')
    .replace(LINK, '$1')
    .replace(SOURCE, '')
    .replace(EMPHASIS, '$2')
    .replace(LONE_EMPHASIS, '')
    .replace(ESCAPED, '$1')
    .replace(ANSWER, '');
  const between = language === 'en' ? ', ' : '、';
  return withoutLoneQuotes(plain).replace(BETWEEN_FIGURES, between).replace(IN_CHINESE, '').replace(WRAPPED_LINE, ' ');
}

/** In quotation marks, those inside turned into the inner ones. */
export function inQuotes(text: string, language: Language, reader: Language): string {
  if (language === 'en') return `“${text}”`;
  if (reader === 'zh-Hans') return `“${text.replace(/[“「]/g, '‘').replace(/[”」]/g, '’')}”`;
  return `「${text.replaceAll('「', '『').replaceAll('」', '』')}」`;
}

/** `~~$150~~ $80`: what no longer holds. */
const WITHDRAWN = /~~(?=\S)[^~\n]*\S~~[ \t]*/g;
const LINK = /!?\[([^[\]\n]*)\]\([^()\s]*(?:\s"[^"\n]*")?\)/g;
/** The article's own notes would read as ours. */
const SOURCE = /(?<=[\p{P}\p{L}\p{N}])(?: ?\[\d{1,3}\])+(?=\s*$|[\p{P}\s])/gu;
const ESCAPED = /\\([\\`*_{}[\]()#+.!|~>-])/g;

/** Two numbers to call, one a line, are not one. */
const BETWEEN_FIGURES = /(?<=\d)[^\S\n]*\n[^\S\n]*(?=[$\d])(?!\d+[.)]\s)/g;
/** A line break between two Chinese characters is no space. */
const IN_CHINESE = /(?<=[\u2e80-\u9fff\uff00-\uffef])(?<!\s)[^\S\n]*\n[^\S\n]*(?=[\u2e80-\u9fff\uff00-\uffef])/g;

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

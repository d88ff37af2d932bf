/** What a question means after the turns before it. */
import { contentTerms } from '../text/tokens.ts';
import type { Language, Turn } from '../types.ts';

export interface DetectedLanguage {
  readonly language: Language;
  /** 0 to 1. */
  readonly confidence: number;
}

/** Below this a detected language gives way to the one of the conversation so far. */
const SURE = 0.75;

/** Below this the script of written Chinese is a guess: 「三文支持哪些文件格式？」 is the same in both. */
const SCRIPT_GUESSED = 0.6;

/** Below this the whole language is: “2025”, “DeepSeek?”. */
const GUESSED = 0.4;

/**
 * The language a text is taken to be in: as detected, or as the last question before it that is surer, or what the
 * reader's browser speaks. 「HKGAI v1？」 after a Cantonese question is a Cantonese question.
 * @param reader the language of the reader's browser or page, where it is known.
 */
export function languageInContext(
  question: string,
  history: readonly Turn[],
  detect: (text: string) => DetectedLanguage,
  reader?: Language,
): Language {
  const own = detect(question);
  if (own.confidence >= SURE) return own.language;
  for (const turn of history.toReversed()) {
    if (turn.role !== 'user') continue;
    const earlier = detect(turn.content);
    if (earlier.confidence >= SURE) return earlier.language;
  }
  if (!reader) return own.language;
  const isOfBothScripts = own.confidence < SCRIPT_GUESSED && isWritten(own.language) && isWritten(reader);
  if (own.confidence < GUESSED || isOfBothScripts) return reader;
  return own.language;
}

const isWritten = (language: Language): boolean => language === 'zh-Hans' || language === 'zh-Hant';

const LEANS_ON_HISTORY =
  /^(?:咁|噉|而|那么|那麼|那|还有|還有|仲有|點解|为什么|為什麼|and|so|but|then|what about|how about|why)(?:\b|(?=\p{Script=Han}))|\b(?:it|its|they|them|their|he|she|him|her|this|that|these|those|there)\b|佢|它|他们|他們|她|呢個|呢間|嗰個|嗰間|这个|這個|那个|那個|这家|這家|该|該/iu;

/** Terms of a question that hardly stands alone, when it has no name either: 「幾時開放畀市民？」. */
const SHORT = 4;

/**
 * The question with the one before it where it does not stand alone: 「咁佢幾時推出？」 finds nothing by itself. The names
 * come from the reader's own words, never from an answer.
 */
export function standalone(question: string, history: readonly Turn[]): string {
  const names = /\p{Script=Han}/u.test(question) ? /[\p{Script=Latin}\p{N}]/u : /\s\p{Lu}|\p{N}/u;
  const isShort = contentTerms(question).length <= SHORT && !names.test(question);
  if (!LEANS_ON_HISTORY.test(question) && !isShort) return question;
  const previous = history.findLast(({ role }) => role === 'user');
  return previous ? `${previous.content}\n${question}` : question;
}

import { foldScript } from '../language/script.ts';
import {
  CHINESE_PERSON,
  DEFINITION,
  LIST,
  MANNER,
  ORGANISATION_NAME,
  PLACE_NAME,
  REASON,
  RELATIVE_TIME,
  VAGUE_DURATION,
  VAGUE_NUMBER,
} from './answer-signs.ts';
import { bridgeCantonese } from './cantonese.ts';
import { findQuantities, type QuantityKind } from './quantities.ts';
import { INDIRECT, QUESTION_RULES, TOPIC_RULES, YES_NO } from './question-patterns.ts';

/** What a question asks for, as far as its words say. */
export type AnswerType =
  | 'number'
  | 'money'
  | 'percent'
  | 'date'
  | 'duration'
  | 'person'
  | 'place'
  | 'organisation'
  | 'reason'
  | 'manner'
  | 'yes-no'
  | 'list'
  | 'definition'
  | 'other';

const ENGLISH_AUXILIARY = /^[a-z]/;

/** The type of answer a question in English, Cantonese or written Chinese, or in a mixture, asks for. */
export function expectedAnswer(question: string): AnswerType {
  const asked = inWrittenWords(question);
  const yesNo = YES_NO.test(asked);
  if (yesNo && ENGLISH_AUXILIARY.test(asked) && startsWithAuxiliary(asked) && !INDIRECT.test(asked)) return 'yes-no';
  const rule = earliest(asked);
  if (rule !== undefined) return rule;
  if (yesNo) return 'yes-no';
  if (/什么|哪|\b(?:what|which)\b/.test(asked)) return 'other';
  return TOPIC_RULES.find(([, pattern]) => pattern.test(asked))?.[0] ?? 'other';
}

/** As the rules read it. */
const inWrittenWords = (question: string): string =>
  bridgeCantonese(foldScript(question).replaceAll('’', "'").trim()).trim();

/** Whether a text has a word that asks, in whichever of the languages. */
export function hasQuestionWord(text: string): boolean {
  const asked = inWrittenWords(text);
  return YES_NO.test(asked) || earliest(asked) !== undefined || /什么|哪/.test(asked);
}

/**
 * Whether a sentence holds something of the type asked for: a figure for a number, a name for a person. `undefined` where the
 * surface cannot tell, always so for `yes-no` and `other`. `true` says little where nearly every sentence has one (a list).
 */
export function holdsAnswerType(sentence: string, type: AnswerType): boolean | undefined {
  const holds = (...kinds: readonly QuantityKind[]) =>
    findQuantities(sentence).some(({ kind }) => kinds.includes(kind));
  switch (type) {
    case 'number':
      return holds('number', 'multiple', 'percent', 'money', 'duration') || VAGUE_NUMBER.test(sentence);
    case 'money':
      return holds('money');
    case 'percent':
      return findQuantities(sentence).some(({ kind, key }) => kind === 'percent' || /^n:0\.\d/.test(key));
    case 'date':
      return holds('date', 'time') || hasBareYear(sentence) || RELATIVE_TIME.test(sentence);
    case 'duration':
      return holds('duration') || VAGUE_DURATION.test(sentence);
    case 'person':
      return hasLatinName(sentence) || CHINESE_PERSON.test(sentence) || unlessEnglish(sentence);
    case 'place':
      return hasLatinName(sentence) || PLACE_NAME.test(sentence) || unlessEnglish(sentence);
    case 'organisation':
      return hasLatinName(sentence) || ORGANISATION_NAME.test(sentence) || unlessEnglish(sentence);
    case 'reason':
      return REASON.test(sentence) || undefined;
    case 'manner':
      return MANNER.test(sentence) || undefined;
    case 'list':
      return LIST.test(sentence) || undefined;
    case 'definition':
      return DEFINITION.test(sentence) || undefined;
    default:
      return undefined;
  }
}

function earliest(asked: string): AnswerType | undefined {
  let best: { readonly type: AnswerType; readonly at: number } | undefined;
  for (const [type, pattern] of QUESTION_RULES) {
    const at = pattern.exec(asked)?.index;
    if (at !== undefined && (best === undefined || at < best.at)) best = { type, at };
  }
  return best?.type;
}

function startsWithAuxiliary(asked: string): boolean {
  const match = YES_NO.exec(asked);
  return match?.index === 0 && /[a-z]$/.test(match[0]);
}

/** Capitals say nothing in Chinese, where a name without a title looks like any other word. */
function unlessEnglish(sentence: string): false | undefined {
  return /\p{Script=Han}/u.test(sentence) ? undefined : false;
}

/** A capitalised word that does not merely open the sentence, or two together. */
function hasLatinName(sentence: string): boolean {
  return (
    /(?<=[\p{L}\p{N},;:'"“「（(][\s]?|\p{Script=Han})\p{Lu}[\p{L}\p{N}'’.-]+/u.test(sentence) ||
    /^\P{L}*\p{Lu}[\p{L}'’.-]+\s+(?:(?:of|the|and|de|van|von)\s+)?\p{Lu}[\p{L}'’.-]+/u.test(sentence)
  );
}

function hasBareYear(sentence: string): boolean {
  return findQuantities(sentence).some(({ key }) => /^n:1[1-9]\d\d$|^n:20\d\d$/.test(key));
}

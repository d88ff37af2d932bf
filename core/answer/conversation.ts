/** What a question means after the turns before it. */
import { chineseScript } from '../language/chinese-script.ts';
import { hasCantoneseCharacter } from '../language/features.ts';
import { agesIn } from '../text/ages.ts';
import { contentTerms } from '../text/tokens.ts';
import type { Language, Turn } from '../types.ts';
import { isBare } from './bare-question.ts';
import { asksBack, conditionOf, newOf, withNew, withNewFor } from './ellipsis.ts';
import { chineseSubjects, subjectOf } from './subject.ts';

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
  const isOpen = history.length > 0 && isOfAnyLanguage(question, own.language);
  if (own.confidence >= SURE && !isOpen) return own.language;
  // 「早晨」 is no English, whatever was spoken before and whatever the browser speaks.
  let isChinese = own.language !== 'en' && /\p{Script=Han}/u.test(question);
  const mayBe = (language: Language) => !isChinese || language !== 'en';
  let open: Language | undefined;
  for (const turn of history.toReversed()) {
    if (turn.role !== 'user') continue;
    const earlier = detect(turn.content);
    if (earlier.confidence < SURE || !mayBe(earlier.language)) continue;
    if (!isOfAnyLanguage(turn.content, earlier.language)) return inScriptOf(question, own, earlier.language);
    // It was answered as the turns before it were, if it had any.
    open ??= earlier.language;
    isChinese ||= earlier.language !== 'en';
  }
  if (open) return inScriptOf(question, own, open);
  if (!reader || !mayBe(reader)) return own.language;
  const isOfBothScripts = own.confidence < SCRIPT_GUESSED && isWritten(own.language) && isWritten(reader);
  if (own.confidence < GUESSED || isOfBothScripts) return reader;
  return own.language;
}

/** Written Chinese in the other script than before is answered in that: 「現金呢」 after 「汇款手续费多少」. */
function inScriptOf(question: string, own: DetectedLanguage, before: Language): Language {
  const { script, confidence } = chineseScript(question);
  if (!isWritten(before) || before === `zh-${script}` || confidence < SURE) return before;
  return own.language === 'yue' && own.confidence >= SURE ? 'yue' : `zh-${script}`;
}

/** 「2022年呢？」, 「開放時間」 and 「死因呢？」 are said in every Chinese, and a reader of it types “deadline?” too. */
function isOfAnyLanguage(question: string, detected: Language): boolean {
  if (detected === 'en') return ONE_WORD.test(question);
  // 「淨係瞓覺開呢」 is said in one.
  if (newOf(question) !== undefined) return !hasCantoneseCharacter(question);
  return detected === 'zh-Hant' && question.length <= PHRASE && !OF_WRITING.test(question);
}

const ONE_WORD = /^\s*[\p{Script=Latin}-]+[\p{P}\s]*$/u;
/** In characters. */
const PHRASE = 8;
/** Not 「嗎」: 「要錢嗎」 is typed by who speaks Cantonese. */
const OF_WRITING = /[的這这們们哪是沒没了麼么那誰谁和何否與与也此]|[甚什怎][麼么樣样]|多[少久]/u;

const isWritten = (language: Language): boolean => language === 'zh-Hans' || language === 'zh-Hant';

const OPENS_LEANING =
  /^(?:咁|噉|而|那么|那麼|那|还有|還有|仲有|點解|为什么|為什麼|and|so|but|then|what about|how about|why)(?:\b|(?=\p{Script=Han}))/iu;
const POINTS =
  /\b(?:it|its|they|them|their|he|she|him|her|this|that|these|those|(?<!\b(?:is|are|was|were|be) )there)\b|佢|它|他们|他們|她|[呢嗰][個間度啲]|[这這那][个個家里裡裏些]|该|該/iu;

/** Terms of a question that hardly stands alone, when it has no name either: 「幾時開放畀市民？」. */
const SHORT = 4;

/** Latin letters, with figures or without, and years: H90, v1, 2024. 「係咪超過70個」 and 「24年？」 name nothing. */
const CHINESE_NAME = /\p{Script=Latin}{2}|\p{Script=Latin}\p{N}|\p{N}\p{Script=Latin}|\p{N}{4}/u;
const ENGLISH_NAME = /\s\p{Lu}|\p{N}/u;

/** Whether a question may mean something else after others than it does alone. */
export function leansOnHistory(question: string): boolean {
  const names = /\p{Script=Han}/u.test(question) ? CHINESE_NAME : ENGLISH_NAME;
  const isShort = contentTerms(question).length <= SHORT && !names.test(question);
  return isShort || isBare(question) || saysThatItLeans(question);
}

/** How old those are of whom a question asks, where the turns that it leans on tell: 「我阿爺75歲想學游水」, 「幾錢呀？」. */
export function agesTold(question: string, history: readonly Turn[]): readonly number[] {
  if (agesIn(question).length > 0) return [];
  for (const { role, content } of history.slice(-TURNS).toReversed()) {
    if (role !== 'user') continue;
    const told = content.slice(0, TURN_LENGTH);
    const ages = agesIn(told);
    if (ages.length > 0 || !leansOnHistory(told)) return ages;
  }
  return [];
}

/** Whether it says so itself, by a pronoun, a conjunction, or by what it leaves out. */
export const saysThatItLeans = (question: string): boolean =>
  OPENS_LEANING.test(question) || hasPronoun(question) || asksBack(question) || conditionOf(question) !== undefined;

/** Whether a word of it stands for something that was named before. */
export const hasPronoun = (question: string): boolean => POINTS.test(question);

/** Whether it asks about “it”, or begins with what was named before. */
export const pointsBack = (question: string): boolean => hasPronoun(question) || DEFINITE.test(question);

/** A measure word alone is Cantonese for “the”: 「張卡幾耐寄到」, 「部機保幾耐」; but 條件, 部門, 個人 and Mr Cheung. */
const DEFINITE =
  /^(?:[張张](?=[卡表飛飞紙纸單单證证票相信床凳約约])|部(?![門门分份長长署隊队落])|[間间](?![中接隔斷断])|[條条](?![件款例文約约])|[隻架筆笔]|[個个](?![人別别案體体性]))(?=\p{Script=Han})(?![邊边幾几])/u;

const OPENING = /^(?:咁|噉|而|那么|那麼|那|and|so|but|then)(?:\b|(?=\p{Script=Han}))[,，]?\s*/iu;
const PRONOUN =
  /\b(?:it|they|them|those|these|he|she|him|her(?! \w))\b|佢哋|佢|它们|它們|它|他們|他们|(?<![其吉結结])他|她|(?:呢|嗰|那|这|這)(?:啲|些)|(?:呢|嗰|这|這|那|该|該)(?:[個个間间家位款隻只]|(?=公司|模型|機構|机构|產品|产品))/iu;
const POSSESSIVE = /\b(?:its|their|his|her)\b/i;
const SEVERAL = /\b(?:those|these|them|they)\b|佢哋|它们|它們|他們|他们|(?:呢|嗰|那|这|這)(?:啲|些)/i;

/** What is talked about was named lately, and early in a turn; a program may send 256 KiB of history, made to be slow to read. */
const TURNS = 10;
const TURN_LENGTH = 1000;

/**
 * The question with what it leans on in place of its pronoun: 「咁佢幾時推出？」 finds nothing by itself. Names and phrases are
 * carried over, not the whole question before, which would find its own answer again; but of “And on Sundays?” the question
 * before is all that there is.
 */
export function standalone(question: string, history: readonly Turn[]): string {
  if (!leansOnHistory(question)) return question;
  const said = asMeant(history);
  return meant(question, said)?.content ?? carriedOver(question, said);
}

/** Of a question of which only what is new is said: with that in place of what the question before asked about. */
export function inPlace(question: string, history: readonly Turn[]): string | undefined {
  const value = conditionOf(question);
  const previous = asMeant(history).findLast(({ role }) => role === 'user')?.content ?? '';
  const [subject] = chineseSubjects(previous);
  return value === undefined || subject === undefined ? undefined : withNewFor(subject, previous, value);
}

function asMeant(history: readonly Turn[]): readonly Said[] {
  const recent = history.slice(-TURNS).map(({ role, content }) => ({ role, content: content.slice(0, TURN_LENGTH) }));
  const said: Said[] = [];
  for (const turn of recent) said.push(turn.role === 'user' ? (meant(turn.content, said) ?? turn) : turn);
  return said;
}

/** A turn, as it is meant. */
interface Said extends Turn {
  /** What was new in it, where only that was said. */
  readonly value?: string;
}

/** A question of which only what is new is said, as the question before has it. */
function meant(question: string, said: readonly Said[]): Said | undefined {
  const value = conditionOf(question);
  const at = said.findLastIndex(({ role }) => role === 'user');
  const isBack = asksBack(question);
  if ((value === undefined && !isBack) || at < 0) return undefined;
  const { content, value: old } = said[at]!;
  const previous = old === undefined ? carriedOver(content, said.slice(0, at)) : content;
  return value === undefined
    ? { role: 'user', content: previous }
    : { role: 'user', content: withNew(previous, value, old), value };
}

function carriedOver(question: string, history: readonly Turn[]): string {
  if (!leansOnHistory(question)) return question;
  const options = { leans: leansOnHistory, several: SEVERAL.test(question) };
  const [first, ...others] = subjectOf(history, options).filter((name) => !question.includes(name));
  if (first === undefined) return question;
  const bare = question.replace(OPENING, '');
  const full = PRONOUN.test(bare) ? bare.replace(PRONOUN, () => first) : bare.replace(POSSESSIVE, () => `${first}’s`);
  // “Those” are one thing; anything more would speak louder than the question.
  return [...(full === bare ? [first] : []), ...(options.several ? [] : others), full].join(' ');
}

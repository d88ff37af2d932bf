/** What a conversation is about, in its readers' own words. */
import { foldScript } from '../language/script.ts';
import { expectedAnswer } from '../text/answer-type.ts';
import { isQuestionWord, isStopWord } from '../text/stop-terms.ts';
import type { Turn } from '../types.ts';
import { knownNames } from './grounded/known-names.ts';
import { latinNames } from './grounded/names.ts';

/** Names carried over at most. */
const NAMES = 3;
/** A phrase longer than this is half a sentence. */
const PHRASE_LENGTH = 24;

/**
 * The names of the newest question that has any, or else its noun phrase; of “who …?” the answer's names too, since “he” is
 * in the answer. A question that leans itself is looked behind.
 * @param options `leans`: whether a question needs those before it; `several`: it asks about “those”.
 */
export function subjectOf(
  history: readonly Turn[],
  { leans, several }: { leans(question: string): boolean; several: boolean },
): string[] {
  const found: string[] = [];
  const opening = history.findIndex(({ role }) => role === 'user');
  for (let at = history.length - 1; at >= 0; at--) {
    const { role, content } = history[at]!;
    if (role !== 'user') continue;
    const named = namesIn(content).length > 0;
    const isFull = at === opening || !leans(content);
    // Of a question that leans itself only its names count, and its nouns where “those” may be they.
    const own = named || several || isFull ? subjectsIn(content) : [];
    const isWho = expectedAnswer(content) === 'person' || own.length === 0;
    const answer = history[at + 1]?.role === 'assistant' ? namesIn(history[at + 1]!.content).slice(0, 1) : [];
    found.push(...own, ...(isWho ? answer : []));
    if (found.length > 0 && (named || isFull)) break;
  }
  const last = history.findLast(({ role }) => role === 'user');
  if (found.length === 0 && last) found.push(...subjectsIn(last.content));
  const distinct = unique(found);
  return distinct.filter((name) => !distinct.some((other) => other !== name && other.includes(name))).slice(0, NAMES);
}

function subjectsIn(question: string): string[] {
  return /\p{Script=Han}/u.test(question) ? chineseSubjects(question) : englishSubjects(question);
}

/** Names in Latin letters and known Chinese ones that a reader may ask on about. */
function namesIn(text: string): string[] {
  const plain = text.replace(/\[\d{1,3}\]/g, ' ');
  const things = knownNames(foldScript).filter(({ isActor }) => !isActor);
  const latin = latinNames(plain, false)
    .filter(({ folded }) => !things.some((thing) => thing.latin.includes(folded)))
    .map(({ folded, start }) => plain.slice(start, start + folded.length))
    // “After Booking” only opens a sentence.
    .filter((name) => !isStopWord(name.split(' ')[0]!.toLowerCase()));
  const chinese = knownNames(foldScript)
    .filter(({ isActor }) => isActor)
    .flatMap((name) => name.chinese)
    .map((form) => ({ at: foldScript(plain).indexOf(form), length: form.length }))
    .filter(({ at }) => at >= 0)
    .map(({ at, length }) => plain.slice(at, at + length));
  return [...latin.filter((name) => name.length > 1), ...chinese];
}

const ENGLISH_PHRASE = /^(?:\s+\p{Ll}[\p{L}-]+){1,2}/u;

/** “Cyberport careers fair”, not “Cyberport” alone. */
function englishSubjects(question: string): string[] {
  const names = namesIn(question).map((name) => {
    const after = question.slice(question.indexOf(name) + name.length);
    const nouns = (ENGLISH_PHRASE.exec(after)?.[0] ?? '').trim().split(/\s+/);
    const ends = nouns.findIndex((word) => isStopWord(word) || isQuestionWord(word));
    // “Paul Chan present the Budget”: what comes before an article is a verb.
    const rest = after.slice(ENGLISH_PHRASE.exec(after)?.[0].length ?? 0);
    const isVerb = ends < 0 ? /^\s+(?:the|an?|his|her|its|their|this|that|about|in|on|at|to)\b/.test(rest) : true;
    const kept = nouns.slice(0, ends < 0 ? nouns.length : ends);
    return [name, ...(isVerb ? kept.slice(0, -1) : kept)].join(' ').trim();
  });
  if (names.length > 0) return names;
  const words = (question.toLowerCase().match(/[\p{L}-]+/gu) ?? []).filter(
    (word) => !isStopWord(word) && !isQuestionWord(word),
  );
  return words.length > 0 ? [words.join(' ')] : [];
}

/** Asking, being and having, in Cantonese and both scripts: what stands between them are phrases. */
const ASKING =
  /係唔係|是不是|係咩嚟|係乜嘢|係咩|係乜|是什[么麼]|是甚麼|係邊個|是谁|是誰|有冇|有没有|有沒有|有幾多|有多少|有几|有幾|幾多|多少|[幾几][時时歲岁錢钱耐大高遠远號号點点]|甚麼時候|什[么麼][时時][候间間]?|何[时時]|邊[個度間位邊啲]|喺邊|哪[个個家位里裡些年]?|[谁誰]|點樣|點解|點|怎[么麼樣样]?|如何|[为為]什[么麼]|甚麼|什[么麼]|乜嘢|乜|咩|[吗嗎呢呀㗎啊]|請問|请问|想知道?|告訴我|告诉我|話我知|關於|关于|[，。？！、,?!：:；;「」『』《》“”\s]+(?![\p{Script=Latin}\p{N}])/u;
/** A clause's verb and what opens it, which are no part of a name. */
const EDGES =
  /^(?:咁|噉|而|那么|那麼|那|个|個|间|間|嘅|的|系|係|是|有|喺|在|咗|了|會(?!員)|会(?!员)|佢哋?|它们?|他们?|她|呢|嗰|[这這]|[该該]|推出|公布|發布|发布)+|(?:嘅|的|系|係|是|有|喺|在|咗|了|將|将|叫|做|由|嚟|推出|公布)+$/u;

export function chineseSubjects(question: string): string[] {
  const phrases = question
    .split(ASKING)
    .flatMap((phrase) => phrase?.split(ASKING) ?? [])
    .map((phrase) => phrase.replace(EDGES, '').replace(EDGES, '').trim())
    .filter((phrase) => phrase.length > 1 && phrase.length <= PHRASE_LENGTH);
  const named = phrases.filter((phrase) => namesIn(phrase).length > 0);
  // What stands before the question word is what is asked about; what follows is what is asked for.
  return named.length > 0 ? named : phrases.slice(0, 1);
}

const unique = (texts: readonly string[]): string[] =>
  texts.filter((text, i) => texts.findIndex((other) => foldScript(other) === foldScript(text)) === i);

import { stemmer } from 'stemmer';
import { foldScript } from '../language/script.ts';
import { withoutAccents } from './accents.ts';
import { bridgeCantonese } from './cantonese.ts';
import { englishInChinese } from './mixed-words.ts';
import { findQuantities, type Quantity } from './quantities.ts';
import { isFunctionCharacter, isQuestionWord, isStopWord, splitAtEmptyWords } from './stop-terms.ts';

/** Letters and digits of any script but Chinese, joined by signs that join; `1,000` is one. */
const WORD =
  /\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?:(?!\p{Script=Han})[\p{L}\p{N}\p{M}])+(?:[-_.'’&+](?:(?!\p{Script=Han})[\p{L}\p{N}\p{M}])+)*/gu;
const CHINESE = /[\p{Script=Han}〇]+/gu;
/** DeepSeek, HKGAIv1, gpt4, e5-small: where one part ends and the next begins, in the text's own case. */
const PART = /\p{Lu}{2,}(?=v\d)|v\d+|\p{Lu}+(?!\p{Ll})|\p{Lu}?[\p{Ll}\p{Lo}\p{M}]+|\d+|\p{L}+/gu;

/**
 * The terms of a text for keyword search, with repetitions, in the same form for a question and a passage.
 *
 * - Chinese: folded to Simplified, colloquial Cantonese bridged to written words (the original is not kept: both sides are
 *   bridged alike), then each character that is no function word, and each pair of neighbours.
 * - Other scripts: lower case, no accents, Porter stems, stop words dropped; compounds whole and in parts (`e5small`,
 *   `e5`, `small`). "US" and "IT" in capitals are names.
 * - Figures, besides as written, in the form of `findQuantities` shared by all languages: `n:1000000000` for 十億 and for
 *   "HK$1bn", the latter also `m:HKD:1000000000`; a date also as its parts.
 */
export const tokenize = (text: string): readonly string[] => read(text).terms;

/**
 * The different terms that say what a text is about, all of them terms of `tokenize`: no function or question words, one term
 * a figure, Chinese in pairs. For the share of a question that a passage holds.
 */
export function contentTerms(text: string): string[] {
  const reading = read(text);
  const { folded, quantities } = reading;
  const terms = outside(reading.words, quantities)
    .filter(({ plain }) => !isQuestionWord(plain))
    .flatMap(({ whole, parts }) => (parts.length > 1 ? parts : [whole]));
  const figures = quantities.map((quantity) => quantityTerms(quantity)[0]!);
  const bare = blank(folded, quantities);
  for (const [run] of bridgeCantonese(bare).matchAll(CHINESE)) {
    for (const part of splitAtEmptyWords(run)) {
      const characters = [...part];
      if (characters.length === 1) addSingle(terms, characters[0]!);
      else addPairs(terms, characters);
    }
  }
  // Without its figures a text may be bridged otherwise at their edges.
  const known = new Set(reading.terms);
  return [...new Set([...terms, ...figures])].filter((term) => known.has(term));
}

/** Whether a term is an English word that Chinese sentences hold, for which their written words are among their terms too. */
export function isMixedIn(term: string): boolean {
  mixed ??= new Set(englishInChinese().map(stem));
  return mixed.has(term);
}

let mixed: Set<string> | undefined;

interface Reading {
  readonly text: string;
  readonly folded: string;
  readonly words: readonly Word[];
  readonly quantities: readonly Quantity[];
  readonly terms: readonly string[];
}

/** A question is searched for in words and asked for its content, one after the other: it is read once for both. */
let last: Reading | undefined;

function read(text: string): Reading {
  if (last?.text === text) return last;
  const folded = foldScript(text);
  const parts = { folded, words: wordsOf(text, folded), quantities: findQuantities(text) };
  last = { text, ...parts, terms: termsOf(parts) };
  return last;
}

function termsOf({ folded, words, quantities }: Pick<Reading, 'folded' | 'words' | 'quantities'>): string[] {
  const terms = words.flatMap(({ whole, parts }) => [whole, ...parts]);
  for (const [run] of bridgeCantonese(folded).matchAll(CHINESE)) addRun(terms, [...run]);
  for (const quantity of quantities) terms.push(...quantityTerms(quantity));
  return terms;
}

const PLAIN = /^[a-z]+$/;

interface Word {
  readonly start: number;
  readonly end: number;
  /** Lower case, not stemmed. */
  readonly plain: string;
  readonly whole: string;
  readonly parts: readonly string[];
}

function wordsOf(text: string, folded: string): Word[] {
  const shouted = !/\p{Ll}/u.test(text);
  return [...folded.matchAll(WORD)].flatMap((match): Word[] => {
    const start = match.index;
    if (PLAIN.test(match[0]) && !/[A-Z]/.test(text.slice(start + 1, start + match[0].length))) {
      const [plain] = match;
      return isStopWord(plain) ? [] : [{ start, end: start + plain.length, plain, whole: stem(plain), parts: [] }];
    }
    const written = text.slice(start, start + match[0].length).replace(/['’][sS]$/, '');
    const word = match[0].replace(/['’]s$/, '');
    const name = !shouted && /^\p{Lu}{2,}$/u.test(written);
    if (!name && isStopWord(word)) return [];
    const parts = /^[\d,.]+[a-z]*$/.test(word)
      ? []
      : partsOf(written).filter((part) => part.length > 1 && !isStopWord(part));
    const whole = /\d/.test(word) && /^[\d,.]+$/.test(word) ? word.replaceAll(',', '') : word.replace(/[-_.'’&+]/g, '');
    const stems = [stem(whole), ...parts.map(stem)].filter((term) => term !== '');
    const [first, ...rest] = new Set(stems);
    return first === undefined ? [] : [{ start, end: start + match[0].length, plain: word, whole: first, parts: rest }];
  });
}

function partsOf(word: string): string[] {
  const joined = word.split(/[-_.'’&+]/);
  const parts = joined.flatMap((part) => part.match(PART) ?? []);
  // "e5" and "v1" are names: their letter alone says nothing.
  const whole = joined.filter((part) => /^\p{L}\d+$/u.test(part));
  return [...new Set([...parts, ...whole].map(foldScript))];
}

function stem(word: string): string {
  const bare = PLAIN.test(word) ? word : withoutAccents(word);
  return /^[a-z]{3,}$/.test(bare) ? stemmer(bare) : bare;
}

function addRun(terms: string[], characters: readonly string[]): void {
  for (const character of characters) addSingle(terms, character);
  addPairs(terms, characters);
}

function addSingle(terms: string[], character: string): void {
  if (!isFunctionCharacter(character)) terms.push(character);
}

function addPairs(terms: string[], characters: readonly string[]): void {
  for (let at = 0; at + 1 < characters.length; at += 1) terms.push(characters[at]! + characters[at + 1]!);
}

/** A figure's terms, the one that all languages share first. */
function quantityTerms({ kind, key }: Quantity): string[] {
  if (kind === 'money') return [`n:${key.slice(key.lastIndexOf(':') + 1)}`, ...(key.includes('?') ? [] : [key])];
  // Nobody says "p.m." twice: the half of the day is left out.
  if (kind === 'time') return [key.replace(/\??(\d\d):/, (_, hours: string) => `${Number(hours) % 12}:`)];
  const date = /^d:(\d{4})(-\d\d)?(-\d\d)?(.*)$/.exec(key);
  if (date === null) return [key];
  const [, year, month, day, rest] = date;
  if (month === undefined) return rest === '' ? [`n:${year}`] : [key, `n:${year}`];
  return [key, ...(day === undefined ? [] : [`d:${year}${month}`]), `d:-${month}`, `n:${year}`];
}

/** The words that are no part of a figure; both lists are in order. */
function outside(words: readonly Word[], quantities: readonly Quantity[]): Word[] {
  let next = 0;
  return words.filter(({ start, end }) => {
    while (next < quantities.length && quantities[next]!.end <= start) next += 1;
    const quantity = quantities[next];
    return quantity === undefined || start < quantity.start || end > quantity.end;
  });
}

function blank(folded: string, quantities: readonly Quantity[]): string {
  let bare = '';
  let at = 0;
  for (const { start, end } of quantities) {
    bare += `${folded.slice(at, start)} `;
    at = end;
  }
  return bare + folded.slice(at);
}

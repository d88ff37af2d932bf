/**
 * Whether a question names something in particular that the passage does not: another version, year or place, somebody else.
 * Similarity hardly sees the difference between HKGAI v1 and HKGAI v2, and an answer about the one is none about the other.
 */
import { foldScript } from '../language/script.ts';
import type { Hit } from '../types.ts';
import { knownNames } from './grounded/known-names.ts';

/** @returns true where the passage speaks of another; false where it does not, or where that cannot be told. */
export function namesAnother(question: string, { passage }: Hit): boolean {
  const source = [passage.title, ...passage.headings, passage.text].join('\n');
  return hasOtherVersion(question, source) || hasOtherYear(question, passage.text) || hasOtherPlace(question, source);
}

const VERSION = /(?<![\p{Script=Latin}\p{N}])(\p{Script=Latin}+)[- ]?(\d+(?:\.\d+)*)(?![\p{Script=Latin}\p{N}])/gu;

/** “v2” where the passage has “v1” only. Of a word and a number apart (“over 70”) nothing follows. */
function hasOtherVersion(question: string, source: string): boolean {
  const versions = (text: string) =>
    [...text.matchAll(VERSION)]
      .filter(([all, word]) => !all.includes(' ') || /^v$/i.test(word!))
      .map(([, word, number]) => ({ word: word!.toLowerCase(), number: number! }));
  const known = versions(source);
  return versions(question).some(({ word, number }) => {
    const same = known.filter((version) => version.word === word);
    return same.length > 0 && same.every((version) => version.number !== number);
  });
}

const YEAR = /(?<!\d)(?:19|20)\d\d(?!\d)/g;

function hasOtherYear(question: string, source: string): boolean {
  const asked: readonly string[] = question.match(YEAR) ?? [];
  const known: readonly string[] = source.match(YEAR) ?? [];
  return known.length > 0 && asked.length > 0 && !asked.some((year) => known.includes(year));
}

interface Place {
  /** Script folded. */
  readonly chinese: string;
  /** Lower case, as far as the forms have in common: German and Germany. */
  readonly latin: readonly string[];
}

/** Countries as ICU names them, and the cities that Hong Kong is compared with. */
function readPlaces(): readonly Place[] {
  const [chinese, english] = ['zh-Hans', 'en'].map((of) => new Intl.DisplayNames([of!], { type: 'region' }));
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('');
  const codes = letters.flatMap((a) => letters.map((b) => `${a}${b}`));
  const countries = codes.map((code) => ({ chinese: chinese!.of(code)!, latin: [root(english!.of(code)!)] }));
  const cities = '深圳 广州 北京 上海 澳门 台湾 台北 杭州 东莞 珠海 东京 首尔 伦敦 纽约';
  return [...countries, ...cities.split(' ').map((name) => ({ chinese: name, latin: [] }))]
    .filter(
      ({ chinese }) =>
        // Where the articles are from, it need not be said.
        /^\p{Script=Han}{2,5}$/u.test(chinese) && chinese !== '中国' && chinese !== '香港',
    )
    .map(({ chinese, latin }) => {
      const known = knownNames(foldScript).filter((name) => name.chinese.includes(chinese));
      return { chinese, latin: [...latin, ...known.flatMap((name) => name.latin)] };
    });
}

let places: readonly Place[] | undefined;

/** What “Germany” and “German” have in common. */
function root(name: string): string {
  return name.toLowerCase().slice(0, Math.max(4, Math.ceil(name.length * 0.7)));
}

function hasOtherPlace(question: string, source: string): boolean {
  const [asked, known] = [foldScript(question), foldScript(source)];
  const isChinese = /\p{Script=Han}/u.test(source);
  places ??= readPlaces();
  return places.some(({ chinese, latin }) => {
    if (!asked.includes(chinese) || known.includes(chinese) || latin.some((form) => known.includes(form))) return false;
    return isChinese || latin.length > 0;
  });
}

/** A capitalized word inside an English sentence, or among Chinese: “Tencent”, “Singapore”, “CEO”. */
const NAME = /(?<![\p{Script=Latin}\p{N}'’.-])\p{Lu}[\p{Script=Latin}\p{N}]+/gu;

/** Capitalized, and nobody's name; offices may be told in other words. */
const NO_NAMES =
  /^(?:who|whom|whose|what|when|where|why|which|how|is|are|was|were|do|does|did|can|could|will|would|has|have|and|or|the|tell|please|i|ceo|cfo|cto|coo)$/i;

/**
 * Whether the question names what none of the passages found does. One passage may well say “the company” where the question
 * has its name; what all of them leave out, they are not about. Chinese passages tell nothing: there Paul Chan is 陳茂波.
 */
export function namesUnknown(question: string, hits: readonly Hit[]): boolean {
  if (hits.length === 0 || hits.some(({ passage }) => passage.language !== 'en')) return false;
  const known = hits
    .map(({ passage: { title, headings, text } }) => [title, ...headings, text].join('\n').toLowerCase())
    .join('\n');
  if (namesUnknownActor(question, known)) return true;
  return [...question.matchAll(NAME)].some(({ index, 0: name }) => {
    if (NO_NAMES.test(name) || /(?:^|[.?!])\s*$/.test(question.slice(0, index))) return false;
    // “German” is known where “Germany” is.
    return !known.includes(root(name));
  });
}

/** Also millet, to associate, three stars, a sandwich; and Tsinghua's and Qing dynasty's 清華. */
const AMBIGUOUS = /^(?:小米|联想|三星|三文|美团|京东|大疆|清华|科大|城大|中银|恒生)$/;

/** Whether it names in Chinese a firm or body that the English passages leave out. @param known what they say, in lower case */
function namesUnknownActor(question: string, known: string): boolean {
  const asked = foldScript(question);
  return knownNames(foldScript).some(
    ({ isActor, chinese, latin }) =>
      isActor &&
      chinese.some((form) => !AMBIGUOUS.test(form) && asked.includes(form)) &&
      ![...chinese, ...latin].some((form) => known.includes(form)),
  );
}

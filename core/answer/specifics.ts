/**
 * Whether a question names something in particular that the passage does not: another version, year or place, somebody else.
 * Similarity hardly sees the difference between HKGAI v1 and HKGAI v2, and an answer about the one is none about the other.
 */
import { foldScript } from '../language/script.ts';
import type { Hit } from '../types.ts';

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

/** Countries in Chinese, as ICU names them, and the cities that Hong Kong is compared with; script folded. */
const PLACES: readonly string[] = (() => {
  const names = new Intl.DisplayNames(['zh-Hans'], { type: 'region' });
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('');
  const countries = letters.flatMap((a) => letters.map((b) => String(names.of(`${a}${b}`))));
  const cities = '深圳 广州 北京 上海 澳门 台湾 台北 杭州 东莞 珠海 东京 首尔 伦敦 纽约';
  return [...countries.filter((name) => /^\p{Script=Han}{2,5}$/u.test(name)), ...cities.split(' ')].filter(
    // Where the articles are from, it need not be said.
    (name) => name !== '中国' && name !== '香港',
  );
})();

function hasOtherPlace(question: string, source: string): boolean {
  const [asked, known] = [foldScript(question), foldScript(source)];
  return /\p{Script=Han}/u.test(source) && PLACES.some((place) => asked.includes(place) && !known.includes(place));
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
  return [...question.matchAll(NAME)].some(({ index, 0: name }) => {
    if (NO_NAMES.test(name) || /(?:^|[.?!])\s*$/.test(question.slice(0, index))) return false;
    // “German” is known where “Germany” is.
    return !known.includes(name.toLowerCase().slice(0, Math.max(4, Math.ceil(name.length * 0.7))));
  });
}

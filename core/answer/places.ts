/** Whether a question is about another place than a passage is. */
import { foldScript } from '../language/script.ts';
import { type KnownName, knownNames } from './grounded/known-names.ts';
import { ofNewest } from './of-newest.ts';
import { holdsPlace, indexOfPlace } from './places-in-text.ts';

interface Place {
  /** Script folded. */
  readonly chinese: readonly string[];
  /** English ones, of the place and of who is from there; none where nobody knows them here. */
  readonly english: readonly RegExp[];
  /** Its own name in English, and nothing else's: “French” may be toast. */
  readonly name: RegExp | undefined;
}

/** Where the articles are from: it need not be said. */
const HERE = /^(?:CN|HK)$/;

/** Those that Hong Kong is compared with; ICU has only countries. */
const CITIES =
  '深圳 Shenzhen, 广州 Guangzhou, 北京 Beijing, 上海 Shanghai, 澳门 Macau, 台湾 Taiwan, 台北 Taipei, 杭州 Hangzhou, 东莞 Dongguan, ' +
  '珠海 Zhuhai, 东京 Tokyo, 大阪 Osaka, 首尔 Seoul, 曼谷 Bangkok, 伦敦 London, 巴黎 Paris, 纽约 New York';

/** What is a country's name and something else's: a street and a district, a state, a bird, a man. */
const OTHER_NAMES = /^(?:JO|GE|TR|TD|GG|JE)$/;

/** Beginnings of words that say a country without the beginning of its name, by ISO 3166-1. */
const OTHERWISE = new Map(
  (
    'AE uae emirat, AF afghan, BE belgi, CH swiss, CY cypr, CZ czech, DK danish dane, ES spani, FI finn, FR french, ' +
    'GB brit engl scot wales welsh, GR greek, HR croat, IE irish, IT italia, KG kyrgyz, KP korea, KR korea, ' +
    'KZ kazakh, LA lao, MM burm, MT malte, NL dutch holland, NO norweg, PH filipin, PL polish poles, RS serb, ' +
    'SA saudi, SE swedish, SI sloven, SK slovak, TH thai, TJ tajik, TM turkmen, TR turk, US america, UZ uzbek'
  )
    .split(', ')
    .map((line) => [line.slice(0, 2), line.slice(3).split(' ')]),
);

let places: readonly Place[] | undefined;

/**
 * What follows a country's name where an English text may well leave it out: 美国广播公司 is ABC, and of an Englishman it need not
 * be said. Nothing that no name has stands between.
 */
const NO_PLACE =
  /^(?:人|[^的嘅系是在喺有同和与啲呢嗰哪边个几多、，？?\s]{0,8}?(?:公司|集团|银行|协会|委员会|大学|局|署))/u;

interface Asked {
  /** Named in English, to be looked for in Chinese passages. */
  readonly english: readonly Place[];
  readonly chinese: readonly Place[];
}

/** There are some three hundred to look for. */
const placesIn = ofNewest((question): Asked => {
  places ??= readPlaces();
  const asked = foldScript(question);
  const named = places.flatMap((place) => {
    const form = place.chinese.find((chinese) => holdsPlace(asked, chinese));
    return form ? [{ place, form }] : [];
  });
  const chinese = named.filter(
    ({ form }) =>
      // 印度 is not asked for where 印度尼西亚 is.
      !named.some((other) => other.form !== form && other.form.includes(form)) &&
      !NO_PLACE.test(asked.slice(indexOfPlace(asked, form) + form.length)),
  );
  const english = places.filter(({ name }) => name?.test(question));
  return { english, chinese: chinese.map(({ place }) => place) };
});

/** @param isChinese the language of the source. */
export function namesOtherPlace(question: string, source: string, isChinese: boolean): boolean {
  const asked = placesIn(question);
  if (asked.english.length + asked.chinese.length === 0) return false;
  const known = foldScript(source);
  if (isChinese && asked.english.some(({ chinese }) => !holdsAny(known, chinese))) return true;
  return asked.chinese.some(({ chinese, english }) => {
    if (holdsAny(known, chinese) || english.some((own) => own.test(source))) return false;
    return isChinese || english.length > 0;
  });
}

const holdsAny = (text: string, forms: readonly string[]): boolean => forms.some((form) => holdsPlace(text, form));

/** Countries as ICU names them, and the cities. */
function readPlaces(): Place[] {
  const chineseNames = ['zh-Hans', 'zh-Hant', 'zh-Hant-HK'].map(regionsIn);
  const englishName = regionsIn('en');
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const codes = letters.flatMap((a) => letters.map((b) => `${a}${b}`));
  // FX, before FR in time, is France too.
  const isCurrent = (code: string) => new Intl.Locale(`und-${code}`).region === code;
  const countries = codes
    .filter((code) => isCurrent(code) && !HERE.test(code))
    .map((code) => {
      const chinese = chineseNames.map((nameOf) => foldScript(nameOf(code)));
      const english = englishName(code);
      const beginnings = [beginningOf(english), ...(OTHERWISE.get(code) ?? [])];
      return { chinese, beginnings, name: OTHER_NAMES.test(code) ? undefined : nameOf(english) };
    });
  const cities = CITIES.split(', ').map((line) => {
    const [chinese, english] = [line.slice(0, 2), line.slice(3)];
    return { chinese: [chinese], beginnings: [english.toLowerCase()], name: nameOf(english) };
  });
  return [...countries, ...cities].flatMap(({ chinese, beginnings, name }) => {
    const known = knownNames(foldScript).filter((name) => name.chinese.some((form) => chinese.includes(form)));
    const forms = [...new Set([...chinese, ...known.flatMap((name) => name.chinese)])];
    const own = forms.filter((form) => /^\p{Script=Han}{2,5}$/u.test(form) && !/^(?:中国|香港)$/.test(form));
    return own.length > 0 ? [{ chinese: own, english: patternsOf(beginnings, known), name }] : [];
  });
}

function regionsIn(locale: string): (code: string) => string {
  const names = new Intl.DisplayNames([locale], { type: 'region' });
  return (code) => names.of(code)!;
}

/** Not of another place (South Korea, New Mexico) nor of a body (Japan Airlines). */
const nameOf = (english: string): RegExp | undefined =>
  /^[\p{L} ]+$/u.test(english)
    ? new RegExp(`(?<!\\p{L}|(?:North|South|East|West|New|Latin|Central) )${english}(?!\\p{L}| \\p{Lu})`, 'u')
    : undefined;

/** What a country's name and that of its people begin with, as far as that can be told. */
function beginningOf(country: string): string {
  const own = country.replace(/ Islands?$/, '').toLowerCase();
  return own.length > 5 ? rootOf(own) : own;
}

/** What “Germany” and “German” have in common. */
export const rootOf = (name: string): string => name.toLowerCase().slice(0, Math.max(4, Math.ceil(name.length * 0.7)));

/** @param beginnings of words, in lower case. */
function patternsOf(beginnings: readonly string[], known: readonly KnownName[]): RegExp[] {
  const forms = known.flatMap(({ latin }) => latin);
  // “US” is not “us”, nor how a word begins.
  const isShort = (form: string) => form.replaceAll('.', '').length <= 3;
  const long = [...beginnings, ...forms.filter((form) => !isShort(form))];
  const short = forms.filter(isShort).map((form) => form.toUpperCase());
  return [
    ...(long.length > 0 ? [new RegExp(`(?<!\\p{L})(?:${long.map(literal).join('|')})`, 'iu')] : []),
    ...(short.length > 0 ? [new RegExp(`(?<!\\p{L})(?:${short.map(literal).join('|')})(?!\\p{L})`, 'u')] : []),
  ];
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** “In English, please” and 「用中文講」: the question before, to be answered in another language. */
import type { Language, Turn } from '../types.ts';

export interface AskedAgain {
  readonly question: string;
  readonly history: readonly Turn[];
  readonly language: Language;
}

const NAMES: readonly (readonly [Language | 'zh', string])[] = [
  [
    'zh-Hans',
    '(?:simplified )?(?:mandarin|putonghua)|simplified chinese|[簡简][體体](?:中文|字)?|普通[話话]|國語|国语',
  ],
  ['zh-Hant', 'traditional chinese|繁[體体](?:中文|字)?'],
  ['yue', 'cantonese|[廣广][東东][話话]|粵語|粤语|白話|白话'],
  ['zh', '(?:written )?chinese|中文|[書书]面[語语]'],
  ['en', 'english|英文|英語|英语'],
];

const ENGLISH = (name: string): RegExp =>
  new RegExp(
    `^(?:(?:can|could) you )?(?:please )?(?:(?:say|answer|repeat|write|put|translate)(?: (?:it|that|this))? )?(?:in|into|to) (?:${name})(?:,? please)?$`,
    'i',
  );
const CHINESE = (name: string): RegExp =>
  new RegExp(
    `^(?:唔該|麻煩|請|请)?你?(?:可[唔不]可以|可以|可否)?(?:用|講|讲|翻[譯译](?:做|成)|[轉转](?:做|成))(?:${name})(?:再?[講讲答說说](?:一次|多次)?|回答)?(?:得唔得|可以[嗎吗]|好[嗎吗]|[呀啊吖嗎吗])?$`,
  );

/** In UTF-16 code units. */
const LONGEST = 60;

const WISHES = NAMES.map(([language, name]) => ({ language, forms: [ENGLISH(name), CHINESE(name)] }));

/**
 * @param history without wishes.
 * @param reader the language of the reader's browser, which tells the script of “Chinese”.
 * @returns undefined where the text says anything else, or nothing was asked before.
 */
export function askedAgain(text: string, history: readonly Turn[], reader?: Language): AskedAgain | undefined {
  const wish = wishOf(text);
  const at = history.findLastIndex(({ role }) => role === 'user');
  if (wish === undefined || at < 0) return undefined;
  const language = wish === 'zh' ? (reader === 'zh-Hans' || /[们说请简]/u.test(text) ? 'zh-Hans' : 'zh-Hant') : wish;
  return { question: history[at]!.content, history: history.slice(0, at), language };
}

/** As if each question had been answered at once as it was wished. */
export function withoutWishes(history: readonly Turn[]): Turn[] {
  const kept: Turn[] = [];
  for (const turn of history) {
    const isWish = turn.role === 'user' && kept.length > 0 && wishOf(turn.content) !== undefined;
    if (!isWish) kept.push(turn);
    else if (kept.at(-1)!.role === 'assistant') kept.pop();
  }
  return kept;
}

function wishOf(text: string): Language | 'zh' | undefined {
  const said = text.replace(/[\p{P}\s]{1,9}$/u, '').trim();
  return said.length > LONGEST
    ? undefined
    : WISHES.find(({ forms }) => forms.some((form) => form.test(said)))?.language;
}

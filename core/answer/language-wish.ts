/**
 * “In English, please” and 「用中文講」: the question before, or the one beside it, to be answered in another language; and
 * 「再講多次」, as it was asked.
 */
import { chineseScript } from '../language/chinese-script.ts';
import type { Language, Turn } from '../types.ts';
import { isCourtesy } from './courtesy.ts';
import { LONGEST_MESSAGE } from './message.ts';

export interface Wished {
  readonly question: string;
  readonly history: readonly Turn[];
  /** Undefined where it is only to be said again. */
  readonly language: Language | undefined;
}

const NAMES: readonly (readonly [Language | 'zh', string])[] = [
  [
    'zh-Hans',
    '(?:simplified )?(?:mandarin|putonghua)|simplified chinese|[簡简][體体](?:中文|字)?|普通[話话]|國語|国语',
  ],
  ['zh-Hant', 'traditional chinese|繁[體体](?:中文|字)?'],
  ['yue', 'cantonese|[廣广][東东][話话]|粵語|粤语|白話|白话|口[語语]'],
  ['zh', '(?:written )?chinese|中文|[書书]面[語语]'],
  ['en', 'english|英文|英語|英语'],
];

const PLEASE = '(?:[,，]? ?(?:please|pls|plz|唔該晒?|謝謝|谢谢))?';
const ENGLISH = (name: string): RegExp =>
  new RegExp(
    `^(?:(?:(?:can|could) you )?(?:please )?(?:(?:say|answer|reply|respond|speak|repeat|write|put|translate)(?: (?:it|that|this|to me))? )?(?:in|into|to) (?:${name})${PLEASE}|` +
      `(?:${name}),? ?(?:version )?(?:please|pls|plz|唔該))$`,
    'i',
  );

const TRANSLATE = '翻[譯译](?:做|成)?|[轉转](?:做|成|用|為|为)?|[譯译](?:做|成)?';
/** 「用返中文」 */
const BACK = '[返番回]?';
const SAY = '(?:再?[講讲答說说](?:返)?(?:一次|多次)?|回[答覆复])(?:我|俾我聽|比我聽|給我聽|给我听)?';
const PARTICLES = '[呀啊吖啦喇囉吧]?';
/** 「可以用英文嗎？」 may be about a tour, so that a question has to say who speaks. */
const CHINESE = (name: string): RegExp =>
  new RegExp(
    `^(?:(?:唔該|麻煩|麻烦|請|请)?你?(?:(?:[用講讲說说]|${TRANSLATE})${BACK}(?:${name})(?:${SAY})?${PARTICLES}|` +
      `(?:可[唔不]可以|可以|可否|能[不唔]能|能)(?:用${BACK}(?:${name})${SAY}|(?:[講讲說说]|${TRANSLATE})${BACK}(?:${name})(?:${SAY})?)(?:得唔得|可以[嗎吗]|好[嗎吗]|[嗎吗])?${PARTICLES})${PLEASE}|` +
      `(?:${name})(?:版本?)?(?:唔該|please|pls|plz)|有(?:冇|[沒没]有)(?:${name})版本?[呀啊㗎]?)$`,
    'i',
  );

const AGAIN =
  /^(?:(?:唔該|麻煩|麻烦|請|请)?你?(?:再|重新)?[講讲說说答](?:返|多|過|过)?(?:多|一)?[次遍](?:[俾畀給给]我[聽听])?|重[複复](?:一[次遍])?|(?:(?:can|could) you )?(?:please )?(?:say|repeat) (?:it|that|this)(?: again)?|(?:can|could) you (?:please )?repeat|(?:once )?again|come again)(?:得唔得|好[嗎吗])?[呀啊吖啦喇囉吧]?(?:[,，]? ?(?:please|pls|唔該|thanks))?$/i;

/** In UTF-16 code units. */
const LONGEST = 60;

type Wish = Language | 'zh' | 'same';

const WISHES: readonly { readonly wish: Wish; readonly forms: readonly RegExp[] }[] = [
  ...NAMES.map(([wish, name]) => ({ wish, forms: [ENGLISH(name), CHINESE(name)] })),
  { wish: 'same', forms: [AGAIN] },
];

/**
 * @param history without wishes.
 * @param reader the language of the reader's browser, which tells the script of “Chinese”.
 * @returns undefined where nothing is wished, or there is no question to be answered in it.
 */
export function wishIn(text: string, history: readonly Turn[], reader?: Language): Wished | undefined {
  const known = (wish: Wish): Language | undefined => {
    if (wish === 'same') return undefined;
    return wish === 'zh' ? scriptOf(text, reader) : wish;
  };
  const wish = wishOf(text);
  if (wish) {
    const at = history.findLastIndex(({ role, content }) => role === 'user' && !isCourtesy(content));
    if (at < 0) return undefined;
    return { question: history[at]!.content, history: history.slice(0, at), language: known(wish) };
  }
  if (text.length > LONGEST_MESSAGE) return undefined;
  const parts = text.split(PARTS).filter((part) => part.trim() !== '');
  // “What language is the tour? In English?” asks about the tour.
  const wishes = parts.map((part) => (/[?？]\s*$/.test(part) && !SPEAKS.test(part) ? undefined : wishOf(part)));
  const wished = wishes.find((own) => own !== undefined);
  const question = parts
    .filter((_, i) => wishes[i] === undefined)
    .join('')
    .trim();
  return wished && question !== '' ? { question, history, language: known(wished) } : undefined;
}

const SPEAKS = /\byou\b|你|答|[講讲]/i;

/** 「幾錢？用英文答我」 */
const PARTS = /(?<=[。！？!?：:\n]|\.\s)|[，,；;：:](?=\s*(?:請|请|唔該|麻煩)?[用in])/u;

const scriptOf = (text: string, reader: Language | undefined): Language => {
  const { script, confidence } = chineseScript(text);
  if (confidence > 0.5) return `zh-${script}`;
  return reader === 'zh-Hans' ? 'zh-Hans' : 'zh-Hant';
};

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

function wishOf(text: string): Wish | undefined {
  const said = text.replace(/[\p{P}\s]{1,9}$/u, '').trim();
  return said.length > LONGEST ? undefined : WISHES.find(({ forms }) => forms.some((form) => form.test(said)))?.wish;
}

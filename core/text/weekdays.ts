/** Days of the week that a text names: a timetable's row for Monday is none for Sunday. */
import { foldScript } from '../language/script.ts';

const CHINESE = '一二三四五六日';
const dayOf = (character: string): number => (character === '天' ? 6 : CHINESE.indexOf(character));

/** 周日間 are the working days, and 周日程 a week's programme. */
const WEEK = '(?:星期|礼拜|周(?!日[间程常]))';
const DAY = '[一二三四五六日天]';
const TO = '\\s*(?:至|到|[-–—~～])\\s*';
/** What makes a number or another word of it: 三點, 五樓, 日本, 天氣. */
const NO_DAY = '(?![次个名位点时分月号楼层人间本文语气常程十百千万])';
/** No word goes on after it: of 一 and after a comma that must be so, for 「星期日，一家人」. */
const ALONE = '(?![^\\P{Script=Han}至到及和同与或])';
const LATER = `(?:[二三四五六日天](?<![,，]\\s*.)${NO_DAY}|${DAY}${ALONE})`;
/** 星期一至五, 星期一、三至五, 星期六日, 周日; not 一周一次. */
const CHINESE_DAYS = new RegExp(
  `(?<!一)${WEEK}${DAY}(?![次个名位])(?:(?<=六)日${NO_DAY}|(?<=一)三五|(?<=二)四六)?(?:${TO}${WEEK}?${DAY})?` +
    `(?:[、及和同与或,，/&]\\s*${WEEK}?${LATER}(?:${TO}${WEEK}?${DAY})?)*`,
  'gu',
);
const CHINESE_SPAN = new RegExp(`(${DAY})(?:${TO}${WEEK}?(${DAY}))?`, 'g');

const NAMES = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const NAME = '(mon|tue|wed|thu|fri|sat|sun)';
const FULL = `${NAME}(?:s|nes|rs|ur)?days?`;
/** Sun is a star and a surname too, by itself. */
const ANY = `${NAME}(?:(?:s|nes|rs|ur)?days?|s|rs?)?(?![a-z])\\.?`;
const THROUGH = '\\s*(?:to|through|until|[-–—])\\s*';
/** Not “in the sun, sat …”. */
const AND = '(?:\\s*(?:(?<!sun),(?:\\s*and\\b)?|[/&])|\\s+(?:and|or)\\b)\\s*';
/** “Mon–Wed, Fri”, “Sat & Sun”. */
const ENGLISH_DAYS = [
  new RegExp(`\\b${ANY}(?:(?:${THROUGH}|${AND})${ANY})+`, 'g'),
  new RegExp(`\\b${FULL}\\b`, 'g'),
  new RegExp(`^\\s*${ANY}\\s*$`, 'g'),
];
const ENGLISH_SPAN = new RegExp(`\\b${ANY}(?:${THROUGH}${ANY})?`, 'g');

const WORKDAYS = /\bweekdays?\b|\bworking days?\b|平日|周日间|工作天|工作日/;
const WEEKEND = /\bweekends?\b|周末/;

/** @returns 0 for Monday to 6 for Sunday; none where it names no day. */
export function weekdaysIn(text: string): ReadonlySet<number> {
  const folded = foldScript(text);
  const days = new Set<number>();
  const add = (from: number, to = from) => {
    for (let day = from; ; day = (day + 1) % 7) {
      days.add(day);
      if (day === to) return;
    }
  };
  const addSpans = (named: RegExp, span: RegExp, numberOf: (day: string) => number) => {
    for (const [list] of folded.matchAll(named))
      for (const [, from, to] of list.matchAll(span)) add(numberOf(from!), to ? numberOf(to) : undefined);
  };
  addSpans(CHINESE_DAYS, CHINESE_SPAN, dayOf);
  for (const named of ENGLISH_DAYS) addSpans(named, ENGLISH_SPAN, (name) => NAMES.indexOf(name));
  if (WORKDAYS.test(folded)) add(0, 4);
  if (WEEKEND.test(folded)) add(5, 6);
  return days;
}

/** Days of the week that a text names: a timetable's row for Monday is none for Sunday. */
import { foldScript } from '../language/script.ts';

const CHINESE = '一二三四五六日';
const dayOf = (character: string): number => (character === '天' ? 6 : CHINESE.indexOf(character));

const WEEK = '(?:星期|礼拜|周)';
/** 星期一至五, 星期一至星期五, 星期六、日, 周日; not 一周一次. */
const CHINESE_DAYS = new RegExp(
  `(?<!一)${WEEK}([一二三四五六日天])(?![次个名位])(?:\\s*(?:至|到|[-–—~～])\\s*${WEEK}?([一二三四五六日天]))?((?:[、及和同与或,，/]\\s*${WEEK}?[一二三四五六日天](?![^\\P{Script=Han}至及和同与或]))*)`,
  'gu',
);

const NAMES = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const NAME = '(mon|tue|wed|thu|fri|sat|sun)';
const FULL = `${NAME}(?:s|nes|rs|ur)?days?`;
/** Sun is a star and a surname too, by itself. */
const ANY = `${NAME}(?:(?:s|nes|rs|ur)?days?|s|rs?)?\\.?`;
const ENGLISH_DAYS = [
  new RegExp(`\\b${ANY}\\s*(?:to|through|until|[-–—])\\s*${ANY}(?![a-z])`, 'g'),
  new RegExp(`\\b${FULL}\\b`, 'g'),
  new RegExp(`^\\s*${ANY}\\s*$`, 'g'),
];

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
  for (const [, from, to, more] of folded.matchAll(CHINESE_DAYS)) {
    add(dayOf(from!), to ? dayOf(to) : undefined);
    for (const day of more!.match(/[一二三四五六日天]/g) ?? []) add(dayOf(day));
  }
  for (const [, from, to] of ENGLISH_DAYS.flatMap((days) => [...folded.matchAll(days)])) {
    add(NAMES.indexOf(from!), to ? NAMES.indexOf(to) : undefined);
  }
  if (WORKDAYS.test(folded)) add(0, 4);
  if (WEEKEND.test(folded)) add(5, 6);
  return days;
}

/** How old somebody is, and for whom a row or an item is: that for those of 18 to 49 is none for somebody of 55. */
import { foldScript } from '../language/script.ts';
import { readChineseNumber } from './quantities/chinese-number.ts';

/** Years, both included. */
type Range = readonly [from: number, to: number];

const OLDEST = 150;

const SPELLED = /[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九](?=岁)/g;

/** Script folded, Chinese numbers as digits. */
const plain = (text: string): string =>
  foldScript(text).replace(SPELLED, (number) => String(readChineseNumber(number, 0)?.value ?? number));

/** Whole: no part of 5.5, 1,000 or 60, of which a shorter one would do where what follows does not fit. */
const NUMBER = '(?<![\\d.:$]|\\d,)(\\d{1,3})(?!\\d|[.,]\\d)';
const UNIT = '(?:[ -]?(?:years?|yrs?)(?:[ -](?:of age|old|olds))?| ?岁)';
const TO = '(?: ?(?:[-–—~～至到]|to) ?)';
const MORE = '(?: ?(?:or|and) (?:above|over|older|up|more)\\b|\\+| ?[或及]?以上)';
const LESS = '(?: ?(?:or|and) (?:below|under|younger|less)\\b| ?[或及]?以下)';

/** Nothing that makes more than an age of it: “over 60 kg”, “60 or above” in a range. */
const ALONE =
  '(?! ?(?:%|kg|cm|km|m\\b|hk(?!\\$)|am\\b|pm\\b|seconds?|minutes?|hours?|days?|weeks?|months?|people|persons|[:.]\\d|[分时天月元公]|' +
  'mm\\b|g\\b|mg\\b|ml\\b|lbs?\\b|pounds?|kilo|grams?\\b|met(?:re|er)s?\\b|lit(?:re|er)s?\\b|miles?\\b|inch|feet\\b|ft\\b|' +
  '°|degrees?|per ?cent|cents?\\b|dollars?|小时|千?克|厘?米|毫[米升]|[斤升磅尺寸吋呎度次件张页]))';

const SOMEBODY =
  '(?:who|he|she|mum|mom|mother|dad|father|parent|son|daughter|wife|husband|grand\\w+|kid|child|boy|girl|brother|sister|aunt|uncle|friend)';

const AGED = [
  new RegExp(`${NUMBER}[ -](?:years?|yrs?)[ -](?:old|of age)\\b`, 'g'),
  new RegExp(
    `\\b(?:i'?m|i am|${SOMEBODY}(?:'s| is)|turns?|turned|aged?|am) (?:now |only |already |just |nearly )?${NUMBER}(?=[,.;?!]|$| (?:and|next|this|years?|now|so|but)\\b)`,
    'g',
  ),
  new RegExp(`${NUMBER} ?岁(?!(?:[或及]?以[上下]|[至到起前后]|或))`, 'g'),
  new RegExp(`(?:今年|已经?|就快) ?${NUMBER}(?=[,，。；？?!！了]|$)`, 'g'),
];

/** @returns the ages of people that a question tells; none of those that it asks for. */
export function agesIn(question: string): readonly number[] {
  const asked = plain(question);
  // “12 to 15 years old” is nobody's age.
  const single = (at: number) => !new RegExp(`\\d${TO}$`).test(asked.slice(0, at));
  return AGED.flatMap((pattern) => [...asked.matchAll(pattern)])
    .filter(({ 0: all, 1: age, index }) => single(index + all.indexOf(age!)))
    .map(([, age]) => Number(age));
}

const BETWEEN = new RegExp(`${NUMBER}${UNIT}?${TO}${NUMBER}(${UNIT})?${ALONE}`, 'g');
const FROM = new RegExp(`${NUMBER}(${UNIT})?${MORE}${ALONE}`, 'g');
const UP_TO = new RegExp(`${NUMBER}(${UNIT})?${LESS}${ALONE}`, 'g');
const OVER = new RegExp(`\\b(?:over|above)[ -](?:the age of )?${NUMBER}(${UNIT}|s\\b)?${ALONE}`, 'g');
const UNDER = new RegExp(`(?:\\b(?:under|below)[ -](?:the age of )?|未[满足] ?)${NUMBER}(${UNIT}|s\\b)?${ALONE}`, 'g');
/** Before a number that is an age without saying so. */
const OF_AGE =
  /(?:\bage[ds]?\b|\b(?:child(?:ren)?|adults?|seniors?|juniors?|youths?|toddlers?|infants?|people|persons?|those)\b|年龄|岁数)[^\d;；,，。]{0,12}$/;

/** @param isGroup whether the text is but the name of a group, whose numbers are ages: “60 or above”. */
export function ageRangesIn(text: string, isGroup = false): readonly Range[] {
  const told = plain(text);
  const found = (pattern: RegExp, range: (...numbers: number[]) => Range) =>
    [...told.matchAll(pattern)]
      .filter((match) => isGroup || match.at(-1) || OF_AGE.test(told.slice(0, match.index)))
      .map((match) => range(...match.slice(1, -1).map(Number)));
  return [
    ...found(BETWEEN, (from, to) => [from!, to!]),
    ...found(FROM, (from) => [from!, OLDEST]),
    ...found(UP_TO, (to) => [0, to!]),
    ...found(OVER, (from) => [from!, OLDEST]),
    ...found(UNDER, (to) => [0, to!]),
  ];
}

/** Whether somebody of one of the ages is spoken of; undefined where no age is told, of either. */
export const areOfAge = (ages: readonly number[], ranges: readonly Range[]): boolean | undefined =>
  ages.length === 0 || ranges.length === 0
    ? undefined
    : ages.some((age) => ranges.some(([from, to]) => from <= age && age <= to));

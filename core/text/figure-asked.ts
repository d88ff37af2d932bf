/** Questions that only a figure answers, and sentences that surely hold none: “How many?” is not answered without a number. */
import { foldScript } from '../language/script.ts';
import { RELATIVE_TIME, VAGUE_DURATION, VAGUE_NUMBER } from './answer-signs.ts';
import { type AnswerType, expectedAnswer } from './answer-type.ts';
import { bridgeCantonese } from './cantonese.ts';
import { toHalfWidth } from './half-width.ts';
import { findQuantities, type Quantity } from './quantities.ts';

/** `count`: of things; `day`: a date to the day; `time`: of the day; `phone` and `email`: where somebody is reached. */
export type Figure =
  | Extract<AnswerType, 'number' | 'money' | 'percent' | 'date' | 'duration'>
  | 'count'
  | 'day'
  | 'time'
  | 'phone'
  | 'email';

const FIGURES: readonly AnswerType[] = ['number', 'money', 'percent', 'date', 'duration'];

const DAY =
  /几号|哪(?:一)?(?:个)?(?:天(?!然)|日)|何日|什么(?:日子|日期)|\b(?:what|which) (?:exact |specific |calendar )?(?:day|date)\b|\bexact date\b/;
const COUNTER = '个|名|位|间|家|次|种|人(?!工)|所|条|款|项|座|部|支|只|张|本|份|件|台|辆|架|队|篇|场|棵|块';
const COUNT = new RegExp(`(?:(?<![哪边])几|多少)(?:${COUNTER})|\\bhow many\\b`);

/** Sums and times, though they are counted. */
const MEASURED =
  /(?:几|多少)个?(?:[十百千万]*[万亿]|工作[天日]|[港美日欧]?元|人?工时)|\bhow many (?:[\w-]+ ){0,2}?(?:dollars?|euros?|pounds?|yen|yuan|renminbi|francs?|cents?|pence|(?:b|m|tr)illions?|thousands?|(?:man-?)?hours?|minutes?|seconds?|(?:working )?days?|weeks?|months?|years?)\b/;

const PHONE =
  /\b(?:phone|telephone|fax|hotline|whatsapp|contact|enquiry) numbers?\b|\bwhat(?:'s| is) (?:the|your|its|their) (?:\w+ ){0,3}(?:hotline|fax|telephone)\b|\bnumber (?:should|do|can|must) (?:i|we) (?:call|ring|phone)\b|(?:电话|热线|传真)(?:号码)?(?:是|有)?(?:多少|几号|什么|几多)|(?:电话|热线|传真)(?:号码)?[?？]?$|打(?:哪个|什么|几号)(?:电话|号码|热线)/;
const EMAIL =
  /\be-?mail address(?:es)?\b|\bwhat(?:'s| is) (?:the|your|its|their) (?:\w+ ){0,3}e-?mail\b|\b(?:which|what) e-?mail\b|(?:电邮|邮箱|e-?mail)(?:地址)?(?:是|有)?(?:多少|什么|哪个)|(?:哪个|什么)(?:电邮|邮箱|e-?mail)|(?:电邮|邮箱)(?:地址)?[?？]?$/;

const TIME =
  /几点(?!原因|理由|建议|意见|要求|注意|看法|因素|好处)|(?:几时|什么时候|何时)(?:开门|关门|打烊|收工|放工|收档)|(?:开放|营业|办公|服务)时间|\b(?:opening|business|office|visiting|delivery|service|trading|working) hours\b|(?<!in )\bwhat (?:time|hours)\b(?! (?:period|frame|span|zone|of (?:the )?year))|\bhours\b(?=[^?]{0,12}[?]?$)(?<!how many hours)/;

/** @returns undefined where something else may answer. */
export function figureAsked(question: string): Figure | undefined {
  const asked = bridgeCantonese(foldScript(question)).trim();
  if (PHONE.test(asked)) return 'phone';
  if (EMAIL.test(asked)) return 'email';
  if (TIME.test(asked)) return 'time';
  const type = expectedAnswer(question);
  if (!FIGURES.includes(type)) return undefined;
  if (type === 'date' && DAY.test(asked)) return 'day';
  if (type === 'number' && COUNT.test(asked) && !MEASURED.test(asked)) return 'count';
  return type as Figure;
}

const SPELLED =
  /\b(?:half|quarters?|thirds?|double[sd]?|twice|both|pair|single|sole|first|second|fourth|fifth|sixth|seventh|eighth|ninth|tenth|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|none|no|nobody|each|every|all|most)\b|[半倍每各全成無无沒没零两兩二三四五六七八九十百千萬万億亿]|一(?:[個个名位間间家次種种所條条款項项座部支隻只張张本份件台輛辆架隊队篇場场成半]|切)|[不唔][送設设]/i;
/** How big, and how fast: “the biggest in Asia”. */
const SUPERLATIVE =
  /\b(?:bigg|larg|great|tall|high|deep|long|wid|small|short|light|heavi|fast|quick|slow|old|young|strong|cheap|near|farth|furth)est\b|最[大高深長长闊阔細细小短輕轻重快慢老強强平貴贵近遠远]/i;
const FREE = /\b(?:free|nothing|gratis)\b|免|不收|唔收/i;
/** By how much something rises, where it does not. */
const UNCHANGED =
  /\b(?:unchanged|frozen?|freezes?|(?:stays?|remains?) the same)\b|[不冇][變变]|[維维]持(?:不|原|現|现)|[價价費费薪租稅税][\p{Script=Han}]{0,3}[凍冻][結结]/iu;
const TIMES =
  /\b(?:when|after|before|once|as soon as|until|since|night|morning|evening|noon|spring|summer|autumn|winter|hours?|minutes?|days?|weeks?|weekends?|months?|years?|terms?|daily|weekly|monthly|annual(?:ly)?|yearly|christmas|easter|eve|new year|anniversary|harvest|season)\b|[年月日天周週期季晚夜後后前時时節节]|除夕|聖誕|圣诞|小時|小时|分鐘|分钟|至今|直到/i;
const CLOCK =
  /\b(?:night|noon|midnight|mid-?day|dawn|dusk|sun(?:rise|set)|morning|afternoon|evening|all day|round the clock|24 hours|closed?|o'clock)\b|\d ?[ap]\.?m\b|\b(?:at|from|until|till) \d{1,2}\b(?! ?%)|(?<!\d)\d{1,2}(?:[:.]\d\d)?\s*(?:[-–—~至到]|to)\s*\d{1,2}(?!\d)|[點点][正鐘钟半]?|[朝早晚夜晝昼]|[上下中][午晝昼]|全[日天]|通宵|日[出落]|小時|小时|休息|休[館馆]|[不唔][開开]|[關关]門|关门/i;
const DAYS =
  /\b(?:yesterday|today|tomorrow|tonight|days?|eve|night|weekends?|(?:mon|tues|wednes|thurs|fri|satur|sun)day|christmas|easter|new year|fifteenth|\d+(?:st|nd|rd|th))\b|[月日天節节夜晚]|除夕|聖誕|圣诞|[周週][一二三四五六日末]|星期|禮拜|礼拜/i;

/** How good a mark has to be, or of which class: 乙級, B級, 第三類. */
const GRADE = /[甲乙丙丁戊]等?[級级等]|(?<![A-Za-z])[A-F][+-]?[級级]|\bgrade [A-F]\b|第[一二三四五六七八九十]+[類类]/i;

/** True only where nothing in the sentence can be a figure of the kind. */
export function lacksFigure(text: string, figure: Figure): boolean {
  const quantities = findQuantities(text);
  const sentence = toHalfWidth(text);
  const holds = (...kinds: Quantity['kind'][]) => quantities.some(({ kind }) => kinds.includes(kind));
  const isYear = ({ kind, start, end }: Quantity) =>
    kind === 'number' &&
    YEAR.test(sentence.slice(start, end)) &&
    (DATED.test(sentence.slice(0, start)) || !COUNTED.test(foldScript(sentence.slice(end))));
  const counts = quantities.some((quantity) => quantity.kind === 'number' && !isYear(quantity));
  const says = (...signs: RegExp[]) => signs.some((sign) => sign.test(sentence));
  switch (figure) {
    case 'number':
      return (
        quantities.every(isYear) && !says(VAGUE_NUMBER, VAGUE_DURATION, SPELLED, SUPERLATIVE, FREE, UNCHANGED, GRADE)
      );
    // A sum or a length of time is no number of things; a share may stand for one, as may the twelfth.
    case 'count':
      return !counts && !holds('percent', 'multiple', 'ordinal') && !says(VAGUE_NUMBER, SPELLED, FREE);
    case 'money':
    case 'percent':
      return (
        !counts &&
        !holds('money', 'percent', 'multiple', 'ordinal', 'duration') &&
        !says(VAGUE_NUMBER, SPELLED, FREE, UNCHANGED)
      );
    case 'duration':
    case 'date':
      return quantities.length === 0 && !says(VAGUE_NUMBER, VAGUE_DURATION, RELATIVE_TIME, TIMES);
    case 'day':
      return !quantities.some(isDay) && !says(DAYS);
    case 'time':
      return !holds('time') && !says(CLOCK);
    case 'phone':
      return !says(PHONE_NUMBER);
    case 'email':
      return !says(EMAIL_ADDRESS);
  }
}

/** 2345 0188, +852 2345 0188, 1823 and 999; 1987 is a year. Also 二六八九一一七三, and 內線二零三. */
const PHONE_NUMBER =
  /\d{3,4}[ \u00a0-]?\d{4}(?!\d)|(?<!\d)(?:1[0-8]\d\d|999|112|992)(?!\d|\s*年)|[〇零一二三四五六七八九]{4}[ \u00a0-]?[〇零一二三四五六七八九]{4}|(?:[內内][線线]|[熱热][線线])[^，。；]{0,3}?(?:\d{3}|[〇零一二三四五六七八九]{3})|\b(?:ext(?:ension)?)\.? \d{2}/i;
const EMAIL_ADDRESS = /(?<![\w.+-])[\w.+-]+@[\w-]+\.\w|\[at\]/;

const YEAR = /^(?:1[1-9]|20)\d\d$/;
/** What stands before a year, and what after a number of things that looks like one: “2000 guests”. */
const DATED = /\b(?:until|during|before|after) $/i;
const COUNTED = new RegExp(
  `^\\s*(?:${COUNTER}|户)|^ (?:(?!(?:was|is|has)\\b)[a-z]+s|people|children|men|women|staff)\\b`,
);

/** A date to the month or the day; an ordinal may be one. */
const isDay = ({ kind, key }: Quantity): boolean =>
  kind === 'ordinal' || (kind === 'date' && /^d:(?:-|w|\d{4}-)/.test(key));

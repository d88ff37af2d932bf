/** Questions of which only what is new is said: “And on Sundays?”, 「咁小朋友呢？」. */
import { foldScript } from '../language/script.ts';
import { districtIn } from './hong-kong.ts';

const OPENING =
  /^(?:咁樣|咁|噉|而(?!家)|那么|那麼|那|如果|(?:還有|还有|仲有|同埋)(?![冇無无沒没])|\b(?:and|or|but|so|what about|how about|what of)\b)+[,，]?\s*/iu;
/** 呢, and as it is said in the English of Hong Kong: “cat leh”. */
const MARKED = /(?:呢|\s(?:leh|le|ne))\s*[?？]*$/iu;
const BEFORE = /^(?:喺|系|响|響|在|對|对|去(?!年)|到|係|是|(?:(?:on|in|at|for|to|from|with|during|the)\b\s*)+)/iu;
/** Looks behind so that a run of spaces or marks inside the text is read once, not from each of its characters. */
const AFTER = /(?:呢|㗎|呀|咧|啊|\s(?:leh|le|ne)|(?<!\s))\s*(?:(?<![?？!！.。])[?？!！.。]+)?$/iu;

/** A word that asks, or what a clause has and a mere name has not. */
const ASKS =
  /[幾几]|多少|[邊边][個个度位間间隻啲日]|哪|[誰谁]|點|怎|如何|什[麼么]|甚麼|乜|咩|何|有[冇無无]|有[沒没]有|係唔係|係咪|是否|可[唔不]可|可以|需要|要唔要|唔|不|[嗎吗]|收到|\b(?:who|whom|whose|what|when|where|why|which|how|is|are|was|were|do|does|did|can|could|will|would|has|have|should|may|if|there)\b/iu;

/** What may be asked of anything: another of it is another question, not another thing. */
const ATTRIBUTE =
  /^(?:電話|电话|地址|地[點点]|[收費费]{2}|費用|费用|價[錢格]|价[钱格]|學費|学费|租金|人工|薪[水金酬]|月薪|待遇|截止(?:日期)?|日期|時間|时间|(?:開放|开放|營業|营业)時?时?[間间]|資格|资格|要求|條件|条件|方法|程序|手[續续]|退款|取消|報名|报名|申[請请]|[聯联][絡络]|電[郵话話]|电[邮话]|網址|网址|材料[費费]|按金|押金|罰款|罚款|停[車车]|泊車|交通|原因|理由|結果|结果|反應|反应|目的|內容|内容|[優优]惠|折扣|人[數数]|名[額额]|死因|背景|影響|影响|好[處处]|限制|風險|风险|導師|导师|老師|老师|負責人|负责人)$|(?:fees?|prices?|costs?|charges?|phone|number|address|e-?mail|deadline|date|(?<!\b(?:part|full)[- ])time|hours|requirements?|parking|reasons?|results?|discounts?|salary|pay|rent|penalty|fine|refunds?|deposit|website|name|age|capacity|duration|length|size|purpose|causes?|teacher|tutor|speaker|organisers?)$/iu;

/** “And his wife?” asks of somebody who is named elsewhere. */
const OF_SOMEBODY = /佢|他|她|它|\b(?:its|their|his|her|he|she|it|they|them|him|this|that|these|those)\b/iu;

/** No longer: a clause. In UTF-16 code units. */
const LONGEST = { chinese: 10, english: 32 };

/** What is new; undefined where the question says more. */
export function newOf(question: string): string | undefined {
  const asked = question.trim();
  const isMarked = OPENING.test(asked) || MARKED.test(asked);
  const value = asked.replace(OPENING, '').replace(AFTER, '').replace(BEFORE, '').trim();
  return isMarked && isName(value) ? value : undefined;
}

function isName(value: string): boolean {
  const isChinese = /\p{Script=Han}/u.test(value);
  if (value === '' || value.length > (isChinese ? LONGEST.chinese : LONGEST.english)) return false;
  return !ASKS.test(value) && !ATTRIBUTE.test(value) && !OF_SOMEBODY.test(value);
}

/** Told without 呢: 「我住三座」, 「我係part time嘅」, 「係會員」, 「冬天嗰套」, 「定星期六？」, 「星期日都係？」. */
const CONDITIONS: readonly RegExp[] = [
  /^(?:我[哋们們]?)?(?:係(?![咪唔咁噉囉喎但])|是(?![不但日非])|住喺|住在|住(?![宅院屋戶户客所宿]))(.+?)(?:嘅|的|㗎|架)?$/u,
  /^(.+?)(?:嗰|那)(?:[個个隻只套啲些部份班間间種种款]|啲人|些人)$/u,
  /^(?:咁|噉)?(?:定係|定系|定|还是|還是)(?![期價价])(.+)$/u,
  /^(.+?)都(?:係|系|是)$/u,
];

/** What is new, as `newOf` has it, or a condition of what was asked before. */
export function conditionOf(question: string): string | undefined {
  const value = newOf(question);
  if (value !== undefined) return value;
  const told = question.trim().replace(AFTER, '');
  if (told.length > LONGEST.english + 8) return undefined;
  if (AGED.test(told) && isName(told)) return told;
  return CONDITIONS.map((form) => form.exec(told)?.[1]?.trim()).find((one) => one !== undefined && isName(one));
}

/** A child of six: 「小朋友6歲」. */
const AGED = /^(?:我?[個个]?[仔女]|小朋友|細路|我)?[\d一二三四五六七八九十]{1,3}[歲岁]$/u;

/** Whether only a figure is asked back: 「70個？」, 「係咪超過70個」. What it is of, the question before says. */
export const asksBack = (question: string): boolean =>
  newOf(question) === undefined && ASKED_BACK.test(question.trim());

const ASKED_BACK =
  /^(?:咁|噉|即係|即是|係咪|係唔係|是不是|唔係話|唔係|不是|係|是|有|超過|超过|多過|多过|少過|少过|只有|得){0,4}\s?[$]?[\d,.]+\s?(?![年月日號号點点歲岁])\p{Script=Han}{0,2}[%％]?(?:咩|呀|㗎|嗎|吗|咋|啊)?\s?[?？]*$/u;

const GROUP =
  /成[人年]人?|大人|小朋友|[兒儿]童|小童|[細细]路仔?|長者|长者|老人家?|[學学]生|[嬰婴][兒儿]|BB|青年|\badults?\b|\bchild(?:ren)?\b|\bkids?\b|\bseniors?\b|\belderly\b|\bstudents?\b|\bbabies\b/giu;
const MEMBERS = /非?[會会][員员][價价]?|\b(?:non-)?members?\b/giu;

/** What can take each other's place. */
const KINDS: readonly RegExp[] = [
  /逢?(?:星期|禮拜|礼拜|[週周])[一二三四五六日天末](?:[至到、同和及][一二三四五六日天])?|平日|[假節节]日|公[眾众]假期|(?:\bon )?\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\bweekdays?\b|\bweekends?\b|\bpublic holidays?\b/giu,
  /夜晚|夜[間间]|晚上|朝早|早上|上[午晝昼]|下[午晝昼]|晏[晝昼]|日[頭间間]|\bevenings?\b|\bmornings?\b|\bafternoons?\b/giu,
  /(?:(?:19|20)\d\d|[二一][〇零一二三四五六七八九]{3})(?:\s*[/-–至]\s*\d{2,4})?(?:年度?)?|[上下今][一個个]*年度?|[去前明今出舊旧]年度?|[而依]家|[現现]在|以前|(?<![日月年期天])之前|[舊旧][時时]|\b(?:(?:last|this|next) year|year before|now|currently|previously|in the past)\b/giu,
  /\d{1,2}月(?:份)?|[一二三四五六七八九十]{1,2}月(?:份)?|\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b/giu,
  GROUP,
  MEMBERS,
  /全[職职]|兼[職职]|全日制|兼[讀读]制?|\b(?:full|part)[- ]?time\b/giu,
  /男子[組组]?|女子[組组]?|男[仔生士]?|女[仔生士]?|\b(?:wo)?men(?:['’]s)?\b|\b(?:boys?|girls?)\b/giu,
  /港島|港岛|九龍|九龙|新界|[離离][島岛]|市[區区]|[內内]地|大[陸陆]|澳[門门]|海外/gu,
  /\d+(?:\.\d+)?\s*[%％]|百分之[\d.〇零一二三四五六七八九十]+/gu,
  /\bv\d[\d.]*/giu,
  /第[一二三四五六七八九十\d]+[次期年屆届季輪轮]|首次|初犯|再犯|重犯|\b(?:first|second|third) (?:time|offence)\b/giu,
  /[黃黄紅红黑]色?暴?雨(?:警告)?|(?:[一三八九十]|10|[1389])[號号](?:風球|风球|波|風|风)?|\b(?:amber|red|black) rain(?:storm)?|\bsignal (?:no\. ?)?\d+/giu,
  /[金銀银銅铜](?:[級级卡]|[計计][劃划]|\s?plan)|\b(?:gold|silver|bronze|platinum)\b/giu,
];

const kindOf = (value: string): RegExp | undefined => KINDS.find((words) => value.search(words) >= 0);

/** Whether other words may say the same: of Sunday that of weekends. */
export const isOfKind = (value: string): boolean => districtIn(value) !== undefined || kindOf(value) !== undefined;

/** Whether a text says for whom: a child, a member. */
export const tellsGroup = (text: string): boolean => text.search(GROUP) >= 0 || text.search(MEMBERS) >= 0;

/**
 * The question before with the new in place of what was of its kind; before it where nothing was.
 * @param old what was new in the question before, if it was such a question itself: of 「黃雨呢？」, 「三號波呢？」 the second is
 * in place of the first.
 */
export function withNew(previous: string, value: string, old?: string): string {
  return (
    replacedAlike(previous, value) ??
    replacedName(previous, value) ??
    replacedOld(previous, value, old) ??
    replacedEnding(previous, value) ??
    before(previous, value)
  );
}

/** The question before with the new in place of what it asks about: 「街症幾錢」 of 「睇專科幾錢？」, 「街症呢？」. */
export function withNewFor(subject: string, previous: string, value: string): string | undefined {
  if (isOfKind(value) || !previous.includes(subject) || withNew(previous, value) !== before(previous, value))
    return undefined;
  const full = previous.replace(subject, () => value);
  return full === value ? undefined : full;
}

/** Chinese phrases are told apart by spaces, and this is to be one. */
const before = (previous: string, value: string): string =>
  /^\p{Script=Han}/u.test(previous) ? value + previous : `${value} ${previous}`;

function replacedAlike(previous: string, value: string): string | undefined {
  const district = districtIn(value);
  if (district) {
    const old = districtIn(previous);
    return old && previous.replace(old, district);
  }
  const kind = kindOf(value);
  if (!kind) return undefined;
  const first = previous.search(kind);
  if (first < 0) return undefined;
  // Of several the last: “adults on weekdays” has one of each kind anyhow.
  const all = [...previous.matchAll(kind)];
  const { index, 0: old } = all.at(-1)!;
  // 八號 for 十號風球 is 八號風球.
  const rest = /[號号]$/u.test(value) ? old.replace(/^.*?[號号]/u, '') : '';
  return `${previous.slice(0, index)}${value}${rest}${previous.slice(index + old.length)}`;
}

const NAME = /(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{N}.-]*(?: (?:\p{Lu}[\p{L}\p{N}.-]*|v?\d[\p{N}.]*))*/gu;

/** A name in Latin letters for another: “What is HKGAI v1?”, “And DeepSeek?”. */
function replacedName(previous: string, value: string): string | undefined {
  if (!new RegExp(`^(?:${NAME.source})$`, 'u').test(value)) return undefined;
  const isChinese = /\p{Script=Han}/u.test(previous);
  const old = [...previous.matchAll(NAME)].filter(({ index }) => isChinese || index > 0).at(-1);
  return old && `${previous.slice(0, old.index)}${value}${previous.slice(old.index + old[0].length)}`;
}

function replacedOld(previous: string, value: string, old: string | undefined): string | undefined {
  // “Children?” and then “On Sundays?” asks for children on Sundays.
  if (old === undefined || !previous.includes(old) || kindOf(old) !== kindOf(value)) return undefined;
  return previous.replace(old, () => value);
}

/** Where a phrase begins. */
const BOUND = /[的嘅喺在去到同和與与及、，,\s]/u;

/** 兒童陶藝班 for 非洲鼓班, 紅雨 for 黑雨: what ends alike is alike. */
function replacedEnding(previous: string, value: string): string | undefined {
  const last = foldScript(value).at(-1)!;
  if (!/\p{Script=Han}/u.test(last)) return undefined;
  const end = foldScript(previous).indexOf(last);
  if (end <= 0) return undefined;
  let start = end;
  while (start > 0 && end - start < 8 && !BOUND.test(previous[start - 1]!)) start--;
  return `${previous.slice(0, start)}${value}${previous.slice(end + 1)}`;
}

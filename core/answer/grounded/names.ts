/** Whether every name of a claim stands in its source, in some form. */
import { foldScript } from '../../language/script.ts';
import { withoutAccents } from '../../text/accents.ts';
import { bridgeCantonese } from '../../text/cantonese.ts';
import { findQuantities } from '../../text/quantities.ts';
import { segmentChinese } from '../../text/segment-chinese.ts';
import { isFunctionCharacter, isStopWord } from '../../text/stop-terms.ts';
import { knownNames } from './known-names.ts';
import { isPlainCharacter, isPlainEnglish } from './plain-words.ts';

/** Where names are looked for. Made once a passage. */
export interface NameSource {
  /** Folded, Cantonese bridged, without white space around Chinese: for Chinese forms. */
  readonly chinese: string;
  /** Latin tokens, folded, separated by single spaces, with one at both ends. */
  readonly latin: string;
  /** Complete names, folded: “paul chan”, not “paul”. */
  readonly runs: ReadonlySet<string>;
}

const TOKEN = /[\p{Script=Latin}\p{N}][\p{Script=Latin}\p{N}\p{M}]*(?:[-.'’&+/_@:][\p{Script=Latin}\p{N}]+)*/gu;
const CONNECTING = new Set(['of', 'for', 'de', 'van', 'von', 'the']);
const TITLE = /^(?:mr|mrs|ms|miss|dr|prof|professor|sir|president|minister|secretary|chairman|ceo|director)$/;

export function readNameSource(text: string): NameSource {
  return {
    chinese: foldChinese(text),
    latin: ` ${latinTokens(text).join(' ')} `,
    runs: new Set(latinNames(text, false).map(({ folded }) => folded)),
  };
}

export const foldChinese = (text: string): string => bridgeCantonese(foldScript(text)).replace(/\s+/g, '');

const latinTokens = (text: string): string[] => (text.match(TOKEN) ?? []).map(foldToken);
const foldToken = (token: string): string =>
  foldScript(withoutAccents(token))
    .replace(/['’]s$/, '')
    .replace(/[.]$/, '');

export interface FoundName {
  readonly folded: string;
  readonly start: number;
}

/** The first name of the claim that the source lacks; undefined where there is none. */
export function missingName(claim: string, source: NameSource): string | undefined {
  const address = claim.match(
    /https?:\/\/[^\s)>\]]+|www\.[^\s)>\]]+|[\w.+-]+@[\w-]+\.\w+|\b[\w-]+\.(?:com|org|net|hk|cn|io|example)\b\S*/gi,
  );
  const unknownAddress = address?.find(
    (link) => !source.chinese.includes(foldChinese(link.replace(/[.,;:。，；]+$/, ''))),
  );
  if (unknownAddress) return unknownAddress;
  const quoted = quotations(claim).find((title) => !holdsQuotation(title, source));
  if (quoted) return quoted;
  const latin = latinNames(claim, true).find(({ folded }) => !holdsLatin(folded, source));
  if (latin) return latin.folded;
  return missingKnown(claim, source) ?? missingTransliteration(claim, source);
}

/** Names in Latin letters: every Latin word of a Chinese sentence, the capitalised ones of an English sentence. */
export function latinNames(text: string, isClaim: boolean): FoundName[] {
  const isChinese = /\p{Script=Han}/u.test(text);
  const figures = findQuantities(text);
  const names: { tokens: string[]; start: number; end: number }[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const [token] = match;
    const { index: start } = match;
    const end = start + token.length;
    if (/^[\d.,:/-]+$/.test(token) || figures.some((figure) => start < figure.end && end > figure.start)) continue;
    const folded = foldToken(token);
    const last = names.at(-1);
    const between = last ? text.slice(last.end, start).trim().toLowerCase() : '-';
    const joined = last && (between === '' || (CONNECTING.has(between) && !isChinese));
    if (!isName(text, token, folded, start, { isChinese, isClaim, follows: Boolean(joined) })) continue;
    if (joined) {
      if (between !== '') last.tokens.push(between);
      last.tokens.push(folded);
      last.end = end;
    } else names.push({ tokens: [folded], start, end });
  }
  return names.map(({ tokens, start }) => ({ folded: tokens.join(' '), start }));
}

interface Setting {
  readonly isChinese: boolean;
  readonly isClaim: boolean;
  /** Directly after another name. */
  readonly follows: boolean;
}

function isName(text: string, token: string, folded: string, at: number, setting: Setting): boolean {
  if (/\p{Lu}/u.test(token.slice(1)) || (/\d/.test(token) && /\p{L}/u.test(token))) return true;
  if (!/^\p{Lu}/u.test(token)) return setting.isChinese && folded.length > 1;
  if (setting.isChinese) return true;
  if (isStopWord(folded) || folded === 'i') return false;
  const opens = /(?:^|[.!?:;。！？：“"‘「(]\s*|\n\s*(?:[-*+]\s+)?)$/.test(text.slice(0, at));
  if (!opens || setting.follows) return true;
  // “Vacancies are …”: a capital that only opens the sentence.
  const next = /^\s+(\p{Lu}[\p{L}]*)/u.exec(text.slice(at + token.length))?.[1];
  return next !== undefined || (setting.isClaim && !isPlainEnglish(folded));
}

function holdsLatin(name: string, source: NameSource): boolean {
  if (holdsRun(name, source)) return true;
  const tokens = name.split(' ');
  if (tokens.length === 1) return false;
  // “Financial Secretary Paul Chan” where the source has “Paul Chan, the Financial Secretary”. A lone token must be a
  // whole name or a title there: “Paul” of “Paul Chan” and “Wong” of another name do not make a “Paul Wong”.
  for (let cut = 1; cut < tokens.length; cut++) {
    const [head, tail] = [tokens.slice(0, cut), tokens.slice(cut)];
    if (isWholeName(head, source) && (isWholeName(tail, source) || holdsPieces(tail, source))) return true;
  }
  return false;
}

const holdsPieces = (tokens: readonly string[], source: NameSource): boolean =>
  tokens.length > 1 && holdsLatin(tokens.join(' '), source);

function isWholeName(tokens: readonly string[], source: NameSource): boolean {
  const bare = tokens.filter((token, i) => !(CONNECTING.has(token) && (i === 0 || i === tokens.length - 1)));
  if (bare.length === 0) return true;
  if (bare.length === 1) {
    return (
      source.runs.has(bare[0]!) || TITLE.test(bare[0]!) || holdsKnownLatin(bare[0]!, source) || isPlainEnglish(bare[0]!)
    );
  }
  return holdsRun(bare.join(' '), source);
}

function holdsRun(name: string, source: NameSource): boolean {
  const forms = [name, name.replace(/s$/, ''), `${name}s`, name.replaceAll('-', ' ')];
  return forms.some((form) => source.latin.includes(` ${form} `)) || holdsKnownLatin(name, source);
}

function holdsKnownLatin(name: string, source: NameSource): boolean {
  return knownNames(foldScript).some(({ latin, chinese }) => latin.includes(name) && holdsAny(latin, chinese, source));
}

const holdsAny = (latin: readonly string[], chinese: readonly string[], source: NameSource): boolean =>
  latin.some((form) => source.latin.includes(` ${form} `)) || chinese.some((form) => source.chinese.includes(form));

/** 深圳 and Tencent: names known in Chinese, the longest first, so that 中國 is not found in 中國銀行. */
function missingKnown(claim: string, source: NameSource): string | undefined {
  let rest = foldChinese(claim);
  const found = knownNames(foldScript)
    .flatMap((name) => name.chinese.map((form) => ({ form, name })))
    .sort((a, b) => b.form.length - a.form.length);
  for (const { form, name } of found) {
    if (!rest.includes(form)) continue;
    // The claim's own longer name may hold it in the source as well.
    if (!source.chinese.includes(form) && !holdsAny(name.latin, name.chinese, source)) return form;
    rest = rest.replaceAll(form, ' ');
  }
  return undefined;
}

/** Titles and names in quotation marks or 《》. */
const quotations = (text: string): string[] =>
  [...text.matchAll(/[「『《“"]([^」』》”"]{1,80})[」』》”"]/g)].map(([, inner]) => inner!);

function holdsQuotation(title: string, source: NameSource): boolean {
  const folded = foldChinese(title).replace(/[.,，。!！?？]+$/, '');
  return source.chinese.includes(folded) || missingQuotedParts(title, source);
}

/** A quotation in another language than the source: only if it is a known name. */
const missingQuotedParts = (title: string, source: NameSource): boolean =>
  knownNames(foldScript).some(
    ({ latin, chinese }) => [...latin, ...chinese].includes(foldScript(title)) && holdsAny(latin, chinese, source),
  );

/** What foreign names are written with: three together are hardly ever anything else. */
const SOUNDS =
  '阿埃艾安奥巴贝比波伯布查达戴丹德蒂迪恩尔法菲费弗夫福格戈古哈海赫霍基加卡凯科克肯库拉莱兰劳勒雷里利林卢鲁罗洛马迈曼梅蒙米莫姆穆纳内尼诺努欧帕佩皮普奇乔切萨塞森沙什舍斯史司苏索塔泰坦特廷托瓦威韦维沃乌西希夏辛雅亚扬伊因泽詹兹佐祖伦仁佛黛娜丽莎琳达瑞逊顿';
export const TRANSLITERATION = new RegExp(`[${SOUNDS}]{3,}(?:[·・‧][\\p{Script=Han}]+)?`, 'gu');
const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许邓韩冯曹彭曾萧田董潘袁蔡蒋余杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆汪廖贾韦付邹熊孟秦邱侯江尹薛阎段雷黎陶贺毛郝顾龚邵覃武钱戴严莫孔汤';
/** 陈茂波表示, 教授孙东, 李家超先生. */
const PERSON = new RegExp(
  `[${SURNAMES}][\\p{Script=Han}]{1,2}(?=表示|指出|认为|宣布|宣布|强调|补充|透露|出任|担任|获|率领|先生|女士|小姐|教授|博士|说(?!明)|称)|(?<=司长|局长|部长|署长|院长|校长|主席|主任|总裁|总监|总理|总统|首相|特首|长官|议员|教授|创办人|创始人|首席执行官|ceo|是|叫|由)[${SURNAMES}][\\p{Script=Han}]{1,2}(?=[\\p{P}\\s]|$|的|在|于|将|会|公布|领导|创办|主持)`,
  'gu',
);

function missingTransliteration(claim: string, source: NameSource): string | undefined {
  const folded = foldChinese(claim);
  return [...folded.matchAll(TRANSLITERATION), ...folded.matchAll(PERSON)]
    .map(([name]) => name)
    .concat(unknownPersons(folded), unknownSpeakers(folded))
    .find((name) => !source.chinese.includes(name));
}

const SPEAKER =
  /(?:^|[，。；、：的])([\p{Script=Han}]{2,5}?)(?=指出|表示|认为|宣布|透露|强调|预计|预测|发现|公布|话(?!题|剧)|说(?!明|法|服))/gu;
const ANYBODY =
  /(?:专家|分析员|分析师|政府|公司|雇主|研究|调查|报告|学者|官员|人士|机构|企业|团体|市民|居民|当局|发言人|高层|高管|负责人|[司局部署院校]长|主席|总裁|们|[他她它]|人|者|员|界|方|文章?|文中|报道|报导|消息|同时|亦|也|还|曾|并|最近|近期|早前)$/;

/** 盖洛普指出: whoever says something is a name, unless it is anybody. */
const unknownSpeakers = (folded: string): string[] =>
  [...folded.matchAll(SPEAKER)].map(([, speaker]) => speaker!).filter((speaker) => !ANYBODY.test(speaker));

const SURNAME = new RegExp(`^[${SURNAMES}]$`);

/** Whether a word as the dictionary has it may be a character of a given name. */
export const isGiven = (word: string | undefined): word is string =>
  word !== undefined && /^\p{Script=Han}$/u.test(word) && !isFunctionCharacter(word) && !isPlainCharacter(word);

/** A surname and one or two characters that the dictionary leaves single: 由|黄|仁|勋|整. */
function unknownPersons(folded: string): string[] {
  const words = [...segmentChinese(folded)].map(({ segment }) => segment);
  return words.flatMap((word, i) => {
    if (!SURNAME.test(word) || /[\d一两二三四五六七八九十几每这那]$/.test(words[i - 1] ?? '') || !isGiven(words[i + 1]))
      return [];
    return [word + words[i + 1]! + (isGiven(words[i + 2]) ? words[i + 2]! : '')];
  });
}

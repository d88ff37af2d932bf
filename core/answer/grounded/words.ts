/** Whether a claim's words come from its source, where both are in the same language. */
import { stemmer } from 'stemmer';
import { foldScript } from '../../language/script.ts';
import { withoutAccents } from '../../text/accents.ts';
import { findQuantities } from '../../text/quantities.ts';
import { isFunctionCharacter } from '../../text/stop-terms.ts';
import { foldChinese } from './names.ts';
import { isPlainCharacter, isPlainChinese, isPlainEnglish, LONGEST_PLAIN } from './plain-words.ts';

/** The first word of the claim that neither the source nor plain language holds; undefined where there is none. */
export function foreignWord(claim: string, source: string): string | undefined {
  const bare = PARAPHRASES.filter(({ told }) => told.test(foldScript(source))).reduce(
    (rest, { said }) => rest.replace(said, ' '),
    withoutFigures(claim),
  );
  return /\p{Script=Han}/u.test(claim) ? foreignChinese(bare, source) : foreignEnglish(bare, source);
}

/** Common ways to say what a source says in others. */
const PARAPHRASES: readonly { readonly said: RegExp; readonly told: RegExp }[] = [
  {
    said: /\bruns on(?: top of)?\b|\bunder the hood\b|底[层層](?:技[术術]|模型)?|個?底其實|个底其实/g,
    told: /\b(?:powered by|based on|built on)\b|为基础|做底/,
  },
];

function withoutFigures(text: string): string {
  let bare = '';
  let at = 0;
  for (const { start, end } of findQuantities(text)) {
    bare += `${text.slice(at, start)} `;
    at = end;
  }
  return bare + text.slice(at);
}

const WORD = /\p{L}[\p{L}\p{M}]*(?:['’]\p{L}+)?/gu;

function foreignEnglish(claim: string, source: string): string | undefined {
  const words = new Set((foldScript(source).match(WORD) ?? []).map(singular));
  const known = new Set((foldScript(source).match(WORD) ?? []).map(stem));
  return (foldScript(claim).match(WORD) ?? []).find((word) => {
    const own = stem(word);
    // “employer” and “employee” have one stem.
    if (AGENT.test(word)) return !words.has(singular(word)) && !isPlainEnglish(word);
    if (own.length < 3 || known.has(own) || isPlainEnglish(word)) return false;
    // “analytics” and “analysis”, “founded” and “foundation”.
    const root = own.slice(0, Math.max(5, Math.ceil(own.length * 0.7)));
    return (
      own.length < 6 ||
      ![...known].some((other) => other.startsWith(root) || (other.length > 4 && own.startsWith(other)))
    );
  });
}

const stem = (word: string): string => stemmer(withoutAccents(word.replace(/['’].*$/, '')));

const AGENT = /.{4}(?:ees?|ers?|ors?)$/;
const singular = (word: string): string => word.replace(/['’].*$/, '').replace(/s$/, '');

function foreignChinese(claim: string, source: string): string | undefined {
  const known = foldChinese(source);
  const characters = new Set(known);
  const said = foldChinese(claim).match(/[\p{Script=Han}〇]+/gu) ?? [];
  for (const run of said) {
    const institution = foreignInstitution(run, known);
    if (institution) return institution;
    for (const { rest, before, after } of leftovers(run, known)) {
      const core = trimPlain(rest);
      if (core === '') continue;
      if (SURNAME.test(core) && core.length <= 3 && core.length > 1) return core;
      // Whoever says or does it is no matter of wording.
      if (SPEAKS.test(after) || /[由被据]$/.test(before)) return core;
      // 陳茂文 for 陳茂波: one character beside a surname that the source goes on from differently.
      if (core.length === 1 && rest.startsWith(core) && SURNAME.test(before.slice(-2))) return before.slice(-2) + core;
      const familiar = [...core].filter((character) => characters.has(character)).length;
      if (familiar * 2 < core.length) return core;
    }
  }
  return undefined;
}

interface Leftover {
  readonly rest: string;
  /** What was covered directly before it. */
  readonly before: string;
  /** What follows it. */
  readonly after: string;
}

/** What of a run neither the source (two characters at least) nor plain words cover. */
function leftovers(run: string, known: string): Leftover[] {
  const left: Leftover[] = [];
  let rest = '';
  let before = '';
  const close = (end: number) => {
    if (rest !== '') left.push({ rest, before, after: run.slice(end, end + 4) });
    rest = '';
  };
  for (let at = 0; at < run.length; ) {
    const length = coveredAt(run, at, known);
    if (length === 0) {
      rest += run[at];
      at += 1;
      continue;
    }
    close(at);
    before = run.slice(at, at + length);
    at += length;
  }
  close(run.length);
  return left;
}

function coveredAt(run: string, at: number, known: string): number {
  let length = 1;
  while (at + length < run.length && known.includes(run.slice(at, at + length + 1))) length += 1;
  let plain = Math.min(LONGEST_PLAIN, run.length - at);
  while (plain > 1 && !isPlainChinese(run.slice(at, at + plain))) plain -= 1;
  const longest = Math.max(length, plain);
  return longest > 1 ? longest : 0;
}

/** Without the plain characters at both ends. */
function trimPlain(rest: string): string {
  const isPlain = (character: string | undefined) =>
    character !== undefined && (isPlainCharacter(character) || isFunctionCharacter(character));
  const characters = [...rest];
  while (isPlain(characters[0])) characters.shift();
  while (isPlain(characters.at(-1))) characters.pop();
  return characters.join('');
}

const SURNAME =
  /^[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许邓韩冯曹彭曾萧田董潘袁蔡蒋余杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆汪廖贾韦付邹熊孟秦邱侯江尹薛阎段雷黎陶贺毛郝顾龚邵覃武钱戴严莫孔汤]/;
const SPEAKS = /^(?:表示|指出|认为|宣布|强调|补充|透露|发现|说|称|话|出任|担任|公布|推出)/;
const INSTITUTION =
  /(?<=([\p{Script=Han}]{2}))(?:大学|学院|研究院|研发院|研究所|研究中心|研发中心|银行|集团|公司|委员会|协会|交易所|基金会|管理局|机管局|局|署|法院|医院|中学|小学|酒店|机场|车站|杂志|日报|通讯社|电视台|峰会|博览会|展览会|影视展|奖|法案|条例)/gu;

/** 上交所 where the source has 港交所. */
const ABBREVIATED = /\p{Script=Han}(?:交所|监会|管局|发局|监局|审署)/gu;

/** 研究院 where the source has 研發院: the two characters before an institution's kind must be its own. */
function foreignInstitution(run: string, known: string): string | undefined {
  const short = [...run.matchAll(ABBREVIATED)].find(([name]) => !known.includes(name));
  if (short) return short[0];
  for (const match of run.matchAll(INSTITUTION)) {
    const name = match[1]! + match[0];
    const generic = /^[这那该此其一两几各每个间家的有为是在由]/.test(match[1]!.slice(-1));
    if (!generic && !known.includes(name)) return name;
  }
  return undefined;
}

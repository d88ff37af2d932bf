/** What a claim says was done, and by whom, where its source says that something else was, or that another did it. */
import { foldScript } from '../../language/script.ts';
import { contentTerms } from '../../text/tokens.ts';
import { knownNames } from './known-names.ts';
import { foldWords } from './qualifiers.ts';

/**
 * Deeds that are common enough to be told in other words, and matter too much to be added: what a claim says was founded,
 * held, filled or bought, its source must have said so in one of these ways, in either language.
 */
const DEEDS: readonly { readonly said: RegExp; readonly toldAlso?: RegExp }[] = [
  {
    said: /\b(?:develop(?:s|ed|er|ing)?|buil[dt]|builds|building|creat(?:es?|ed|or|ing)|made (?:by|in|at)|invent(?:s|ed|or)?)\b|研发(?!院|中心)|开发(?!者)|制造|打造|构建|兴建/,
    toldAlso: /\b(?:mak(?:es?|ing)|made|research and development)\b|整|研发|新建|做出|设立|成立/,
  },
  {
    said: /\b(?:found(?:ed|er|ing)|establish(?:es|ed)?|set(?:ting)? up)\b|成立|设立|创立|创办|建立/,
    toldAlso: /\bopened\b|整|搞|做(?=一)|弄|办|起研发院|开业|启用|开设|创建/,
  },
  {
    said: /\b(?:held|hosts?|hosted|organi[sz]e[sd]?|organi[sz]ing)\b|举办|主办|举行/,
    toldAlso: /有个|(?:招聘|博览|展览)会|影视展|峰会/,
  },
  { said: /\b(?:filled|hired|recruited)\b|招到|请到|请咗|招聘到|聘用了|填补了|填满/ },
  {
    said: /\b(?:buys?|bought|acquir(?:e[sd]?|ing)|purchas(?:e[sd]?|ing)|owns?|owned)\b|收购|买入|买下|拥有/,
    toldAlso: /有/,
  },
  { said: /\b(?:resign(?:s|ed)?|stepp?(?:s|ed)? down|quits?|dismiss(?:es|ed)?|sacked)\b|辞职|离职|下台|解雇|革职/ },
  { said: /\b(?:grew up|born|died)\b|出生|去世|逝世/ },
];

/** Whether the claim tells of a deed that its source does not. */
export function addsDeed(claim: string, source: string): boolean {
  const [said, told] = [foldWords(claim), foldWords(source)];
  return DEEDS.some((deed) => deed.said.test(said) && !deed.said.test(told) && !deed.toldAlso?.test(told));
}

const SAYS =
  /\b(?:says?|said|reports?|reported|finds?|found that|found|announce[sd]?|believe[sd]?|adds?|added|states?|stated|according to)\b|表示|指出|认为|宣布|透露|发现|强调|还指|称|说(?!明|法|服)|话(?!题|剧|筒|语)|看好|睇好/;
/** Whoever says it, and what: “Randstad also reports that …”, 陈茂波表示，…. */
const REPORTED =
  /^(.{2,60}?)(?:\b(?:says?|said|reports?|reported|finds?|found|announce[sd]?|believes?|believed|states?|stated)\b(?: that)?|(?:还|又|并|亦|同时|仲)?(?:表示|指出|认为|宣布|透露|发现|强调|话)[，,：:]?)(.+)$/;

/** Whether what somebody reports of others is told as done by whoever reports it. */
export function takesSpeakerForDoer(claim: string, source: string): boolean {
  const [said, told] = [foldWords(claim), foldWords(source)];
  const [, speaker, report] = REPORTED.exec(told) ?? [];
  if (!speaker || !report || SAYS.test(said) || BEGINS_BACK.test(report)) return false;
  const names = contentTerms(speaker).filter((term) => !term.includes(':'));
  const opening = new Set(contentTerms(openingOf(said)));
  const reported = new Set(contentTerms(report));
  return names.some((name) => opening.has(name) && !reported.has(name));
}

/** About what a sentence begins with: four words, eight characters. */
export const openingOf = (text: string): string =>
  /\p{Script=Han}/u.test(text) ? text.slice(0, 8) : text.split(/\s+/).slice(0, 4).join(' ');

const SUPERLATIVE =
  /\b(?:(?!latest|forest|interest|invest|harvest|request|suggest|honest|protest|contest|modest|least|test|rest|west|east|guest|quest)[a-z]{3,}est|best|most (?=\w+)|number one|dominant|leading|top|first|only)\b|最(?!近|后|初|终|多|少)[\p{Script=Han}][嘅的]?|主导|唯一|头号/u;
/** Words after a superlative that say among what. */
const SCOPE = 6;

/** “The biggest trade show of the film industry in Asia” is not the biggest trade show in Asia. */
export function widensSuperlative(claim: string, source: string): boolean {
  const said = SUPERLATIVE.exec(claim);
  const told = SUPERLATIVE.exec(source);
  if (!said || !told || said[0].toLowerCase() !== told[0].toLowerCase()) return false;
  const after = source.slice(told.index + told[0].length).split(/[,，。；;.、]/)[0]!;
  const isChinese = /\p{Script=Han}/u.test(after);
  const scope = isChinese
    ? after.slice(0, 2 * SCOPE)
    : after
        .split(/\s+/)
        .slice(0, SCOPE + 1)
        .join(' ');
  const held = new Set(contentTerms(claim));
  return contentTerms(scope).some((term) => !term.includes(':') && !held.has(term));
}

/** “It”, “the robot dog”: where a sentence begins so, its subject's name stands before it. */
const BEGINS_BACK =
  /^(?:\W*\S+\s+){0,4}?(?:it|they|he|she|this|these|those|the (?:company|firm|model|tool|centre|center|institute|robot dog|tax review|plan|shift|city))\b|^.{0,6}(?:佢|它|他|她|呢|[這这该該]|研发院|港交所)/i;

const AUXILIARY =
  /\s(?:is|are|was|were|can|could|has|have|had|will|would|may|might|must|do|does|did|[a-z]{2,}(?:ed|es)|brought|came|said|says)\s/;
const OPENER = /^(?:According to|In|On|At|By|As of|During|After|Before|For|With)\b[^,]*,\s*/;
const OPENING_NAME = /^(?:The\s+)?\p{Lu}[\p{L}\d-]*(?:\s+(?:\p{Lu}[\p{L}\d-]*|v?\d[\d.]*))*(?=\s)/u;

export const pointsBack = (text: string): boolean => BEGINS_BACK.test(text);

/** The terms of an English claim up to its first auxiliary or past tense, or the name it begins with. */
function subjectTerms(whole: string): string[] {
  const claim = whole.replace(OPENER, '');
  const end = AUXILIARY.exec(claim)?.index ?? OPENING_NAME.exec(claim)?.[0].length ?? 0;
  return contentTerms(claim.slice(0, end)).filter((term) => !term.includes(':'));
}

/** What an English claim is about, where the source neither names it nor points back to it. */
export function foreignSubject(claim: string, source: string): string | undefined {
  if (/\p{Script=Han}/u.test(claim) || BEGINS_BACK.test(source)) return undefined;
  const subject = subjectTerms(claim);
  const held = new Set(contentTerms(source));
  return subject.length === 0 || subject.some((term) => held.has(term)) ? undefined : subject.join(' ');
}

const SUBORDINATE = /\s(?:since|after|before|when|while|because|as|that)\s(?=\p{Lu})/u;
/** Share of a claim's terms from which a subordinate clause is what it retells. */
const RETOLD = 0.75;

/** “Hong Kong has … since DeepSeek brought out its model” does not say that Hong Kong brought it out. */
export function takesMainSubject(claim: string, source: string): boolean {
  const clauses = source.split(SUBORDINATE);
  if (clauses.length < 2) return false;
  const subject = new Set(subjectTerms(claim));
  const said = contentTerms(claim).filter((term) => !subject.has(term));
  return clauses.slice(1).some((clause) => {
    const held = new Set(contentTerms(clause));
    const retold = said.filter((term) => held.has(term)).length >= RETOLD * said.length;
    return retold && foreignSubject(claim, clause) !== undefined;
  });
}

/** A place that stands in the claim instead of the source's own: a start-up from Hong Kong for one from mainland China. */
export function movedPlace(claim: string, source: string, before: string): string | undefined {
  const [said, told] = [placesIn(claim), placesIn(BEGINS_BACK.test(source) ? `${before}\n${source}` : source)];
  const moved = [...said].find((place) => !told.has(place));
  return moved && [...told].some((place) => !said.has(place)) ? moved : undefined;
}

function placesIn(text: string): Set<string> {
  const chinese = foldScript(text);
  const latin = ` ${(chinese.match(/[\p{Script=Latin}]+(?:-[\p{Script=Latin}]+)*/gu) ?? []).join(' ')} `;
  const found = knownNames(foldScript).filter(
    (name) =>
      name.isPlace &&
      (name.chinese.some((form) => chinese.includes(form)) || name.latin.some((form) => latin.includes(` ${form} `))),
  );
  return new Set(found.map(({ chinese: forms }) => forms[0]!));
}

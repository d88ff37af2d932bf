/** Whether a question names what no article speaks of. */
import { foldScript } from '../language/script.ts';
import { withoutAccents } from '../text/accents.ts';
import { MONTH_NAMES } from '../text/quantities/dates-english.ts';
import type { Hit } from '../types.ts';
import { namesPerson, namesUnknownChinese, namesUnknownPerson } from './chinese-names.ts';
import { type KnownName, knownNames } from './grounded/known-names.ts';
import { foldChinese } from './grounded/names.ts';
import { rootOf } from './places.ts';
import { sourceText } from './source-text.ts';

/** A capitalized word inside an English sentence, or among Chinese: “Tencent”, “Singapore”, “CEO”. */
const NAME = /(?<![\p{Script=Latin}\p{N}'’.-])\p{Lu}[\p{Script=Latin}\p{N}]+/gu;

/** Capitalized, and nobody's name; offices, months and what has an abbreviation in every language may be told in other words. */
const NO_NAMES = new RegExp(
  '^(?:who|whom|whose|what|when|where|why|which|how|is|are|was|were|do|does|did|can|could|will|would|has|have|and|or|the|tell|' +
    `please|i|ceo|cfo|cto|coo|${MONTH_NAMES}|` +
    'bb|ipo|sms|dq|phd|[kmgt]b|id|usb|pdf|vip|gps|faq|dse|ngo|kol|icu|atm|wifi|ot|mc|al|pt|tv|pc|it|pr|hr|qr|cv|madam|sir|miss)$',
  'i',
);

/**
 * The hits but those that leave out what the question names. One passage may well say “the company” where the question has its
 * name; what all of them leave out, they are not about. Of firms and bodies known in both languages that can be told of every
 * passage, of other names of English ones only: in Chinese Paul Chan is 陳茂波.
 */
export function withoutUnknownNames(question: string, hits: readonly Hit[]): readonly Hit[] {
  const names = namesIn(question).map(plain);
  const actors = actorsIn(question, names);
  if (names.length + actors.length === 0 && !namesPerson(question)) return hits;
  const known = actors.length > 0 ? knownOf(hits) : '';
  if (actors.some(({ chinese, latin }) => ![...chinese, ...latin].some((form) => known.includes(form)))) return [];
  const [english, chinese] = [hits.filter(isEnglish), hits.filter((hit) => !isEnglish(hit))];
  const said = knownOf(english);
  const unknown = [
    ...(names.every(createIsKnown(said)) && !namesUnknownPerson(question, said) ? [] : english),
    ...(namesUnknownChinese(question, foldChinese(sourceOf(chinese))) ? chinese : []),
  ];
  return hits.filter((hit) => !unknown.includes(hit));
}

const isEnglish = ({ passage }: Hit): boolean => passage.language === 'en';

const sourceOf = (hits: readonly Hit[]): string => hits.map(({ passage }) => sourceText(passage)).join('\n');

const knownOf = (hits: readonly Hit[]): string => plain(sourceOf(hits));

function namesIn(question: string): string[] {
  return [...question.matchAll(NAME)]
    .filter(({ index, 0: name }) => !NO_NAMES.test(name) && !/(?:^|[.?!])\s*$/.test(question.slice(0, index)))
    .map(([name]) => name);
}

/** As names are compared: de Maiziere is de Maizière. */
const plain = (text: string): string => foldScript(withoutAccents(text).normalize('NFC'));

/**
 * Also millet, to associate, three stars, a sandwich, a hundred degrees and a river; Tsinghua's and Qing dynasty's 清華; and
 * halves of two words, as 港大 is in 香港大型 and 中大 in 中大獎.
 */
const AMBIGUOUS = /^(?:小米|联想|三星|三文|美团|京东|大疆|清华|百度|亚马逊|科大|城大|港大|中大|理大|北大|中银|恒生)$/;

/** Of 港大 and the like, where what follows is a university's. */
const isUniversity = (form: string, asked: string): boolean =>
  /^.大$/.test(form) && new RegExp(`(?<!香)${form}(?:研究|调查|教授|学者|医学院|校长)`).test(asked);

/** Firms and bodies that it names. @param names in Latin letters, `plain`. */
function actorsIn(question: string, names: readonly string[]): readonly KnownName[] {
  // 香港大学生 are Hong Kong's students.
  const asked = plain(question).replaceAll('大学生', '');
  return knownNames(foldScript).filter(
    ({ isActor, chinese, latin }) =>
      isActor &&
      (chinese.some((form) => (AMBIGUOUS.test(form) ? isUniversity(form, asked) : asked.includes(form))) ||
        latin.some((form) => names.includes(form) || (form.includes(' ') && asked.includes(form)))),
  );
}

/** Letters from which a name may be written together or mistyped: of shorter ones every other word is a neighbour. */
const LONG = 6;

/** @param known what the passages say. @returns whether they have a name, in some form or with a letter mistyped. */
function createIsKnown(known: string): (name: string) => boolean {
  let words: Set<string> | undefined;
  let together: string | undefined;
  return (name) => {
    // “German” is known where “Germany” is.
    const root = rootOf(name);
    if (known.includes(root)) return true;
    if (formsOf(name).some((form) => known.includes(form))) return true;
    together ??= known.replace(/[\s\-()./&]+/g, '');
    // BNO is BN(O), and SR99 is SR 99.
    if (/\p{N}/u.test(name) || name.length <= 4) return together.includes(name);
    if (name.length < LONG) return false;
    words ??= new Set(known.match(/\p{Script=Latin}+/gu));
    return together.includes(root) || [...words].some((word) => isMistyped(word, name));
  };
}

/** What else it is called: “Britain” for “UK”. */
const formsOf = (name: string): string[] =>
  knownNames(foldScript)
    .filter(({ latin }) => latin.includes(name))
    .flatMap(({ latin }) => latin.filter((form) => form.length > 3));

/** Whether a letter more, a letter less, another letter, or two that changed places make the one of the other; not the first. */
function isMistyped(word: string, name: string): boolean {
  if (word[0] !== name[0] || Math.abs(word.length - name.length) > 1) return false;
  const end = Math.min(word.length, name.length);
  let same = 0;
  while (same < end && word[same] === name[same]) same++;
  const [own, other] = [word.slice(same), name.slice(same)];
  return (
    own.slice(1) === other ||
    own === other.slice(1) ||
    own.slice(1) === other.slice(1) ||
    (own[0] === other[1] && own[1] === other[0] && own.slice(2) === other.slice(2))
  );
}

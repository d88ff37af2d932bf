/**
 * What an answer says that no article says in any language: figures, names in Latin letters, capitalized English words,
 * and Chinese names. Deliberately simple and apart from the product's own check, which it is to catch; it errs on the
 * side of suspicion, and every suspect is printed for a person to judge.
 */
import { foldScript } from '../../core/language/script.ts';

export type SuspectKind = 'figure' | 'name';

export interface Suspect {
  readonly kind: SuspectKind;
  readonly text: string;
}

export interface Known {
  /** @param question what the reader wrote is no invention either. */
  suspects(answer: string, question: string): Suspect[];
}

export function knownFrom(texts: readonly string[]): Known {
  const corpus = vocabulary(texts.join('\n'));
  return {
    suspects(answer, question) {
      const asked = vocabulary(question);
      const isKnown = (of: (words: Vocabulary) => boolean) => of(corpus) || of(asked);
      const text = answer.replace(/\[\d+\]/g, ' ');
      const figures = [...figuresIn(text)]
        .filter(([value]) => !isKnown(({ figures }) => figures.has(value)))
        .map(([, written]) => ({ kind: 'figure' as const, text: written }));
      const names = [
        ...latinNames(text).filter(
          (name) => !isKnown(({ latin }) => name.split(/\s+/).every((w) => latin.has(low(w)))),
        ),
        ...hanNames(text).filter((name) => !isKnown(({ han }) => han.includes(foldScript(name)))),
      ].map((name) => ({ kind: 'name' as const, text: name }));
      return [...figures, ...names];
    },
  };
}

interface Vocabulary {
  /** Digits without separators. */
  readonly figures: ReadonlySet<string>;
  readonly latin: ReadonlySet<string>;
  /** Folded to Simplified. */
  readonly han: string;
}

const low = (word: string): string =>
  word
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[’']s?$/, '');

function vocabulary(text: string): Vocabulary {
  const latin = new Set<string>();
  for (const [word] of text.matchAll(LATIN)) {
    latin.add(low(word));
    // “AI-related” also makes “AI” known.
    for (const piece of word.split(/[^\p{L}\p{N}]+/u)) latin.add(low(piece));
  }
  return { figures: new Set(figuresIn(text).keys()), latin, han: foldScript(text) };
}

const LATIN = /[\p{Script=Latin}][\p{Script=Latin}\p{N}\p{M}’'&.+-]*[\p{Script=Latin}\p{N}]|[\p{Script=Latin}]/gu;

/** Each figure as digits, with how it was written. A lone 一 is seldom a figure and is left out. */
function figuresIn(text: string): Map<string, string> {
  const found = new Map<string, string>();
  const plain = text.normalize('NFKC');
  for (const [written] of plain.matchAll(/\d[\d,]*(?:\.\d+)?/g)) {
    found.set(written.replaceAll(',', '').replace(/^0+(?=\d)/, ''), written);
  }
  for (const [written] of foldScript(plain).matchAll(/[〇零一二两三四五六七八九十百千]+/g)) {
    if (written === '一' || /^[百千零]$/.test(written)) continue;
    found.set(String(chineseValue(written)), written);
  }
  for (const [written] of plain.matchAll(/[a-z]+/gi)) {
    const value = ENGLISH[written.toLowerCase()];
    if (value !== undefined) found.set(String(value), written);
  }
  return found;
}

const DIGITS = '零一二三四五六七八九';
const PLACES: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };

function chineseValue(written: string): number | string {
  const digits = [...written.replaceAll('〇', '零').replaceAll('两', '二')];
  if (digits.every((digit) => DIGITS.includes(digit))) return digits.map((digit) => DIGITS.indexOf(digit)).join('');
  let sum = 0;
  let digit = 0;
  for (const sign of digits) {
    const place = PLACES[sign];
    if (place === undefined) digit = DIGITS.indexOf(sign);
    else {
      sum += (digit || 1) * place;
      digit = 0;
    }
  }
  return sum + digit;
}

const ENGLISH: Readonly<Record<string, number>> = Object.fromEntries([
  ...'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'
    .split(' ')
    .map((word, value) => [word, value] as const)
    .slice(2),
  ...'thirty forty fifty sixty seventy eighty ninety'.split(' ').map((word, i) => [word, (i + 3) * 10] as const),
]);

/** Among Chinese every Latin word, since only names are written so; in English what is capitalized within a sentence. */
function latinNames(text: string): string[] {
  if (/\p{Script=Han}/u.test(text)) return [...text.matchAll(LATIN)].map(([word]) => word);
  const names = [...text.matchAll(/(?<![\p{L}\p{N}]|[.!?:“"]\s*|^\s*)\p{Lu}[\p{L}\p{N}’'&.-]*[\p{L}\p{N}]/gu)].map(
    ([word]) => word,
  );
  // At the beginning of a sentence only what another capitalized word follows: “Jensen Huang”.
  const first = [...text.matchAll(/(?<=[.!?:“"]\s+|^\s*)\p{Lu}\p{Ll}+(?=\s+\p{Lu}\p{Ll})/gu)].map(([word]) => word);
  return [...first, ...names].flatMap((name) => name.split(/[’']s?$/)).filter(Boolean);
}

const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方邹熊白孟秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严戴莫孔向常欧关霍麦温甘简区卓翁伍庄';

const FUNCTION =
  /[的了是在和与及之也都而就被把对于由从到这那有个间其他我你她它吗呢吧啊系嘅咗唔喺呢嗰佢啲话会为将可以用零一二三四五六七八九十百千两]/;

/** A Chinese character that may stand in a name. */
const NAMING = `(?!${FUNCTION.source})\\p{Script=Han}`;
const ORGANIZATION = new RegExp(
  `(?:${NAMING}){2,4}(?:公司|集团|大学|学院|银行|基金会|协会|研究院|实验室|委员会)`,
  'gu',
);
const WITH_DOT = new RegExp(`(?:${NAMING})+(?:[·•・](?:${NAMING}){1,4})+`, 'gu');

/**
 * A surname that no dictionary word takes in (ICU's, through `Intl.Segmenter`) with one or two characters that none does
 * either, or with a word of two; names written with a dot (埃隆·马斯克); and what ends as organizations do.
 */
function hanNames(text: string): string[] {
  const folded = foldScript(text);
  const names = [...folded.matchAll(WITH_DOT)].map(([name]) => name);
  names.push(...[...folded.matchAll(ORGANIZATION)].map(([name]) => name));
  const words = [...SEGMENTER.segment(folded)].map(({ segment }) => segment);
  for (const [i, surname] of words.entries()) {
    if (!SURNAMES.includes(surname)) continue;
    const [first = '', second = ''] = words.slice(i + 1);
    if (!isGiven(first)) continue;
    names.push(surname + first + (first.length === 1 && second.length === 1 && isGiven(second) ? second : ''));
  }
  return [...new Set(names)];
}

const isGiven = (word: string): boolean => /^\p{Script=Han}{1,2}$/u.test(word) && !FUNCTION.test(word);

const SEGMENTER = new Intl.Segmenter('zh', { granularity: 'word' });

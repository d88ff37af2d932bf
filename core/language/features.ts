import { foldScript } from './script.ts';

/** What the language model looks at. */
export interface LanguageFeatures {
  /** Each n-gram and word present, once. */
  readonly grams: ReadonlySet<string>;
  /** Chinese characters, with repeats. */
  readonly han: number;
  /** Words in plain Latin letters, in lower case, with repeats. */
  readonly words: readonly string[];
  /** Words of other scripts, accented Latin included. */
  readonly foreign: number;
  /** Kana and hangul, one by one. */
  readonly syllables: number;
}

/**
 * Chinese characters give 1-, 2- and 3-grams, in which `|` stands for punctuation and the text's two ends, `a` for a
 * Latin word and `0` for a number: `Peter嘅屋企` gives `a嘅` and `屋企|`. A Latin word gives `=word` and its shape
 * (`~Aa` for a name). `#1` and `#2`: at least so many different characters of Cantonese;
 * `#latin`: words, and no Chinese character. Simplified and Traditional spellings give the same features, but for 係.
 *
 * Presence, not counts: a long text full of 的 is no more Mandarin than a short one. Linear in the text's length.
 */
export function languageFeatures(text: string): LanguageFeatures {
  const folded = foldButCopula(text);
  const grams = new Set<string>();
  const words: string[] = [];
  let skeleton = '|';
  /** Its last character: asking the growing string itself would copy it each time. */
  let last = '|';
  let han = 0;
  let foreign = 0;
  let syllables = 0;

  /** Where the run that starts at `from` ends. */
  function runEnd(from: number, ...members: Kind[]): number {
    let end = from + 1;
    while (end < folded.length && members.includes(kindOf(folded.charCodeAt(end)))) end++;
    return end;
  }
  function put(symbol: string): void {
    if (symbol !== last) skeleton += symbol;
    last = symbol;
  }

  for (let at = 0; at < folded.length; ) {
    const kind = kindOf(folded.charCodeAt(at));
    let end = at + 1;
    if (kind === HAN) {
      end = runEnd(at, HAN, LOW_SURROGATE);
      skeleton += folded.slice(at, end);
      last = '';
      han += end - at;
    } else if (kind === LATIN || kind === OTHER_LETTER) {
      end = runEnd(at, LATIN, OTHER_LETTER, APOSTROPHE);
      const word = folded
        .slice(at, end)
        .replace(/(?<!['’])['’]+$/, '')
        .replaceAll('’', "'");
      if (PLAIN_WORD.test(word)) {
        words.push(word);
        grams.add(`=${word}`);
        grams.add(shapeOf(text.slice(at, at + word.length)));
        put('a');
      } else {
        foreign++;
        put('|');
      }
    } else if (kind === DIGIT) {
      end = runEnd(at, DIGIT, DIGIT_SEPARATOR);
      put('0');
    } else if (kind === SYLLABLE) {
      syllables++;
      put('|');
    } else if (kind !== INVISIBLE) {
      put('|');
    }
    at = end;
  }
  put('|');
  if (han > 0) addGrams(skeleton, grams);
  else if (words.length > 0) grams.add('#latin');
  const signs = new Set(skeleton.match(CANTONESE_CHARACTERS)).size;
  if (signs > 0) grams.add('#1');
  if (signs > 1) grams.add('#2');
  return { grams, han, words, foreign, syllables };
}

/** Written for Cantonese alone: one of them in a long formal sentence is enough. Folded, as all features are. */
const CANTONESE_CHARACTERS =
  /[嘅咗喺哋冇啲嗰𠮶嚟佢唔畀嘢睇攞揾㗎嘞啫噉咁乜咩瞓嬲攰谂嘥掟噃嚹囖𡃉𡁵嚿啱抌嗌嚡掹揸揼㩒吖𠸏𠻹𠻺㖞啩]|咋(?=[|嘛㖞]|$)|(?<![关联干])係(?!数)|[你我]地(?![位址方区点板图理铁下])/gu;

/** Whether a character of the text is written for Cantonese alone. */
export const hasCantoneseCharacter = (text: string): boolean => foldButCopula(text).search(CANTONESE_CHARACTERS) >= 0;

/** As `foldScript`, but for the copula 係, which is Cantonese where 系 (关系, 系统) is not. */
function foldButCopula(text: string): string {
  return text.includes('係')
    ? foldScript(text.replaceAll('係', STAND_IN)).replaceAll(STAND_IN, '係')
    : foldScript(text);
}

/** For private use: no text has it, and folding leaves it alone. */
const STAND_IN = '\ue5fa';

function addGrams(skeleton: string, grams: Set<string>): void {
  for (let at = 0; at < skeleton.length; at++) {
    for (let length = 1; length <= 3 && at + length <= skeleton.length; length++) {
      const gram = skeleton.slice(at, at + length);
      if (!MARKS_ONLY.test(gram)) grams.add(gram);
    }
  }
}

const PLAIN_WORD = /^[a-z']+$/;
const MARKS_ONLY = /^[|a0]+$/;

function shapeOf(word: string): string {
  if (word.length > 1 && word === word.toUpperCase()) return '~AA';
  return word[0] === word[0]?.toLowerCase() ? '~aa' : '~Aa';
}

/** What a code unit of folded text is; 0 means not looked up yet. */
type Kind = number;
const BREAK: Kind = 1;
const HAN: Kind = 2;
/** The second half of a supplementary character: part of a run of ideographs (𨋢, 𡃉), else a break (an emoji). */
const LOW_SURROGATE: Kind = 3;
const LATIN: Kind = 4;
const OTHER_LETTER: Kind = 5;
const SYLLABLE: Kind = 6;
const DIGIT: Kind = 7;
const DIGIT_SEPARATOR: Kind = 8;
const APOSTROPHE: Kind = 9;
/** Spaces too: people put them around Latin words in Chinese, or not. */
const INVISIBLE: Kind = 10;

const kinds = new Uint8Array(0x10000);

function kindOf(code: number): Kind {
  const known = kinds[code]!;
  if (known !== 0) return known;
  const kind = lookUpKind(String.fromCharCode(code));
  kinds[code] = kind;
  return kind;
}

function lookUpKind(unit: string): Kind {
  if (/[a-z]/.test(unit)) return LATIN;
  if (/[.,:]/.test(unit)) return DIGIT_SEPARATOR;
  if (/['’]/.test(unit)) return APOSTROPHE;
  if (/[\udc00-\udfff]/u.test(unit)) return LOW_SURROGATE;
  // The first halves of planes 2 and 3, which hold nothing but ideographs.
  if (/[\p{Script=Han}\ud840-\ud8bf]/u.test(unit)) return HAN;
  if (/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(unit)) return SYLLABLE;
  if (/\p{Nd}/u.test(unit)) return DIGIT;
  if (/[\p{Zs}\t\p{Cf}\p{Variation_Selector}]/u.test(unit)) return INVISIBLE;
  return /[\p{L}\p{M}]/u.test(unit) ? OTHER_LETTER : BREAK;
}

import { configs as toHongKong } from 'opencc-js/preset/cn2t';
import { configs as toMainland } from 'opencc-js/preset/t2cn';
import { wordStarts } from '../text/segment-chinese.ts';
import { createLengthPreservingConverter, type FindWords, type Replacement } from './length-preserving-converter.ts';

/** One pass of an OpenCC conversion, as `opencc-js` ships it. */
type Preset = typeof toHongKong;

/**
 * Conversions between Simplified and Traditional characters, and the folding used for matching.
 *
 * Every function keeps the length in UTF-16 code units: the character at index `i` of the result stands for the
 * character at index `i` of the input, so an offset found in the result can be used on the original. OpenCC itself
 * changes the length where one side of an entry lies outside the Basic Multilingual Plane (`㗲` → `𠵾`); such an entry
 * is left out and its characters are converted one by one or stay as they are.
 */

/**
 * Simplified → Hong Kong Traditional: OpenCC's `s2hk`, but with the characters that Hong Kong's newspapers and offices
 * type (說, 稅, 群) where OpenCC follows the school glyph list (説, 税, 羣), and no entry of its dictionary takes a word apart.
 * Text that is Traditional already stays nearly as it is. Of 107,752 characters of Common Voice (zh-TW), simplified and
 * converted back, 238 come out otherwise than they were, many as Hong Kong types them (計劃); 406 with `s2hk` and the first
 * thirteen of those characters.
 */
export function toTraditional(text: string): string {
  // Without words 学生|发现 became 學生髮現 and 十年|历史 十年曆史.
  traditional ??= chain(toHongKong, 's2hk', AS_WRITTEN, wordStarts);
  return withNames(text, traditional(text))
    .replace(SCHOOL_GLYPHS, (glyph) => AS_TYPED.get(glyph)!)
    .replace(QUOTATION, (quoted) => (HAN.test(quoted) ? quoted.replace(/[“”‘’]/g, (mark) => CORNER[mark]!) : quoted));
}

/**
 * Words that OpenCC does not know and takes apart (並為 in 合併為, 揹他 in 違揹他們), or writes as Hong Kong does not: found by
 * simplifying Traditional texts and converting them back.
 */
const AS_WRITTEN: readonly Replacement[] = [
  ['并为', '並爲'],
  ['违背', '違背'],
  ['回归', '回歸'],
  ['南回归线', '南回歸線'],
  ['北回归线', '北回歸線'],
  ['了解', '了解'],
  ['签', '簽'],
  ['目标签', '目標簽'],
  ['不准', '不准'],
  ['不准确', '不準確'],
  ['不准时', '不準時'],
  // As Hong Kong writes them.
  ['宣布', '宣布'],
  ['公布', '公布'],
  ['分布', '分布'],
  ['遍布', '遍布'],
  ['周一', '周一'],
  ['周二', '周二'],
  ['周三', '周三'],
  ['周四', '周四'],
  ['周五', '周五'],
  ['周六', '周六'],
  ['周日', '周日'],
  ['周末', '周末'],
  ['上周', '上周'],
  ['下周', '下周'],
  ['每周', '每周'],
  ['本周', '本周'],
  ['周转', '周轉'],
  ['里数', '里數'],
  ['借助', '借助'],
  ['借助于', '借助於'],
  ['局限', '局限'],
  ['局限于', '局限於'],
  ['家具', '家具'],
  ['签注', '簽注'],
  ['抵触', '抵觸'],
  ['胡同', '胡同'],
  ['死胡同', '死胡同'],
  ['系领带', '繫領帶'],
  ['系安全带', '繫安全帶'],
];

/** What makes a name of the characters before or after it. */
const TITLE =
  '先生|小姐|女士|太太|博士|教授|医生|醫生|主任|校长|校長|律师|律師|议员|議員|经理|經理|老师|老師|同学|同學|主席|会长|會長|总监|總監|教练|教練|姑娘|师傅|師傅|伯|婆婆|公公';
/** Surnames that are other words too, which are written otherwise: 余 and 餘, 范 and 範, 游 and 遊, 于 and 於; and 里, a length. */
const AS_IT_IS = new RegExp(
  `(?<![剩其业多残盈有年规模示师防典风旅导上下中周郊漫])[余范游岳涂郁](?=\\p{Script=Han}{0,2}(?:${TITLE}))|` +
    `(?<=${TITLE})[余范岳涂郁](?![围圍例本畴疇文下])(?=\\p{Script=Han}{2}(?!\\p{Script=Han}))|(?<![关由对属位基至等处在用限源善急忠鉴终])于(?=(?:\\p{Script=Han}{2})?(?:${TITLE}))|` +
    '(?<=(?<!百)姓)[余范游岳涂郁于]|' +
    '(?<=[\\d一二三四五六七八九十百千万公英海华])里',
  'gu',
);

/** @param converted of the same length. */
function withNames(text: string, converted: string): string {
  let named = '';
  let at = 0;
  for (const { index, 0: name } of text.matchAll(AS_IT_IS)) {
    named += converted.slice(at, index) + name;
    at = index + name.length;
  }
  return named + converted.slice(at);
}

/** Traditional Chinese quotes in corner brackets; “English” in it, and its apostrophes, stay as they are. */
const QUOTATION = /“[^“”]*”/g;
const HAN = /\p{Script=Han}/u;
const CORNER: Readonly<Record<string, string>> = { '“': '「', '”': '」', '‘': '『', '’': '』' };
const CURLY: Readonly<Record<string, string>> = { '「': '“', '」': '”', '『': '‘', '』': '’' };

const AS_TYPED = new Map(
  '説說 閲閱 税稅 悦悅 脱脫 鋭銳 兑兌 户戶 蜕蛻 揾搵 藴蘊 醖醞 温溫 羣群 峯峰 敍敘 啓啟 牀床 麪麵 豔艷 蔘參 孃娘'
    .split(' ')
    .map((pair) => [pair[0]!, pair[1]!] as const),
);
const SCHOOL_GLYPHS = new RegExp(`[${[...AS_TYPED.keys()].join('')}]`, 'g');

/** Traditional, Hong Kong and Taiwan variants included, → Simplified (OpenCC `hk2s`). */
export function toSimplified(text: string): string {
  simplified ??= chain(toMainland, 'hk2s');
  return simplified(text);
}

/** The same for who reads it, with the quotation marks of Simplified texts. */
export const toShownSimplified = (text: string): string =>
  toSimplified(text).replace(/[「」『』]/g, (mark) => CURLY[mark]!);

/**
 * The form in which texts are compared, never shown: Simplified characters, lower case, full-width ASCII narrowed,
 * compatibility ideographs and Kangxi radicals (which PDFs leave behind) replaced by the characters they look like, `著`
 * written `着` as Hong Kong does. Looks at one character at a time, so a word folds the same way whatever surrounds it.
 */
export function foldScript(text: string): string {
  folding ??= buildFolding();
  const { units, pairs } = folding;
  let folded = '';
  // String.fromCharCode takes its arguments on the stack: long texts go through in blocks.
  for (let from = 0; from < text.length; from += BLOCK) {
    const block = new Array<number>(Math.min(BLOCK, text.length - from));
    for (let i = 0; i < block.length; i++) block[i] = units[text.charCodeAt(from + i)]!;
    folded += String.fromCharCode(...block);
  }
  return SURROGATE_PAIR.test(text) ? folded.replace(SURROGATE_PAIRS, (pair) => pairs(pair)) : folded;
}

const BLOCK = 4096;
const SURROGATE_PAIR = /[\ud800-\udbff][\udc00-\udfff]/;
const SURROGATE_PAIRS = /[\ud800-\udbff][\udc00-\udfff]/g;

type Convert = (text: string) => string;

/** What one code unit and one surrogate pair fold to. */
interface Folding {
  readonly units: Uint16Array;
  readonly pairs: Convert;
}

// Built at first use: the Simplified → Traditional phrases take tens of milliseconds that a test or a CLI may not need.
let traditional: Convert | undefined;
let simplified: Convert | undefined;
let folding: Folding | undefined;

/** @param ours added to the first pass; they win. @param findWords for that pass. */
function chain(presets: Preset, name: string, ours: readonly Replacement[] = [], findWords?: FindWords): Convert {
  const config = presets[name];
  if (config === undefined) throw new Error(`opencc-js has no conversion "${name}": install version 1.4.2.`);
  const passes = config.conversionChain.map((group, i) =>
    i === 0
      ? createLengthPreservingConverter([...entriesOf(group), ...ours], findWords)
      : createLengthPreservingConverter(entriesOf(group)),
  );
  return (text) =>
    passes.reduce((converted, pass) => pass(converted), replaceLookalikes(text, COMPATIBILITY_IDEOGRAPH));
}

/** A group's entries, the ones that win last. */
function entriesOf(group: Preset[string]['conversionChain'][number]): Replacement[] {
  return [...group].reverse().flatMap((dictionary) => {
    if (typeof dictionary !== 'string') return [...dictionary];
    return dictionary
      .split('|')
      .filter((entry) => entry !== '')
      .map((entry): Replacement => {
        const space = entry.indexOf(' ');
        return [entry.slice(0, space), entry.slice(space + 1)];
      });
  });
}

function buildFolding(): Folding {
  const units = new Uint16Array(0x10000).map((_, code) => code);
  for (const [first, end] of [
    [0x0000, 0xac00],
    // Between them: hangul, surrogates and private use, which fold to themselves.
    [0xf900, 0x10000],
  ] as const) {
    const characters = Array.from({ length: end - first }, (_, i) => String.fromCharCode(first + i));
    // A line break after each keeps the characters from being read as words; one call costs less than thousands.
    const folded = foldEach(characters.join('\n'));
    for (let i = 0; i < characters.length; i++) units[first + i] = folded.charCodeAt(2 * i);
  }
  return { units, pairs: foldEach };
}

function foldEach(text: string): string {
  const lower = replaceLookalikes(text, LOOKALIKE).replace(/\p{Lu}/gu, (letter) =>
    sameLength(letter, letter.toLowerCase()),
  );
  // Twice, since a few characters lead to one that is simplified in turn (`薴` → `苧` → `苎`).
  return toSimplified(toSimplified(lower)).replaceAll('著', '着');
}

const COMPATIBILITY_IDEOGRAPH = /[\uf900-\ufaff]/g;
/** Those, full-width ASCII, the full-width space, CJK and Kangxi radicals. */
const LOOKALIKE = /[\uf900-\ufaff\uff01-\uff5e\u3000\u2e80-\u2fd5]/g;

function replaceLookalikes(text: string, lookalike: RegExp): string {
  return text.replace(lookalike, (unit) => sameLength(unit, unit.normalize('NFKC')));
}

function sameLength(original: string, changed: string): string {
  return changed.length === original.length ? changed : original;
}

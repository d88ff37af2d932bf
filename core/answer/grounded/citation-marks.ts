/** The marks that language models put behind a claim: `[1]`, `[1, 2]`, `【1】`, `[passage 1]`, `[1-3]`, HKGAI's `[citation:3]`. */

const MARK_SOURCE =
  /[[［【〔]\s*\^?(?:(?:citations?\s*[:：]|passages?|sources?|articles?|段落?|文章|資料|资料|來源|来源|第)\s*)?(\d{1,2}(?:\s*(?:[,，、;；&–-]|and|同|和)\s*\^?\d{1,2})*)\s*(?:段\s*)?(?:†[^\]］】〕\n]{0,40}\s*)?[\]］】〕]/
    .source;

const MARK = new RegExp(MARK_SOURCE, 'giu');
const TRAILING_MARKS = new RegExp(`(?:[ \\t]*${MARK_SOURCE})+`, 'iuy');
/** “According to passage [1],” says nothing once the mark is gone. */
const ATTRIBUTION = new RegExp(
  `(?:(?:according to|as (?:stated|described) in|in) (?:the )?(?:passages?|sources?|articles?)?\\s*${MARK_SOURCE}|(?:根據|根据|據|据)(?:段落|文章|資料|资料|來源|来源)?\\s*${MARK_SOURCE}(?:段|嘅內容|的內容|的内容|所述)?)\\s*[,，:：]?\\s*`,
  'giu',
);

export interface MarkedText {
  /** Without its marks. */
  readonly text: string;
  /** The passages named, each once, in order; not checked against those that were given. */
  readonly numbers: readonly number[];
}

export function readMarks(sentence: string): MarkedText {
  const numbers = [...sentence.matchAll(MARK)].flatMap(([, list]) => expand(list!));
  const said = sentence.replace(ATTRIBUTION, '');
  const text = said
    .replace(MARK, '')
    // Looks behind so that a run of spaces is read once, not from each of them.
    .replace(/(?<![ \t])[ \t]+(?=[.,;:!?。，；：！？]|$)/g, '')
    .replace(/[ \t]{2,}/g, ' ')
    .trim();
  // A command stays as it is.
  const opened = said === sentence ? text : text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
  return { text: opened, numbers: [...new Set(numbers)] };
}

/** Where the marks that follow `at` end; `at` itself where there are none. */
export function marksEnd(text: string, at: number): number {
  TRAILING_MARKS.lastIndex = at;
  return TRAILING_MARKS.test(text) ? TRAILING_MARKS.lastIndex : at;
}

/** Longest that a single mark can be, white space included. */
export const MARK_LENGTH = 96;

function expand(list: string): number[] {
  const range = /^(\d+)\s*[–-]\s*\^?(\d+)$/.exec(list.trim());
  if (!range) return (list.match(/\d+/g) ?? []).map(Number);
  const [from, to] = [Number(range[1]), Number(range[2])];
  return Array.from({ length: Math.max(0, Math.min(to - from + 1, 10)) }, (_, i) => from + i);
}

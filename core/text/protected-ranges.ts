import type { Span } from '../types.ts';

const PAIRS: Readonly<Record<string, string>> = {
  '「': '」',
  '『': '』',
  '﹁': '﹂',
  '《': '》',
  '〈': '〉',
  '【': '】',
  '（': '）',
  '(': ')',
  '[': ']',
  '“': '”',
  '‘': '’',
};
const BRACKET = /[「」『』﹁﹂《》〈〉【】（）()[\]“”‘’]/g;
const OPENERS = new Map(Object.entries(PAIRS).map(([opener, closer]) => [closer, opener]));

/** Curly quotes are Chinese only beside Chinese; in English a sentence may end inside them, and `’` is an apostrophe. */
const CURLY = /[“‘]/;
const CHINESE = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u2026]/;
const URL = /(?:https?:\/\/|www\.)[^\s<>"'「」『』（）《》，。！？；：、]+/g;

/**
 * The ranges of a paragraph in which no sentence ends: matched brackets and Chinese quotes
 * (outermost only, brackets included) and URLs. In order, not overlapping. A bracket without its partner protects
 * nothing. Linear time: each bracket is pushed and dropped once.
 */
export function findProtectedRanges(text: string): Span[] {
  const ranges: Span[] = [];
  const add = (range: Span) => {
    while (ranges.length > 0 && ranges.at(-1)!.start >= range.start) ranges.pop();
    const last = ranges.at(-1);
    if (last === undefined || last.end <= range.start) ranges.push(range);
  };
  for (const range of mergeByStart(findPairs(text), findUrls(text))) add(range);
  return ranges;
}

function findPairs(text: string): Span[] {
  const open: { readonly sign: string; readonly at: number }[] = [];
  const waiting = new Map<string, number>();
  const pairs: Span[] = [];
  for (const { 0: sign, index: at } of text.matchAll(BRACKET)) {
    if (sign in PAIRS) {
      open.push({ sign, at });
      waiting.set(sign, (waiting.get(sign) ?? 0) + 1);
      continue;
    }
    const opener = OPENERS.get(sign);
    if (opener === undefined || !waiting.get(opener)) continue;
    for (let last = open.pop(); last !== undefined; last = open.pop()) {
      waiting.set(last.sign, (waiting.get(last.sign) ?? 1) - 1);
      if (last.sign !== opener) continue;
      if (!CURLY.test(opener) || CHINESE.test(text[last.at + 1]! + text[at - 1]!)) {
        while (pairs.length > 0 && pairs.at(-1)!.start > last.at) pairs.pop();
        pairs.push({ start: last.at, end: at + 1 });
      }
      break;
    }
  }
  return pairs;
}

function findUrls(text: string): Span[] {
  return [...text.matchAll(URL)].map((match) => {
    let length = match[0].length;
    while (length > 0 && /[.,!?:;)\]…]/.test(match[0][length - 1]!)) length -= 1;
    return { start: match.index, end: match.index + length };
  });
}

function mergeByStart(first: readonly Span[], second: readonly Span[]): Span[] {
  return [...first, ...second].sort((a, b) => a.start - b.start || b.end - a.end);
}

/** Where a place stands in a Chinese text, which has no borders between words. */
import { wordStarts } from '../text/segment-chinese.ts';

/**
 * @param text script folded, as `name`.
 * @returns -1 where it stands only as the end of one word and the beginning of the next, as 上水 does in 网上|水费. Where one end
 * of it is that of a word, the dictionary lacks the place: 往东|涌, 屯|门诊|所.
 */
export function indexOfPlace(text: string, name: string): number {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const end = at + name.length;
    if (!OTHERS.test(text.slice(Math.max(0, at - 1), end + 1)) && !isOfTwoWords(text, at, end)) return at;
  }
  return -1;
}

export const holdsPlace = (text: string, name: string): boolean => indexOfPlace(text, name) >= 0;

/** What the words do not tell. */
const OTHERS = /[东西]北角|[以网]上水|上水[面果]|咁多哥|多哥哥|也门[票口诊]/;

/** UTF-16 code units around it that tell where words begin. */
const AROUND = 12;

function isOfTwoWords(text: string, start: number, end: number): boolean {
  const from = Math.max(0, start - AROUND);
  const words = wordStarts(text.slice(from, end + AROUND));
  return (
    words[start - from] === 0 && words[end - from] === 0 && words.subarray(start - from + 1, end - from).includes(1)
  );
}

/** What to replace, and with what. */
export type Replacement = readonly [source: string, target: string];

/** The places of a text at which a word begins, its end among them: 1 there, 0 elsewhere; one more than code units. */
export type FindWords = (text: string) => Uint8Array;

/**
 * Replaces, from left to right, the longest source found at each position. Entries whose sides differ in length
 * (UTF-16 code units) are ignored, hence the result is always as long as the input; a later entry wins over an earlier
 * one with the same source. Costs one map look-up per code unit and candidate length.
 * @param findWords a source that holds part of a word and part of the next is no match: 发 in 学生|发现 is not that of 生发.
 */
export function createLengthPreservingConverter(
  entries: Iterable<Replacement>,
  findWords?: FindWords,
): (text: string) => string {
  const targets = new Map<string, string>();
  /** By the first code unit of a source: bit `n - 1` is set where some source has `n` code units (the last bit: 32 or more). */
  const lengths = new Int32Array(0x10000);
  let longest = 0;
  for (const [source, target] of entries) {
    if (source === '' || source.length !== target.length) continue;
    targets.set(source, target);
    const first = source.charCodeAt(0);
    lengths[first] = lengths[first]! | (1 << Math.min(source.length - 1, 31));
    longest = Math.max(longest, source.length);
  }

  function match(text: string, at: number, words: Uint8Array | undefined): string | undefined {
    const bits = lengths[text.charCodeAt(at)]!;
    if (bits === 0) return undefined;
    for (let length = Math.min(longest, text.length - at); length > 0; length--) {
      if ((bits & (1 << Math.min(length - 1, 31))) === 0) continue;
      const target = targets.get(text.slice(at, at + length));
      if (target !== undefined && !(words && cutsWords(words, at, at + length))) return target;
    }
    return undefined;
  }

  return (text) => {
    const words = findWords?.(text);
    let converted = '';
    let copied = 0;
    for (let at = 0; at < text.length; ) {
      const target = match(text, at, words);
      if (target === undefined) {
        at++;
        continue;
      }
      converted += text.slice(copied, at) + target;
      at += target.length;
      copied = at;
    }
    return converted + text.slice(copied);
  };
}

/** Whether a word begins within the range, while it begins or ends in the middle of one. */
const cutsWords = (words: Uint8Array, start: number, end: number): boolean =>
  (words[start] === 0 || words[end] === 0) && words.subarray(start + 1, end).includes(1);

/** What to replace, and with what. */
export type Replacement = readonly [source: string, target: string];

/**
 * Replaces, from left to right, the longest source found at each position. Entries whose sides differ in length
 * (UTF-16 code units) are ignored, hence the result is always as long as the input; a later entry wins over an earlier
 * one with the same source. Costs one map look-up per code unit and candidate length.
 */
export function createLengthPreservingConverter(entries: Iterable<Replacement>): (text: string) => string {
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

  function match(text: string, at: number): string | undefined {
    const bits = lengths[text.charCodeAt(at)]!;
    if (bits === 0) return undefined;
    for (let length = Math.min(longest, text.length - at); length > 0; length--) {
      if ((bits & (1 << Math.min(length - 1, 31))) === 0) continue;
      const target = targets.get(text.slice(at, at + length));
      if (target !== undefined) return target;
    }
    return undefined;
  }

  return (text) => {
    let converted = '';
    let copied = 0;
    for (let at = 0; at < text.length; ) {
      const target = match(text, at);
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

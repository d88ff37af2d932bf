/** Terms by their hash, without a string for each of them in memory. */

export interface TermColumns {
  /** One after another by name, UTF-8. */
  readonly terms: Uint8Array;
  /** Where each begins, and where the last ends. */
  readonly termEnds: Uint32Array;
  /** By hash, one more than a term's number; 0 where there is none. */
  readonly slots: Uint32Array;
}

/** FNV-1a of the bytes from `from` to `to`. */
export function hashOf(bytes: Uint8Array, from = 0, to = bytes.length): number {
  let hash = 0x811c9dc5;
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
  return hash >>> 0;
}

/** Of a UTF-16 code unit in UTF-8. */
const MOST_BYTES = 3;

/** @returns the number of a term; undefined for one that stands nowhere. */
export function createTermTable({ terms, termEnds, slots }: TermColumns): (term: string) => number | undefined {
  const all = Buffer.from(terms.buffer, terms.byteOffset, terms.byteLength);
  const mask = slots.length - 1;
  let bytes = Buffer.alloc(64);
  return (term) => {
    if (bytes.length < MOST_BYTES * term.length) bytes = Buffer.alloc(MOST_BYTES * term.length);
    const length = bytes.write(term);
    for (let slot = hashOf(bytes, 0, length) & mask; slots[slot] !== 0; slot = (slot + 1) & mask) {
      const number = slots[slot]! - 1;
      if (bytes.compare(all, termEnds[number], termEnds[number + 1], 0, length) === 0) return number;
    }
    return undefined;
  };
}

/** Terms by their hash, without a string for each of them in memory. */

/** FNV-1a. */
export function hashOf(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

/** @returns the number of a term; undefined for one that stands nowhere. */
export function createTermTable(
  terms: Uint8Array,
  ends: Uint32Array,
  slots: Uint32Array,
): (term: string) => number | undefined {
  const all = Buffer.from(terms.buffer, terms.byteOffset, terms.byteLength);
  return (term) => {
    const bytes = Buffer.from(term);
    for (let slot = hashOf(bytes) & (slots.length - 1); slots[slot] !== 0; slot = (slot + 1) & (slots.length - 1)) {
      const number = slots[slot]! - 1;
      if (bytes.compare(all, ends[number], ends[number + 1]) === 0) return number;
    }
    return undefined;
  };
}

/** The terms of a language group while its index is made: those of the index before by their numbers there, new ones after them. */
import { createTermTable, hashOf, type TermColumns } from './term-table.ts';

interface TermNumbers {
  /** Different terms so far. */
  readonly size: number;
  /** The number of a term, which it gets where it has none. */
  of(term: string): number;
  /**
   * The table of those that stand somewhere, by name, so that it does not matter in which order they were met; and at which
   * place in it each number's term is.
   */
  table(stands: (number: number) => boolean): { columns: TermColumns; places: Uint32Array };
}

/** @param known a table of this kind. */
export function createTermNumbers(known: TermColumns = NO_TERMS): TermNumbers {
  const before = known.termEnds.length - 1;
  const find = createTermTable(known);
  const added = new Map<string, number>();

  return {
    get size() {
      return before + added.size;
    },
    of(term) {
      const number = find(term) ?? added.get(term);
      if (number !== undefined) return number;
      added.set(term, before + added.size);
      return before + added.size - 1;
    },
    table(stands) {
      const places = new Uint32Array(before + added.size);
      const names = [...added.keys()].sort();
      const bytes = names.map((name) => Buffer.from(name));
      const terms = new Uint8Array(known.terms.length + bytes.reduce((sum, { length }) => sum + length, 0));
      const termEnds = new Uint32Array(places.length + 1);
      let [place, end] = [0, 0];
      const put = (number: number, source: Uint8Array, from: number, to: number) => {
        for (let at = from; at < to; at++) terms[end++] = source[at]!;
        places[number] = place;
        termEnds[++place] = end;
      };
      let number = 0;
      const putKnown = (until: number) => {
        for (; number < until; number++) {
          if (stands(number)) put(number, known.terms, known.termEnds[number]!, known.termEnds[number + 1]!);
        }
      };
      names.forEach((name, i) => {
        putKnown(placeAmong(known, name));
        put(added.get(name)!, bytes[i]!, 0, bytes[i]!.length);
      });
      putKnown(before);
      return { columns: withSlots(terms.slice(0, end), termEnds.slice(0, place + 1)), places };
    },
  };
}

const NO_TERMS: TermColumns = { terms: new Uint8Array(), termEnds: new Uint32Array(1), slots: new Uint32Array(1) };

/** How many of the known terms come before this one, which is none of them. */
function placeAmong({ terms, termEnds }: TermColumns, name: string): number {
  const all = Buffer.from(terms.buffer, terms.byteOffset, terms.byteLength);
  let [from, to] = [0, termEnds.length - 1];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (all.toString('utf8', termEnds[middle], termEnds[middle + 1]) < name) from = middle + 1;
    else to = middle;
  }
  return from;
}

function withSlots(terms: Uint8Array, termEnds: Uint32Array): TermColumns {
  const count = termEnds.length - 1;
  const slots = new Uint32Array(2 ** Math.ceil(Math.log2(2 * count + 1)));
  for (let term = 0; term < count; term++) {
    let slot = hashOf(terms, termEnds[term], termEnds[term + 1]) & (slots.length - 1);
    while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
    slots[slot] = term + 1;
  }
  return { terms, termEnds, slots };
}

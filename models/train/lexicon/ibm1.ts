/** IBM model 1 (Brown et al. 1993): which words of a sentence stand for which of its translation. */

/** Sentences of one language as numbers of words; sentence `i` of both sides says the same. 0 is the empty word. */
export type Sentences = readonly (readonly number[])[];

export interface Learned {
  /** `from × toWords + to`, ascending. */
  readonly pairs: Float64Array;
  /** That `to` stands where `from` is said. */
  readonly probability: Float64Array;
  /** How often it did, as far as can be told. */
  readonly count: Float64Array;
}

const ROUNDS = 6;

/** Added to what a word was counted: one seen once has no sure translation. */
const DOUBT = 0.5;

/** @param toWords one more than the highest number in `to`. */
export function learn(from: Sentences, to: Sentences, toWords: number): Learned {
  const size = from.reduce((sum, words, i) => sum + (words.length + 1) * to[i]!.length, 0);
  const keys = new Float64Array(size);
  const widths = new Uint16Array(to.reduce((sum, words) => sum + words.length, 0));
  let at = 0;
  let word = 0;
  from.forEach((words, i) => {
    for (const target of to[i]!) {
      keys[at++] = target;
      for (const source of words) keys[at++] = source * toWords + target;
      widths[word++] = words.length + 1;
    }
  });
  const pairs = distinct(keys);
  const cells = Uint32Array.from(keys, (key) => placeOf(pairs, key));
  const probability = new Float64Array(pairs.length).fill(1);
  const count = new Float64Array(pairs.length);
  const total = new Float64Array(Math.floor(pairs.at(-1)! / toWords) + 1);
  for (let round = 0; round < ROUNDS; round++) {
    count.fill(0);
    total.fill(0);
    let start = 0;
    for (const width of widths) {
      let sum = 0;
      for (let i = start; i < start + width; i++) sum += probability[cells[i]!]!;
      for (let i = start; i < start + width; i++) count[cells[i]!]! += probability[cells[i]!]! / sum;
      start += width;
    }
    pairs.forEach((pair, i) => {
      total[Math.floor(pair / toWords)]! += count[i]!;
    });
    pairs.forEach((pair, i) => {
      probability[i] = count[i]! / (total[Math.floor(pair / toWords)]! + DOUBT);
    });
  }
  return { pairs, probability, count };
}

function distinct(keys: Float64Array): Float64Array {
  const sorted = keys.slice().sort();
  return sorted.filter((key, i) => i === 0 || key !== sorted[i - 1]);
}

/** Of a key in ascending keys; -1 where it is not among them. */
export function placeOf(keys: Float64Array, key: number): number {
  let low = 0;
  let high = keys.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    if (keys[middle]! < key) low = middle + 1;
    else if (keys[middle]! > key) high = middle - 1;
    else return middle;
  }
  return -1;
}

/**
 * The best passages for some terms. Every posting is added up, by machine code: 140,000 of them, as a Chinese question has at
 * 100,000 passages, take less time than to find out in JavaScript which can be left out.
 */
import { MOST } from './bm25.ts';
import { instantiate, PAGE } from './wasm.ts';

/** `term-kernel.wat`, made into bytes by wat2wasm (npm's `wabt` 1.0.37). */
const KERNEL =
  'AGFzbQEAAAABEwJgB39/f398fH8AYAR/f398AX8CEQEFc3RvcmUGbWVtb3J5AgABAwMCAAEHDgIDYWRkAAAEbmV4dAABCsoBAogBAgN/AXwgACABQQ' +
  'J0aiEHAkADQCAAIAdGDQEgACgCACEIIAhB/wFxuCEKIAhBCHYhCCADIAhBBHRqIQkgCSAJKwMAIAQgCiAFoiAKIAIgCEEDdGorAwCgo6KgOQMAIAko' +
  'AgwgBkcEQCAJIAY2AgwgCSAJKAIIQQFqNgIICyAAQQRqIQAMAAsLCz4BAX8gACABQQR0aiEEAkADQCABIAJPDQEgBCsDACAEKAIIuKIgA2QNASABQQ' +
  'FqIQEgBEEQaiEEDAALCyABCw==';

/** Bytes of a posting. */
export const POSTING = 4;
/** Bytes of a document's norm and of its record. */
const [NORM, RECORD] = [8, 16];

interface Scored {
  readonly document: number;
  /** The sum of what its terms add, times how many of them it has. */
  readonly score: number;
}

interface TermSearch {
  /** Where postings are put, in bytes, before they are added. */
  readonly postings: Uint8Array;
  /** Forgets what was added. */
  begin(): void;
  /**
   * What a term adds in one field.
   * @param from the first of `count` postings in a row.
   * @param term its number in the question, from 1: those of one term follow each other.
   */
  add(from: number, count: number, field: number, weight: number, term: number): void;
  /** Best first; of equals the first numbers. */
  best(k: number): Scored[];
}

/**
 * @param norms of every document, one array a field.
 * @param longest postings of a term in all fields, at most.
 */
export function createTermSearch(norms: readonly Float64Array[], longest: number): TermSearch {
  const documents = norms[0]!.length;
  const normsEnd = NORM * norms.length * documents;
  const recordsEnd = normsEnd + RECORD * documents;
  const memory = new WebAssembly.Memory({ initial: Math.max(1, Math.ceil((recordsEnd + POSTING * longest) / PAGE)) });
  const { add, next } = instantiate<{
    add(
      posting: number,
      count: number,
      norms: number,
      records: number,
      weight: number,
      most: number,
      term: number,
    ): void;
    next(records: number, from: number, to: number, least: number): number;
  }>(KERNEL, { store: { memory } });
  norms.forEach((own, field) => {
    new Float64Array(memory.buffer, NORM * documents * field, documents).set(own);
  });
  const records = new Uint8Array(memory.buffer, normsEnd, RECORD * documents);
  const sums = new Float64Array(memory.buffer, normsEnd, (RECORD / 8) * documents);
  const held = new Uint32Array(memory.buffer, normsEnd, (RECORD / 4) * documents);
  const scoreOf = (document: number): number => sums[2 * document]! * held[4 * document + 2]!;
  return {
    postings: new Uint8Array(memory.buffer, recordsEnd, POSTING * longest),
    begin() {
      records.fill(0);
    },
    add(from, count, field, weight, term) {
      add(recordsEnd + POSTING * from, count, NORM * documents * field, normsEnd, weight, MOST, term);
    },
    best(k) {
      const heap: Scored[] = [];
      let least = 0;
      for (let document = -1; ; ) {
        document = next(normsEnd, document + 1, documents, least);
        if (document >= documents) break;
        const scored = { document, score: scoreOf(document) };
        if (heap.length < k) {
          heap.push(scored);
          if (heap.length < k) continue;
          for (let at = (k >> 1) - 1; at >= 0; at--) sink(heap, at);
        } else {
          heap[0] = scored;
          sink(heap, 0);
        }
        least = heap[0]!.score;
      }
      return heap.sort((a, b) => b.score - a.score || a.document - b.document);
    },
  };
}

/** Restores a heap that has the worst on top, of equals the last, below a place that has got another. */
function sink(heap: Scored[], from: number): void {
  for (let at = from; ; ) {
    let worst = at;
    for (const child of [2 * at + 1, 2 * at + 2]) {
      if (child < heap.length && isWorse(heap[child]!, heap[worst]!)) worst = child;
    }
    if (worst === at) return;
    [heap[at], heap[worst]] = [heap[worst]!, heap[at]!];
    at = worst;
  }
}

const isWorse = (a: Scored, b: Scored): boolean =>
  a.score < b.score || (a.score === b.score && a.document > b.document);

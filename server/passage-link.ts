/** The address of a passage: where it stood, and what it said, so that it is found again after the article was edited. */
import type { Language, Span } from '../core/types.ts';

interface Quoted extends Span {
  readonly article: string;
  readonly language: Language;
  readonly quote: string;
}

/** Opens the article at the passage, highlighted. `ui` is the language of the page around it. */
export function articleUrl({ article, language, start, end, quote }: Quoted, ui?: Language): string {
  const around = ui ? `&ui=${ui}` : '';
  const where = `start=${start}&end=${end}&passage=${fingerprint(quote)}`;
  return `/articles/${encodeURIComponent(article)}?lang=${language}${around}&${where}#cited`;
}

/** Of what is not white space: its length and a hash. An article may be wrapped anew without losing its links. */
export const FINGERPRINT = /^[0-9a-z]{1,5}-[0-9a-z]{1,7}$/;

export function fingerprint(text: string): string {
  const { length, hash } = whole(visible(text).units);
  return `${length.toString(36)}-${hash.toString(36)}`;
}

/**
 * Where the passage of `print` stands in `text`: at `span` if it still does, otherwise where it is nearest to it;
 * undefined where it is gone. Linear in the text.
 */
export function locate(text: string, span: Span, print: string): Span | undefined {
  if (fingerprint(text.slice(span.start, span.end)) === print) return span;
  const [length = 0, wanted] = print.split('-').map((part) => Number.parseInt(part, 36));
  const { units, at } = visible(text);
  if (length === 0 || length > units.length) return undefined;
  let { hash } = whole(units.subarray(0, length));
  let leaving = 1;
  for (let step = 1; step < length; step++) leaving = (leaving * BASE) % PRIME;
  let best: Span | undefined;
  for (let from = 0; ; from++) {
    if (hash === wanted) {
      const found = { start: at[from]!, end: at[from + length - 1]! + 1 };
      if (best && Math.abs(best.start - span.start) <= Math.abs(found.start - span.start)) return best;
      best = found;
    }
    if (from + length >= units.length) return best;
    const without = (hash + PRIME - ((units[from]! * leaving) % PRIME)) % PRIME;
    hash = (without * BASE + units[from + length]!) % PRIME;
  }
}

/** A polynomial hash rolls over a text in one pass; the product of these two is the largest that a number holds exactly. */
const PRIME = 2 ** 36 - 5;
const BASE = 65_599;

function whole(units: Uint16Array): { length: number; hash: number } {
  let hash = 0;
  for (const unit of units) hash = (hash * BASE + unit) % PRIME;
  return { length: units.length, hash };
}

/** The UTF-16 units that are not white space, and where each stands. */
function visible(text: string): { units: Uint16Array; at: Uint32Array } {
  const units = new Uint16Array(text.length);
  const at = new Uint32Array(text.length);
  let count = 0;
  for (let index = 0; index < text.length; index++) {
    if (/\s/.test(text[index]!)) continue;
    units[count] = text.charCodeAt(index);
    at[count++] = index;
  }
  return { units: units.subarray(0, count), at: at.subarray(0, count) };
}

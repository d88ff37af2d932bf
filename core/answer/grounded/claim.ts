/** A claim and its source in the parts that are compared: clauses, their words, their figures. */

import { findQuantities, type Quantity, sameQuantity } from '../../text/quantities.ts';
import { contentTerms } from '../../text/tokens.ts';

export interface Clause {
  readonly text: string;
  /** What it is about, without figures. */
  readonly terms: ReadonlySet<string>;
  readonly figures: readonly Quantity[];
}

const BREAK =
  /[，；;：]|,(?=\s)|:(?=\s)|\s[–—]\s|——|\s(?=(?:and|but|while|whereas|although|though|because)\s)|(?=而且|但是|但係|不過|不过|同埋|以及|並且|并且|仲有|還有|还有)/;
/** Terms below which a piece is no clause of its own: “In 2025,”. */
const OWN_TERMS = 3;

export function clausesOf(text: string): Clause[] {
  const pieces: string[] = [];
  let open = '';
  for (const piece of text.split(BREAK)) {
    open = open === '' ? piece : `${open}，${piece}`;
    if (termsOf(open).size < OWN_TERMS) continue;
    pieces.push(open);
    open = '';
  }
  if (open.trim() !== '') {
    const last = pieces.pop();
    pieces.push(last === undefined ? open : `${last}，${open}`);
  }
  return pieces.map(readClause);
}

export const readClause = (text: string): Clause => ({ text, terms: termsOf(text), figures: findQuantities(text) });

/** Figures have a colon in their terms. */
const termsOf = (text: string): Set<string> => new Set(contentTerms(text).filter((term) => !term.includes(':')));

/** Share of a clause's words that another text has; 0 where it has none of its own. */
export function share({ terms }: Clause, of: ReadonlySet<string>): number {
  if (terms.size === 0) return 0;
  let held = 0;
  for (const term of terms) if (of.has(term)) held += 1;
  return held / terms.size;
}

/**
 * Whether the source's figure bears the claim's out: the same one with the same "more than" or "about", or a date that is
 * named more exactly there.
 */
export function bearsOut(source: Quantity, claim: Quantity): boolean {
  if (sameQuantity(claim, source)) return claim.bound === source.bound;
  return source.key.startsWith(`${claim.key.replace(/^n:(?=\d{4}$)/, 'd:')}-`) && source.kind === 'date';
}

/** A bare year is read as a number where nothing says that it is one; 2,000 and "more than 2000" are no years. */
export const isDate = ({ kind, key, start, end, bound }: Quantity): boolean =>
  kind === 'date' || (/^n:(?:19|20)\d\d$/.test(key) && end - start === 4 && !bound);

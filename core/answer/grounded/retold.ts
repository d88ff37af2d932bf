/** What of its source a claim retells. */
import { type Clause, share } from './claim.ts';
import { isCondition } from './qualifiers.ts';
import type { SourceSentence } from './source.ts';

/** Share of a claim's words from which a clause of the source is one that it retells. */
const RETOLD = 0.25;
/** And from which it is that clause and no other. */
const SAME = 0.75;

/** What of a sentence a clause retells: one clause where it is nearly that one, else all that have something of it. */
export function retoldBy(clause: Clause, { clauses, text }: SourceSentence): string {
  const held = clauses.map((own) => ({ own, held: share(clause, own.terms) })).sort((a, b) => b.held - a.held);
  const same = held[0] && held[0].held >= SAME ? held.slice(0, 1) : held.filter((other) => other.held >= RETOLD);
  return same.length > 0 ? same.map(({ own }) => own.text).join(' ') : text;
}

/** The clauses that the claim retells, and each sentence's first where it has to do with it: “experts believe”, “if”. */
export function nearTo(claim: readonly Clause[], backing: readonly SourceSentence[], sameLanguage: boolean): string {
  if (!sameLanguage) return backing.map(({ text }) => text).join('\n');
  return backing
    .flatMap(({ clauses }) =>
      clauses.filter(({ text, terms }, i) =>
        claim.some((clause) => {
          const held = share(clause, terms);
          return held >= RETOLD || (i === 0 && (held > 0 || isCondition(text)));
        }),
      ),
    )
    .map(({ text }) => text)
    .join('\n');
}

/** Figures that stand in the right sentence beside the wrong words. */

import type { Quantity } from '../../text/quantities.ts';
import { contentTerms } from '../../text/tokens.ts';
import type { EmbeddingModel, Language } from '../../types.ts';
import { dot } from '../../vector.ts';
import { bearsOut, type Clause, isDate, share } from './claim.ts';

export interface FigureSetting {
  readonly sameLanguage: boolean;
  /** The claim's language. */
  readonly language: Language;
  /** The source's. */
  readonly from: Language;
  readonly embedder: EmbeddingModel;
}

/** Cosine by which another clause must fit better, across languages, before a figure counts as misplaced. */
const CLEARLY = 0.03;

/**
 * “22% want larger teams, and 16% look for AI people” does not say that 16% want larger teams: a figure's clause must fit the
 * claim at least as well as the clause of another figure of its kind does.
 * @returns the figure's words; undefined where all are in place.
 */
export async function misplacedFigure(
  claim: Clause,
  source: readonly Clause[],
  setting: FigureSetting,
): Promise<string | undefined> {
  for (const figure of claim.figures) {
    if (setting.sameLanguage && countsOther(claim, figure, source)) return claim.text.slice(figure.start, figure.end);
    const rivals = source.filter((clause) => clause.figures.some(({ kind }) => kind === figure.kind));
    const own = rivals.filter((clause) => clause.figures.some((other) => bearsOut(other, figure)));
    const others = rivals.filter((clause) => !own.includes(clause));
    if (own.length === 0 || others.length === 0) continue;
    const fits = await fitWith(claim, setting);
    const best = async (clauses: readonly Clause[]) => Math.max(...(await Promise.all(clauses.map(fits))));
    if ((await best(others)) > (await best(own)) + (setting.sameLanguage ? 0 : CLEARLY)) {
      return claim.text.slice(figure.start, figure.end);
    }
  }
  return undefined;
}

/** Words after a count that name what is counted. */
const COUNTED = 4;

/** “2,000 employers” where the source has 2,000 vacancies. Only plain numbers: a percentage's noun may stand anywhere. */
function countsOther(claim: Clause, figure: Quantity, source: readonly Clause[]): boolean {
  if (figure.kind !== 'number' || isDate(figure)) return false;
  const counted = countedBy(claim.text, figure, COUNTED);
  const holders = source.flatMap((clause) =>
    clause.figures
      .filter((other) => bearsOut(other, figure))
      .map((other) => countedBy(clause.text, other, 2 * COUNTED)),
  );
  if (counted.length === 0 || holders.length === 0) return false;
  return !holders.some((terms) => terms.length === 0 || counted.some((term) => terms.includes(term)));
}

function countedBy(text: string, { end }: Quantity, words: number): string[] {
  const after = text.slice(end).split(/[，。,.;；]/)[0]!;
  const near = /\p{Script=Han}/u.test(after)
    ? after.slice(0, 2 * words)
    : after
        .split(/\s+/)
        .slice(0, words + 1)
        .join(' ');
  return contentTerms(near);
}

async function fitWith(claim: Clause, { sameLanguage, language, from, embedder }: FigureSetting) {
  if (sameLanguage) return async (clause: Clause) => share(claim, clause.terms);
  const [said] = await embedder.embed([withoutFigures(claim)], 'passage', language);
  return async (clause: Clause) => {
    const [vector] = await embedder.embed([withoutFigures(clause)], 'passage', from);
    return dot(said!, vector!);
  };
}

/** The figures themselves would decide otherwise. */
function withoutFigures({ text, figures }: Clause): string {
  return figures.toReversed().reduce((rest, { start, end }) => `${rest.slice(0, start)}…${rest.slice(end)}`, text);
}

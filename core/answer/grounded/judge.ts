/** Holds a claim against the sentences of its source, rule after rule. */
import type { EmbeddingModel, Language } from '../../types.ts';
import { areOthers, kindsIn } from '../specifics.ts';
import { POINTS_BACK, strangeOpening, strayWord, wrongName } from './borrowed.ts';
import { bearsOut, type Clause, clausesOf, isDate, readClause, share } from './claim.ts';
import {
  addsDeed,
  foreignSubject,
  movedPlace,
  takesMainSubject,
  takesSpeakerForDoer,
  widensSuperlative,
} from './deeds.ts';
import { misplacedFigure } from './figures.ts';
import { lettersOf } from './no-statement.ts';
import { changedQualifier, deniesAnother, dropsAbility, isNegated, saysOpposite } from './qualifiers.ts';
import { isRecombined } from './recombined.ts';
import { nearTo, retoldBy } from './retold.ts';
import { borrowsSubject, swapsRoles } from './roles.ts';
import type { Source, SourceSentence } from './source.ts';
import type { Verdict } from './verdict.ts';
import { foreignWord } from './words.ts';

/** How much worse than the best a sentence may fit and still be the one a figure comes from. */
const NEARLY_BEST = 0.15;

export interface Case {
  readonly plain: string;
  readonly language: Language;
  readonly ranked: readonly SourceSentence[];
  readonly sources: readonly Source[];
  readonly sameLanguage: boolean;
  readonly embedder: EmbeddingModel;
}

export async function judge({ plain, language, ranked, sources, sameLanguage, embedder }: Case): Promise<Verdict> {
  const copied = ranked.find(({ text }) => lettersOf(text) === lettersOf(plain));
  if (copied && sameLanguage) return { by: [copied] };
  const fitOf = (clause: Clause, sentence: SourceSentence) =>
    sameLanguage ? 0.6 * share(clause, sentence.whole.terms) + 0.4 * sentence.similarity : sentence.similarity;
  const heads = sources.map((source) => source.heads).join('\n');
  const chosen = new Set<SourceSentence>();

  for (const clause of clausesOf(plain)) {
    const byFit = ranked.toSorted((a, b) => fitOf(clause, b) - fitOf(clause, a));
    const best = byFit[0]!;
    const wrong = clause.figures.find((figure) => {
      const holds = (sentence: SourceSentence) => sentence.whole.figures.some((own) => bearsOut(own, figure));
      const from = byFit.find((s) => fitOf(clause, s) >= fitOf(clause, best) - NEARLY_BEST && holds(s));
      if (from) chosen.add(from);
      // A year that the passage states once holds for the sentences that have none.
      const isSetting = isDate(figure) && !best.whole.figures.some(isDate);
      const set = isSetting && (ranked.some(holds) || readClause(heads).figures.some((own) => bearsOut(own, figure)));
      return !from && !set;
    });
    if (wrong)
      return {
        reason: 'figure',
        detail: plain.includes(clause.text) ? clause.text.slice(wrong.start, wrong.end) : wrong.key,
      };
    const told = [...chosen].find((sentence) => fitOf(clause, sentence) >= fitOf(clause, best) - NEARLY_BEST) ?? best;
    chosen.add(told);
    const near = sameLanguage ? retoldBy(clause, told) : told.text;
    if (isNegated(clause.text) !== isNegated(near)) return { reason: 'negation' };
    if (sameLanguage && deniesAnother(clause.text, `${told.before}\n${told.text}`)) return { reason: 'negation' };
    if (sameLanguage && dropsAbility(clause.text, near)) return { reason: 'qualifier', detail: 'ability' };
    if (saysOpposite(clause.text, near)) return { reason: 'opposite' };
    const swapped = await misplacedFigure(clause, told.clauses, {
      sameLanguage,
      language,
      from: told.passage.language,
      embedder,
    });
    if (swapped) return { reason: 'figure', detail: swapped };
  }

  const backing = [...chosen];
  const evidence = backing.map(({ text }) => text).join('\n');
  const passage = ranked.map(({ text }) => text).join('\n');
  const near = nearTo(clausesOf(plain), backing, sameLanguage);
  const changed = changedQualifier(plain, near, `${evidence}\n${heads}`);
  if (changed) return { reason: 'qualifier', detail: changed };
  // What a name of the sentence before may stand behind.
  const before = backing.map((sentence) => (POINTS_BACK.test(sentence.text) ? sentence.before : '')).join('\n');
  const name = wrongName({ plain, evidence, heads, before, passage, sources, sameLanguage });
  if (name) return { reason: 'name', detail: name };
  const told = `${evidence}\n${before}`;
  // “Class A” of a row about class B.
  if (areOthers(kindsIn(plain), kindsIn(`${told}\n${heads}`))) return { reason: 'name' };
  if (addsDeed(plain, told)) return { reason: 'deed' };
  const moved = movedPlace(plain, evidence, before);
  if (moved) return { reason: 'name', detail: moved };
  const fault = sameLanguage && wordingFault({ plain, heads, told, passage, backing });
  if (fault) return fault;
  return { by: backing.sort((a, b) => b.similarity - a.similarity) };
}

interface Wording {
  readonly plain: string;
  readonly heads: string;
  /** The sentences retold, and the one before where they lean on it. */
  readonly told: string;
  readonly passage: string;
  readonly backing: readonly SourceSentence[];
}

/** What only shows where claim and source are in the same language: words, their order, and whose they are. */
function wordingFault({ plain, heads, told, passage, backing }: Wording): Verdict | undefined {
  const word = foreignWord(plain, `${passage}\n${heads}`) ?? strayWord(plain, `${told}\n${heads}`);
  if (word) return { reason: 'word', detail: word };
  if (
    backing.some(
      ({ text }) => swapsRoles(plain, text) || takesSpeakerForDoer(plain, text) || takesMainSubject(plain, text),
    )
  )
    return { reason: 'roles' };
  if (backing.some(({ text }) => widensSuperlative(plain, text))) return { reason: 'qualifier', detail: 'scope' };
  const whole = readClause(plain);
  if (backing.some(({ clauses }) => borrowsSubject(whole, clauses))) return { reason: 'roles' };
  const opening = strangeOpening(plain, backing, heads);
  if (opening) return { reason: 'roles', detail: opening };
  if (
    isRecombined(
      plain,
      backing.map(({ text }) => text),
    )
  )
    return { reason: 'roles', detail: 'recombined' };
  const subject = foreignSubject(plain, backing.map(({ text }) => text).join('\n'));
  if (subject) return { reason: 'roles', detail: subject };
  return undefined;
}

/** The sentences of the best passages, in the order in which they answer. */
import { expectedAnswer } from '../text/answer-type.ts';
import { type Figure, figureAsked, lacksFigure } from '../text/figure-asked.ts';
import { contentTerms, tokenize } from '../text/tokens.ts';
import type { Evidence, Hit } from '../types.ts';
import { createEntries, type Entry, type EntryOf, isContact, isIdleSibling } from './entries.ts';
import { createFit, type Fit } from './fit.ts';
import { ofAskedDistricts } from './hong-kong.ts';
import { type Fitted, fittedFor, sentenceOdds } from './odds.ts';
import { ofNewest } from './of-newest.ts';
import { sourceText } from './source-text.ts';
import { namesAnother } from './specifics.ts';
import { withoutUnknownNames } from './unknown-names.ts';

export interface Candidate {
  readonly hit: Hit;
  readonly evidence: Evidence;
  /** Its place among the passage's sentences. */
  readonly place: number;
  readonly score: number;
  /** Whether the hit is the best. */
  readonly first: boolean;
  /** Whether it holds the kind of thing asked for; undefined when that cannot be told. */
  readonly fits: boolean | undefined;
  readonly entry: Entry;
}

/** Passages whose sentences compete. */
export const PASSAGES = 3;

/** What speaks for a sentence beside its own similarity: `models/train/evidence/fit.py` fits its worth on the same. */
const SIGNS = ['overlap', 'translated', 'passage', 'passageOverlap', 'first', 'fits', 'neighbour', 'odds'] as const;
export type Signs = Readonly<Record<(typeof SIGNS)[number], number>>;

/** `second`: how near the best another sentence must come to be quoted too. */
type Worth = Signs & { readonly second: number };

/**
 * Of each sign, in cosines of the best sentence. Across languages hardly a word is shared, and the passage counts for more.
 */
const WORTH: Fitted<Worth> = {
  /**
   * On the questions held out of `models/train/passages` and XQuAD's (development half), with an embedder and a reader before
   * these. Fitted again, the right sentence is among the best two as often, within 0.3 points. `second`, on the same: of those
   * that 0.4 and 0.25 let in besides, one in fifteen answers where the best does not. `translated`: XQuAD's answer is in the
   * best sentence zh→en / en→zh in 78.8 / 77.5% with 0, in 79.2 / 78.9 with 0.2, in 80.4 / 79.2 with 0.4; of 474 questions
   * that three testers' corpora answer 311, 317 and 320 are answered with nothing beside the point, 58, 57 and 56 wrongly.
   */
  weighed: {
    same: {
      ...{
        overlap: 0.15,
        translated: 0,
        passage: 1.54,
        passageOverlap: 0.66,
        first: 0.13,
        fits: 0.08,
        neighbour: 0.28,
      },
      ...{ odds: 0.107, second: 0.3 },
    },
    across: {
      ...{ overlap: 0.04, translated: 0.3, passage: 2, passageOverlap: 0.2, first: 0.1, fits: 0.04, neighbour: 0 },
      ...{ odds: 0.068, second: 0.2 },
    },
  },
  /** Logistic regression on pairs of right and wrong sentences of XQuAD (development half). */
  unweighed: {
    same: {
      ...{ overlap: 0.3, translated: 0, passage: 0.3, passageOverlap: 0.28, first: 0.14, fits: 0.1, neighbour: 0.1 },
      ...{ odds: 0, second: 0.2 },
    },
    across: {
      ...{ overlap: 0.05, translated: 0, passage: 1.25, passageOverlap: 0.03, first: 0, fits: 0.04, neighbour: 0.09 },
      ...{ odds: 0, second: 0.2 },
    },
  },
};

/** In cosines, of an entry for somebody of the age that the question tells. Too few tell one to fit it. */
const OF_AGE = 0.3;

export const fitOf = (question: string): Fit => createFit(question, expectedAnswer(question));

/** What is worked out of a question once, and of each sentence with it. */
export interface Asked {
  /** What alone answers it. */
  readonly figure: Figure | undefined;
  readonly holds: Fit;
  readonly entryOf: EntryOf;
}

export const readQuestion = ofNewest((question): Asked => {
  const figure = figureAsked(question);
  return { figure, holds: fitOf(question), entryOf: createEntries(question, figure) };
});

/** Those of the hits that are about what the question names; of numbers to call, those of the article found first. */
export function relevant(question: string, hits: readonly Hit[]): Hit[] {
  const about = ofAskedDistricts(question, withoutUnknownNames(question, hits)).filter(
    (hit) => !namesAnother(question, hit),
  );
  const { figure } = readQuestion(question);
  if (!isContact(figure)) return about;
  const article = about.find(createTells(question, figure, about))?.passage.article;
  return about.filter(({ passage }) => passage.article === (article ?? about[0]!.passage.article));
}

/** What asks for a number to call says nothing of whose. */
const CONTACT = new Set(
  tokenize('phone telephone number call contact hotline e-mail email address 電話號碼 電郵地址 聯絡 熱線'),
);

/**
 * Whether a passage has such a number and names whatever of the question the first one names: of an organisation, whose name
 * stands in its page's title, that is often not the page found first.
 */
function createTells(question: string, figure: Figure, [first]: readonly Hit[]): (hit: Hit) => boolean {
  const termsOf = (hit: Hit) => new Set(tokenize(sourceText(hit.passage)));
  const known = first ? termsOf(first) : new Set<string>();
  const named = contentTerms(question).filter((term) => known.has(term) && !CONTACT.has(term));
  return (hit) => {
    if (named.length === 0 || lacksFigure(hit.passage.text, figure)) return false;
    const own = termsOf(hit);
    return named.every((term) => own.has(term));
  };
}

/**
 * The best passages, and the others found of the first one's article: where that is the right one, another of its sections may
 * answer (the address of the shop whose opening is told). One in twenty-five readings more.
 */
const competing = (hits: readonly Hit[]): readonly Hit[] =>
  hits.filter(({ passage }, rank) => rank < PASSAGES || passage.article === hits[0]!.passage.article);

/** The sentences of the best passages that can answer, best answer first. */
export function rankSentences(question: string, hits: readonly Hit[], asked = readQuestion(question)): Candidate[] {
  return competing(hits)
    .flatMap((hit, rank) => hit.sentences.map((_, place) => judge(hit, place, asked, rank === 0)))
    .filter(({ entry }) => !entry.isOut)
    .sort((a, b) => b.score - a.score);
}

function judge(hit: Hit, place: number, { holds, entryOf }: Asked, first: boolean): Candidate {
  const evidence = hit.sentences[place]!;
  const fits = holds(evidence.text);
  const worth = fittedFor(WORTH, hit);
  const signs = signsOf(hit, place, fits, first);
  const entry = entryOf(hit, place);
  const told = SIGNS.reduce((sum, sign) => sum + worth[sign] * signs[sign], evidence.similarity);
  return { hit, evidence, place, score: told + Number(entry.isOfAge) * OF_AGE, first, fits, entry };
}

/** @param first whether the hit is the best. */
export function signsOf(hit: Hit, place: number, fits: boolean | undefined, first: boolean): Signs {
  const evidence = hit.sentences[place]!;
  const similarityAt = (at: number) => hit.sentences[at]?.similarity ?? 0;
  return {
    overlap: evidence.overlap ?? 0,
    translated: evidence.translated ?? 0,
    passage: hit.score,
    passageOverlap: hit.overlap ?? 0,
    first: Number(first),
    fits: fits === undefined ? 0 : fits ? 1 : -1,
    neighbour: Math.max(similarityAt(place - 1), similarityAt(place + 1)),
    odds: sentenceOdds(evidence) ?? 0,
  };
}

/**
 * How near another article's sentence must come, as a share. Of those held out of `models/train/passages` that come in between
 * half and this, one in seven answers where the best does not; the others are about something else.
 */
const OTHER_ARTICLE = 0.75;

/** The best sentence, and another one that is nearly as good. @param ranked at least one. */
export function bestOf([best, ...others]: readonly Candidate[]): Candidate[] {
  const second = others.find(({ hit, entry }) => hit !== best!.hit || !isIdleSibling(entry, best!.entry));
  if (!second || second.fits === false) return [best!];
  const isOther = second.hit.passage.article !== best!.hit.passage.article;
  const near = fittedFor(WORTH, best!.hit).second * (isOther ? OTHER_ARTICLE : 1);
  return best!.score - second.score <= near ? [best!, second] : [best!];
}

/** Answers with the articles' own sentences: no model, nothing invented. */
import { expectedAnswer } from '../text/answer-type.ts';
import { figureAsked, lacksFigure } from '../text/figure-asked.ts';
import type { ChatEvent, ChatModel, ChatRequest, Citation, Evidence, Hit, Judgement } from '../types.ts';
import { confidenceOf } from './confidence.ts';
import { createFit } from './fit.ts';
import { type Fitted, fittedFor, sentenceOdds } from './odds.ts';
import { quotationLead } from './phrases.ts';
import { namesAnother, namesUnknown } from './specifics.ts';
import { rowInWords } from './table-row.ts';

export interface ExtractiveOptions {
  /** Refuse below this confidence, 0 to 1. */
  readonly threshold: number;
}

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
}

/** Passages whose sentences compete. */
export const PASSAGES = 3;

/** What speaks for a sentence beside its own similarity: `models/train/evidence/fit.py` fits its worth on the same. */
const SIGNS = ['overlap', 'passage', 'passageOverlap', 'first', 'fits', 'neighbour', 'odds'] as const;
export type Signs = Readonly<Record<(typeof SIGNS)[number], number>>;

/** `second`: how near the best another sentence must come to be quoted too. */
type Worth = Signs & { readonly second: number };

/**
 * Of each sign, in cosines of the best sentence. Across languages hardly a word is shared, and the passage counts for more.
 */
const WORTH: Fitted<Worth> = {
  /**
   * On the questions held out of `models/train/passages` and XQuAD's (development half), with the embedder and the reader before
   * these. Fitted again, XQuAD's best sentence is right up to 0.7 points less often.
   */
  weighed: {
    same: {
      ...{ overlap: 0.15, passage: 1.54, passageOverlap: 0.66, first: 0.13, fits: 0.08, neighbour: 0.28 },
      ...{ odds: 0.107, second: 0.4 },
    },
    across: {
      ...{ overlap: 0.04, passage: 2, passageOverlap: 0.2, first: 0.1, fits: 0.04, neighbour: 0 },
      ...{ odds: 0.068, second: 0.25 },
    },
  },
  /** Logistic regression on pairs of right and wrong sentences of XQuAD (development half). */
  unweighed: {
    same: {
      ...{ overlap: 0.3, passage: 0.3, passageOverlap: 0.28, first: 0.14, fits: 0.1, neighbour: 0.1 },
      ...{ odds: 0, second: 0.2 },
    },
    across: {
      ...{ overlap: 0.05, passage: 1.25, passageOverlap: 0.03, first: 0, fits: 0.04, neighbour: 0.09 },
      ...{ odds: 0, second: 0.2 },
    },
  },
};

export function createExtractive({ threshold }: ExtractiveOptions): ChatModel {
  return {
    backend: 'extractive',
    model: 'extractive',
    async *reply(request) {
      const { ranked, confidence } = assess(request);
      if (ranked.length === 0 || confidence < threshold) {
        yield { type: 'refusal' };
        return;
      }
      yield* say(choose(ranked), request);
    },
    judge(request): Judgement {
      const { ranked, confidence } = assess(request);
      return { confidence, threshold, best: ranked[0]?.evidence.text };
    },
  };
}

function assess({ question, hits }: ChatRequest): { ranked: Candidate[]; confidence: number } {
  const ranked = rankSentences(question, relevant(question, hits));
  return { ranked, confidence: saysNothing(question, ranked) ? 0 : confidenceOf(ranked) };
}

/**
 * Whether what would be quoted first holds no figure where only a figure answers. Of the sentences that answer such questions
 * (`models/train/passages`, XQuAD) three in a thousand are taken for such; of those that nearly do, one in eight.
 */
function saysNothing(question: string, [best]: readonly Candidate[]): boolean {
  const figure = figureAsked(question);
  return !best || (figure !== undefined && lacksFigure(best.evidence.text, figure));
}

/** Those of the hits that are about what the question names. */
export function relevant(question: string, hits: readonly Hit[]): Hit[] {
  return namesUnknown(question, hits) ? [] : hits.filter((hit) => !namesAnother(question, hit));
}

/** The sentences of the best passages, best answer first. */
export function rankSentences(question: string, hits: readonly Hit[]): Candidate[] {
  const holds = createFit(question, expectedAnswer(question));
  return hits
    .slice(0, PASSAGES)
    .flatMap((hit, rank) => hit.sentences.map((_, place) => judge(hit, place, holds, rank === 0)))
    .sort((a, b) => b.score - a.score);
}

function judge(hit: Hit, place: number, holds: ReturnType<typeof createFit>, first: boolean): Candidate {
  const evidence = hit.sentences[place]!;
  const fits = holds(evidence.text);
  const worth = fittedFor(WORTH, hit);
  const signs = signsOf(hit, place, fits, first);
  const score = SIGNS.reduce((sum, sign) => sum + worth[sign] * signs[sign], evidence.similarity);
  return { hit, evidence, place, score, first, fits };
}

/** @param first whether the hit is the best. */
export function signsOf(hit: Hit, place: number, fits: boolean | undefined, first: boolean): Signs {
  const evidence = hit.sentences[place]!;
  const similarityAt = (at: number) => hit.sentences[at]?.similarity ?? 0;
  return {
    overlap: evidence.overlap ?? 0,
    passage: hit.score,
    passageOverlap: hit.overlap ?? 0,
    first: Number(first),
    fits: fits === undefined ? 0 : fits ? 1 : -1,
    neighbour: Math.max(similarityAt(place - 1), similarityAt(place + 1)),
    odds: sentenceOdds(evidence) ?? 0,
  };
}

/** The best sentence, another one that is nearly as good, and what they need to be understood; in reading order. */
function choose(ranked: readonly Candidate[]): Candidate[] {
  const [best, second] = ranked;
  const chosen = [best!];
  if (second && best!.score - second.score <= fittedFor(WORTH, best!.hit).second && second.fits !== false)
    chosen.push(second);
  return inReadingOrder(chosen.flatMap(withAntecedent).map(withList), best!.hit);
}

/** “There are three ways to ask:” says nothing without the list below it; they are quoted as one. */
function withList(candidate: Candidate): Candidate {
  const { hit, place, evidence } = candidate;
  if (!/[:：]\s*$/.test(evidence.text)) return candidate;
  const { text, start } = hit.passage;
  let end = evidence.end;
  for (const { start: from, end: to } of hit.sentences.slice(place + 1)) {
    const between = text.slice(end - start, from - start);
    // Another item, or another sentence of the same.
    if (!LIST_MARKER.test(between) && between.includes('\n')) break;
    end = to;
  }
  return { ...candidate, evidence: { ...evidence, end, text: text.slice(evidence.start - start, end - start) } };
}

const LIST_MARKER = /\n[ \t]*(?:[-*+]|\d+[.)])[ \t]+$/;

/** A sentence that begins with “It” or 「佢」 says nothing without the one before it. */
function withAntecedent(candidate: Candidate): Candidate[] {
  const { hit, place, evidence } = candidate;
  if (place === 0 || !LEANS_BACK.test(evidence.text)) return [candidate];
  const before = hit.sentences[place - 1]!;
  return [{ ...candidate, evidence: before, place: place - 1 }, candidate];
}

const LEANS_BACK =
  /^(?:it|its|they|their|he|she|his|her|this|these|those|that|such|but|however|also|so)\b|^(?:佢|佢哋|呢|嗰|咁|它|他|她|這|这|那|此|其|該|该|但|不過|不过|同時|同时|亦|而)/i;

function inReadingOrder(chosen: readonly Candidate[], first: Hit): Candidate[] {
  const unique = new Map(chosen.toReversed().map((c) => [c.evidence.text, c]));
  return [...unique.values()].sort(
    (a, b) =>
      Number(b.hit === first) - Number(a.hit === first) ||
      a.hit.passage.article.localeCompare(b.hit.passage.article) ||
      a.evidence.start - b.evidence.start,
  );
}

/** A line break inside a paragraph; one before a list item stays. */
const WRAPPED_LINE = /(?<!\s)\s*\n(?!\s*(?:\n|[-*+]|\d+[.)]))\s*/g;

function* say(chosen: readonly Candidate[], { language }: ChatRequest): Generator<ChatEvent> {
  let quoting = '';
  for (const [i, candidate] of chosen.entries()) {
    const { passage } = candidate.hit;
    const citation = cite(candidate, i + 1);
    yield { type: 'citation', citation };
    const lead = quotationLead(language, passage.language);
    const spaced = passage.language === 'en' ? ' ' : '';
    const { text: found, start } = candidate.evidence;
    const before = passage.text.slice(0, start - passage.start);
    const text = rowInWords(found, before, passage.language).replace(WRAPPED_LINE, spaced);
    const announced = lead && lead !== quoting ? lead : '';
    const quoted = !lead ? text : passage.language === 'en' ? `“${text}”` : `「${text}」`;
    yield { type: 'token', text: `${i > 0 ? spaced : ''}${announced}${quoted}${spaced}[${citation.n}]` };
    quoting = lead;
  }
}

function cite({ hit, evidence }: Candidate, n: number): Citation {
  const { article, title, language } = hit.passage;
  const { start, end, text } = evidence;
  return { n, article, title, language, start, end, quote: text, score: evidence.similarity };
}

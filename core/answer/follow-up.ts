/** Finds what a question in a conversation asks about. */
import { foldScript } from '../language/script.ts';
import { contentTerms, tokenize } from '../text/tokens.ts';
import type { Hit, ReadingPlan, RetrieveOptions, Retriever, Turn } from '../types.ts';
import { leansOnHistory, saysThatItLeans, standalone } from './conversation.ts';
import { isOfKind, newOf } from './ellipsis.ts';
import { sourceText } from './source-text.ts';

/** A question said so that it stands alone; undefined where that cannot be had. Never throws. */
export type Rewrite = (question: string, history: readonly Turn[], signal: AbortSignal) => Promise<string | undefined>;

export interface FollowUpParts {
  readonly retriever: Retriever;
  readonly rewrite?: Rewrite;
  /** Of an answer from these hits. Without it a question stays with the articles before where it leans on them. */
  judge?(
    question: string,
    hits: readonly Hit[],
  ): { readonly confidence: number; readonly threshold: number } | undefined;
}

export type FollowUpOptions = Omit<RetrieveOptions, 'reading' | 'within'> & {
  readonly reading?: ((question: string) => ReadingPlan) | undefined;
};

export interface Found {
  readonly hits: Hit[];
  /** The question as it is meant, where only what is new of it was said. */
  readonly meant: string;
}

/** Hits looked at when two readings of a question are compared. */
const COMPARED = 2;

/**
 * Confidence from which a question is taken as it is in the articles that were answered from: what it leans on leads away from
 * it as often as to it (「午餐有素食嗎？」 after the price of a camp).
 */
const SURE = 0.8;

/** How much surer another article has to be, where a question does not say that it leans. */
const STAYS = 0.2;

/** So many of its words, where the articles that were answered from have none of them, are about something else. */
const FOREIGN = 2;

interface Weighed extends Found {
  /** 0 where it would be refused. */
  readonly confidence: number;
}

/**
 * A question that leans on the turns before it is searched for with what it leans on, and as it is, in the articles that were
 * answered from, as long as these hold an answer; then everywhere. There it counts as a new one where alone it finds more of
 * its own words (「點樣加文章？」 after a question about a fair).
 */
export async function findInContext(
  question: string,
  history: readonly Turn[],
  { retriever, rewrite, judge }: FollowUpParts,
  options: FollowUpOptions,
  signal: AbortSignal,
): Promise<Found> {
  const value = newOf(question);
  const leans = history.length > 0 && leansOnHistory(question);
  const full = leans ? ((await rewrite?.(question, history, signal)) ?? standalone(question, history)) : question;
  if (signal.aborted) return { hits: [], meant: question };
  const meant = value === undefined ? question : full;
  const read = async (asked: string, within?: ReadonlySet<string>): Promise<Weighed> => {
    const found = await retriever.retrieve(asked, { ...options, reading: options.reading?.(meant), within });
    const hits = !leans || value === undefined || isOfKind(value) ? found : ofValue(value, found);
    const { confidence, threshold } = (leans && judge?.(meant, hits)) || { confidence: 1, threshold: 0 };
    return { hits, meant, confidence: confidence < threshold ? 0 : confidence };
  };
  if (!leans || (full === question && !saysThatItLeans(question))) return read(question);

  // Only those that may be answered from are read closely: that takes longer than another search.
  const search = (asked: string) => retriever.retrieve(asked, { ...options, reading: undefined });
  const before = await answeredFrom(history, search);
  const said = value === undefined ? [question, full] : [full];
  const stayed = before.size === 0 ? undefined : await surestOf(said, (asked) => read(asked, before));
  if (stayed && stayed.confidence > 0 && saysThatItLeans(question)) return stayed;
  const own = held(question, await search(question));
  const isForeign = own >= FOREIGN && stayed !== undefined && held(question, stayed.hits) === 0;
  if (stayed && stayed.confidence + STAYS >= 1 && !isForeign) return stayed;
  const isNew = value === undefined && own > held(question, await search(full));
  const elsewhere = await read(isNew ? question : full);
  if (!stayed) return elsewhere;
  const isElsewhere = isNew && isForeign && elsewhere.confidence > 0;
  return isElsewhere || stayed.confidence + STAYS < elsewhere.confidence ? elsewhere : stayed;
}

/** The first reading of the question that is sure, or else the surest. */
async function surestOf(readings: readonly string[], read: (asked: string) => Promise<Weighed>): Promise<Weighed> {
  let surest: Weighed | undefined;
  for (const asked of new Set(readings)) {
    const found = await read(asked);
    if (found.confidence >= SURE) return found;
    if (!surest || found.confidence > surest.confidence) surest = found;
  }
  return surest!;
}

/** What of the hits speaks of what is new in the question: a passage under its heading, or the sentences that have it. */
function ofValue(value: string, hits: readonly Hit[]): Hit[] {
  const terms = contentTerms(value);
  const speaks = (text: string): boolean => {
    const known = new Set(tokenize(text));
    return terms.every((term) => known.has(term));
  };
  const about = hits.flatMap((hit) => {
    if (hit.passage.headings.some(speaks)) return [hit];
    const sentences = hit.sentences.filter(({ text }) => speaks(text));
    return sentences.length > 0 ? [{ ...hit, sentences }] : [];
  });
  return terms.length > 0 && about.length > 0 ? about : [...hits];
}

/** The articles that the last answer quotes; none where there is no such. */
async function answeredFrom(
  history: readonly Turn[],
  retrieve: (question: string) => Promise<readonly Hit[]>,
): Promise<ReadonlySet<string>> {
  const at = history.findLastIndex(({ role }) => role === 'user');
  const answer = history[at + 1];
  if (at < 0 || answer?.role !== 'assistant') return new Set();
  const said = bare(answer.content);
  const hits = await retrieve(standalone(history[at]!.content, history.slice(0, at)));
  return new Set(hits.filter((hit) => isQuoted(hit, said)).map(({ passage }) => passage.article));
}

const bare = (text: string): string => foldScript(text).replace(/[^\p{L}\p{N}]+/gu, '');

/** Of a row the cells stand in an answer, with the head's between them. */
const isQuoted = ({ sentences }: Hit, said: string): boolean =>
  sentences.some(({ text }) => {
    const pieces = text.split('|').map(bare).filter(Boolean);
    return pieces.join('').length >= SHORTEST && pieces.every((piece) => said.includes(piece));
  });

/** What is shorter may stand anywhere. */
const SHORTEST = 5;

/** How many of the question's own words the passage has, of the best ones, that has most of them. */
function held(question: string, hits: readonly Hit[]): number {
  const terms = contentTerms(question);
  const counts = hits.slice(0, COMPARED).map(({ passage }) => {
    const known = new Set(tokenize(sourceText(passage)));
    return terms.filter((term) => known.has(term)).length;
  });
  return Math.max(0, ...counts);
}

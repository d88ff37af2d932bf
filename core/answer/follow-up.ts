/** Finds what a question in a conversation asks about. */
import { foldScript } from '../language/script.ts';
import { expectedAnswer } from '../text/answer-type.ts';
import { sentenceIn } from '../text/passage-text.ts';
import { contentTerms, tokenize } from '../text/tokens.ts';
import type { Hit, ReadingPlan, RetrieveOptions, Retriever, Turn } from '../types.ts';
import { isBare } from './bare-question.ts';
import { agesTold, inPlace, leansOnHistory, pointsBack, saysThatItLeans, standalone } from './conversation.ts';
import { conditionOf, isOfKind } from './ellipsis.ts';
import type { Asked } from './message.ts';
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
  /** Of the same message as the question before, and so about the same. */
  readonly stays?: boolean;
};

export interface Found {
  readonly hits: Hit[];
  /** The question as it is meant, where only what is new of it was said. */
  readonly meant: string;
  /** It names nothing that it is about, and other articles answer it than that which was talked about. */
  readonly leaves?: true;
}

/**
 * Confidence from which a question is taken as it is in the articles that were answered from: what it leans on leads away from
 * it as often as to it (「午餐有素食嗎？」 after the price of a camp).
 */
const ANSWERED = 0.8;

/** How much surer another article has to be, where a question does not say that it leans. */
const STAYS = 0.2;

/**
 * How much nearer to a question its answer has to be than the articles that were answered from, for the question to be a new
 * one: similarity of the first hits. Of 517 questions put after one about another article (five corpora) 148 count as leaning;
 * 78 of these were answered as they are alone before this was asked, 133 are now, and of 145 follow-ups as many as before.
 */
const NEARER = 0.08;
/** Where “it” or 佢 stands for something. */
const NEARER_THOUGH_IT_POINTS = 0.18;

interface Weighed extends Found {
  /** 0 where it would be refused. */
  readonly confidence: number;
}

/**
 * A question that leans on the turns before it is searched for with what it leans on, and as it is, in the articles that were
 * answered from, as long as these hold an answer; then everywhere. Where others are nearer to it and surely answer it as it is
 * (「點樣加文章？」 after a question about a fair), it is a new one. Not so one that names nothing that it is about (`isBare`): that
 * any article answers 「使唔使錢」 tells nothing. It is also read with what it leans on, and of other articles the reader is told
 * that they may not answer it. Of 279 follow-ups over six testers' corpora, 98 of them put for this, 213 are answered right so
 * and 200 without, of 94 near misses 41 are refused either way; of 631 questions put after one about another article one is such.
 */
export async function findInContext(
  question: string,
  history: readonly Turn[],
  { retriever, rewrite, judge }: FollowUpParts,
  options: FollowUpOptions,
  signal: AbortSignal,
): Promise<Found> {
  const value = conditionOf(question);
  const leans = history.length > 0 && leansOnHistory(question);
  const full = leans ? ((await rewrite?.(question, history, signal)) ?? standalone(question, history)) : question;
  if (signal.aborted) return { hits: [], meant: question };
  const isPrice = leans && (value !== undefined || ['money', 'number'].includes(expectedAnswer(question)));
  const aged = (text: string) => (isPrice ? withAges(text, agesTold(text, history)) : text);
  const inTalk = aged(value === undefined ? question : full);
  const read: Read = async (asked, within, meant = inTalk) => {
    const found = await retriever.retrieve(asked, { ...options, reading: options.reading?.(meant), within });
    const hits = !leans || value === undefined || isOfKind(value) ? found : ofValue(value, found);
    const { confidence, threshold } = (leans && judge?.(meant, hits)) || { confidence: 1, threshold: 0 };
    return { hits, meant, confidence: confidence < threshold ? 0 : confidence };
  };
  const isBareOne = value === undefined && isBare(question);
  if (!leans || (full === question && !isBareOne && !saysThatItLeans(question))) return read(question);

  // Only those that may be answered from are read closely: that takes longer than another search.
  const search = (asked: string) => retriever.retrieve(asked, { ...options, reading: undefined });
  const before = await answeredFrom(history, search);
  const stays = async (asked: string, meant?: string) => (before.size === 0 ? undefined : read(asked, before, meant));
  // Where there is nothing to carry over, both readings are one.
  const isWhole = full === question;
  if (isBareOne) {
    // Two questions of one message would have one answer.
    const meant = options.stays || !judge ? question : aged(full);
    return findBare(question, isWhole ? undefined : (within) => read(full, within, meant), before, read);
  }

  if (judge && !isWhole && isOfPerson(question)) {
    return surer(await stays(full, full), await read(full, undefined, full))!;
  }
  const asIs = value === undefined ? await stays(question) : undefined;
  const alone = value === undefined && judge ? await read(question, undefined, question) : undefined;
  const isSure = alone !== undefined && alone.confidence >= ANSWERED;
  if (isSure && !options.stays && isNearer(question, alone, asIs)) return alone;
  const inArticle = (isWhole && asIs) || isAnswered(asIs) ? asIs : surer(asIs, await stays(full));
  const other = isAnswered(inArticle) ? undefined : inPlace(question, history);
  const stayed = other === undefined ? inArticle : surer(inArticle, await stays(other, other));
  if (stayed && stayed.confidence > 0 && saysThatItLeans(question)) return stayed;
  if (stayed && stayed.confidence + STAYS >= 1) return stayed;
  const elsewhere = (isWhole && alone) || (await read(full));
  const surest = !stayed || stayed.confidence + STAYS < elsewhere.confidence ? elsewhere : stayed;
  return alone && surest.confidence === 0 ? alone : surest;
}

/**
 * Whether all that it says is asked of “him” or “her”, who is somebody else in every article: “how old is he”. It is read with
 * the name alone, since as it is it finds whoever is old. Whom a longer question means, it may say itself.
 */
const isOfPerson = (question: string): boolean => PERSON.test(question) && contentTerms(question).length <= SHORT;
const PERSON = /\b(?:he|she|him|his|her)\b|佢(?!哋)|(?<![其吉結结])[他她](?![们們])/iu;
/** In terms. */
const SHORT = 2;

type Read = (asked: string, within?: ReadonlySet<string>, meant?: string) => Promise<Weighed>;

/** @param readNamed reads the question with what it leans on, where there is such. */
async function findBare(
  question: string,
  readNamed: ((within?: ReadonlySet<string>) => Promise<Weighed>) | undefined,
  before: ReadonlySet<string>,
  read: Read,
): Promise<Found> {
  const stayed = before.size > 0 ? surer(await readNamed?.(before), await read(question, before)) : undefined;
  if (stayed && stayed.confidence > 0) return stayed;
  const elsewhere = await readNamed?.();
  const isNamed = elsewhere !== undefined && elsewhere.confidence > 0;
  const found = isNamed ? elsewhere : await read(question, undefined, question);
  // After a refusal there is nothing to leave, while what was refused is still asked about.
  return before.size > 0 || !(isNamed || readNamed === undefined) ? { ...found, leaves: true } : found;
}

const isAnswered = (found: Weighed | undefined): boolean => found !== undefined && found.confidence >= ANSWERED;

/** Of whom is asked, as `agesIn` reads it. */
function withAges(question: string, ages: readonly number[]): string {
  if (ages.length === 0) return question;
  const told = /\p{Script=Han}/u.test(question) ? ages.map((age) => `${age}歲 `) : ages.map((age) => `Aged ${age}: `);
  return `${told.join('')}${question}`;
}

/**
 * How much nearer a question's best passage may be than that of the question with what its message tells besides: of the same
 * article, and of another. Of 32 messages with something told, that testers wrote themselves, 24 are answered right so, 24 with
 * all that is told and 19 without; of 328 with a story that has nothing to do with it 283, 193 and 296.
 */
const TOLD = { same: 0.02, other: -0.05 };

/** A question with what its message tells besides, where that leads to what it asks about. */
export async function likelier(
  { alone, told }: Asked,
  retriever: Retriever,
  options: Omit<RetrieveOptions, 'reading' | 'within' | 'k'>,
): Promise<string> {
  if (alone === told) return alone;
  const best = async (asked: string) => (await retriever.retrieve(asked, { ...options, k: 1 }))[0];
  const [one, other] = [await best(alone), await best(told)];
  const isSame = one?.passage.article === other?.passage.article;
  return (one?.score ?? 0) - (other?.score ?? 0) <= (isSame ? TOLD.same : TOLD.other) ? told : alone;
}

/** Whether what is found for the question alone is so much nearer to it that it is a new one. */
const isNearer = (question: string, alone: Found, asIs: Found | undefined): boolean =>
  nearest(alone) - nearest(asIs) >= (pointsBack(question) ? NEARER_THOUGH_IT_POINTS : NEARER);

const nearest = (found: Found | undefined): number => found?.hits[0]?.score ?? 0;

function surer(one: Weighed | undefined, other: Weighed | undefined): Weighed | undefined {
  return one && other && one.confidence >= other.confidence ? one : (other ?? one);
}

/**
 * What of the hits speaks of what is new in the question: a passage under its heading, or the sentences that have it. Nothing,
 * where what is found first is of the question's language and no such passage has a word of it: 「咁雀仔呢？」 after the cats.
 * A synonym is refused so too (「粵語呢」 where the article says 廣東話); with all hits where they are sure at 0.8 or 0.95, three
 * or one of 26 near misses fewer were refused, and none of 181 follow-ups more was right.
 */
function ofValue(value: string, hits: readonly Hit[]): Hit[] {
  const terms = contentTerms(value);
  const speaks = (text: string): boolean => {
    const known = new Set(tokenize(text));
    return terms.every((term) => known.has(term));
  };
  const hasWord = ({ sameLanguage, passage }: Hit): boolean => {
    const known = new Set(sameLanguage ? tokenize(sourceText(passage)) : []);
    return terms.some((term) => known.has(term));
  };
  if (hits[0]?.sameLanguage && terms.length > 0 && !hits.some(hasWord)) return [];
  const about = hits.flatMap((hit) => {
    if (hit.passage.headings.some(speaks)) return [hit];
    const sentences = hit.sentences.filter(({ start, end }) => speaks(sentenceIn(hit.passage, start, end)));
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

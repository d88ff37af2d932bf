/** What a reader's message asks, without the greeting, the story and the thanks around it. */
import { agesIn } from '../text/ages.ts';
import { hasQuestionWord } from '../text/answer-type.ts';
import { splitSentences } from '../text/sentences.ts';
import { contentTerms } from '../text/tokens.ts';
import { weekdaysIn } from '../text/weekdays.ts';
import { hasPronoun } from './conversation.ts';
import { isCourtesy } from './courtesy.ts';
import { tellsGroup } from './ellipsis.ts';
import { ANNOUNCING, MARKED, unframed } from './frames.ts';
import { districtIn } from './hong-kong.ts';

/** More are no message but a text, and are searched for as one. */
const QUESTIONS = 4;

/** In UTF-16 code units: what is longer was pasted. */
export const LONGEST_MESSAGE = 600;

/** Content terms of a question that may stand alone; with fewer it says nothing of what it asks about. */
const ENOUGH = 1;

interface Clause {
  /** Without what only announces or thanks. */
  readonly text: string;
  readonly asks: boolean;
}

/** A question of a message, in three ways: which says best what is asked only the articles tell. */
export interface Asked {
  /** By itself, with how it is to be answered. */
  readonly bare: string;
  /** With what of the rest tells of whom or what it asks: an age, a place, a name; what stands before it where it says nothing. */
  readonly alone: string;
  /** With everything that the message tells. */
  readonly told: string;
}

export const asOne = (text: string): Asked => ({ bare: text, alone: text, told: text });

export interface Message {
  /** In order; at least one. */
  readonly questions: readonly Asked[];
  /** What of the message is asked, with what its questions need. */
  readonly asked: string;
  /** All of it, without what only announces or thanks. */
  readonly whole: string;
}

/**
 * What a message asks; all of it where no questions can be told apart.
 *
 * Of 540 questions over four testers' corpora that are answered right alone, 341 were with a greeting or a story before or
 * after them, and 154 wrongly: of 「我琴日同阿媽食飯……」 the dinner was looked for.
 */
export function readMessage(message: string): Message {
  const clauses = message.length > LONGEST_MESSAGE ? [] : clausesOf(message);
  const whole = joined(clauses) || message;
  const asking = clauses.filter(({ asks }) => asks);
  if (asking.length === 0 || asking.length > QUESTIONS) {
    return { questions: [asOne(whole)], asked: whole, whole };
  }
  const needed = asking.map((own) => clauses.filter(isNeededBy(own, clauses)));
  const questions = asking.map((own, i) => ({
    bare: joined(needed[i]!.filter((clause) => clause === own || DEMANDS.test(clause.text))),
    alone: joined(needed[i]!),
    told: joined(clauses.filter((clause) => clause === own || !clause.asks)),
  }));
  return { questions, asked: joined(clauses.filter((clause) => needed.some((some) => some.includes(clause)))), whole };
}

/** One text: Chinese sentences have no space between them, and without a mark one. */
export const inOne = (texts: readonly string[]): string =>
  texts.join(' ').replace(/(?<=[。！？；…」』]) (?=[\p{Script=Han}「『《])/gu, '');

const joined = (clauses: readonly Clause[]): string => inOne(clauses.map(({ text }) => text));

function isNeededBy(question: Clause, clauses: readonly Clause[]): (clause: Clause, at: number) => boolean {
  const own = clauses.indexOf(question);
  const isOpen = hasPronoun(question.text) || contentTerms(question.text).length < ENOUGH;
  return (clause, at) => {
    if (at === own) return true;
    if (clause.asks) return false;
    if (at === own + 1 && DEMANDS.test(clause.text)) return true;
    return at < own && ((isOpen && at === own - 1) || tellsOfWhom(clause.text, question.text));
  };
}

/** How it is to be answered: “Give me their names.” */
const DEMANDS =
  /^(?:please |pls )?(?:give|list|name|tell|explain|describe|show|state|specify)\b|^(?:請|请|唔該|麻煩|麻烦)?(?:[講讲說说列寫写](?:出|晒|明|下)|我要|[俾畀比給给]我|列[舉举]|解[釋释])/iu;

/** What a row, an item or an article is chosen by. */
const tellsOfWhom = (told: string, question: string): boolean =>
  agesIn(told).length > 0 ||
  districtIn(told) !== undefined ||
  (weekdaysIn(told).size > 0 && weekdaysIn(question).size === 0) ||
  tellsGroup(told) ||
  NAME.test(told);

/** With a capital or a figure: of an English sentence not the first word. */
const NAME =
  /(?<![\p{Script=Latin}\p{N}])(?:(?<=\p{Script=Han}\s*)|(?<=[\p{Ll},] ))(?!I\b)(?:\p{Lu}[\p{L}\p{N}-]*|[\p{Script=Latin}]+\d[\p{L}\p{N}-]*)/u;

function clausesOf(message: string): Clause[] {
  const all = pieces(message)
    .map((piece) => clauseOf(piece))
    .filter(({ text }) => text !== '' && !FILLS.test(text) && !isCourtesy(text));
  // Before one with a question mark another's 「邊個」 or “how” may only tell.
  const marked = all.findIndex(({ text }) => MARKED.test(text));
  return all.map(({ text, asks }, at) => ({ text, asks: asks && at >= marked }));
}

/** Asks nothing. */
const FILLS =
  /^(?:ok(?:ay)?|fine|really|sorry|right|you know|huh|(?:can|could) (?:you|anyone|somebody) help(?: me)?|真[係的]|係咪|係咩|啱唔啱|[喂吓呀]|(?:可以|得)[嗎吗])[\s?？!！呀㗎啊]*$/iu;

/** Sentences; where there are no marks, what spaces between Chinese characters part, as on phones. */
function pieces(message: string): string[] {
  // A line that begins small goes on.
  const lines = message.split(/(?<!\n)\n+(?!\n|\s*[a-z])/);
  const sentences = lines.flatMap((line) => splitSentences(line).map(({ start, end }) => line.slice(start, end)));
  return sentences.flatMap((sentence) => {
    const spaced = sentence.split(SPACE).filter(Boolean);
    const isSpaced =
      spaced.length > 1 && sentence.length >= spaced.length * USUAL && spaced.every(({ length }) => length >= SHORTEST);
    return (isSpaced ? spaced : [sentence]).flatMap((part) => part.split(BEFORE_ANNOUNCED));
  });
}

const SPACE = /(?<=[\p{Script=Han}?？])\s+(?=(?:\d[.、)．]\s*)?\p{Script=Han})/u;
const NUMBERED = /^\d[.、)．]\s*(?=\p{Script=Han})/u;
/** Characters of a clause, at least and on average: 「觀塘 星期日」 are not two. */
const SHORTEST = 3;
const USUAL = 6;

/** 「阿爺住緊內科，想問星期六幾點可以探病」 */
const BEFORE_ANNOUNCED = new RegExp(`[，,；;]\\s*(?=${ANNOUNCING}\\S)`, 'u');

function clauseOf(piece: string): Clause {
  const { text, isAnnounced } = unframed(piece.trim().replace(NUMBERED, ''));
  if (!/[\p{L}\p{N}]/u.test(text)) return { text: '', asks: false };
  return { text, asks: isAnnounced || (asks(text) && !DEMANDS.test(text)) };
}

const asks = (text: string): boolean =>
  MARKED.test(text) || (/\p{Script=Han}/u.test(text) ? hasQuestionWord(text) : OPENS_QUESTION.test(text));

const OPENS_QUESTION =
  /^(?:(?:and|so|but|also|ok|then)[, ]+)*(?:who|whom|whose|what|when|where|why|which|how|is|are|was|were|do|does|did|can|could|will|would|should|has|have|may|any)\b/i;

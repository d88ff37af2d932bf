/** What a reader's message asks, without the greeting, the story and the thanks around it. */
import { foldScript } from '../language/script.ts';
import { agesIn } from '../text/ages.ts';
import { hasQuestionWord } from '../text/answer-type.ts';
import { splitSentences } from '../text/sentences.ts';
import { contentTerms } from '../text/tokens.ts';
import { weekdaysIn } from '../text/weekdays.ts';
import { hasPronoun } from './conversation.ts';
import { tellsGroup } from './ellipsis.ts';
import { districtIn } from './hong-kong.ts';

/** More are no message but a text, and are searched for as one. */
const QUESTIONS = 4;

/** In UTF-16 code units: what is longer was pasted. */
const LONGEST = 600;

/** Content terms of a question that may stand alone; with fewer it says nothing of what it asks about. */
const ENOUGH = 1;

interface Clause {
  /** Without what only announces or thanks. */
  readonly text: string;
  readonly asks: boolean;
}

/** A question of a message, in two ways: which says better what is asked only the articles tell. */
export interface Asked {
  /** With what of the rest tells of whom or what it asks: an age, a place, a name; what stands before it where it says nothing. */
  readonly alone: string;
  /** With everything that the message tells. */
  readonly told: string;
}

export interface Message {
  /** In order; at least one. */
  readonly questions: readonly Asked[];
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
  const clauses = message.length > LONGEST ? [] : clausesOf(message);
  const whole = joined(clauses) || message;
  const asking = clauses.filter(({ asks }) => asks);
  if (asking.length === 0 || asking.length > QUESTIONS) return { questions: [{ alone: whole, told: whole }], whole };
  const questions = asking.map((own) => ({
    alone: joined(clauses.filter((clause, i) => clause === own || isNeeded(clause, i, own, clauses))),
    told: joined(clauses.filter((clause) => clause === own || !clause.asks)),
  }));
  return { questions, whole };
}

/** Chinese sentences have no space between them, and without a mark one. */
const joined = (clauses: readonly Clause[]): string =>
  clauses
    .map(({ text }) => text)
    .join(' ')
    .replace(/(?<=[。！？；…」』]) (?=[\p{Script=Han}「『《])/gu, '');

/** @param at the place of `clause` among all, of which `question` is one. */
function isNeeded({ text, asks }: Clause, at: number, question: Clause, clauses: readonly Clause[]): boolean {
  const before = clauses.indexOf(question) - at;
  if (asks) return false;
  if (before === -1 && DEMANDS.test(text)) return true;
  if (before <= 0) return false;
  const isBare = hasPronoun(question.text) || contentTerms(question.text).length < ENOUGH;
  return (isBare && before === 1) || tellsOfWhom(text, question.text);
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
  /(?<![\p{L}\p{N}])(?:(?<=\p{Script=Han}\s*)|(?<=[\p{Ll},] ))(?!I\b)(?:\p{Lu}[\p{L}\p{N}-]*|[\p{Script=Latin}]+\d[\p{L}\p{N}-]*)/u;

function clausesOf(message: string): Clause[] {
  const all = pieces(message)
    .map((piece) => clauseOf(piece))
    .filter(({ text }) => text !== '');
  // Before one with a question mark another's 「邊個」 or “how” may only tell.
  const marked = all.findIndex(({ text }) => MARKED.test(text));
  return all.map(({ text, asks }, at) => ({ text, asks: asks && at >= marked }));
}

const MARKED = /[?？][\s)）」”]*$/;

/** Sentences; where there are no marks, what spaces between Chinese characters part, as on phones. */
function pieces(message: string): string[] {
  const lines = message.split(/\n+/);
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

const ASKING =
  '(?:我?(?:好)?(?:想|要)(?:要)?(?:請教|请教|查詢|查询|諮詢|咨询|咨詢|了解|知道?|問|问|搵|请问|請問)(?:一下|下|吓|清楚|多)?|(?:請|请)[問问](?:一下|下)?|(?:請|请)教(?:一下|下|各位)?)';
/** 「阿爺住緊內科，想問星期六幾點可以探病」 */
const BEFORE_ANNOUNCED = new RegExp(`[，,；;]\\s*(?=${ASKING}\\S)`, 'u');

/** What comes before a question and is none of it. */
const ANNOUNCES = new RegExp(
  `^(?:${ASKING}|我?想?[問问](?:一下|下)|有[冇無无]人知(?:道)?(?=\\S)|` +
    "(?:i(?:’|')?d (?:just )?(?:like|love)|i (?:would|just|really)? ?(?:like|want|need|wanted)) to (?:know|ask|find out|check|enquire|inquire)(?: about(?= (?:wh|how)))?|" +
    "(?:i (?:was|am)|i(?:’|')m|just) (?:just )?wondering|(?:can|could|would|will) (?:you|anyone|anybody|someone|somebody) (?:please |kindly |maybe )?(?:tell me|let me know|advise(?: me)?|help me (?:find out|understand)|explain to me)(?= (?:who|what|when|where|why|how|which|whether|if)\\b|:)|" +
    'do(?:es)? (?:you|anyone|anybody|someone) (?:happen to )?know(?= (?:who|what|when|where|why|how|which|whether|if)\\b)|any idea(?= (?:who|what|when|where|why|how|which|whether|if)\\b)|(?:a |just a )?(?:quick )?question(?: is)?:|my question is)[\\s,，:：、]*',
  'iu',
);
const GREETS =
  /^(?:(?:你|您|大家)好|早晨|哈囉|哈啰|hello|hi|hey|good (?:morning|afternoon|evening)|唔好意思|不好意思|打擾(?:晒|一下|了)?|打扰(?:一下|了)?|唔該(?:晒|哂)?|excuse me|sorry(?: to (?:bother|trouble|disturb) you)?|(?:thanks?|thank you)(?=[,!.])|pls|please)(?: there| all| team)?(?:[\s,，:：、!！.。~～]+|(?=\p{Script=Han})|$)/iu;
const THANKS =
  /[\s,，.。!！?？~～]*(?:有[冇無无]人知(?:道)?[呀㗎]?|(?:麻煩|麻烦)(?:解答|[幫帮]忙|晒|哂|你|您|各位)|求解答?|[謝谢]{2}(?:你|您|大家|晒)?|感[謝谢]|多[謝谢](?:晒|哂)?|唔該(?:晒|哂)?|thx|thanks?(?: (?:you|a lot|so much|very much|in advance))*|cheers|pls|please)(?:[\s!！?？.。~～]|🙏)*$/iu;

/** Loops, since “Hi, excuse me, could you tell me …” has three. */
const ROUNDS = 4;

function clauseOf(piece: string): Clause {
  let text = piece.trim().replace(NUMBERED, '');
  let isAnnounced = false;
  for (let round = 0; round < ROUNDS; round++) {
    const ungreeted = text.replace(GREETS, '');
    const asked = ungreeted.replace(ANNOUNCES, '');
    isAnnounced ||= asked !== ungreeted && asked !== '';
    if (asked === text) break;
    text = asked;
  }
  text = text.replace(THANKS, (thanks) => (MARKED.test(thanks) ? '?' : ''));
  if (!/[\p{L}\p{N}]/u.test(text)) return { text: '', asks: false };
  return { text, asks: isAnnounced || (asks(text) && !DEMANDS.test(text)) };
}

const asks = (text: string): boolean =>
  MARKED.test(text) || (/\p{Script=Han}/u.test(foldScript(text)) ? hasQuestionWord(text) : OPENS_QUESTION.test(text));

const OPENS_QUESTION =
  /^(?:(?:and|so|but|also|ok|then)[, ]+)*(?:who|whom|whose|what|when|where|why|which|how|is|are|was|were|do|does|did|can|could|will|would|should|has|have|may|any)\b/i;

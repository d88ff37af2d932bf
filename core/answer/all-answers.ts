/** The answers to all that a message asks, one after the other. */
import type { Citation, Language, Turn } from '../types.ts';
import { leansOnHistory, saysThatItLeans } from './conversation.ts';
import { forward } from './forward.ts';
import { type Asked, asOne, inOne, type Message } from './message.ts';
import {
  type AnswerEvent,
  type AnswerParts,
  answerOne,
  NOTHING,
  type OneAnswer,
  type Put,
  withoutRetrieval,
} from './one-answer.ts';
import { quotationLead, unansweredText } from './phrases.ts';

/**
 * The first is said as it comes. Each later one is known whole before it is said, since what was quoted already is not said
 * again; each leans on those before it, as in a conversation. What is not answered beside something that is, is named last;
 * where nothing is, the message is asked as one question.
 */
export async function* answerAll(
  { questions, whole }: Message,
  put: Put,
  parts: AnswerParts,
  signal: AbortSignal,
): AsyncGenerator<AnswerEvent, OneAnswer> {
  const [first, ...others] = questions;
  let all = yield* answerOne(first!, put, parts, signal);
  let unanswered = all.answer === '' ? [first!] : [];
  let history: readonly Turn[] = [...put.history, ...turnsOf(first!, all)];
  for (const [i, one] of others.entries()) {
    if (signal.aborted) return all;
    let said: string[] = [];
    const ask = (asked: Asked) => {
      said = [];
      return heard(answerOne(asked, { ...put, history, stays: true }, parts, signal), said);
    };
    const before = questions[i]!;
    const isLost = unanswered.includes(before) && leansOnHistory(one.alone);
    // 「有冇醫生識講尼泊爾話？邊日返工」 may be answered as one; of what was not found nothing more can be asked.
    const together = isLost ? yield* ask(asOne(inOne([before.alone, one.bare]))) : NOTHING;
    if (together.answer !== '') unanswered = unanswered.filter((other) => other !== before);
    const isOver = together.answer !== '' || (isLost && saysThatItLeans(one.alone));
    const found = isOver ? together : yield* ask(one);
    if (found.answer === '') unanswered.push(one);
    const { answer, citations } = added(found, said, all, put.language);
    const text = answer && (all.answer === '' ? '' : PARAGRAPH) + answer;
    for (const citation of citations) yield { type: 'citation', citation };
    if (text) yield { type: 'token', text };
    all = { ...(text && found), ...all, answer: all.answer + text, citations: [...all.citations, ...citations] };
    history = [...history, ...turnsOf(one, found)];
  }
  if (signal.aborted || others.length === 0) return all;
  if (all.answer === '') {
    return yield* withoutRetrieval(answerOne(asOne(whole), put, parts, signal));
  }
  if (unanswered.length === 0) return all;
  const text = PARAGRAPH + unanswered.map(({ bare }) => unansweredText(put.language, bare)).join(PARAGRAPH);
  yield { type: 'token', text };
  return { ...all, answer: all.answer + text };
}

const PARAGRAPH = '\n\n';

/** None where it was not answered: what follows is not asked of that. */
const turnsOf = ({ alone }: Asked, { answer }: OneAnswer): Turn[] =>
  answer === ''
    ? []
    : [
        { role: 'user', content: alone },
        { role: 'assistant', content: answer },
      ];

/** The one of others that holds a citation. */
const holderOf = ({ article, language, start, end }: Citation, others: readonly Citation[]): Citation | undefined =>
  others.find(
    (other) => other.article === article && other.language === language && other.start <= start && end <= other.end,
  );

/** @param said where what is said is put, piece by piece, instead of being told. */
const heard = (events: AsyncGenerator<AnswerEvent, OneAnswer>, said: string[]) =>
  forward(events, (event) => {
    if (event.type === 'token') said.push(event.text);
    return event.type === 'queued' ? event : undefined;
  });

/**
 * What of an answer was not said before, its citations numbered on; nor is what language it is only there in.
 * @param said the answer, a sentence with its marks each: an article's own `[1]` in the middle of one is none.
 */
function added(
  found: OneAnswer,
  said: readonly string[],
  before: OneAnswer,
  language: Language,
): Pick<OneAnswer, 'answer' | 'citations'> {
  const [best] = found.citations;
  // What only stood beside the best is no answer without it.
  const isSaid = !best || holderOf(best, before.citations) !== undefined;
  const citations = isSaid ? [] : found.citations.filter((citation) => !holderOf(citation, before.citations));
  const numbers = new Map(
    found.citations.map((citation) => [
      citation.n,
      holderOf(citation, before.citations)?.n ?? before.citations.length + citations.indexOf(citation) + 1,
    ]),
  );
  const isNew = ([, n]: RegExpExecArray) => citations.some((citation) => citation.n === Number(n));
  let text = '';
  let unmarked = '';
  for (const piece of said) {
    const [marks = ''] = MARKS_AFTER.exec(piece) ?? [];
    unmarked += piece.slice(0, piece.length - marks.length);
    if (marks === '') continue;
    const renumbered = marks.replace(MARK, (_, n: string) => `[${numbers.get(Number(n))}]`);
    if ([...marks.matchAll(MARK)].some(isNew)) text += unmarked + renumbered;
    unmarked = '';
  }
  const isLed = citations[0] && before.citations.at(-1)?.language === citations[0].language;
  const begun = text.trimStart();
  return {
    answer: isLed ? begun.replace(quotationLead(language, citations[0]!.language), '') : begun,
    citations: citations.map((citation) => ({ ...citation, n: numbers.get(citation.n)! })),
  };
}

const MARK = /\[(\d{1,3})\]/g;
const MARKS_AFTER = /(?:\[\d{1,3}\])+$/;

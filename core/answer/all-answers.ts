/** The answers to all that a message asks, one after the other. */
import type { Citation, Turn } from '../types.ts';
import { leansOnHistory } from './conversation.ts';
import type { Asked, Message } from './message.ts';
import { type AnswerEvent, type AnswerParts, answerOne, type OneAnswer, type Put } from './one-answer.ts';
import { unansweredText } from './phrases.ts';

/**
 * The first is said as it comes. Each later one is known whole before it is said, since it may be nothing but what was quoted
 * already; each leans on those before it, as in a conversation. What is not answered beside something that is, is named last;
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
  const unanswered = all.answer === '' ? [first!] : [];
  let history: readonly Turn[] = [...put.history, ...turnsOf(first!, all)];
  for (const one of others) {
    if (signal.aborted) return all;
    // Of what was not found nothing more can be asked.
    const isLost = unanswered.length > 0 && leansOnHistory(one.alone);
    const found = isLost
      ? undefined
      : yield* onlyQueued(answerOne(one, { ...put, history, stays: true }, parts, signal));
    if (!found || found.answer === '') unanswered.push(one);
    else if (!found.citations.every((citation) => isAmong(citation, all.citations))) {
      const { answer, citations } = renumbered(found, all.citations.length);
      const text = (all.answer === '' ? '' : PARAGRAPH) + answer;
      for (const citation of citations) yield { type: 'citation', citation };
      yield { type: 'token', text };
      all = { ...found, ...all, answer: all.answer + text, citations: [...all.citations, ...citations] };
    }
    if (found) history = [...history, ...turnsOf(one, found)];
  }
  if (signal.aborted || others.length === 0) return all;
  if (all.answer === '') return yield* withoutRetrieval(answerOne({ alone: whole, told: whole }, put, parts, signal));
  if (unanswered.length === 0) return all;
  const text = PARAGRAPH + unanswered.map(({ alone }) => unansweredText(put.language, alone)).join(PARAGRAPH);
  yield { type: 'token', text };
  return { ...all, answer: all.answer + text };
}

const PARAGRAPH = '\n\n';

const turnsOf = ({ alone }: Asked, { answer }: OneAnswer): Turn[] => [
  { role: 'user', content: alone },
  ...(answer === '' ? [] : [{ role: 'assistant', content: answer } as const]),
];

const isAmong = ({ article, language, start, end }: Citation, others: readonly Citation[]): boolean =>
  others.some(
    (other) => other.article === article && other.language === language && other.start <= start && end <= other.end,
  );

const onlyQueued = (events: AsyncGenerator<AnswerEvent, OneAnswer>) => those(events, ({ type }) => type === 'queued');
/** Told once a message. */
const withoutRetrieval = (events: AsyncGenerator<AnswerEvent, OneAnswer>) =>
  those(events, ({ type }) => type !== 'retrieval');

async function* those<E, R>(events: AsyncGenerator<E, R>, isWanted: (event: E) => boolean): AsyncGenerator<E, R> {
  for (;;) {
    const next = await events.next();
    if (next.done) return next.value;
    if (isWanted(next.value)) yield next.value;
  }
}

/** @param after citations before its own. */
const renumbered = ({ answer, citations }: OneAnswer, after: number): Pick<OneAnswer, 'answer' | 'citations'> => ({
  answer: answer.replace(/\[(\d{1,3})\]/g, (_, n: string) => `[${Number(n) + after}]`),
  citations: citations.map((citation) => ({ ...citation, n: citation.n + after })),
});

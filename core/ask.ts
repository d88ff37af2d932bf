/** The whole way from a question to a cited answer. */

import { answerAll } from './answer/all-answers.ts';
import { type DetectedLanguage, languageInContext } from './answer/conversation.ts';
import { courtesyReply } from './answer/courtesy.ts';
import { forward } from './answer/forward.ts';
import { wishIn, withoutWishes } from './answer/language-wish.ts';
import { type Message, readMessage } from './answer/message.ts';
import { type AnswerEvent, type AnswerParts, type OneAnswer, type Put, withoutRetrieval } from './answer/one-answer.ts';
import { nearestText, refusalText, withoutNearest } from './answer/phrases.ts';
import type { Citation, FallbackReason, Language, Turn } from './types.ts';

export interface Question {
  readonly question: string;
  /** The language to answer in; the question's own when it is not given. “In English, please” has its way. */
  readonly language?: Language;
  readonly history?: readonly Turn[];
  /** The language of the reader's browser; settles what the question leaves open. */
  readonly reader?: Language;
}

export interface Answer {
  readonly id: string;
  readonly question: string;
  readonly language: Language;
  /** With `[n]` after each sentence. */
  readonly answer: string;
  /** The articles do not hold the answer. Its citation, where it has one, is the nearest that they come. */
  readonly refused: boolean;
  readonly citations: readonly Citation[];
  readonly backend: string;
  readonly model: string;
  /** Why the articles' own sentences stand in for a language model's answer, where they do. */
  readonly fallback?: FallbackReason;
  /** It is the closest that the articles come, and says so; it may not be what was asked. */
  readonly unsure?: true;
  /** Milliseconds. */
  readonly timings: { readonly retrieval: number; readonly firstToken: number; readonly total: number };
}

export type AskEvent =
  | { readonly type: 'retrieval'; readonly id: string; readonly language: Language; readonly hits: number }
  | { readonly type: 'queued'; readonly position: number }
  | { readonly type: 'token'; readonly text: string }
  | { readonly type: 'citation'; readonly citation: Citation }
  | { readonly type: 'done'; readonly answer: Answer };

export interface AskParts extends AnswerParts {
  detect(text: string): DetectedLanguage;
}

/** Of an earlier turn, in UTF-16 code units; longer than an answer. A program may send turns made to be slow to read. */
const TURN_LENGTH = 4000;

interface Said extends OneAnswer {
  /** Where it is not the one wished for. */
  readonly language?: Language;
}

/** Ends early, without `done`, when `signal` fires. */
export async function* ask(
  { question, language: wanted, history: turns = [], reader }: Question,
  { detect, ...parts }: AskParts,
  signal: AbortSignal,
): AsyncGenerator<AskEvent> {
  const id = crypto.randomUUID();
  const started = performance.now();
  const since = () => Math.round((performance.now() - started) * 10) / 10;

  const said = withoutWishes(turns.map(({ role, content }) => ({ role, content: content.slice(0, TURN_LENGTH) })));
  const wish = wishIn(question, said, reader);
  const { question: asked, history } = wish ?? { question, history: said };
  const questionLanguage = languageInContext(asked, history, detect, reader);
  const language = wish?.language ?? wanted ?? questionLanguage;
  const { backend, model } = parts.chatModel;
  const done = (said: Pick<Answer, 'refused' | 'timings'> & Omit<Said, 'nearest'>): AskEvent => ({
    type: 'done',
    answer: { id, question, language, backend, model, ...said },
  });

  const courtesy = courtesyReply(asked, language, history.length > 0);
  if (courtesy) {
    yield { type: 'retrieval', id, language, hits: 0 };
    yield { type: 'token', text: courtesy };
    const timings = { retrieval: 0, firstToken: since(), total: since() };
    yield done({ answer: courtesy, refused: false, citations: [], timings });
    return;
  }

  let retrieval: number | undefined;
  let firstToken: number | undefined;
  const put = { language, questionLanguage, history: asAsked(history) };
  const events = answered(readMessage(asked), put, wish !== undefined, parts, signal);
  const { nearest, ...found } = yield* forward(events, (event): AskEvent => {
    if (event.type === 'token') firstToken ??= since();
    if (event.type !== 'retrieval') return event;
    retrieval = since();
    return { type: 'retrieval', id, language, hits: event.hits };
  });
  if (signal.aborted) return;
  const refused = found.answer === '';
  const told = refused ? refusal(language, nearest) : found;
  if (refused) {
    for (const citation of told.citations) yield { type: 'citation', citation };
    yield { type: 'token', text: told.answer };
  }
  const timings = { retrieval: retrieval ?? since(), firstToken: firstToken ?? since(), total: since() };
  yield done({ refused, ...told, timings });
}

/** Where the articles do not answer in the language that is wished, what they say in the question's own is quoted. */
async function* answered(
  message: Message,
  put: Put,
  isWished: boolean,
  parts: AnswerParts,
  signal: AbortSignal,
): AsyncGenerator<AnswerEvent, Said> {
  const found = yield* answerAll(message, put, parts, signal);
  if (found.answer !== '' || !isWished || put.language === put.questionLanguage || signal.aborted) return found;
  const asBefore = { ...put, language: put.questionLanguage };
  const quoted = yield* withoutRetrieval(answerAll(message, asBefore, parts, signal));
  return quoted.answer === '' ? found : { ...quoted, language: put.questionLanguage };
}

const refusal = (language: Language, nearest: Citation | undefined): OneAnswer =>
  nearest
    ? { answer: refusalText(language) + nearestText(language, nearest), citations: [nearest] }
    : { answer: refusalText(language), citations: [] };

/** Of what a reader said before, what was asked: a dinner that it began with is not what “it” means. */
const asAsked = (history: readonly Turn[]): Turn[] =>
  history.map(({ role, content }) => ({
    role,
    content: role === 'user' ? readMessage(content).asked : withoutNearest(content),
  }));

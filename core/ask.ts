/** The whole way from a question to a cited answer. */
import { type DetectedLanguage, languageInContext } from './answer/conversation.ts';
import { courtesyReply } from './answer/courtesy.ts';
import { findInContext, type Rewrite } from './answer/follow-up.ts';
import { askedAgain, withoutWishes } from './answer/language-wish.ts';
import { refusalText } from './answer/phrases.ts';
import type { ChatModel, Citation, FallbackReason, Hit, Language, Retriever, Turn } from './types.ts';

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
  /** The articles do not hold the answer. */
  readonly refused: boolean;
  readonly citations: readonly Citation[];
  readonly backend: string;
  readonly model: string;
  /** Why the articles' own sentences stand in for a language model's answer, where they do. */
  readonly fallback?: FallbackReason;
  /** Milliseconds. */
  readonly timings: { readonly retrieval: number; readonly firstToken: number; readonly total: number };
}

export type AskEvent =
  | { readonly type: 'retrieval'; readonly id: string; readonly language: Language; readonly hits: number }
  | { readonly type: 'queued'; readonly position: number }
  | { readonly type: 'token'; readonly text: string }
  | { readonly type: 'citation'; readonly citation: Citation }
  | { readonly type: 'done'; readonly answer: Answer };

export interface AskParts {
  readonly retriever: Retriever;
  readonly chatModel: ChatModel;
  detect(text: string): DetectedLanguage;
  /** Says a follow-up question in full; names are carried over where it is not given. */
  readonly rewrite?: Rewrite;
}

/** Passages an answer may draw on. */
export const PASSAGES = 6;

/** Of an earlier turn, in UTF-16 code units; longer than an answer. A program may send turns made to be slow to read. */
const TURN_LENGTH = 4000;

/** Ends early, without `done`, when `signal` fires. */
export async function* ask(
  { question, language: wanted, history: turns = [], reader }: Question,
  { retriever, chatModel, detect, rewrite }: AskParts,
  signal: AbortSignal,
): AsyncGenerator<AskEvent> {
  const id = crypto.randomUUID();
  const started = performance.now();
  const since = () => Math.round((performance.now() - started) * 10) / 10;

  const said = withoutWishes(turns.map(({ role, content }) => ({ role, content: content.slice(0, TURN_LENGTH) })));
  const again = askedAgain(question, said, reader);
  const { question: asked, history } = again ?? { question, history: said };
  const questionLanguage = languageInContext(asked, history, detect, reader);
  const language = again?.language ?? wanted ?? questionLanguage;
  const { backend, model } = chatModel;
  const done = (said: Pick<Answer, 'answer' | 'refused' | 'citations' | 'timings' | 'fallback'>): AskEvent => ({
    type: 'done',
    answer: { id, question, language, backend, model, ...said },
  });

  const courtesy = courtesyReply(asked, language);
  if (courtesy) {
    yield { type: 'retrieval', id, language, hits: 0 };
    yield { type: 'token', text: courtesy };
    const timings = { retrieval: 0, firstToken: since(), total: since() };
    yield done({ answer: courtesy, refused: false, citations: [], timings });
    return;
  }

  const find = {
    retriever,
    ...(rewrite && { rewrite }),
    judge: (put: string, hits: readonly Hit[]) => chatModel.judge?.({ question: put, language, hits, history }),
  };
  const reading = chatModel.reading?.bind(chatModel);
  const options = { language, questionLanguage, k: PASSAGES, reading };
  const { hits, meant } = await findInContext(asked, history, find, options, signal);
  if (signal.aborted) return;
  const retrieval = since();
  yield { type: 'retrieval', id, language, hits: hits.length };

  let answer = '';
  let refused = false;
  let firstToken: number | undefined;
  let fallback: FallbackReason | undefined;
  const citations: Citation[] = [];
  for await (const event of chatModel.reply({ question: meant, language, hits, history }, signal)) {
    if (signal.aborted) return;
    if (event.type === 'refusal') {
      refused = true;
      continue;
    }
    if (event.type === 'fallback') {
      fallback = event.reason;
      continue;
    }
    if (event.type === 'citation') citations.push(event.citation);
    else if (event.type === 'token') {
      firstToken ??= since();
      answer += event.text;
    }
    yield event;
  }
  if (signal.aborted) return;
  if (answer === '') refused = true;
  if (refused) {
    answer = refusalText(language);
    yield { type: 'token', text: answer };
  }
  const timings = { retrieval, firstToken: firstToken ?? since(), total: since() };
  yield done({ answer, refused, citations: refused ? [] : citations, timings, ...(fallback && { fallback }) });
}

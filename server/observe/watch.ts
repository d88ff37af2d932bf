/** What became of each answer, for logs, metrics and traces. Of what a reader typed, only the length is told. */
import type { AskEvent, Question } from '../../core/ask.ts';
import type { FallbackReason, Language } from '../../core/types.ts';
import type { AnswerSlot } from '../guard/answer-slots.ts';

/** `unsure`: answered with the closest that the articles come. `left`: the reader went away. `late`, `stopped`: cut short by ANSWER_SECONDS, by the server's end. */
type Outcome = 'answered' | 'unsure' | 'refused' | 'failed' | 'left' | 'late' | 'stopped';

export interface AnswerRecord {
  readonly requestId: string;
  /** Of the request's W3C `traceparent`, as it came. */
  readonly traceparent: string | undefined;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** Characters of the question. */
  readonly length: number;
  readonly outcome: Outcome;
  /** Milliseconds from the question to each point; what was not reached is missing. */
  readonly ms: { readonly retrieval?: number; readonly firstToken?: number; readonly total: number };
  readonly language?: Language;
  readonly backend?: string;
  readonly fallback?: FallbackReason;
}

interface Watchers {
  readonly ended: readonly ((record: AnswerRecord) => void)[];
  /** How many more answers wait for the model now: 1 or -1. */
  readonly waiting?: (change: 1 | -1) => void;
}

interface Watched {
  readonly requestId: string;
  readonly traceparent: string | undefined;
  readonly question: Question;
  readonly slot: Pick<AnswerSlot, 'problem'>;
}

export type Watch = (events: AsyncGenerator<AskEvent>, about: Watched) => AsyncGenerator<AskEvent>;

/** @returns passes every event on; tells the watchers once, whichever way the answer ended. */
export function createWatch({ ended, waiting }: Watchers): Watch {
  return async function* watch(events, { requestId, traceparent, question, slot }) {
    const startedAt = Date.now();
    const started = performance.now();
    const since = () => Math.round((performance.now() - started) * 10) / 10;
    let outcome: Outcome | undefined;
    let queued = false;
    const ms: { retrieval?: number; firstToken?: number } = {};
    let known: Pick<AnswerRecord, 'language' | 'backend' | 'fallback'> = {};
    const queue = (now: boolean) => {
      if (now !== queued) waiting?.(now ? 1 : -1);
      queued = now;
    };
    try {
      for await (const event of events) {
        queue(event.type === 'queued' && event.position > 0);
        if (event.type === 'retrieval') {
          ms.retrieval = since();
          known = { language: event.language };
        } else if (event.type === 'token') ms.firstToken ??= since();
        else if (event.type === 'done') {
          const { refused, unsure, language, backend, fallback } = event.answer;
          outcome = refused ? 'refused' : unsure ? 'unsure' : 'answered';
          known = { language, backend, ...(fallback && { fallback }) };
        }
        yield event;
      }
    } catch (error) {
      outcome = 'failed';
      throw error;
    } finally {
      queue(false);
      const cut = slot.problem();
      outcome ??= cut ? (cut.status === 504 ? 'late' : 'stopped') : 'left';
      const length = question.question.length;
      const record = { requestId, traceparent, startedAt, length, outcome, ms: { ...ms, total: since() }, ...known };
      for (const tell of ended) tell(record);
    }
  };
}

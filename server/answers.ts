/** Answers under the server's guards, whatever format they go out in: each holds a slot and is watched. */
import type { AskEvent, Question } from '../core/ask.ts';
import { type CitedAnswer, withSources } from './cited-answer.ts';
import type { AnswerSlot, AnswerSlots } from './guard/answer-slots.ts';
import type { Watch } from './observe/watch.ts';
import { Problem } from './problem.ts';
import type { Service } from './service.ts';

export interface Asker {
  readonly requestId: string;
  /** W3C `traceparent`, as it came. */
  readonly traceparent: string | undefined;
  /** Fires when the reader leaves. */
  readonly gone: AbortSignal;
}

export interface UnderWay {
  readonly events: AsyncGenerator<AskEvent>;
  /** Whoever reads the events must leave it when they end. */
  readonly slot: AnswerSlot;
}

export interface Answers {
  /** @throws Problem 503 when too many are being answered. */
  begin(question: Question, asker: Asker): UnderWay;
  /** The whole answer. @throws Problem 503, or 504 when it took too long. */
  complete(question: Question, asker: Asker): Promise<CitedAnswer>;
}

interface AnswersParts {
  readonly service: Pick<Service, 'ask' | 'library'>;
  readonly slots: AnswerSlots;
  readonly watch: Watch;
}

export function createAnswers({ service, slots, watch }: AnswersParts): Answers {
  function begin(question: Question, { requestId, traceparent, gone }: Asker): UnderWay {
    const slot = slots.enter(gone);
    return { slot, events: watch(service.ask(question, slot.signal), { requestId, traceparent, question, slot }) };
  }
  return {
    begin,
    async complete(question, asker) {
      const { events, slot } = begin(question, asker);
      try {
        for await (const event of events) {
          if (event.type === 'done') return withSources(event.answer, await service.library());
        }
        throw slot.problem() ?? new Problem(503, 'The question was cancelled before it was answered.');
      } finally {
        slot.leave();
      }
    },
  };
}

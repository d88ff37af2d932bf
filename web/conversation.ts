import type { Language, Turn } from '../core/types.ts';
import type { Failure } from './client.ts';
import type { AskEvent, CitationCard } from './protocol.ts';

/** One question and what became of it. */
export interface Exchange {
  readonly question: string;
  state: 'waiting' | 'writing' | 'done' | 'stopped' | 'failed';
  text: string;
  citations: CitationCard[];
  refused: boolean;
  /** Questions that are answered first. */
  queued?: number;
  id?: string;
  language?: Language;
  failure?: Failure;
  helpful?: boolean;
}

export interface Conversation {
  exchanges: Exchange[];
  /** What stands in the input, not sent yet. */
  draft: string;
  /** The interface language the reader picked, if any. */
  language?: Language | undefined;
  open: boolean;
}

export interface ConversationStore {
  load(): Conversation;
  save(conversation: Conversation): void;
}

/** How many earlier turns go with a question. A turn is one message. */
const HISTORY_TURNS = 8;
/** The server's own limit for a question, in characters. */
export const QUESTION_LENGTH = 2000;

/**
 * Keeps a conversation for as long as the tab lives. Works, forgetfully, where storage is forbidden. `key` names the
 * version of the shape: what another version has written is not read.
 */
export function createConversationStore(key: string, storage: () => Storage): ConversationStore {
  return {
    load() {
      const fresh: Conversation = { exchanges: [], draft: '', open: false };
      try {
        const saved = JSON.parse(storage().getItem(key) ?? 'null') as Conversation | null;
        return saved ? { ...saved, exchanges: saved.exchanges.map(interrupted) } : fresh;
      } catch {
        return fresh;
      }
    },
    save(conversation) {
      try {
        storage().setItem(key, JSON.stringify(conversation));
      } catch {
        // Storage is full or forbidden: the conversation lives until the page is left.
      }
    },
  };
}

/** What an event from the server changes. */
export function applyEvent(exchange: Exchange, event: AskEvent): void {
  switch (event.type) {
    case 'retrieval':
      exchange.language = event.data.language;
      break;
    case 'queued':
      exchange.queued = event.data.position;
      break;
    case 'token':
      exchange.state = 'writing';
      exchange.text += event.data.text;
      break;
    case 'citation':
      exchange.citations = [...exchange.citations, event.data];
      break;
    case 'done': {
      const { id, language, answer: text, refused, citations } = event.data;
      Object.assign(exchange, { state: 'done', id, language, text, refused, citations });
    }
  }
}

/** The turns to send with the next question: answered exchanges only, without their markers. */
export function historyOf(exchanges: readonly Exchange[]): Turn[] {
  return exchanges
    .filter(({ state, text }) => state === 'done' && text !== '')
    .flatMap(({ question, text }): Turn[] => [
      { role: 'user', content: question },
      { role: 'assistant', content: withoutMarkers(text).slice(0, QUESTION_LENGTH) },
    ])
    .slice(-HISTORY_TURNS);
}

export function withoutMarkers(text: string): string {
  return text.replace(/\s?\[\d{1,3}\]/g, '');
}

/** What was being written when the page went away has stopped. */
function interrupted(exchange: Exchange): Exchange {
  return ['waiting', 'writing'].includes(exchange.state) ? { ...exchange, state: 'stopped' } : exchange;
}

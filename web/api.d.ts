/** What `<samman-chat>` offers to a page: the types that `dist/widget` ships. Tested against the code. */

/** `yue` Cantonese, `zh-Hans` / `zh-Hant` written Chinese in Simplified / Traditional characters, `en` English. */
export type Language = 'yue' | 'zh-Hans' | 'zh-Hant' | 'en';

export interface CitationCard {
  /** Its number in the text: `[n]`, from 1. */
  readonly n: number;
  /** The article's id. */
  readonly article: string;
  readonly title: string;
  /** Those that the quote stands under, outermost first. */
  readonly headings: readonly string[];
  /** Of the version quoted. */
  readonly language: Language;
  /** Exactly the article's text from `start` to `end`, in UTF-16 code units, end exclusive. */
  readonly quote: string;
  readonly start: number;
  readonly end: number;
  /** Orders the citations of one answer; comparable within it only. */
  readonly score: number;
  /** The reading page, from the server's root. */
  readonly url: string;
  /** The article's date, ISO 8601. */
  readonly date?: string;
}

export interface Answer {
  readonly id: string;
  readonly question: string;
  /** The language of the answer, which is the question's. */
  readonly language: Language;
  /** Markdown with `[n]` markers. */
  readonly answer: string;
  /** The articles do not hold the answer. A citation, where there is one, is what is nearest to the question. */
  readonly refused: boolean;
  /** The articles may not answer this, and the answer says so. */
  readonly unsure?: true;
  readonly citations: readonly CitationCard[];
}

/** Why no answer came. */
export interface Failure {
  readonly question: string;
  readonly kind: 'offline' | 'busy' | 'limit' | 'timeout' | 'broken';
  /** Seconds the server asked to wait. */
  readonly retryAfter?: number | undefined;
  /** What the operator finds it by in the server's log. */
  readonly requestId?: string | undefined;
  /** For a log, in English. */
  readonly message: string;
}

export interface SammanEventMap {
  'samman:answer': CustomEvent<Answer>;
  'samman:citation': CustomEvent<CitationCard>;
  'samman:error': CustomEvent<Failure>;
}

/** `<samman-chat server lang mode>`. */
export declare class SammanChat extends HTMLElement {
  /** Asks as if typed; resolves to the answer, or to nothing when it was stopped or failed. Opens the window. */
  ask(question: string): Promise<Answer | undefined>;
  open(): void;
  /** Closes the window in the corner; a widget inside the page stays. */
  close(): void;
  /** Forgets the conversation. */
  reset(): void;
}

declare global {
  interface HTMLElementTagNameMap {
    'samman-chat': SammanChat;
  }
  interface HTMLElementEventMap extends SammanEventMap {}
}

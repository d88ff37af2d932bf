/** What travels between the server and a browser. The widget and the server's pages read the same shapes. */
import type { Citation, Language, Span, Turn } from '../core/types.ts';

export interface CitationCard extends Citation {
  /** Opens the article at the passage, from the server's root; see `server/passage-link.ts`. */
  readonly url: string;
  /** The article's ISO 8601 date. */
  readonly date?: string;
}

export interface Answer {
  readonly id: string;
  readonly question: string;
  readonly language: Language;
  /** Markdown with `[n]` markers. */
  readonly answer: string;
  /** The articles do not hold the answer. A citation, where there is one, is what is nearest to the question. */
  readonly refused: boolean;
  /** The articles may not answer this, and the answer says so. */
  readonly unsure?: true;
  readonly citations: readonly CitationCard[];
}

export interface AskRequest {
  readonly question: string;
  readonly history: readonly Turn[];
}

/** A server-sent event with its data. */
export type AskEvent =
  | { readonly type: 'retrieval'; readonly data: { readonly id: string; readonly language: Language } }
  /** `position` questions are answered first. */
  | { readonly type: 'queued'; readonly data: { readonly position: number } }
  | { readonly type: 'token'; readonly data: { readonly text: string } }
  | { readonly type: 'citation'; readonly data: CitationCard }
  | { readonly type: 'done'; readonly data: Answer };

/** `GET /articles/:id` as JSON. */
export interface ArticleDocument {
  readonly id: string;
  readonly language: Language;
  readonly title: string;
  readonly text: string;
  readonly format?: 'markdown' | 'text';
  readonly source?: string;
  readonly date?: string;
  readonly url?: string;
  /** Where the passage that the address names stands; null when the article no longer holds it. */
  readonly cited?: Span | null;
}

export interface Vote {
  readonly answerId: string;
  readonly helpful: boolean;
  readonly reason?: string | undefined;
  readonly language: Language;
}

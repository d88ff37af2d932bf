/** An answer as the server hands it out: each citation with the address that opens the article at it. */
import type { Answer } from '../core/ask.ts';
import type { Library } from '../core/library.ts';
import type { Citation } from '../core/types.ts';
import { placeOf, shownQuote } from '../web/quote.ts';
import { articleUrl } from './passage-link.ts';

export interface SourcedCitation extends Citation {
  readonly url: string;
  /** The article's. */
  readonly date?: string;
}

export interface CitedAnswer extends Omit<Answer, 'citations'> {
  readonly citations: readonly SourcedCitation[];
}

export function withSource(citation: Citation, library: Library): SourcedCitation {
  const { n, article, title, headings, ...rest } = citation;
  const date = library.article(article, citation.language)?.date;
  return { n, article, title, headings, url: articleUrl(citation), ...(date && { date }), ...rest };
}

export const withSources = (answer: Answer, library: Library): CitedAnswer => ({
  ...answer,
  citations: answer.citations.map((citation) => withSource(citation, library)),
});

/** The answer with its sources numbered below it. @param origin `https://host`, where they are read. */
export function plainText({ answer, citations }: CitedAnswer, origin: string): string {
  const sources = citations.map((citation) => sourceText(citation, origin));
  return `${[answer, ...(sources.length ? ['', ...sources] : [])].join('\n')}\n`;
}

/** @param origin undefined where no server is known to show the article. */
export function sourceText({ n, url, quote, ...place }: SourcedCitation, origin: string | undefined): string {
  const address = origin ? ` — ${new URL(url, origin).href}` : '';
  return `[${n}] ${placeOf(place)}${address}\n    ${shownQuote(quote).replace(/\s+/g, ' ')}`;
}

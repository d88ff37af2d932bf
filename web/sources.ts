import type { Language } from '../core/types.ts';
import { formatDate } from './date.ts';
import { h } from './dom.ts';
import { icon } from './icons.ts';
import { HTML_LANG, LANGUAGE_NAMES } from './language.ts';
import type { CitationCard } from './protocol.ts';
import { placeOf, shownQuote } from './quote.ts';
import type { Strings } from './strings.ts';

export interface SourceHandlers {
  readonly strings: Strings;
  readonly language: Language;
  page(citation: CitationCard): string;
  /** The reader wants to see the passage; `opener` gets the focus back. */
  activate(citation: CitationCard, opener: HTMLElement): void;
}

/** The small number in the text; the word joiner keeps it on the line of its sentence. */
export function createReference(citation: CitationCard, handlers: SourceHandlers): HTMLElement {
  const { n, title } = citation;
  const props = { label: `${handlers.strings.source} ${n}: ${title}`, click: opening(citation, handlers) };
  return h('span.cite', {}, '\u2060', h('button.ref', props, `${n}`));
}

/** The cards below an answer, one per citation. */
export function createSources(citations: readonly CitationCard[], handlers: SourceHandlers): HTMLElement {
  const { strings, language, page } = handlers;
  const cards = citations.map((citation) => {
    const about = joined(LANGUAGE_NAMES[citation.language], citation.date && formatDate(citation.date, language));
    return h(
      'li.card',
      {},
      h(
        'button.card-open',
        { click: opening(citation, handlers) },
        h('span.n', {}, `${citation.n}`),
        h('q.quote', { lang: HTML_LANG[citation.language] }, shownQuote(citation.quote)),
        h('span.from', {}, h('span', { lang: HTML_LANG[citation.language] }, placeOf(citation)), ` · ${about}`),
      ),
      h(
        'a.card-page',
        {
          href: page(citation),
          target: '_blank',
          rel: 'noopener',
          label: `${strings.page}: ${citation.title}`,
        },
        icon('out'),
      ),
    );
  });
  return h('section.sources', {}, h('h4', {}, strings.sources), h('ol.cards', {}, ...cards));
}

const opening =
  (citation: CitationCard, { activate }: SourceHandlers) =>
  ({ currentTarget }: MouseEvent) =>
    activate(citation, currentTarget as HTMLElement);

/** Facts about an article, in a line. */
export const joined = (...facts: readonly (string | undefined)[]): string => facts.filter(Boolean).join(' · ');

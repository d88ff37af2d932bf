import { html } from 'hono/html';
import type { Language } from '../../core/types.ts';
import { askForm, type Markup, page } from './page.ts';
import { PAGE_STRINGS, type PageStrings } from './strings.ts';

interface ErrorPageOptions {
  /** HTTP status. */
  readonly status: number;
  /** What failed and what to do, in English, as in the problem+json. */
  readonly detail: string;
  readonly requestId?: string | undefined;
  /** Of the interface. */
  readonly language: Language;
}

/** A problem for a browser: of a 404 in the reader's language, of others the detail as it is, of a 400 after what it may mean. */
export function errorPage({ status, detail, requestId, language }: ErrorPageOptions): string {
  const strings = PAGE_STRINGS[language];
  const title = strings[kindOf(status)];
  const body = html`<article>
<h1>${title}</h1>
${status === 400 ? html`<p>${strings.unreadableWhy}</p>` : ''}
${status === 404 ? wayOut(language, strings) : html`<p lang="en">${detail}</p>`}
${requestId ? html`<p class="facts">${strings.request} <code>${requestId}</code></p>` : ''}
</article>
${askForm(language, strings.question)}`;
  return page({ language, body, title: `${title} · Samman`, kind: 'inner', widget: false });
}

/** Who follows a stale link is no programmer: the detail speaks of routes. */
const wayOut = (language: Language, strings: PageStrings): Markup =>
  html`<p>${strings.missingWhy} <a href="/?ui=${language}#articles">${strings.allArticles}</a></p>`;

function kindOf(status: number): keyof PageStrings {
  if (status === 404) return 'missing';
  if (status === 429 || status === 503) return 'busy';
  return status < 500 ? 'unreadable' : 'broken';
}

import { html, raw } from 'hono/html';
import type { Language } from '../../../core/types.ts';
import { HTML_LANG, LANGUAGE_NAMES } from '../../../web/language.ts';
import type { FeedbackPage, KeptFeedback } from '../../records/feedback-store.ts';
import type { Markup } from '../page.ts';
import { adminPage, numberIn, pathTo, timeIn } from './shell.ts';
import { ADMIN_STRINGS, type AdminStrings } from './strings.ts';

interface FeedbackPageOptions {
  readonly language: Language;
  readonly nonce: string;
  readonly feedback: FeedbackPage;
  /** Which of it is shown; all where undefined. */
  readonly helpful: boolean | undefined;
}

/** `GET /admin/feedback`: what readers said of answers, newest first. */
export function feedbackPage({ language, nonce, feedback, helpful }: FeedbackPageOptions): string {
  const strings = ADMIN_STRINGS[language];
  const { entries, helpful: yes, unhelpful: no } = feedback;
  const filter = (label: string, count: number, value: boolean | undefined): Markup => {
    const href = pathTo('feedback', language, query(value));
    return html`<a href="${href}"${value === helpful ? raw(' aria-current="true"') : ''}>${label} (${numberIn(count, language)})</a> `;
  };
  const body = html`<p>${strings.feedbackHelp}</p>
<nav class="tabs" aria-label="${strings.feedback}">
${filter(strings.all, yes + no, undefined)}${filter(strings.helpful, yes, true)}${filter(strings.unhelpful, no, false)}</nav>
${entries.length > 0 ? html`<ul class="rows">${entries.map((entry) => row(entry, language, strings))}</ul>` : html`<p>${strings.noFeedback}</p>`}`;
  return adminPage({ language, section: 'feedback', nonce, body, query: query(helpful) });
}

const query = (helpful: boolean | undefined): string =>
  helpful === undefined ? '' : `&helpful=${helpful ? 'yes' : 'no'}`;

function row(
  { answerId, at, helpful, reason, language: spoken }: KeptFeedback,
  language: Language,
  strings: AdminStrings,
): Markup {
  return html`<li><strong class="${helpful ? 'yes' : 'no'}">${helpful ? strings.helpful : strings.unhelpful}</strong>
${reason ? html`<p lang="${HTML_LANG[spoken]}">${reason}</p>` : html`<p class="facts">${strings.noReason}</p>`}
<p class="facts">${timeIn(at, language)} · <span lang="${HTML_LANG[spoken]}">${LANGUAGE_NAMES[spoken]}</span> · ${strings.answerId} <code translate="no">${answerId}</code></p></li>`;
}

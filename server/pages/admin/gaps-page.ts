import { html } from 'hono/html';
import type { Language } from '../../../core/types.ts';
import { fill } from '../../../web/fill.ts';
import { HTML_LANG } from '../../../web/language.ts';
import type { GapGroup } from '../../admin/gap-groups.ts';
import type { Markup } from '../page.ts';
import { adminPage, agoIn, numberIn, pathTo } from './shell.ts';
import { ADMIN_STRINGS, type AdminStrings } from './strings.ts';

interface GapsPageOptions {
  readonly language: Language;
  readonly nonce: string;
  readonly groups: readonly GapGroup[];
  /** Questions grouped, of all that are kept. */
  readonly shown: number;
  readonly total: number;
  /** Whether questions are being kept. */
  readonly kept: boolean;
  /** Offered for the note. */
  readonly titles: readonly string[];
  /** The group whose note was just saved, by its first question. */
  readonly saved: number | undefined;
}

/** `GET /admin/gaps`: questions that found no answer. */
export function gapsPage({ language, nonce, groups, shown, total, kept, titles, saved }: GapsPageOptions): string {
  const strings = ADMIN_STRINGS[language];
  const nothing = kept ? html`<p>${strings.noGaps}</p>` : '';
  const body = html`<p>${strings.gapsHelp}</p>
${kept ? '' : html`<p class="alert">${strings.notKept}</p>`}
${shown < total ? html`<p>${fill(strings.mostAsked, { shown: numberIn(shown, language), total: numberIn(total, language) })}</p>` : ''}
<datalist id="titles">${titles.map((title) => html`<option value="${title}"></option>`)}</datalist>
${groups.length > 0 ? groups.map((group) => section(group, saved, language, strings)) : nothing}`;
  return adminPage({ language, section: 'gaps', nonce, body });
}

function section(
  { gaps, count, last, note }: GapGroup,
  saved: number | undefined,
  language: Language,
  strings: AdminStrings,
): Markup {
  const { id, question, language: asked } = gaps[0]!;
  const rest = html`<details><summary>${fill(strings.alike, { n: gaps.length })}</summary>
<ul>${gaps.map((gap) => html`<li><span lang="${HTML_LANG[gap.language]}">${gap.question}</span> <span class="facts">${numberIn(gap.count, language)}</span></li>`)}</ul></details>`;
  return html`<section class="card" aria-labelledby="gap-${id}"><h2 id="gap-${id}" lang="${HTML_LANG[asked]}">${question}</h2>
<p class="facts">${strings.asked}${numberIn(count, language)} · ${strings.lastAsked}${agoIn(last, language)} · <a href="${pathTo('why', language, `&q=${encodeURIComponent(question)}`)}">${strings.tryIt}</a></p>
${gaps.length > 1 ? rest : ''}
<form class="fields inline" method="post" action="/admin/gaps?ui=${language}">
<input type="hidden" name="ids" value="${gaps.map((gap) => gap.id).join(' ')}">
<label for="note-${id}">${strings.note}</label>
<input id="note-${id}" name="note" maxlength="500" list="titles" autocomplete="off" value="${note ?? ''}">
<button name="action" value="note" aria-describedby="gap-${id}">${strings.save}</button>
<button class="plain" name="action" value="remove" aria-describedby="gap-${id}">${strings.forget}</button>
</form>
${id === saved ? html`<p class="facts" role="status">${strings.saved}</p>` : ''}
</section>`;
}

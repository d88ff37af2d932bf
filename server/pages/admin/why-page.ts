import { html, raw } from 'hono/html';
import { sentenceIn } from '../../../core/text/passage-text.ts';
import type { Language } from '../../../core/types.ts';
import { HTML_LANG, LANGUAGE_NAMES } from '../../../web/language.ts';
import type { Why, WhyHit } from '../../admin/why.ts';
import { articleUrl } from '../../passage-link.ts';
import type { Markup } from '../page.ts';
import { passageInWords } from '../passage-in-words.ts';
import { renderAnswer } from '../render.ts';
import { adminPage, numberIn } from './shell.ts';
import { ADMIN_STRINGS, type AdminStrings } from './strings.ts';

interface WhyPageOptions {
  readonly language: Language;
  readonly nonce: string;
  readonly question: string;
  /** Undefined before anything was asked. */
  readonly why: Why | undefined;
}

/** `GET /admin/why?q=`: an answer, and the rankings that led to it, side by side. */
export function whyPage({ language, nonce, question, why }: WhyPageOptions): string {
  const strings = ADMIN_STRINGS[language];
  const body = html`<form class="fields inline" action="/admin/why" method="get">
<p>${strings.whyHelp}</p>
<label for="q">${strings.question}</label>
<input id="q" name="q" required maxlength="2000" autocomplete="off" value="${question}"><input type="hidden" name="ui" value="${language}">
<button>${strings.explain}</button>
</form>
${why ? explained(why, language, strings) : ''}`;
  return adminPage({ language, section: 'why', nonce, body, query: question && `&q=${encodeURIComponent(question)}` });
}

function explained({ answer, hits }: Why, language: Language, strings: AdminStrings): Markup {
  const found = html`<section><h2 id="rankings">${strings.rankings}</h2>
${rankings(hits, language, strings)}
</section>
<section aria-labelledby="found"><h2 id="found">${strings.found}</h2>
${hits.map((hit) => passage(hit, language, strings))}
</section>`;
  return html`<section aria-labelledby="answer"><h2 id="answer">${strings.answer}</h2>
<div class="prose" lang="${HTML_LANG[answer.language]}">${raw(renderAnswer(answer.answer, []))}</div>
<p class="facts">${LANGUAGE_NAMES[answer.language]} · ${answer.refused ? strings.refused : answer.backend}</p>
</section>
${hits.length > 0 ? found : html`<p>${strings.noHits}</p>`}`;
}

/** The passages in the answer's order, and beside it their scores and places by meaning and by words. */
function rankings(hits: readonly WhyHit[], language: Language, strings: AdminStrings): Markup {
  const cell = (score: number, place: number | undefined): Markup =>
    html`<td>${place ? html`${decimals(score, language)} <span class="ref">${place}</span>` : '–'}</td>`;
  const rows = hits.map(
    ({
      hit,
      places,
    }) => html`<tr><th scope="row" lang="${HTML_LANG[hit.passage.language]}"><a href="#hit-${places.together}">${beginning(passageInWords(hit.passage))}</a></th>
${cell(hit.score, places.together)}${cell(hit.vector, places.meaning)}${cell(hit.keyword, places.words)}</tr>`,
  );
  const heads = [strings.found, strings.together, strings.meaning, strings.words];
  return html`<div class="scroll rankings" role="region" aria-labelledby="rankings" tabindex="0"><table>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows}</tbody></table></div>`;
}

/** Columns that tell one passage from the next; a Chinese character takes two. */
const BEGINNING = 36;

function beginning(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  let columns = 0;
  let shown = '';
  for (const { segment } of new Intl.Segmenter().segment(line.slice(0, 4 * BEGINNING))) {
    columns += /[\u2e80-\uffef]/.test(segment) ? 2 : 1;
    if (columns > BEGINNING) return `${shown}…`;
    shown += segment;
  }
  return shown;
}

function passage({ hit, places, quoted }: WhyHit, language: Language, strings: AdminStrings): Markup {
  const { passage, overlap, sameLanguage, sentences } = hit;
  const lang = HTML_LANG[passage.language];
  const rows = sentences.map(({ start, text, similarity }) => {
    const said = sentenceIn(passage, start, start + text.length);
    return html`<li><span lang="${lang}">${quoted.has(start) ? html`<mark>${said}</mark>` : said}</span> <span class="number">${quoted.has(start) ? `${strings.quoted} · ` : ''}${decimals(similarity, language)}</span></li>`;
  });
  const facts = [
    sameLanguage ? '' : strings.otherLanguage,
    overlap === undefined ? '' : `${strings.overlap}${numberIn(overlap, language, { style: 'percent' })}`,
  ].filter(Boolean);
  return html`<div class="card" id="hit-${places.together}">
<h3><span class="ref">${places.together}</span> <a href="${articleUrl({ ...passage, quote: passage.text })}" lang="${lang}">${passage.title}</a></h3>
<p class="facts"><span lang="${lang}">${LANGUAGE_NAMES[passage.language]}</span>${facts.map((fact) => ` · ${fact}`)}</p>
<details${quoted.size > 0 ? raw(' open') : ''}><summary>${strings.similarity}</summary><ol class="sentences">${rows}</ol></details>
</div>`;
}

const decimals = (value: number, language: Language): string =>
  numberIn(value, language, { minimumFractionDigits: 3, maximumFractionDigits: 3 });

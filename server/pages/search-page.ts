import { html } from 'hono/html';
import { SURE } from '../../core/answer/confidence.ts';
import type { Language, Passage } from '../../core/types.ts';
import { HTML_LANG } from '../../web/language.ts';
import { shownQuote } from '../../web/quote.ts';
import type { ExplainedSearch } from '../routes/search.ts';
import { askForm, type Markup, page } from './page.ts';
import { passageInWords } from './passage-in-words.ts';
import { PAGE_STRINGS } from './strings.ts';

interface SearchPageOptions {
  readonly search: ExplainedSearch;
  /** Those of the results, in their order. */
  readonly passages: readonly Passage[];
  /** Of the frame around it. */
  readonly language: Language;
}

/** `GET /search` for a browser: what was found and why, for the people who keep the articles. In English throughout. */
export function searchPage({ search, passages, language }: SearchPageOptions): string {
  const { query, results, explain } = search;
  const body = html`<article lang="en">
<h1 lang="${HTML_LANG[explain.questionLanguage]}">${query}</h1>
<section class="prose">
<h2>How the question was read</h2>
<div class="scroll" tabindex="0"><table class="reading">${reading(search).map(([name, value]) => html`<tr><th scope="row">${name}</th><td>${value}</td></tr>`)}</table></div>
<h2>What was found</h2>
<p class="facts">Each score with its place in its ranking. The order is that of the fused score.</p>
<ol>${results.map((result, i) => found(result, passages[i]!))}</ol>
</section>
</article>
${askForm(language, PAGE_STRINGS[language].another, query, '/search')}`;
  return page({ language, body, title: `${query} · Samman`, kind: 'inner', widget: false });
}

function reading({ explain }: ExplainedSearch): [name: string, value: string | Markup][] {
  const { detected, questionLanguage, language, standalone, embedded, terms, ownLanguage, judgement } = explain;
  const inputs = embedded.map(({ text, mean }) => {
    const off = mean ? `less the mean of ${mean.language}, ${mean.length.toFixed(3)} long` : 'no mean taken off';
    return html`<code>${text}</code> (${off})<br>`;
  });
  return [
    ['Language', `${detected.language}, confidence ${detected.confidence.toFixed(2)}`],
    ['Taken to be in', `${questionLanguage}; answered in ${language}`],
    ['Searched for', standalone],
    ['Embedded', html`${inputs}`],
    ['Keywords', terms.join(' · ')],
    [
      'Own language',
      ownLanguage
        ? `${signed(ownLanguage.shift)} for an overlap of ${ownLanguage.overlap.toFixed(2)}`
        : 'nothing to weigh: one language group',
    ],
    ['Answer', judgement ? judged(judgement) : 'the language model decides'],
  ];
}

const judged = ({ confidence, threshold, best }: NonNullable<ExplainedSearch['explain']['judgement']>): string =>
  `${confidence < threshold ? 'refused' : confidence < SURE ? 'given as the closest' : 'given'}: confidence ${confidence.toFixed(3)}, threshold ${threshold}` +
  (best ? ` — “${shownQuote(best)}”` : '');

function found({ title, url, language, explain }: ExplainedSearch['results'][number], passage: Passage): Markup {
  const { fused, vector, sentence, keyword, tokens, translated, overlap } = explain;
  const scores = [
    `fused ${placed(fused)}`,
    `vector ${placed(vector)}`,
    `best sentence ${placed(sentence)}`,
    `keywords ${placed(keyword)}`,
    `tokens ${tokens.score === null ? '–' : placed({ ...tokens, score: tokens.score })}`,
    `translated ${translated.score === null ? '–' : placed({ ...translated, score: translated.score })}`,
    `overlap ${overlap === null ? '–' : overlap.toFixed(2)}`,
  ];
  return html`<li><a href="${url}" lang="${HTML_LANG[language]}">${title}</a>
<p class="facts">${scores.join(' · ')}</p>
<p class="passage" lang="${HTML_LANG[language]}">${passageInWords(passage)}</p></li>`;
}

const placed = ({ place, score }: { place: number | null; score: number }): string =>
  `${score.toFixed(3)} (${place ?? '–'})`;

const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`;

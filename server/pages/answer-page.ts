import { html, raw } from 'hono/html';
import type { Language } from '../../core/types.ts';
import { formatDate } from '../../web/date.ts';
import { HTML_LANG, LANGUAGE_NAMES } from '../../web/language.ts';
import type { Answer } from '../../web/protocol.ts';
import { placeOf, shownQuote } from '../../web/quote.ts';
import { articleUrl } from '../passage-link.ts';
import { askForm, type Markup, page } from './page.ts';
import { renderAnswer } from './render.ts';
import { PAGE_STRINGS } from './strings.ts';

interface AnswerPageOptions {
  readonly answer: Answer;
  /** Of the interface. */
  readonly language: Language;
}

/** `GET /ask` for a browser: an answer with its sources, without script. */
export function answerPage({ answer, language }: AnswerPageOptions): string {
  const strings = PAGE_STRINGS[language];
  const lang = HTML_LANG[answer.language];
  const text = renderAnswer(
    answer.answer,
    answer.citations.map(({ n }) => n),
  );
  const body = html`<article class="answer">
<h1 lang="${lang}">${answer.question}</h1>
<section aria-label="${strings.answer}" class="prose" lang="${lang}">${raw(text)}</section>
${answer.citations.length > 0 ? sources(answer, language) : ''}
</article>
${askForm(language, strings.another)}`;
  return page({ language, body, title: `${answer.question} · Samman`, kind: 'inner', widget: false });
}

function sources({ citations }: Answer, language: Language): Markup {
  const items = citations.map((citation) => {
    const { n, language: version, quote, date } = citation;
    const href = articleUrl(citation, language);
    const facts = [LANGUAGE_NAMES[version], date && formatDate(date, language)].filter(Boolean).join(' · ');
    return html`<li id="source-${n}"><span class="ref">${n}</span><div>
<q lang="${HTML_LANG[version]}">${shownQuote(quote)}</q>
<p class="facts"><a href="${href}" lang="${HTML_LANG[version]}">${placeOf(citation)}</a> · ${facts}</p>
</div></li>`;
  });
  return html`<section class="sources"><h2>${PAGE_STRINGS[language].sources}</h2><ol>${items}</ol></section>`;
}

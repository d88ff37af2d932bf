import { html, raw } from 'hono/html';
import type { Language } from '../../core/types.ts';
import { formatDate } from '../../web/date.ts';
import { HTML_LANG, LANGUAGE_NAMES } from '../../web/language.ts';
import { MARK_SVG } from './mark-svg.ts';
import { askForm, type Markup, page } from './page.ts';
import { pageOf, pager } from './pager.ts';
import { PAGE_STRINGS } from './strings.ts';

/** An article as the front page lists it. */
interface ListedArticle {
  readonly id: string;
  /** In the reader's language, where there is such a version. */
  readonly title: string;
  readonly languages: readonly Language[];
  readonly source?: string;
  readonly date?: string;
}

interface FrontPageOptions {
  readonly articles: readonly ListedArticle[];
  /** Of the interface. */
  readonly language: Language;
  /** Of the list, as the address has it. */
  readonly wanted?: string | undefined;
  readonly nonce?: string | undefined;
}

/** `GET /`: what Samman is, the chat, and the articles it answers from, a page at a time. */
export function frontPage({ articles, language, wanted, nonce }: FrontPageOptions): string {
  const strings = PAGE_STRINGS[language];
  const listPage = pageOf(articles, wanted);
  const addressOf = (number: number) => `/?ui=${language}&page=${number}#articles`;
  const list =
    articles.length > 0
      ? html`<ul class="articles">${listPage.shown.map((article) => listed(article, language))}</ul>
${pager(listPage, strings.pages, addressOf)}`
      : html`<p>${strings.noArticles}</p>`;
  const body = html`<section class="hero">
${raw(MARK_SVG)}
<h1><span lang="en">Samman</span> <span lang="zh-HK">三文</span></h1>
<p class="tagline">${strings.tagline}</p>
<p class="about">${strings.about}</p>
</section>
<section class="chat" aria-label="${strings.question}">
<samman-chat mode="inline" lang="${language}"></samman-chat>
<noscript>${askForm(language, strings.question)}</noscript>
</section>
<section class="library" aria-labelledby="articles">
<h2 id="articles">${strings.articles}</h2>
${list}
</section>`;
  return page({
    language,
    nonce,
    body,
    title: 'Samman 三文',
    description: strings.tagline,
    kind: 'front',
    widget: true,
  });
}

function listed({ id, title, languages, source, date }: ListedArticle, language: Language): Markup {
  const to = (version: Language) => `/articles/${encodeURIComponent(id)}?lang=${version}&ui=${language}`;
  const shown = languages.includes(language) ? language : (languages[0] ?? language);
  const facts = [source, date && formatDate(date, language)].filter(Boolean).join(' · ');
  return html`<li>
<a class="title" href="${to(shown)}" lang="${HTML_LANG[shown]}">${title}</a>
${facts ? html`<p class="facts">${facts}</p>` : ''}
<p class="versions">${languages.map((version) => html`<a href="${to(version)}" lang="${HTML_LANG[version]}" hreflang="${HTML_LANG[version]}">${LANGUAGE_NAMES[version]}</a> `)}</p>
</li>`;
}

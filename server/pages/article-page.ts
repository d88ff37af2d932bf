import { html, raw } from 'hono/html';
import type { Article, Language, Span } from '../../core/types.ts';
import { formatDate } from '../../web/date.ts';
import { HTML_LANG, LANGUAGE_NAMES } from '../../web/language.ts';
import { page } from './page.ts';
import { renderArticle } from './render.ts';
import { PAGE_STRINGS } from './strings.ts';

interface ArticlePageOptions {
  readonly article: Article;
  /** The versions there are, this one included. */
  readonly languages: readonly Language[];
  /** The cited passage, in offsets of the article's text; null when the article no longer holds it. */
  readonly cited?: Span | null | undefined;
  /** Of the interface; the article's own unless given. */
  readonly ui?: Language | undefined;
  readonly nonce?: string | undefined;
}

/** `GET /articles/:id`: an article to read. The address's `#cited` scrolls the cited passage into view. */
export function articlePage({ article, languages, cited, ui, nonce }: ArticlePageOptions): string {
  const language = ui ?? article.language;
  const strings = PAGE_STRINGS[language];
  const original = article.url && /^https?:\/\//i.test(article.url) ? article.url : undefined;
  const tabs = languages.map(
    (version) =>
      html`<a href="/articles/${encodeURIComponent(article.id)}?lang=${version}${ui ? `&ui=${ui}` : ''}" lang="${HTML_LANG[version]}" hreflang="${HTML_LANG[version]}"${version === article.language ? raw(' aria-current="page"') : ''}>${LANGUAGE_NAMES[version]}</a> `,
  );
  const facts = html`<p class="facts">
${article.source ? html`<span>${strings.source}<span lang="${HTML_LANG[article.language]}">${article.source}</span></span>` : ''}
${article.date ? html`<time datetime="${article.date}">${formatDate(article.date, language)}</time>` : ''}
${original ? html`<a href="${original}" rel="noopener">${strings.original}</a>` : ''}
</p>`;
  const body = html`<nav class="tabs" aria-label="${strings.versions}">${tabs}</nav>
<article lang="${HTML_LANG[article.language]}">
<h1>${article.title}</h1>
${facts}
${cited === null ? html`<p class="note" id="cited" lang="${HTML_LANG[language]}">${strings.changed}</p>` : ''}
<div class="prose">${raw(renderArticle(article.text, article.format, cited ?? undefined))}</div>
</article>`;
  return page({ language, nonce, body, title: `${article.title} · Samman`, kind: 'inner', widget: true });
}

import { html, raw } from 'hono/html';
import type { ArticleSummary } from '../../../core/library.ts';
import type { Language } from '../../../core/types.ts';
import { NAMED } from '../../../ingest/lost.ts';
import { fill } from '../../../web/fill.ts';
import { HTML_LANG, LANGUAGE_NAMES } from '../../../web/language.ts';
import { rebuildText } from '../../../web/rebuild-text.ts';
import type { IndexState } from '../../admin/index-state.ts';
import type { RebuildState } from '../../rebuild.ts';
import type { Markup } from '../page.ts';
import { PAGE_SIZE, pageOf, pager } from '../pager.ts';
import { PAGE_STRINGS } from '../strings.ts';
import { type LeftOutReason, leftOutReason } from './left-out-reasons.ts';
import { adminPage, agoIn, fact, numberIn, pathTo, timeIn } from './shell.ts';
import { ADMIN_STRINGS } from './strings.ts';

interface OverviewPageOptions {
  readonly language: Language;
  readonly nonce: string;
  readonly articles: readonly ArticleSummary[];
  /** Undefined when the served index's folder is gone. */
  readonly index: IndexState | undefined;
  readonly rebuild: RebuildState;
  /** What the title, id or file of an article is to hold. */
  readonly find?: string | undefined;
  /** Of the list, as the address has it. */
  readonly wanted?: string | undefined;
}

/** `GET /admin`: what is served, what was left out, and a button to index anew. */
export function overviewPage(options: OverviewPageOptions): string {
  const { language, nonce, index, rebuild, find } = options;
  const strings = ADMIN_STRINGS[language];
  const body = html`<section aria-labelledby="index"><h2 id="index">${strings.index}</h2>
${index ? indexFacts(index, language) : html`<p class="alert">${strings.noIndex}</p>`}
</section>
${rebuildSection(rebuild, language)}
${index ? leftOut(index, rebuild, language) : ''}
${articleList(options)}`;
  return adminPage({ language, section: 'overview', nonce, body, script: '/admin/script.js', query: asked(find) });
}

function indexFacts(index: IndexState, language: Language): Markup {
  const strings = ADMIN_STRINGS[language];
  const size = numberIn(index.size / 1e6, language, {
    style: 'unit',
    unit: 'megabyte',
    maximumSignificantDigits: 2,
  });
  const code = (text: string) => html`<code lang="en" translate="no">${text}</code>`;
  return html`<dl class="facts-list">
${fact(strings.made, html`${timeIn(index.createdAt, language)} · ${agoIn(index.createdAt, language)}`)}
${fact(strings.passages, numberIn(index.passages, language))}
${fact(strings.sentences, numberIn(index.sentences, language))}
${fact(strings.size, size)}
${fact(strings.model, code(index.embeddingModel))}
${fact(strings.search, code(index.vectorIndex))}
${fact(strings.version, code(index.version))}
</dl>
${index.waiting ? html`<p class="alert">${fill(strings.waiting, { version: index.waiting })}</p>` : ''}`;
}

function rebuildSection(state: RebuildState, language: Language): Markup {
  const strings = ADMIN_STRINGS[language];
  const running = state.status === 'running';
  const text = rebuildText(state, strings.rebuilding);
  const cause = state.status === 'failed' ? state.message : '';
  const live = running ? html` data-live data-strings="${JSON.stringify(strings.rebuilding)}"` : '';
  const again = html`<a class="again" href="${pathTo('overview', language)}"${running ? raw(' hidden') : ''}>${strings.again}</a>`;
  const bar =
    state.status === 'running'
      ? html`<progress aria-label="${strings.progress}" max="${state.total || 1}"${state.total ? html` value="${state.done}"` : ''}></progress>`
      : '';
  const stop = html`<form method="post" action="/admin/rebuild/stop?ui=${language}"><button class="plain">${strings.stop}</button></form>`;
  // Seen at every step, heard now and then.
  const progress = html`<div class="progress">${bar}
<p${running ? raw(' aria-hidden="true"') : ''}>${text}</p><p role="status" class="heard"></p>
<p class="cause" lang="en">${cause}</p>${running ? stop : ''}${running ? html`${again}<noscript><a href="${pathTo('overview', language)}">${strings.again}</a></noscript>` : ''}</div>`;
  const form = html`<form class="fields" method="post" action="/admin/rebuild?ui=${language}">
<p>${strings.rebuildHelp}</p>
<p><label><input type="checkbox" name="everything" value="yes" aria-describedby="everything-help"> ${strings.everything}</label> <span class="facts" id="everything-help">${strings.everythingHelp}</span></p>
<button>${strings.start}</button>
</form>`;
  return html`<section id="rebuild" aria-labelledby="rebuild-name"${live}><h2 id="rebuild-name">${strings.rebuild}</h2>
${text ? progress : ''}
${running ? '' : form}
</section>`;
}

function leftOut({ leftOut: files }: IndexState, rebuild: RebuildState, language: Language): Markup {
  const strings = ADMIN_STRINGS[language];
  const problems = rebuild.status === 'done' ? rebuild.problems : [];
  const lostBy = new Map(problems.map(({ file, lost = [] }) => [file, lost]));
  const row = ({ file, reason }: (typeof files)[number]) =>
    html`<li><code lang="en" translate="no">${file}</code> ${saying(leftOutReason(reason, language))} ${lossOf(lostBy.get(file) ?? [], language)}</li>`;
  const list =
    files.length > 0 ? html`<ul class="rows">${files.map(row)}</ul>` : html`<p>${strings.nothingLeftOut}</p>`;
  return html`<section aria-labelledby="left-out"><h2 id="left-out">${strings.leftOut}</h2>
${list}
</section>`;
}

/** What readers lose by a file that the last ingest, started from here, could not read. */
function lossOf(lost: readonly string[], language: Language): string {
  const { lost: all, lostWithMore } = ADMIN_STRINGS[language];
  if (lost.length === 0) return '';
  const articles = lost.slice(0, NAMED).join(language === 'en' ? ', ' : '、');
  return fill(lost.length > NAMED ? lostWithMore : all, { articles, more: lost.length - NAMED });
}

const saying = ({ text, language, detail }: LeftOutReason): Markup =>
  html`<span lang="${HTML_LANG[language]}">${text}</span>${detail === undefined ? '' : html`<span lang="en">${detail}</span>`}`;

const asked = (find = '') => find && `&find=${encodeURIComponent(find)}`;

function articleList({ articles, index, language, find = '', wanted }: OverviewPageOptions): Markup {
  const strings = ADMIN_STRINGS[language];
  const filesOf = new Map<string, string[]>();
  for (const { id, file } of index?.articles ?? []) filesOf.set(id, [...(filesOf.get(id) ?? []), file]);
  const sought = find.toLowerCase();
  const holds = ({ id, title }: ArticleSummary) =>
    [id, title, ...(filesOf.get(id) ?? [])].some((name) => name.toLowerCase().includes(sought));
  const listPage = pageOf(sought ? articles.filter(holds) : articles, wanted);
  const addressOf = (number: number) => `${pathTo('overview', language, `${asked(find)}&page=${number}`)}#articles`;
  const list = html`<ul class="rows">${listPage.shown.map((article) => listed(article, filesOf.get(article.id) ?? [], language))}</ul>`;
  const form = html`<form class="ask" action="${pathTo('overview', language)}#articles" method="get">
<label for="find">${strings.find}</label>
<div><input id="find" name="find" type="search" autocomplete="off" value="${find}"><input type="hidden" name="ui" value="${language}"><button>${strings.findIt}</button></div>
</form>`;
  return html`<section aria-labelledby="articles"><h2 id="articles">${strings.articles}</h2>
${articles.length > PAGE_SIZE ? form : ''}
${listPage.shown.length === 0 && sought ? html`<p>${strings.foundNone}</p>` : list}
${pager(listPage, PAGE_STRINGS[language].pages, addressOf)}
</section>`;
}

function listed({ id, title, languages }: ArticleSummary, files: readonly string[], language: Language): Markup {
  const shown = languages.includes(language) ? language : (languages[0] ?? language);
  const versions = languages.map(
    (version) =>
      html`<a href="/articles/${encodeURIComponent(id)}?lang=${version}&ui=${language}" lang="${HTML_LANG[version]}" hreflang="${HTML_LANG[version]}">${LANGUAGE_NAMES[version]}</a> `,
  );
  return html`<li><strong lang="${HTML_LANG[shown]}">${title}</strong>
<p class="versions">${versions}</p>
<p class="facts" lang="en" translate="no">${files.join(' · ')}</p></li>`;
}

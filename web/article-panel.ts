import type { Language } from '../core/types.ts';
import type { Client } from './client.ts';
import { formatDate } from './date.ts';
import { h } from './dom.ts';
import { icon } from './icons.ts';
import { HTML_LANG, LANGUAGE_NAMES } from './language.ts';
import { parseMarkdown } from './markdown.ts';
import { renderMarkdown } from './markdown-nodes.ts';
import type { CitationCard } from './protocol.ts';
import { joined } from './sources.ts';
import type { Strings } from './strings.ts';

export interface ArticlePanelOptions {
  readonly strings: Strings;
  readonly language: Language;
  readonly client: Pick<Client, 'article' | 'page'>;
  /** The panel appeared or went. */
  toggled(open: boolean): void;
}

export interface ArticlePanel {
  readonly element: HTMLElement;
  /** Shows the article with the cited passage marked; `opener` has the focus again after closing. */
  open(citation: CitationCard, opener: HTMLElement): Promise<void>;
  /** True when it was open. */
  close(): boolean;
}

export function createArticlePanel({ strings, language, client, toggled }: ArticlePanelOptions): ArticlePanel {
  const title = h('h3.panel-title', { tabindex: '-1' });
  const about = h('p.panel-about', {});
  const link = h('a.quiet.panel-page', { target: '_blank', rel: 'noopener' }, strings.page, icon('out'));
  const prose = h('div.prose', {});
  const body = h('div.panel-body', { tabindex: '0', role: 'group', 'aria-label': strings.source }, title, about, prose);
  const back = h('button.quiet', { click: () => close() }, icon('back'), strings.back);
  const element = h(
    'aside.panel',
    { 'aria-label': strings.source, hidden: true },
    h('div.panel-bar', {}, back, link),
    body,
  );
  let shown: CitationCard | undefined;
  let opener: HTMLElement | undefined;

  const close = () => {
    if (element.hidden) return false;
    element.hidden = true;
    toggled(false);
    opener?.focus();
    return true;
  };

  return {
    element,
    close,
    async open(citation, from) {
      shown = citation;
      opener = from;
      link.href = client.page(citation);
      title.textContent = citation.title;
      title.lang = prose.lang = HTML_LANG[citation.language];
      about.textContent = '';
      prose.replaceChildren(h('p.note', {}, strings.reading));
      element.hidden = false;
      toggled(true);
      title.focus({ preventScroll: true });
      element.scrollIntoView({ block: 'nearest' });
      try {
        const article = await client.article(citation);
        if (shown !== citation) return;
        const { source, date } = article;
        about.textContent = joined(LANGUAGE_NAMES[citation.language], source, date && formatDate(date, language));
        const blocks = parseMarkdown(article.text, article.format);
        prose.replaceChildren(
          article.cited ? '' : h('p.note', {}, strings.changed),
          ...renderMarkdown(blocks, { highlight: article.cited, headingShift: 2 }),
        );
        const cited = prose.querySelector<HTMLElement>('#cited');
        // Not scrollIntoView: that would scroll the page around the widget too.
        body.scrollTop = cited
          ? cited.getBoundingClientRect().top - body.getBoundingClientRect().top - body.clientHeight / 3
          : 0;
      } catch {
        if (shown === citation) prose.replaceChildren(h('p.note', {}, strings.lost));
      }
    },
  };
}

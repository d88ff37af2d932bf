/** The shell that every page shares. */
import { html, raw } from 'hono/html';
import type { Language } from '../../core/types.ts';
import { HTML_LANG, LANGUAGE_NAMES } from '../../web/language.ts';
import { MARK_SVG } from './mark-svg.ts';
import { PAGE_STRINGS } from './strings.ts';

/** What `html` makes: already escaped. It is a promise only when a value is, and no value here is. */
export type Markup = ReturnType<typeof html>;

interface PageOptions {
  readonly language: Language;
  readonly title: string;
  readonly description?: string;
  /** Of the Content-Security-Policy, for the scripts. */
  readonly nonce?: string | undefined;
  readonly body: Markup;
  /** `front` links the interface languages; the others link back to it. */
  readonly kind: 'front' | 'inner';
  /** Whether the page has the chat: in its body, or as the button in the corner. Without it, it needs no script. */
  readonly widget: boolean;
  /** The page's own script. */
  readonly script?: string;
  /** In the head, and after the brand. */
  readonly head?: Markup;
  readonly nav?: Markup;
}

export function page(options: PageOptions): string {
  const { language, title, description, nonce, body, kind, widget, script, head, nav } = options;
  const strings = PAGE_STRINGS[language];
  const header =
    kind === 'front'
      ? html`<nav class="languages" aria-label="${strings.languages}">${links(language)}</nav>`
      : html`<a class="brand" href="/?ui=${language}" title="${strings.home}">${raw(MARK_SVG)}<span lang="en">Samman</span> <span lang="zh-HK">三文</span></a>`;
  const withNonce = nonce ? html` nonce="${nonce}"` : '';
  return String(html`<!doctype html>
<html lang="${HTML_LANG[language]}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
${description ? html`<meta name="description" content="${description}">` : ''}
<meta name="color-scheme" content="light dark">
<link rel="icon" type="image/svg+xml" href="/mark.svg">
<link rel="stylesheet" href="/pages.css">
${head ?? ''}
${widget ? html`<script src="/widget.js" data-lang="${language}" defer${withNonce}></script>` : ''}
${script ? html`<script src="${script}" defer${withNonce}></script>` : ''}
</head>
<body>
<header class="site">
<a class="skip" href="#content">${strings.skip}</a>
${header}
${nav ?? ''}
</header>
<main id="content" class="${kind}">
${body}
</main>
${kind === 'front' ? html`<footer class="site"><a href="/embed?ui=${language}">${strings.embed}</a></footer>` : ''}
</body>
</html>
`);
}

function links(current: Language): Markup[] {
  return (Object.keys(LANGUAGE_NAMES) as Language[]).map(
    (language) =>
      html`<a href="/?ui=${language}" lang="${HTML_LANG[language]}" hreflang="${HTML_LANG[language]}"${language === current ? raw(' aria-current="true"') : ''}>${LANGUAGE_NAMES[language]}</a> `,
  );
}

/** The form that asks without script. */
export function askForm(language: Language, label: string, question = '', action: '/ask' | '/search' = '/ask'): Markup {
  const strings = PAGE_STRINGS[language];
  return html`<form class="ask" action="${action}" method="get">
<label for="q">${label}</label>
<div><input id="q" name="q" required maxlength="2000" autocomplete="off" value="${question}"><input type="hidden" name="ui" value="${language}"><button>${strings.ask}</button></div>
</form>`;
}

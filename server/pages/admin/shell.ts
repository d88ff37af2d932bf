/** What the pages of `/admin` share. */
import { html, raw } from 'hono/html';
import type { Language } from '../../../core/types.ts';
import { HTML_LANG, LANGUAGE_NAMES } from '../../../web/language.ts';
import { type Markup, page } from '../page.ts';
import { PAGE_STRINGS } from '../strings.ts';
import { ADMIN_STRINGS, type AdminStrings } from './strings.ts';

type Section = 'overview' | 'gaps' | 'feedback' | 'why';

const PATHS: Readonly<Record<Section, string>> = {
  overview: '/admin',
  gaps: '/admin/gaps',
  feedback: '/admin/feedback',
  why: '/admin/why',
};

interface AdminPageOptions {
  /** Of the interface. */
  readonly language: Language;
  /** None on the page to sign in. */
  readonly section?: Section;
  readonly body: Markup;
  readonly nonce: string;
  readonly script?: string;
  /** What the page's address says beyond its language, `&q=…`; kept when the language is changed. */
  readonly query?: string;
}

/** Forms and links of a section, in the interface's language. */
export const pathTo = (section: Section, language: Language, rest = ''): string =>
  `${PATHS[section]}?ui=${language}${rest}`;

export function adminPage({ language, section, body, nonce, script, query = '' }: AdminPageOptions): string {
  const strings = ADMIN_STRINGS[language];
  const name = section ? strings[section] : strings.signIn;
  return page({
    language,
    nonce,
    kind: 'inner',
    widget: false,
    title: `${name} · ${strings.title} · Samman`,
    // Without an address of origin the server could not tell its own forms from another site's.
    head: html`<meta name="referrer" content="same-origin"><meta name="robots" content="noindex">`,
    nav: html`<nav class="languages" aria-label="${PAGE_STRINGS[language].languages}">${languages(language, section, query)}</nav>`,
    body: html`<div class="admin">${section ? sections(language, section, strings) : ''}
<h1>${name}</h1>
${body}</div>`,
    ...(script && { script }),
  });
}

function sections(language: Language, current: Section, strings: AdminStrings): Markup {
  const links = (Object.keys(PATHS) as Section[]).map(
    (section) =>
      html`<a href="${pathTo(section, language)}"${section === current ? raw(' aria-current="page"') : ''}>${strings[section]}</a> `,
  );
  return html`<div class="bar"><nav class="tabs" aria-label="${strings.sections}">${links}</nav>
<form method="post" action="/admin/sign-out?ui=${language}"><button class="plain">${strings.signOut}</button></form></div>`;
}

function languages(current: Language, section: Section | undefined, query: string): Markup[] {
  return (Object.keys(LANGUAGE_NAMES) as Language[]).map((language) => {
    const href = section ? pathTo(section, language, query) : `/admin/sign-in?ui=${language}`;
    return html`<a href="${href}" lang="${HTML_LANG[language]}" hreflang="${HTML_LANG[language]}"${language === current ? raw(' aria-current="true"') : ''}>${LANGUAGE_NAMES[language]}</a> `;
  });
}

/** A term and what there is to say of it. */
export const fact = (term: string, said: string | Markup): Markup => html`<div><dt>${term}</dt><dd>${said}</dd></div>`;

const locale = (language: Language) => (language === 'en' ? 'en-GB' : HTML_LANG[language]);

/** In the server's time zone, as the operator set it (`TZ`). */
export function timeIn(iso: string, language: Language): Markup {
  const format = new Intl.DateTimeFormat(locale(language), { dateStyle: 'medium', timeStyle: 'short' });
  return html`<time datetime="${iso}">${format.format(new Date(iso))}</time>`;
}

/** `3 hours ago`. */
export function agoIn(iso: string, language: Language): Markup {
  const seconds = (Date.parse(iso) - Date.now()) / 1000;
  const [unit, length] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? UNITS.at(-1)!;
  const format = new Intl.RelativeTimeFormat(locale(language), { numeric: 'auto' });
  return html`<time datetime="${iso}">${format.format(Math.trunc(seconds / length), unit)}</time>`;
}

const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
];

export const numberIn = (value: number, language: Language, options: Intl.NumberFormatOptions = {}): string =>
  new Intl.NumberFormat(locale(language), options).format(value);

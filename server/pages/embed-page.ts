import { html } from 'hono/html';
import type { Language } from '../../core/types.ts';
import { HTML_LANG, LANGUAGE_NAMES } from '../../web/language.ts';
import { EMBED_STRINGS } from './embed-strings.ts';
import { type Markup, page } from './page.ts';

interface EmbedPageOptions {
  /** Of the interface. */
  readonly language: Language;
  /** Samman's own address as the request named it, with a closing slash. */
  readonly server: string;
  readonly nonce?: string | undefined;
}

/** `GET /embed`: the tag to copy. Without script it shows the plain tag; `embed.js` makes the options live. */
export function embedPage({ language, server, nonce }: EmbedPageOptions): string {
  const strings = EMBED_STRINGS[language];
  const code = (id: string, said: string, text: string): Markup => html`<section class="code">
<div><p>${said}</p><button type="button" data-copy="${id}" data-copied="${strings.copied}" hidden>${strings.copy}</button></div>
<pre tabindex="0" lang="en" translate="no"><code id="${id}">${text}</code></pre>
</section>`;
  const choice = (name: string, value: string, label: string, checked = false): Markup =>
    html`<label><input type="radio" name="${name}" value="${value}"${checked ? html` checked` : ''}> ${label}</label> `;
  const languages = Object.entries(LANGUAGE_NAMES).map(
    ([value, name]) => html`<option value="${value}" lang="${HTML_LANG[value as Language]}">${name}</option>`,
  );
  const body = html`<h1>${strings.title}</h1>
<p class="tagline">${strings.about}</p>
<form class="options" aria-label="${strings.options}" autocomplete="off" hidden>
<fieldset><legend>${strings.mode}</legend>
${choice('mode', 'launcher', strings.launcher)}${choice('mode', 'inline', strings.inline, true)}</fieldset>
<fieldset><legend>${strings.scheme}</legend>
${choice('scheme', '', strings.system, true)}${choice('scheme', 'light', strings.light)}${choice('scheme', 'dark', strings.dark)}</fieldset>
<label><span>${strings.language}</span><select name="lang"><option value="auto">${strings.auto}</option>${languages}</select></label>
<label><span>${strings.accent}</span><input type="color" name="accent" aria-describedby="accent-said"></label>
<label><span>${strings.highlight}</span><input type="color" name="highlight" aria-describedby="highlight-said"></label>
<button type="reset">${strings.reset}</button>
<p class="said" id="accent-said" role="status" data-said="${strings.contrast}"></p>
<p class="said" id="highlight-said" role="status" data-said="${strings.contrast}"></p>
<label class="wide"><span>${strings.server}</span><input type="url" name="server" value="${server}" lang="en"></label>
<label class="wide"><span>${strings.site}</span><input type="url" name="site" value="https://www.example.org" lang="en"></label>
</form>
<h2>${strings.code}</h2>
${code('tag', strings.paste, `<script src="${server}widget.js" defer></script>`)}
${code('allow', strings.allow, 'ALLOWED_ORIGINS=https://www.example.org npm start')}
${code('policy', strings.policy, `script-src ${server}widget.js; connect-src ${server}`)}
<h2>${strings.preview}</h2>
<p class="corner" hidden>${strings.corner}</p>
<samman-chat mode="inline" id="preview"></samman-chat>`;
  const title = `${strings.title} · Samman`;
  return page({ language, nonce, body, title, kind: 'inner', widget: true, script: '/embed.js' });
}

import { html } from 'hono/html';
import type { Language } from '../../../core/types.ts';
import { adminPage } from './shell.ts';
import { ADMIN_STRINGS } from './strings.ts';

interface SignInPageOptions {
  readonly language: Language;
  readonly nonce: string;
  /** The token sent before was not the one. */
  readonly wrong: boolean;
}

export function signInPage({ language, nonce, wrong }: SignInPageOptions): string {
  const strings = ADMIN_STRINGS[language];
  const body = html`<form class="fields" method="post" action="/admin/sign-in?ui=${language}">
${wrong ? html`<p class="alert" role="alert">${strings.wrongToken}</p>` : ''}
<label for="token">${strings.token}</label>
<input id="token" name="token" type="password" required autocomplete="current-password" aria-describedby="token-help"${wrong ? html` aria-invalid="true"` : ''}>
<p class="facts" id="token-help">${strings.tokenHelp}</p>
<button>${strings.signIn}</button>
</form>`;
  return adminPage({ language, nonce, body });
}

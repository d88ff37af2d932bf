import { type Chat, createChat } from './chat.ts';
import { firstLanguage, isLanguage } from './language.ts';
import type { Answer } from './protocol.ts';
import theme from './theme.css';
import css from './widget.css';

/** The script tag that is being run; a module has none. */
export const script = document.currentScript as HTMLScriptElement | null;
/** The folder this script came from: the server, unless the element names another. */
export const scriptBase = new URL('.', script?.src ?? location.href).href;

/**
 * `<samman-chat server lang mode>`. `server` is the chatbot's root (default: where the script came from); `lang` is
 * `yue`, `zh-Hans`, `zh-Hant`, `en` or `auto` (default); `mode="inline"` stands in the page, otherwise a button waits
 * in the corner. Fires `samman:answer`, `samman:citation` and `samman:error`, each with its data in `detail`.
 *
 * Its look is set by the custom properties that `theme.css` lists, and by the parts `launcher`, `window`, `bar`,
 * `log`, `starter`, `question`, `answer`, `note`, `ref`, `card`, `panel`, `composer`, `input` and `send`.
 */
export class SammanChat extends HTMLElement {
  static readonly observedAttributes = ['server', 'lang', 'mode'];
  #shadow: ShadowRoot | undefined;
  #chat: Chat | undefined;

  connectedCallback(): void {
    this.#shadow ??= this.attachShadow({ mode: 'open' });
    this.#shadow.adoptedStyleSheets = [sheet(css + theme)];
    const server = this.getAttribute('server') ?? scriptBase;
    const base = new URL(server.endsWith('/') ? server : `${server}/`, document.baseURI);
    this.#chat = createChat(this.#shadow, {
      base,
      // Two on one page are two conversations.
      name: this.id || `${[...document.querySelectorAll(this.localName)].indexOf(this)}`,
      mode: this.getAttribute('mode') === 'inline' ? 'inline' : 'launcher',
      language: this.#language(),
      emit: (event, detail) => {
        this.dispatchEvent(new CustomEvent(`samman:${event}`, { detail, bubbles: true, composed: true }));
      },
    });
  }

  disconnectedCallback(): void {
    this.#chat?.destroy();
    this.#chat = undefined;
  }

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    // `auto` is no language tag: left standing, it would tell screen readers nonsense.
    if (name === 'lang' && after === 'auto') this.removeAttribute('lang');
    else if (this.#chat && before !== after) {
      this.disconnectedCallback();
      this.connectedCallback();
    }
  }

  /** Asks as if typed; resolves to the answer, or to nothing when it was stopped or failed. */
  async ask(question: string): Promise<Answer | undefined> {
    this.#chat?.open();
    return this.#chat?.ask(question);
  }

  open(): void {
    this.#chat?.open();
  }

  close(): void {
    this.#chat?.close();
  }

  /** Forgets the conversation. */
  reset(): void {
    this.#chat?.reset();
  }

  /** The attribute, the page around, the browser: the first that names one of the four. */
  #language() {
    const own = this.getAttribute('lang');
    if (isLanguage(own)) return own;
    const around = this.parentElement?.closest('[lang]')?.getAttribute('lang');
    return firstLanguage([own, around, document.documentElement.lang, ...navigator.languages]);
  }
}

function sheet(text: string): CSSStyleSheet {
  const made = new CSSStyleSheet();
  made.replaceSync(text);
  return made;
}

/**
 * The entry of `/widget.js`. A page that has no `<samman-chat>` of its own gets one in the corner; the script tag's
 * `data-lang` and `data-server` become its `lang` and `server`.
 */
import { SammanChat, script, scriptBase } from './element.ts';

function start(): void {
  if (!customElements.get('samman-chat')) customElements.define('samman-chat', SammanChat);
  if (document.querySelector('samman-chat')) return;
  const chat = document.createElement('samman-chat');
  chat.setAttribute('server', script?.dataset.server ?? scriptBase);
  if (script?.dataset.lang) chat.setAttribute('lang', script.dataset.lang);
  document.body.append(chat);
}

// The element that the page brings itself may stand after this script.
if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start);
else start();

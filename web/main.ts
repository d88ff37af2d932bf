import { SammanChat, scriptBase } from './element.ts';

const script = document.currentScript as HTMLScriptElement | null;

function start(): void {
  if (!customElements.get('samman-chat')) customElements.define('samman-chat', SammanChat);
  if (document.querySelector('samman-chat')) return;
  const chat = document.createElement('samman-chat');
  chat.setAttribute('server', script?.dataset.server ?? scriptBase.href);
  if (script?.dataset.lang) chat.setAttribute('lang', script.dataset.lang);
  document.body.append(chat);
}

// The element that the page brings itself may stand after this script.
if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start);
else start();

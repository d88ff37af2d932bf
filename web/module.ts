/** The entry for bundlers: defines `<samman-chat>`, unless the page has it already, and puts nothing into the page. */
import { SammanChat } from './element.ts';

if (!customElements.get('samman-chat')) customElements.define('samman-chat', SammanChat);

export { SammanChat };

import { h } from './dom.ts';
import type { Strings } from './strings.ts';

export interface FeedbackHandlers {
  readonly strings: Strings;
  /** Resolves to false where the server takes no votes. */
  vote(helpful: boolean, reason?: string): Promise<boolean>;
  say(text: string): void;
}

/**
 * "Did this help?" A yes or no is sent at once; a reason, if any, follows as a second vote of the same answer.
 * Where the server takes no votes, it disappears.
 */
export function createFeedback({ strings, vote, say }: FeedbackHandlers): HTMLElement {
  const box = h('div.feedback', { role: 'group', 'aria-label': strings.helpful });

  const thank = () => {
    box.replaceChildren(h('span.thanks', { tabindex: '-1' }, strings.thanks));
    say(strings.thanks);
  };
  const choose = async (helpful: boolean) => {
    const held = box.contains((box.getRootNode() as ShadowRoot).activeElement);
    if (!(await vote(helpful))) return box.remove();
    if (helpful) thank();
    else askWhy();
    if (held) box.querySelector<HTMLElement>('input, .thanks')?.focus();
  };
  const askWhy = () => {
    const lost = h('p.note', {}, strings.offline);
    const reason = h('input', { maxlength: '500', 'aria-label': strings.why, placeholder: strings.why });
    const submit = async (event: Event) => {
      event.preventDefault();
      const why = reason.value.trim();
      // What was typed stays until it has arrived.
      if (why && !(await vote(false, why))) {
        box.append(lost);
        return say(strings.offline);
      }
      thank();
      box.querySelector<HTMLElement>('.thanks')?.focus();
    };
    box.replaceChildren(h('form.why', { submit }, reason, h('button.quiet', { type: 'submit' }, strings.send)));
  };

  const button = (label: string, helpful: boolean) => h('button.quiet', { click: () => void choose(helpful) }, label);
  box.append(h('span', {}, strings.helpful), button(strings.yes, true), button(strings.no, false));
  return box;
}

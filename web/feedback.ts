import { h } from './dom.ts';
import type { Strings } from './strings.ts';

export interface FeedbackHandlers {
  readonly strings: Strings;
  /** Resolves to whether the vote was kept, to undefined where the server takes none. */
  vote(helpful: boolean, reason?: string): Promise<boolean | undefined>;
  say(text: string): void;
}

/**
 * "Did this help?" A yes or no is sent at once; a reason, if any, follows as a second vote of the same answer.
 * Where the server takes no votes, it disappears.
 */
export function createFeedback({ strings, vote, say }: FeedbackHandlers): HTMLElement {
  const box = h('div.feedback', { role: 'group', 'aria-label': strings.helpful });

  const lost = h('p.note', {}, strings.offline);

  // What was pressed and typed stays until it has arrived.
  const fail = () => {
    box.append(lost);
    say(strings.offline);
  };
  const thank = () => {
    box.replaceChildren(h('span.thanks', { tabindex: '-1' }, strings.thanks));
    say(strings.thanks);
  };
  const choose = async (helpful: boolean) => {
    const held = box.contains((box.getRootNode() as ShadowRoot).activeElement);
    const kept = await vote(helpful);
    if (kept === undefined) return box.remove();
    if (!kept) return fail();
    if (helpful) thank();
    else askWhy();
    if (held) box.querySelector<HTMLElement>('input, .thanks')?.focus();
  };
  const askWhy = () => {
    const reason = h('input', { maxlength: '500', 'aria-label': strings.why, placeholder: strings.why });
    const submit = async (event: Event) => {
      event.preventDefault();
      const why = reason.value.trim();
      if (why && !(await vote(false, why))) return fail();
      thank();
      box.querySelector<HTMLElement>('.thanks')?.focus();
    };
    box.replaceChildren(h('form.why', { submit }, reason, h('button.quiet', { type: 'submit' }, strings.send)));
  };

  const button = (label: string, helpful: boolean) => h('button.quiet', { click: () => void choose(helpful) }, label);
  box.append(h('span', {}, strings.helpful), button(strings.yes, true), button(strings.no, false));
  return box;
}

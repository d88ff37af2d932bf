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
  const reason = h('input', { maxlength: '500', 'aria-label': strings.why, placeholder: strings.why });
  const submit = (event: Event) => {
    event.preventDefault();
    void send(false, reason.value.trim());
  };
  const why = h('form.why', { submit }, reason, h('button.quiet', { type: 'submit' }, strings.send));
  const thanks = h('span.thanks', { tabindex: '-1' }, strings.thanks);
  const lost = h('p.note', {}, strings.offline);

  const send = async (helpful: boolean, said?: string) => {
    const held = box.contains((box.getRootNode() as ShadowRoot).activeElement);
    const kept = await vote(helpful, said || undefined);
    if (kept === undefined) return box.remove();
    const asksWhy = kept && !helpful && said === undefined;
    // What was pressed and typed stays until it has arrived.
    if (!kept) box.append(lost);
    else box.replaceChildren(asksWhy ? why : thanks);
    if (!asksWhy) say((kept ? thanks : lost).textContent);
    if (held && kept) (asksWhy ? reason : thanks).focus();
  };

  const button = (label: string, helpful: boolean) => h('button.quiet', { click: () => void send(helpful) }, label);
  box.append(h('span', {}, strings.helpful), button(strings.yes, true), button(strings.no, false));
  return box;
}

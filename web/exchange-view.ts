import { type Exchange, withoutMarkers } from './conversation.ts';
import { append, h } from './dom.ts';
import { createFeedback } from './feedback.ts';
import { type IconName, icon } from './icons.ts';
import { HTML_LANG } from './language.ts';
import { parseMarkdown } from './markdown.ts';
import { renderMarkdown, replaceChanged } from './markdown-nodes.ts';
import { placeOf } from './quote.ts';
import { createReference, createSources, type SourceHandlers } from './sources.ts';
import type { Speaker } from './speech.ts';
import type { Strings } from './strings.ts';

export interface ExchangeHandlers extends SourceHandlers {
  readonly speaker: Speaker;
  again(exchange: Exchange): void;
  vote(exchange: Exchange, helpful: boolean, reason?: string): Promise<boolean | undefined>;
  canVote(): boolean;
  say(text: string): void;
}

export interface ExchangeView {
  readonly element: HTMLElement;
  /**
   * Draws a part of what has changed, and says whether there is more: an answer that comes in one piece is drawn in
   * several tasks. `all` draws the buttons again too.
   */
  update(all?: boolean): boolean;
}

export function createExchangeView(exchange: Exchange, handlers: ExchangeHandlers): ExchangeView {
  const { strings } = handlers;
  const question = h('div.question', {}, h('h3.sr', {}, strings.asked), h('p', { dir: 'auto' }, exchange.question));
  const prose = h('div.prose', {});
  const note = h('p.note', {});
  const sources = h('div');
  const actions = h('div.actions', {});
  const answer = h('div.answer', {}, h('h3.sr', {}, strings.answered), prose, note, sources, actions);
  const element = h('article.exchange', {}, question, answer);
  let shownSources = 0;
  let shown = '';

  const reference = (n: number) => {
    // The server sends a citation before the sentence that needs it.
    const citation = exchange.citations.find((item) => item.n === n);
    return citation && createReference(citation, handlers);
  };

  return {
    element,
    update(all = false) {
      const { state, language, text, citations } = exchange;
      const now = [state, language, exchange.queued, citations.length, text].join();
      if (now !== shown) {
        shown = now;
        element.dataset.state = exchange.refused ? 'refused' : state;
        note.textContent = noteOf(exchange, strings);
        if (language) question.lang = prose.lang = HTML_LANG[language];
        // While a marker is half written, `[1` would flash as text.
        const whole = state === 'writing' ? text.replace(/\[\d{0,3}$/, '') : text;
        replaceChanged(prose, renderMarkdown(parseMarkdown(whole), { reference, headingShift: 3 }));
        return true;
      }
      if (citations.length !== shownSources) {
        shownSources = citations.length;
        sources.replaceChildren(createSources(citations, handlers));
        return true;
      }
      const ended = state !== 'waiting' && state !== 'writing';
      if (ended && (all || !actions.firstChild)) {
        actions.replaceChildren();
        append(actions, ...createActions(exchange, handlers));
      }
      return false;
    },
  };
}

/** What is said in place of an answer, or after half of one. */
export function noteOf({ state, failure, queued }: Exchange, strings: Strings): string {
  if (state === 'waiting') return queued ? strings.queued + queued : strings.reading;
  if (state === 'stopped') return strings.stopped;
  if (state !== 'failed' || !failure) return '';
  const { kind, retryAfter, requestId } = failure;
  // Whoever reports a failure can be helped by the request's id.
  const more = retryAfter ? `${retryAfter} ${strings.seconds}` : requestId;
  return more ? `${strings[kind]} (${more})` : strings[kind];
}

function createActions(exchange: Exchange, handlers: ExchangeHandlers): (HTMLElement | false)[] {
  const { strings, speaker, again, say } = handlers;
  const { state, text, language, id, helpful } = exchange;
  const copy = action('copy', strings.copy, async () => {
    await navigator.clipboard.writeText(asPlainText(exchange, handlers));
    copy.lastChild!.textContent = strings.copied;
    say(strings.copied);
  });
  const speak = action('speak', strings.speak, () => {
    if (speaker.stop(speak)) return;
    speak.lastChild!.textContent = strings.stop;
    speaker.speak(withoutMarkers(text).replace(/[*`#]/g, ''), language!, speak, () => {
      speak.lastChild!.textContent = strings.speak;
    });
  });
  return [
    // Browsers have no clipboard on pages without https.
    !!text && 'clipboard' in navigator && copy,
    action('fresh', strings.again, () => again(exchange)),
    state === 'done' && !!language && speaker.canSpeak(language) && speak,
    !!id &&
      helpful === undefined &&
      handlers.canVote() &&
      createFeedback({ strings, say, vote: (helpful, reason) => handlers.vote(exchange, helpful, reason) }),
  ];
}

function action(name: IconName, label: string, click: () => unknown): HTMLElement {
  return h('button.quiet', { click }, icon(name), label);
}

/** The answer with its markers, then each source with its address. */
function asPlainText({ text, citations }: Exchange, { page }: SourceHandlers): string {
  const sources = citations.map((citation) => `[${citation.n}] ${placeOf(citation)} ${page(citation)}`);
  return [text.replace(/\*\*|`/g, ''), '', ...sources].join('\n').trim();
}

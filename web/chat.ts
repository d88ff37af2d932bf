import type { Language } from '../core/types.ts';
import { type ChatView, createChatView } from './chat-view.ts';
import { createClient, failureOf } from './client.ts';
import {
  applyEvent,
  createConversationStore,
  type Exchange,
  historyOf,
  QUESTION_LENGTH,
  withoutMarkers,
} from './conversation.ts';
import { h } from './dom.ts';
import { createExchangeView, type ExchangeHandlers, type ExchangeView, noteOf } from './exchange-view.ts';
import type { Mode } from './frame.ts';
import { HTML_LANG } from './language.ts';
import type { Answer } from './protocol.ts';
import { createDictation, createSpeaker } from './speech.ts';

export interface ChatOptions {
  /** The folder `widget.js` came from, with a closing slash. */
  readonly base: URL;
  /** Tells the conversation from another one of the same site with the same server. */
  readonly name: string;
  readonly mode: Mode;
  /** The interface language, unless the reader has picked one. */
  readonly language: Language;
  /** Tells the page: `samman:answer`, `samman:citation`, `samman:error`. */
  emit(event: 'answer' | 'citation' | 'error', detail: unknown): void;
}

export interface Chat {
  /** Asks as if typed. Resolves when the answer is complete; to nothing when it was stopped or failed. */
  ask(question: string): Promise<Answer | undefined>;
  open(): void;
  close(): void;
  reset(): void;
  destroy(): void;
}

/** The conversation's life: what is asked, drawn, kept and announced. Draws into `shadow`. */
export function createChat(shadow: ShadowRoot, { base, name, mode, language: initial, emit }: ChatOptions): Chat {
  const client = createClient(base);
  const store = createConversationStore(`samman-1:${name}:${base.href}`, () => sessionStorage);
  const dictation = createDictation();
  const speaker = createSpeaker(() => {
    for (const view of views.values()) view.update(true);
  });
  const conversation = store.load();
  let running: AbortController | undefined;
  let votes = true;
  let frame = 0;
  /** Where the log was last scrolled to from here; elsewhere means that the reader has scrolled. Negative: nowhere. */
  let followed = 0;
  let views = new Map<Exchange, ExchangeView>();
  let ui: ChatView;
  let handlers: ExchangeHandlers;

  const handlersOf = ({ language, strings, panel }: ChatView): ExchangeHandlers => ({
    strings,
    language,
    speaker,
    page: client.page,
    activate(citation, opener) {
      emit('citation', citation);
      void panel.open(citation, opener);
    },
    again(exchange) {
      ui.composer.focus();
      void ask(exchange.question, exchange);
    },
    canVote: () => votes,
    async vote(exchange, helpful, reason) {
      const { id = '', language: answered = language } = exchange;
      const kept = await client.vote({ answerId: id, helpful, language: answered, reason });
      votes = kept !== undefined;
      if (kept) {
        exchange.helpful = helpful;
        save();
      }
      return kept;
    },
    say,
  });

  function mount() {
    ui = createChatView({
      mode,
      client,
      dictation,
      language: conversation.language ?? initial,
      draft: conversation.draft,
      drafted(draft) {
        conversation.draft = draft;
        save();
      },
      send: (question) => void ask(question),
      stop: () => running?.abort(),
      open,
      close,
      reset,
      switchTo,
    });
    handlers = handlersOf(ui);
    views = new Map();
    shadow.replaceChildren(ui.frame.root);
    for (const exchange of conversation.exchanges) show(exchange);
    ui.frame.setEmpty(conversation.exchanges.length === 0);
    ui.composer.setBusy(running !== undefined);
    reveal(mode === 'inline' || conversation.open);
  }

  function show(exchange: Exchange) {
    const view = createExchangeView(exchange, handlers);
    views.set(exchange, view);
    while (view.update());
    ui.frame.log.append(view.element);
  }

  function reveal(shown: boolean) {
    const { frame } = ui;
    frame.setOpen(shown);
    frame.log.scrollTop = frame.log.scrollHeight;
    if (shown) void fillStarters();
  }

  async function fillStarters() {
    const { frame, language, strings, composer } = ui;
    if (conversation.exchanges.length > 0 || frame.starters.firstChild) return;
    const buttons = (await client.starters(language)).map((question) => {
      const click = () => {
        composer.focus();
        void ask(question);
      };
      return h('button.starter', { click }, question);
    });
    if (buttons.length > 0) frame.starters.replaceChildren(h('h3', {}, strings.starters), ...buttons);
  }

  async function ask(written: string, replaced?: Exchange): Promise<Answer | undefined> {
    const question = written.trim().slice(0, QUESTION_LENGTH);
    if (question === '') return undefined;
    running?.abort();
    const abort = new AbortController();
    running = abort;
    const exchange: Exchange = { question, state: 'waiting', text: '', citations: [], refused: false };
    if (replaced && replaced === conversation.exchanges.at(-1)) {
      conversation.exchanges.pop();
      views.get(replaced)?.element.remove();
    }
    const history = historyOf(conversation.exchanges);
    conversation.exchanges.push(exchange);
    ui.frame.setEmpty(false);
    ui.composer.setBusy(true);
    ui.frame.status.textContent = '';
    show(exchange);
    followed = -1;
    refresh(exchange);
    save();
    let answer: Answer | undefined;
    try {
      for await (const event of client.ask({ question, history }, abort.signal)) {
        if (event.type === 'done') answer = event.data;
        applyEvent(exchange, event);
        if (event.type === 'queued') say(noteOf(exchange, ui.strings));
        refresh(exchange);
      }
      if (!answer) exchange.state = 'stopped';
    } catch (error) {
      exchange.state = 'failed';
      exchange.failure = failureOf(error);
      emit('error', { question, ...exchange.failure, message: String(error) });
    } finally {
      if (running === abort) {
        running = undefined;
        ui.composer.setBusy(false);
      }
    }
    // Each part in a task of its own, so that whatever the reader does meanwhile is answered at once.
    do await new Promise((resolve) => setTimeout(resolve));
    while (views.get(exchange)?.update());
    if (!views.has(exchange)) return answer;
    refresh(exchange);
    save();
    // The whole answer at once, after the fact: a screen reader would stutter over single tokens.
    if (answer) {
      say(withoutMarkers(answer.answer), answer.language);
      emit('answer', answer);
    } else say(noteOf(exchange, ui.strings));
    return answer;
  }

  /** Once a frame at most: a whole answer may come in one piece. */
  function refresh(exchange: Exchange) {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => draw(exchange));
  }

  function draw(exchange: Exchange) {
    const more = views.get(exchange)?.update();
    follow(exchange);
    if (more) refresh(exchange);
  }

  /** Keeps the newest text in sight, but never scrolls its own question away. */
  function follow(exchange: Exchange) {
    const view = views.get(exchange);
    const { log } = ui.frame;
    if (!view || (followed >= 0 && Math.abs(log.scrollTop - followed) > 2)) return;
    log.scrollTop = Math.min(view.element.offsetTop - 9, log.scrollHeight - log.clientHeight);
    followed = log.scrollTop;
  }

  function say(text: string, language = ui.language) {
    const { status } = ui.frame;
    status.lang = HTML_LANG[language];
    status.textContent = text;
  }

  function switchTo(language: Language) {
    conversation.language = language;
    save();
    speaker.stop();
    mount();
    ui.frame.languages.focus();
  }

  function save() {
    store.save(conversation);
  }

  function open() {
    if (mode === 'launcher' && !conversation.open) {
      conversation.open = true;
      save();
      reveal(true);
    }
    // A finger's keyboard would cover the welcome: there the window takes the focus.
    if (matchMedia('(pointer: coarse)').matches) ui.frame.window.focus();
    else ui.composer.focus();
  }

  function close() {
    if (mode !== 'launcher' || !conversation.open) return;
    conversation.open = false;
    save();
    speaker.stop();
    dictation?.stop();
    reveal(false);
    ui.frame.launcher?.focus();
  }

  function reset() {
    running?.abort();
    speaker.stop();
    conversation.exchanges = [];
    save();
    mount();
    ui.composer.focus();
  }

  mount();
  addEventListener('pagehide', save);
  return {
    ask: (question) => ask(question),
    open,
    close,
    reset,
    destroy() {
      removeEventListener('pagehide', save);
      running?.abort();
      speaker.stop();
      dictation?.stop();
    },
  };
}

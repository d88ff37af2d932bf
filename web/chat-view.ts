import type { Language } from '../core/types.ts';
import { type ArticlePanel, createArticlePanel } from './article-panel.ts';
import type { Client } from './client.ts';
import { type Composer, createComposer } from './composer.ts';
import { createFrame, type Frame, type FrameOptions } from './frame.ts';
import type { Dictation } from './speech.ts';
import { type Strings, stringsIn } from './strings.ts';

export interface ChatViewOptions
  extends Pick<FrameOptions, 'mode' | 'language' | 'open' | 'close' | 'reset' | 'switchTo'> {
  readonly client: Client;
  readonly dictation: Dictation | undefined;
  readonly draft: string;
  drafted(draft: string): void;
  send(question: string): void;
  stop(): void;
}

/** Frame, composer and panel put together, in one interface language. */
export interface ChatView {
  readonly language: Language;
  readonly strings: Strings;
  readonly frame: Frame;
  readonly composer: Composer;
  readonly panel: ArticlePanel;
}

export function createChatView(options: ChatViewOptions): ChatView {
  const { mode, language, client, dictation, draft, drafted, send, stop, close } = options;
  const strings = stringsIn(language);
  const composer = createComposer({
    strings,
    language,
    dictation,
    draft,
    changed: drafted,
    send: (question) => {
      composer.clear();
      send(question);
    },
    stop,
  });
  const panel = createArticlePanel({
    strings,
    language,
    load: client.article,
    page: client.page,
    toggled: (shown) => frame.root.toggleAttribute('data-panel', shown),
  });
  const frame = createFrame({ ...options, strings, composer: composer.element, panel: panel.element });
  frame.root.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.isComposing || event.keyCode === 229) return;
    // One layer at a time: the article, then the window.
    if (!panel.close()) {
      if (mode !== 'launcher') return;
      close();
    }
    event.stopPropagation();
  });
  return { language, strings, frame, composer, panel };
}

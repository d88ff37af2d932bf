import type { Language } from '../core/types.ts';
import { type ArticlePanel, createArticlePanel } from './article-panel.ts';
import type { Client } from './client.ts';
import { type Composer, type ComposerOptions, createComposer } from './composer.ts';
import { createFrame, type Frame, type FrameOptions } from './frame.ts';
import { type Strings, stringsIn } from './strings.ts';

export interface ChatViewOptions
  extends Omit<FrameOptions, 'strings' | 'composer' | 'panel' | 'back'>,
    Omit<ComposerOptions, 'strings'> {
  readonly client: Client;
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
  const { mode, language, close } = options;
  const strings = stringsIn(language);
  const composer = createComposer({ ...options, strings });
  const panel = createArticlePanel({
    ...options,
    strings,
    toggled: (shown) => frame.root.toggleAttribute('data-panel', shown),
  });
  const back = (event: Event) => {
    // One layer at a time: the article, then the window.
    if (!panel.close()) {
      if (mode !== 'launcher') return;
      close();
    }
    event.preventDefault();
    event.stopPropagation();
  };
  const frame = createFrame({ ...options, strings, composer: composer.element, panel: panel.element, back });
  frame.root.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.isComposing && event.keyCode !== 229) back(event);
  });
  return { language, strings, frame, composer, panel };
}

import type { Language } from '../core/types.ts';
import { h } from './dom.ts';
import { type IconName, icon, mark } from './icons.ts';
import { HTML_LANG, LANGUAGE_NAMES } from './language.ts';
import type { Strings } from './strings.ts';

export type Mode = 'inline' | 'launcher';

export interface FrameOptions {
  readonly mode: Mode;
  readonly strings: Strings;
  readonly language: Language;
  readonly composer: HTMLElement;
  readonly panel: HTMLElement;
  open(): void;
  close(): void;
  /** Escape was pressed, or a phone's way back. */
  back(event: Event): void;
  reset(): void;
  switchTo(language: Language): void;
}

/** The widget's fixed parts: launcher, window, bar, log, live region. */
export interface Frame {
  readonly root: HTMLElement;
  readonly launcher: HTMLButtonElement | undefined;
  readonly window: HTMLElement;
  readonly log: HTMLElement;
  readonly starters: HTMLElement;
  readonly languages: HTMLSelectElement;
  readonly status: HTMLElement;
  /** The launcher, or the window. */
  setOpen(open: boolean): void;
  /** The welcome, or the conversation. */
  setEmpty(empty: boolean): void;
}

export function createFrame(options: FrameOptions): Frame {
  const { mode, strings, language, composer, panel, open, close, back, reset, switchTo } = options;
  const starters = h('div.starters', {});
  const welcome = h('div.welcome', {}, h('p', {}, strings.welcome), starters);
  const log = h('div.log', { tabindex: '0', role: 'region', 'aria-label': strings.conversation }, welcome);
  const status = h('p.sr', { role: 'status' });
  const languages = h(
    'select.languages',
    { label: strings.interface, change: () => switchTo(languages.value as Language) },
    ...Object.entries(LANGUAGE_NAMES).map(([value, name]) =>
      h('option', { value, lang: HTML_LANG[value as Language], selected: value === language }, name),
    ),
  );
  const tool = (name: IconName, label: string, click: () => void) => h('button.tool', { label, click }, icon(name));
  const fresh = tool('fresh', strings.fresh, reset);
  const bar = h(
    'div.bar',
    {},
    h('h2.name', {}, mark(), 'Samman ', h('span', { lang: 'zh-HK' }, '三文')),
    languages,
    fresh,
    mode === 'launcher' && tool('close', strings.close, close),
  );
  // In the page it is a section, which is never opened or closed.
  const window = h(
    mode === 'launcher' ? 'dialog.window' : 'section.window',
    {
      tabindex: '-1',
      'aria-label': strings.open,
      cancel: back,
      // Android's way back may close it unasked.
      close: () => window.open || close(),
    },
    bar,
    h('div.body', {}, h('div.chat', {}, log, composer), panel),
    status,
  ) as HTMLDialogElement;
  const launcher = mode === 'launcher' ? h('button.launcher', { click: open }, mark(), strings.open) : undefined;
  const root = h('div.samman', { lang: HTML_LANG[language], 'data-mode': mode }, launcher, window);
  return {
    root,
    launcher,
    window,
    log,
    starters,
    languages,
    status,
    setOpen(open) {
      if (!launcher) return;
      launcher.hidden = open;
      if (!open) window.close();
      // Where there is no room beside it, nothing behind it may have the focus. `show()` would take the focus.
      else if (Math.min(innerWidth, innerHeight) < 480) window.showModal();
      else window.open = true;
    },
    setEmpty(empty) {
      welcome.hidden = !empty;
      fresh.hidden = empty;
    },
  };
}

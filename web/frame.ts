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
  /** The welcome, or the conversation. */
  setEmpty(empty: boolean): void;
}

export function createFrame(options: FrameOptions): Frame {
  const { mode, strings, language, composer, panel, open, close, reset, switchTo } = options;
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
  const window = h(
    'section.window',
    {
      tabindex: '-1',
      role: mode === 'launcher' ? 'dialog' : undefined,
      'aria-label': strings.open,
      hidden: mode === 'launcher',
    },
    bar,
    h('div.body', {}, h('div.chat', {}, log, composer), panel),
    status,
  );
  const launcher =
    mode === 'launcher'
      ? h('button.launcher', { 'aria-haspopup': 'dialog', click: open }, mark(), strings.open)
      : undefined;
  const root = h('div.samman', { lang: HTML_LANG[language], 'data-mode': mode }, launcher, window);
  return {
    root,
    launcher,
    window,
    log,
    starters,
    languages,
    status,
    setEmpty(empty) {
      welcome.hidden = !empty;
      fresh.hidden = empty;
    },
  };
}

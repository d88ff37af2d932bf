import { LANGUAGES, type Language } from '../core/types.ts';

/**
 * The BCP 47 tag written in `lang` attributes. Cantonese is `zh-HK`, not `yue`: screen readers choose a voice by
 * the tag, and Cantonese voices are mostly labelled `zh-HK`. To glyphs it makes no difference (Chromium draws both
 * alike); the style sheets pick Hong Kong faces by it. A Hong Kong reader hears written Chinese in the same voice.
 */
export const HTML_LANG: Readonly<Record<Language, string>> = {
  yue: 'zh-HK',
  'zh-Hant': 'zh-HK',
  'zh-Hans': 'zh-CN',
  en: 'en',
};

/** Each language's name in itself, in the order a Hong Kong reader expects. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  yue: '廣東話',
  'zh-Hant': '繁體中文',
  'zh-Hans': '简体中文',
  en: 'English',
};

export function isLanguage(value: unknown): value is Language {
  return LANGUAGES.includes(value as Language);
}

/** The language a BCP 47 tag asks for. Plain `zh-HK` is written Chinese; Cantonese has to say `yue`. */
export function matchLanguage(tag: string): Language | undefined {
  const subtags = tag
    .trim()
    .toLowerCase()
    .split(/[^a-z\d]+/);
  const has = (...names: string[]) => names.some((name) => subtags.includes(name));
  if (subtags[0] === 'en') return 'en';
  if (has('yue')) return 'yue';
  if (!/^(zh|cmn)$/.test(subtags[0]!)) return undefined;
  return has('hant', 'hk', 'mo', 'tw') && !has('hans') ? 'zh-Hant' : 'zh-Hans';
}

/** The first tag that names one of the four languages; English when none does. */
export function firstLanguage(tags: readonly (string | null | undefined)[]): Language {
  for (const tag of tags) {
    const language = tag ? matchLanguage(tag) : undefined;
    if (language) return language;
  }
  return 'en';
}

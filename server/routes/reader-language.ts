import type { Context } from 'hono';
import { LANGUAGES, type Language } from '../../core/types.ts';

/** The interface language the reader chose with `?ui=`. */
export const chosenLanguage = (c: Context): Language | undefined =>
  LANGUAGES.find((language) => language === c.req.query('ui'));

/** The interface language: the one chosen, or what the browser asks for. */
export function readerLanguage(c: Context): Language {
  const chosen = chosenLanguage(c);
  if (chosen) return chosen;
  for (const range of (c.req.header('accept-language') ?? '').split(',')) {
    const language = languageOfTag(range.split(';')[0]!.trim().toLowerCase());
    if (language) return language;
  }
  return 'en';
}

/** A browser in Hong Kong that asks for Chinese gets Traditional; Cantonese has to be asked for by its own tag. */
function languageOfTag(tag: string): Language | undefined {
  if (tag.startsWith('yue') || tag.startsWith('zh-yue')) return 'yue';
  if (/^zh(-hant|-hk|-tw|-mo)/.test(tag)) return 'zh-Hant';
  if (tag.startsWith('zh')) return 'zh-Hans';
  if (tag.startsWith('en')) return 'en';
  return undefined;
}

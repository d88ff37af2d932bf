import type { Context } from 'hono';
import { LANGUAGES, type Language } from '../../core/types.ts';
import { firstLanguage } from '../../web/language.ts';

/** The interface language the reader chose with `?ui=`. */
export const chosenLanguage = (c: Context): Language | undefined =>
  LANGUAGES.find((language) => language === c.req.query('ui'));

/** The interface language: the one chosen, or what the browser asks for. */
export const readerLanguage = (c: Context): Language =>
  chosenLanguage(c) ??
  firstLanguage((c.req.header('accept-language') ?? '').split(',').map((range) => range.split(';')[0]));

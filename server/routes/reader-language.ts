import type { Context } from 'hono';
import type { Language } from '../../core/types.ts';
import { firstLanguage, matchLanguage } from '../../web/language.ts';

/** The interface language the reader chose with `?ui=`. */
export const chosenLanguage = (c: Context): Language | undefined => matchLanguage(c.req.query('ui') ?? '');

/** The interface language: the one chosen, or what the browser asks for. */
export const readerLanguage = (c: Context): Language =>
  chosenLanguage(c) ??
  firstLanguage((c.req.header('accept-language') ?? '').split(',').map((range) => range.split(';')[0]));

/** What tells of a question's reader where the question leaves it open; undefined where nothing does, as from a script. */
export const readerOf = (c: Context): Language | undefined =>
  c.req.header('accept-language') ? readerLanguage(c) : chosenLanguage(c);

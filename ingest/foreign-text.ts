/** Tells a text in a language that Samman does not know. It must be sure: what is taken for foreign is named to the editor. */
import type { Language } from '../core/types.ts';
import { firstNames } from './first-names.ts';
import { sampled } from './language-tags.ts';

/**
 * Small words of the languages in Latin script that a newsroom or a school of Hong Kong likeliest has. None is English
 * (German “die”, Dutch “is”, Spanish “no”), and none a letter of a formula.
 */
const SMALL_WORDS: Readonly<Record<string, ReadonlySet<string>>> = {
  French: words('le la les des du de et est une dans que qui pour sur pas avec ce sont au'),
  Spanish: words('el la los las de del que en un una es por con para se su al'),
  Portuguese: words('os de da dos das que em um uma para com não se na ao mais foi'),
  Italian: words('il la le di del della che una per con non è sono si da nel gli'),
  German: words('der das und ist nicht ein eine dem mit von zu auf für sich im des auch'),
  Dutch: words('de het een van en niet dat te zijn voor aan ook bij deze wordt'),
  Indonesian: words('yang dan di untuk dengan dari ini itu pada tidak dalam akan ke atau oleh bisa'),
  Tagalog: words('ang ng sa mga na ay si para hindi ito po kung ko nang'),
  Vietnamese: words('và của là có không các được cho trong một với này những người đã khi'),
};

/** Small words of English, which stand in a table or a list of it too. Those that are words of the others are none. */
const ENGLISH = words('the of and to for with from by or are this that be it you your have which not at');

/** Of the words of a text, how many are small ones of its language at least; running text has twice as many. */
const SHARE = 0.15;

/** How many of them differ: a list repeats one. */
const DIFFERENT = 4;

/** Words from which on a text can be judged. */
const ENOUGH = 25;

/** Of the letters, those of scripts in which neither Chinese nor English is written. */
const OTHER_SCRIPT = 0.3;

/** Articles named in the line. */
const NAMED = 5;

/** In one line, with what to do. @returns undefined where there are none. */
export function seemForeign(
  articles: readonly { readonly file: string; readonly foreign?: string; readonly language: Language }[],
): string | undefined {
  if (articles.length === 0) return undefined;
  const names = articles.map(({ file, foreign, language }) => `${file} (${foreign}, as ${language})`);
  return `Seemingly in a language that Samman does not know, and indexed as one that it knows: ${firstNames(names, NAMED)}. Take out what is; where it is not, say so in the file's name, as in my-article.en.md, or its front matter.`;
}

/** @returns the language's name in English; undefined where the text may be in one of ours. */
export function foreignLanguage(whole: string): string | undefined {
  const text = sampled(whole);
  const other = byScript(text);
  // The Latin letters of a Chinese text are names and formulas.
  if (other || /\p{Script=Han}.*\p{Script=Han}/su.test(text)) return other;
  return bySmallWords(text.toLowerCase().match(/[\p{Script=Latin}\p{M}]+/gu) ?? []);
}

function byScript(text: string): string | undefined {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const share = (script: RegExp): number => (text.match(script)?.length ?? 0) / letters;
  if (letters < ENOUGH || share(/(?![\p{Script=Latin}\p{Script=Han}\p{Script=Bopomofo}])\p{L}/gu) < OTHER_SCRIPT)
    return undefined;
  if (share(/[\p{Script=Hiragana}\p{Script=Katakana}]/gu) >= OTHER_SCRIPT) return 'Japanese';
  return share(/\p{Script=Hangul}/gu) >= OTHER_SCRIPT ? 'Korean' : 'a language of another script';
}

function bySmallWords(found: readonly string[]): string | undefined {
  if (found.length < ENOUGH) return undefined;
  const of = (small: ReadonlySet<string>): string[] => found.filter((word) => small.has(word));
  const [language, most] = Object.entries(SMALL_WORDS)
    .map(([name, small]) => [name, of(small)] as const)
    .reduce((best, one) => (one[1].length > best[1].length ? one : best));
  const sure = most.length >= SHARE * found.length && most.length > 3 * of(ENGLISH).length;
  return sure && new Set(most).size >= DIFFERENT ? language : undefined;
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}

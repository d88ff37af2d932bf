/** What an answer is worth, told without a model. */
import { chineseScript } from '../../core/language/chinese-script.ts';
import type { Detection } from '../../core/language/detect.ts';
import { foldScript } from '../../core/language/script.ts';
import type { Citation, Language, Passage } from '../../core/types.ts';

export interface CitedRight {
  /** Some citation lies in a right passage. */
  readonly some: boolean;
  /** All of them do. */
  readonly all: boolean;
}

/** @param right as `rightPassages` tells them. */
export function citedRight(citations: readonly Citation[], right: ReadonlySet<Passage>): CitedRight {
  const isRight = ({ article, quote }: Citation) =>
    [...right].some((passage) => passage.article === article && sharesText(passage.text, quote));
  return { some: citations.some(isRight), all: citations.length > 0 && citations.every(isRight) };
}

/** A version may be shown in the other script, and a citation be a sentence of a passage or several. */
function sharesText(a: string, b: string): boolean {
  const [one, other] = [bare(a), bare(b)];
  return one !== '' && other !== '' && (one.includes(other) || other.includes(one));
}

/** Letters and digits only. */
export const bare = (text: string): string =>
  foldScript(text.replace(/\[\d+\]/g, '').normalize('NFKC'))
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/** Fewer letters tell no language: a name, a figure. */
const LETTERS = 4;

/**
 * Whether a text is in the language it should be. Cantonese needs a Cantonese word only where written Chinese would have
 * used another: what could be either counts as right; in the other script nothing does.
 */
export function isInLanguage(text: string, language: Language, detect: (text: string) => Detection): boolean {
  const said = text.replace(/\[\d+\]/g, ' ').trim();
  const han = said.match(/\p{Script=Han}/gu)?.length ?? 0;
  const latin = said.match(/\p{Script=Latin}{2,}/gu)?.length ?? 0;
  if (han < LETTERS && latin < LETTERS) return true;
  if (language === 'en') return han <= latin;
  // A name, a model number or a command is in no language.
  if (han === 0) return !/(?<![\p{L}\p{N}/:._-])\p{Ll}{2,}(?= \p{Ll}{2,})/u.test(said);
  const { script, confidence } = chineseScript(said);
  if (confidence > 0.5 && script !== (language === 'zh-Hans' ? 'Hans' : 'Hant')) return false;
  // Names in Latin letters are many here, and would pass for English.
  const { scores } = detect(said.replace(/[\p{Script=Latin}\p{N}]+/gu, ' '));
  if (han < latin && scores.en > 0.5) return false;
  return language === 'yue' ? scores.zh < SURE : scores.yue < SURE;
}

/** A sentence of ten words is often the same in Cantonese and in written Chinese. */
const SURE = 0.8;

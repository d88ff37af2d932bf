/** What a model writes that says nothing of the question: a refusal, marks alone, the headings it was shown. */
import { foldScript } from '../../language/script.ts';
import { LANGUAGES, type Passage } from '../../types.ts';
import { refusalText } from '../phrases.ts';
import { readClause } from './claim.ts';
import { speaksToModel } from './trusted.ts';

/** Thoughts' tags and a chat template's tokens, which some servers leave in the text. */
const DEBRIS = /<\/?(?:think|thinking|answer)>|<[|｜][a-z_\u2581]{1,20}[|｜]>/gi;

/** @param text without citation marks. */
export const withoutDebris = (text: string): string => text.replace(DEBRIS, ' ').trim();

/** Letters and digits, folded: what two spellings of a sentence share. */
export const lettersOf = (text: string): string =>
  foldScript(text.normalize('NFKC'))
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

let refusals: ReadonlySet<string> | undefined;

/** How small models vary the phrase they are told. */
const REFUSING =
  /^(?:sorry,? )?(?:the |these )?(?:given |provided )?(?:articles?|passages?)(?: above)? (?:do(?:es)? not|don['’]t|doesn['’]t) (?:say|mention|state|specify|provide|contain)\b[^,;]{0,80}$|^(?:(?:啲|呢啲|提供的|以上)?(?:文章|段落|篇文))(?:入面|裡面|裡|里面|里|中)?(?:都|並|并)?(?:冇|沒有|没有|未有?|無)(?:講|提|说|說|写|寫)(?:到|及|過|过)?[^，。；,]{0,30}$/i;

/** “The articles don’t say.”, in any of the languages: a model that refuses in the wrong one refuses all the same. */
export function isRefusal(text: string): boolean {
  refusals ??= new Set(LANGUAGES.map((language) => lettersOf(refusalText(language))));
  const said = text.replace(/[.。!！\s]+$/u, '').trim();
  return refusals.has(lettersOf(said)) || REFUSING.test(said);
}

/** A title or heading is no sentence of an answer, even where a model puts a full stop behind it. */
export function isHeading(text: string, passages: readonly Passage[]): boolean {
  if (text.includes(' › ')) return true;
  const letters = lettersOf(text);
  return passages.some(({ title, headings }) => [title, ...headings].some((head) => lettersOf(head) === letters));
}

/** Links, pictures, HTML and headings are no statements, and neither is an order. */
export function isStatement(text: string): boolean {
  if (text.length > 600 || /\]\(|<[/!a-z]|^#|[\0\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufffd]/i.test(text))
    return false;
  if (/[?？:：]$/.test(text) || TAUTOLOGY.test(text) || breaksOff(text) || speaksToModel(text)) return false;
  const { terms, figures } = readClause(text);
  return terms.size + figures.length >= 2;
}

/** 香港的銀行包括香港的銀行. */
const TAUTOLOGY = /([\p{Script=Han}]{3,})(?:包括|就?是|就?係|即)\1/u;

/** “The departments testing it are.”: a list was to come. “As good as the others are.” is whole. */
const BREAKS_OFF =
  /\b(?:the|an?|of|and|or|namely|including|such as)\W*$|(?:包括|例如|譬如|以及|同埋|分別(?:係|是|为|為)|分别(?:是|系|为))[。.]?$/i;
const ENDS_ON_IS = /\b(?:is|are|was|were)\W*$/i;
const MAY_END_SO = /\b(?:than|as|what|who|how|where|which|that|it|they|there|so)\b/i;

const breaksOff = (text: string): boolean => BREAKS_OFF.test(text) || (ENDS_ON_IS.test(text) && !MAY_END_SO.test(text));

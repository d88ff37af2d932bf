/** Letters set higher or lower than their line: put beside it as they are, those of 10⁶ and of “in 2019¹” change the number. */

const lettersOf = (plain: string, set: string): ReadonlyMap<string, string> => {
  const forms = [...set];
  return new Map([...plain].map((char, i) => [char, forms[i]!]));
};

const RAISED = lettersOf('0123456789+-−–=()niabcde', '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿⁱᵃᵇᶜᵈᵉ');
const LOWERED = lettersOf('0123456789+-−–=()', '₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎');

/** `*`, `†`, `[3]`, `1,2`, `註1`: nothing but a note's mark looks like that. */
const MARK =
  /^(?:[*＊†‡§¶#]+|[[［【].*[\]］】]|\d{1,3}(?:\s*[,，、]\s*\d{1,3})+|[,，、]|[(（]?(?:notes?|see|註|注|附註|附注)\s*\d.*)$/i;

/** Of lengths, areas, times, and what formulas are of. */
const UNIT =
  /(?:(?<!\p{L})(?:[kcdmnµμ]?m|ft|in|yd|mi|sec|feet|foot|inch(?:es)?|yards?|miles?|(?:kilo|centi|milli)?met(?:re|er)s?|[A-Za-z])|米|公尺|公里|厘米|呎|尺|吋)$/u;

/**
 * What stands high after `before`. A number after a word or a sentence is a note's, and left out; after a number nobody
 * can tell, and it stays high.
 */
export function raised(text: string, before: string): string {
  const mark = text.trim();
  const base = before.trimEnd();
  if (!mark || MARK.test(mark)) return '';
  if (/^[(（]?\d{1,3}[)）]?$/.test(mark) && isNoted(base, mark)) return '';
  if (/\d$/.test(base)) {
    if (/^\d+[/⁄]\d+$/.test(mark)) return ` ${mark}`;
    if (/^o$/i.test(mark)) return '°';
  }
  // 1st, and $5.90 as shops set it.
  return inForms(mark, RAISED) ?? (/^\.\d+$|^\D+$/.test(mark) ? mark : `^${mark}`);
}

const isNoted = (base: string, mark: string): boolean =>
  !base ||
  /[.。,，;；:：!！?？”’」』"']$/.test(base) ||
  (/\p{L}$/u.test(base) && !(/^[23]$/.test(mark) && UNIT.test(base)));

/** What stands low after `before`: H₂O may be written H2O, 10₂ not 102. */
export const lowered = (text: string, before: string): string =>
  (/\d$/.test(before) && inForms(text.trim(), LOWERED)) || text;

/** Of a formula, where it can be nothing else. */
export const exponent = (text: string): string => text && (inForms(text, RAISED) ?? `^(${text})`);

export const index = (text: string): string => text && (inForms(text, LOWERED) ?? `_(${text})`);

/** @returns undefined where one of the characters has no such form. */
function inForms(text: string, forms: ReadonlyMap<string, string>): string | undefined {
  const chars = Array.from(text, (char) => forms.get(char));
  return chars.every((char) => char !== undefined) ? chars.join('') : undefined;
}

/** Whether a sentence tells what a question asks for, beyond what the question says itself. */
import { foldScript } from '../language/script.ts';
import { type AnswerType, holdsAnswerType } from '../text/answer-type.ts';

export type Fit = (sentence: string) => boolean | undefined;

/**
 * “Who runs Nvidia?” is not answered by a sentence whose only name is Nvidia: what the question says is blanked first.
 * @returns undefined where the kind of thing asked for leaves no sign in a sentence.
 */
export function createFit(question: string, type: AnswerType): Fit {
  const asked = foldScript(question);
  const words = new Set(asked.match(WORD));
  // Asked of a sentence again each time that a ranking is tried.
  const known = new Map<string, boolean | undefined>();
  return (sentence) => {
    if (!known.has(sentence)) known.set(sentence, holdsAnswerType(blankShared(sentence, asked, words), type));
    return known.get(sentence);
  };
}

/** Names and figures in Latin letters and digits. */
const WORD = /[\p{Script=Latin}\p{N}]+/gu;

/** A run of this many Chinese characters that stands in both is the same name. */
const NAME_LENGTH = 3;

function blankShared(sentence: string, asked: string, words: ReadonlySet<string>): string {
  const folded = foldScript(sentence);
  // `foldScript` keeps the positions of UTF-16 units.
  const units = sentence.split('');
  for (const match of folded.matchAll(WORD)) {
    if (words.has(match[0])) units.fill(' ', match.index, match.index + match[0].length);
  }
  for (let at = 0; at + NAME_LENGTH <= folded.length; at++) {
    const run = folded.slice(at, at + NAME_LENGTH);
    if (asked.includes(run) && /^\p{Script=Han}+$/u.test(run)) units.fill('　', at, at + NAME_LENGTH);
  }
  return units.join('');
}

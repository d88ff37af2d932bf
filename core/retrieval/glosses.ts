/** Names that a text explains in the other language: “Samman (三文)”, 「任仕達（Randstad）」. */
import { foldScript } from '../language/script.ts';

/** A text that is read only where it can tell something. */
export interface Explaining {
  /** Whether it explains any name (`explainsName`). */
  readonly explains: boolean;
  readonly text: string;
}

export interface Renaming {
  /** As the question says it, folded. */
  readonly said: string;
  /** What the other language calls it, as the text writes it. */
  readonly called: string;
}

const HAN = /^[\p{Script=Han}·]{2,16}$/u;
const LATIN = /^\p{Script=Latin}[\p{Script=Latin}\p{N}\p{M} .&'’+/-]*$/u;
const WORD = /[\p{Script=Latin}\p{N}\p{M}]/u;
const GLOSS = /[(（]\s*(?!\s)([^()（）,，;；、]{2,60}?)\s*[)）,，;；、]/gu;
/** What may stand between a name and the bracket after it. */
const CLOSING = /[\s*_」』”"》]+$/u;
const CHINESE_BEFORE = /[\p{Script=Han}·]{2,16}$/u;
/** Words with a capital or a figure, and small ones between them. */
const LATIN_BEFORE =
  /(?:(?:\p{Lu}|\p{N})[\p{Script=Latin}\p{N}\p{M}.&'’+/-]*)(?:\s+(?:(?:of|for|and|the|de)\s+){0,2}(?:\p{Lu}|\p{N})[\p{Script=Latin}\p{N}\p{M}.&'’+/-]*){0,5}$/u;
/** Characters: a single one may be part of any word; what is longer than the longest is no name. */
const SHORTEST = 2;
const LONGEST = 80;

/**
 * The names of a question that one of the texts explains, each with what it is called in the other language; as far as
 * another text calls it that alone. Where no other does, the one that explains the name is best found by the name itself.
 *
 * @param question as asked.
 * @param texts where the names may be explained, and used.
 */
export function renamings(question: string, texts: readonly Explaining[]): Renaming[] {
  const explaining = texts.filter(({ explains }) => explains);
  if (explaining.length === 0) return [];
  const folded = foldScript(question);
  const found = new Map<string, string>();
  const isUsed = (called: string, said: string): boolean =>
    texts.some(({ text }) => text.includes(called) && !foldScript(text).includes(said));
  for (const { text } of explaining) {
    for (const gloss of glossesIn(text)) {
      const renaming = fromGloss(folded, gloss, isUsed);
      if (renaming && !found.has(renaming.said)) found.set(renaming.said, renaming.called);
    }
  }
  const all = [...found].map(([said, called]) => ({ said, called }));
  return all.filter(({ said }) => !all.some((other) => other.said !== said && other.said.includes(said)));
}

/** Whether a text says what a name is called in the other language. */
export const explainsName = (text: string): boolean => !glossesIn(text).next().done;

/** What stands in brackets, and what it may be another name of. */
interface Gloss {
  readonly inside: string;
  /** The words before it that may be the name, the most first; at least one. */
  readonly explained: readonly string[];
}

function* glossesIn(text: string): Generator<Gloss> {
  for (const { 1: inside, index } of text.matchAll(GLOSS)) {
    const before = text.slice(Math.max(0, index - LONGEST), index).replace(CLOSING, '');
    const explained = namesBefore(before, inside!);
    if (explained.length > 0) yield { inside: inside!, explained };
  }
}

/** Those in the other script than `inside` is written in. */
function namesBefore(before: string, inside: string): string[] {
  if (HAN.test(inside)) return ends(LATIN_BEFORE.exec(before)?.[0].split(/\s+/) ?? [], ' ');
  if (!LATIN.test(inside)) return [];
  return ends([...(CHINESE_BEFORE.exec(before)?.[0] ?? '')], '').filter((end) => end.length >= SHORTEST);
}

/** @param isUsed whether a text calls it that alone. */
function fromGloss(
  question: string,
  { inside, explained }: Gloss,
  isUsed: (called: string, said: string) => boolean,
): Renaming | undefined {
  const other = foldScript(inside);
  const said = explained.map(foldScript).find((end) => isSaid(question, end));
  if (said !== undefined && isUsed(inside, said)) return { said, called: inside };
  if (!isSaid(question, other)) return undefined;
  // Where the name before the bracket begins nobody says: it is what another text says too.
  const called = explained.find((end) => isUsed(end, other));
  return called === undefined ? undefined : { said: other, called };
}

/** All of the parts, all but the first, and so on. */
const ends = (parts: readonly string[], by: string): string[] => parts.map((_, at) => parts.slice(at).join(by));

/** Whether a name stands in the question; one in Latin letters as words. */
function isSaid(question: string, name: string): boolean {
  const inWords = !HAN.test(name);
  for (let at = question.indexOf(name); at >= 0; at = question.indexOf(name, at + 1)) {
    if (!inWords || (!WORD.test(question[at - 1] ?? '') && !WORD.test(question[at + name.length] ?? ''))) return true;
  }
  return false;
}

/** The question with other names for some of its things. */
export function renamed(question: string, names: readonly Renaming[]): string {
  let text = question;
  for (const { said, called } of names) {
    const folded = foldScript(text);
    for (let at = folded.lastIndexOf(said); at >= 0; at = at > 0 ? folded.lastIndexOf(said, at - 1) : -1) {
      text = `${text.slice(0, at)} ${called} ${text.slice(at + said.length)}`;
    }
  }
  return text.replace(/ {2,}/g, ' ').trim();
}

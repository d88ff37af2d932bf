/** Which passages answer a question, told from the `article`, `passage` and `facts` of its line. */
import { foldScript } from '../core/language/script.ts';
import { splitSentences } from '../core/text/sentences.ts';
import type { Passage } from '../core/types.ts';

export interface Place {
  readonly article: string;
  /** A heading of any version, a piece of the text of any version, or empty for what stands before the first heading. */
  readonly passage?: string;
}

export interface Placed extends Place {
  /** Each fact as a list of spellings of which one must stand in the answer. */
  readonly facts: readonly (readonly string[])[];
  /** Other places that answer as well. */
  readonly also?: readonly Place[];
}

/** How a place was found; `facts` where `passage` is neither heading nor text of the article. */
export type Rule = 'heading' | 'text' | 'facts';

export interface Right {
  readonly rule: Rule;
  readonly passages: ReadonlySet<Passage>;
}

/**
 * The right passages among `passages`, in every version of the article: in the version in which the heading or the text
 * stands, the passages under it or with it; in the others, those of the section at the same place, if the versions have
 * equally many sections. What cannot be found so is decided by the facts: the passages of the article that hold all of
 * them, or, where they are spread over several, the most of them.
 */
export function rightPassages(question: Placed, passages: readonly Passage[]): Right {
  const found = [question, ...(question.also ?? [])].map((place) => rightAt(place, question.facts, passages));
  return { rule: found[0]!.rule, passages: new Set(found.flatMap((right) => [...right.passages])) };
}

function rightAt({ article, passage }: Place, facts: Placed['facts'], all: readonly Passage[]): Right {
  const own = all.filter((candidate) => isArticle(candidate, article));
  // A name that no article has, in a set made for other file names: only the facts can tell.
  const versions = versionsOf(own.length > 0 ? own : all);
  const byFacts = (): Right => ({
    rule: 'facts',
    passages: new Set(versions.flatMap((version) => withMostFacts(version, facts))),
  });
  if (passage === undefined || own.length === 0) return byFacts();

  for (const [rule, isNamed] of [
    ['heading', named(passage)],
    ['text', quoted(passage)],
  ] as const) {
    const direct = own.filter(isNamed);
    if (direct.length === 0) continue;
    const indirect = versions.flatMap((version) =>
      version.some(isNamed) ? [] : (sameSections(direct, versions, version) ?? withMostFacts(version, facts)),
    );
    return { rule, passages: new Set([...direct, ...indirect]) };
  }
  return byFacts();
}

function named(passage: string): (candidate: Passage) => boolean {
  const wanted = fold(passage);
  return ({ headings, title }) =>
    headings.length === 0
      ? wanted === '' || wanted === fold(title)
      : headings.some((heading) => fold(heading) === wanted) || fold(headings.join(' ')) === wanted;
}

/** A piece may run over the end of a passage: a sentence of it is enough. */
function quoted(passage: string): (candidate: Passage) => boolean {
  const pieces = [passage, ...splitSentences(passage).map(({ start, end }) => passage.slice(start, end))]
    .filter(isProse)
    .map(fold);
  return ({ text }) => pieces.some((piece) => fold(text).includes(piece));
}

/** Not the name or number of a passage, which could stand in any text. */
const isProse = (piece: string): boolean =>
  (piece.match(/\p{Script=Han}/gu)?.length ?? 0) >= 5 || piece.trim().split(/\s+/).length >= 3;

const versionsOf = (passages: readonly Passage[]): Passage[][] =>
  grouped(passages, ({ article, language }) => `${article} ${language}`);

const sectionsOf = (version: readonly Passage[]): Passage[][] =>
  grouped(version, ({ headings }) => headings.join('\n'));

function grouped(passages: readonly Passage[], keyOf: (passage: Passage) => string): Passage[][] {
  const groups = new Map<string, Passage[]>();
  for (const passage of passages) {
    const group = groups.get(keyOf(passage));
    if (group) group.push(passage);
    else groups.set(keyOf(passage), [passage]);
  }
  return [...groups.values()];
}

/** The passages of `version` in the sections that `right` stands in; undefined when the versions are cut differently. */
function sameSections(
  right: readonly Passage[],
  versions: readonly Passage[][],
  version: readonly Passage[],
): Passage[] | undefined {
  const wanted = sectionsOf(version);
  const matched = versions
    .filter((other) => other.some((passage) => right.includes(passage)))
    .map(sectionsOf)
    .find((sections) => sections.length === wanted.length);
  return matched?.flatMap((section, i) => (section.some((p) => right.includes(p)) ? wanted[i]! : []));
}

function withMostFacts(passages: readonly Passage[], facts: Placed['facts']): Passage[] {
  const counts = passages.map(({ headings, text }) => factsIn([...headings, text].join('\n'), facts));
  const most = Math.max(1, ...counts);
  return passages.filter((_, i) => counts[i] === most);
}

/** How many of the facts stand in a text, whatever its script, case and spacing. */
export function factsIn(text: string, facts: Placed['facts']): number {
  const folded = withoutSpace(text);
  return facts.filter((spellings) => spellings.some((spelling) => folded.includes(withoutSpace(spelling)))).length;
}

export const withoutSpace = (text: string): string => foldScript(text).replace(/\s+/g, '');

/** Letters and digits only: marks of Markdown and of punctuation differ between an article and its readers. */
const fold = (text: string): string => foldScript(text).replace(/[^\p{L}\p{N}]/gu, '');

function isArticle({ article, title }: Passage, name: string): boolean {
  const slug = name
    .replace(/^.*[\\/]/, '')
    .replace(/\.(?:md|markdown|txt)$/i, '')
    .replace(/\.(?:en|yue|zh(?:-han[st])?)$/i, '');
  return article.toLowerCase() === slug.toLowerCase() || (fold(name) !== '' && fold(title) === fold(name));
}

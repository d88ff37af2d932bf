/** The same section of an article in its other languages. */
import type { Library } from '../../library.ts';
import { LANGUAGES, type Passage } from '../../types.ts';

export interface ParallelSection {
  /** Title and headings. */
  readonly heads: string;
  readonly text: string;
}

/** The passages of a passage's section in the other versions that have the same sections; empty where there are none. */
export function parallelSections(library: Library, passage: Passage): ParallelSection[] {
  const { article, language } = passage;
  const own = sectionsOf(library, article, language);
  const place = own.findIndex((section) =>
    section.some(({ start, end }) => start === passage.start && end === passage.end),
  );
  if (place < 0) return [];
  return LANGUAGES.filter((other) => other !== language && library.areParallel(article, language, other)).flatMap(
    (other) => {
      const section = sectionsOf(library, article, other)[place] ?? [];
      return section.map(({ title, headings, text }) => ({ heads: [title, ...headings].join('\n'), text }));
    },
  );
}

function sectionsOf(library: Library, article: string, language: Passage['language']): Passage[][] {
  const sections = new Map<string, Passage[]>();
  for (const number of library.passagesOf(article, language)) {
    const passage = library.passages.at(number)!;
    const key = passage.headings.join('\n');
    sections.set(key, [...(sections.get(key) ?? []), passage]);
  }
  return [...sections.values()];
}

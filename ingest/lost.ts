/** What an ingest leaves out: what of it is new, and what readers lose by it. */
import type { Manifest } from '../store/index-folder.ts';
import type { Problem, SourceArticle } from './articles.ts';
import type { LeftOut } from './events.ts';
import { feedOf, fileOf } from './feed-line.ts';
import { firstNames } from './first-names.ts';

interface Served {
  readonly articles: readonly Pick<Manifest['articles'][number], 'file' | 'id' | 'language'>[];
  readonly leftOut: readonly Problem[];
}

/** @param served of the index that the next one takes the place of; nothing where there is none. */
export function leftOutOf(
  problems: readonly Problem[],
  served: Served | undefined,
  now: readonly SourceArticle[],
): LeftOut[] {
  const before = knownBefore(problems, served?.leftOut ?? []);
  const present = new Set(now.map(nameOf));
  const gone = (served?.articles ?? []).filter((article) => !present.has(nameOf(article)));
  /** Of several lines of a feed nobody knows which one held what: the first that is new is told with all of it. */
  const told = new Set<string | undefined>();
  return problems.map((problem) => {
    if (before.has(problem)) return { ...problem, asBefore: true };
    const feed = feedOf(problem.file);
    const lost = feed && told.has(feed) ? [] : gone.filter(({ file }) => isOf(file, feed ?? problem.file)).map(nameOf);
    told.add(feed);
    return { ...problem, ...(lost.length > 0 && { lost, advice: lossOf(problem.file, lost) }) };
  });
}

/** Those that were left out for the same reason before, lines of a feed wherever they are now. */
function knownBefore(problems: readonly Problem[], leftOut: readonly Problem[]): Set<Problem> {
  const before = new Set<Problem>();
  const rest = new Set(leftOut);
  for (const name of [(file: string) => file, fileOf]) {
    const key = ({ file, reason }: Problem) => `${name(file)}\0${reason}`;
    const same = new Map<string, Problem[]>();
    for (const problem of rest) {
      const others = same.get(key(problem));
      if (others) others.push(problem);
      else same.set(key(problem), [problem]);
    }
    for (const problem of problems) {
      const known = before.has(problem) ? undefined : same.get(key(problem))?.pop();
      if (!known) continue;
      rest.delete(known);
      before.add(problem);
    }
  }
  return before;
}

/** Whether an article's file is this one, in this feed or below this folder (`2024/`). */
const isOf = (file: string, place: string): boolean =>
  place.endsWith('/') ? file.startsWith(place) : fileOf(file) === place;

const nameOf = ({ id, language }: Served['articles'][number]): string => `${id} (${language})`;

/** Names told of a feed that has many. */
export const NAMED = 5;

/** To an editor whose articles are gone. */
function lossOf(file: string, lost: readonly string[]): string {
  const it = lost.length === 1 ? 'the article is' : 'the articles are';
  const [mend, what] = file.endsWith('/')
    ? ['Make the folder readable', 'folder']
    : feedOf(file)
      ? ['Mend the line', 'line']
      : ['Put the whole file back', 'file'];
  return `Readers lose ${firstNames(lost, NAMED)} by it, which the index had until now. ${mend}, and ${it} back with the next ingest; remove the ${what} if ${it} meant to go.`;
}

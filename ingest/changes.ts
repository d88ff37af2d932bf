/** How the articles of the corpus differ from those of the index that is served. */
import type { Manifest } from '../store/index-folder.ts';
import type { SourceArticle } from './articles.ts';
import { feedOf, fileOf } from './feed-line.ts';

/** Articles by their file's name, in the corpus' order. */
export interface Changes {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  /** The same text in a file of another name. */
  readonly moved: readonly { readonly from: string; readonly to: string }[];
  readonly removed: readonly string[];
  readonly unchanged: number;
  /** What the changed and moved are called otherwise now. */
  readonly relabelled: readonly Relabelled[];
}

interface Relabelled {
  /** By its name now. */
  readonly file: string;
  /** Of an id the address follows; a `file` is told of those that are `changed` too. */
  readonly what: 'id' | 'language' | 'file';
  readonly from: string;
  readonly to: string;
}

type Known = Manifest['articles'][number];
/** What of an article says whether it is the same; `content` is asked for where nothing else tells. */
export type Compared = Pick<SourceArticle, 'file' | 'id' | 'language' | 'hash'> & { readonly content: string };

/** By what an article is known again, the surest first. */
const IDENTITIES: readonly ((article: Compared) => string | undefined)[] = [
  ({ id, language }) => `${id}\0${language}`,
  // A feed holds many, each wherever lines above it leave it.
  ({ file }) => (feedOf(file) ? undefined : file),
  ({ content }) => content,
];

export function compareArticles(before: readonly Known[], now: readonly Compared[]): Changes {
  const { known, gone } = knownAgain(before, now);
  const changes = {
    added: [] as string[],
    changed: [] as string[],
    moved: [] as Changes['moved'][number][],
    relabelled: [] as Relabelled[],
    unchanged: 0,
  };
  for (const article of now) {
    const { file, hash } = article;
    const old = known.get(article);
    const stayed = old && fileOf(old.file) === fileOf(file);
    if (!old) changes.added.push(file);
    else if (stayed && old.hash === hash) changes.unchanged++;
    else if (!stayed && old.content === article.content) {
      changes.moved.push({ from: old.file, to: file });
      changes.relabelled.push(...differences(old, article, ['id', 'language']));
    } else {
      changes.changed.push(file);
      changes.relabelled.push(...differences(old, article, stayed ? ['id', 'language'] : ['file', 'id', 'language']));
    }
  }
  return { ...changes, removed: [...gone].map(({ file }) => file) };
}

function knownAgain(before: readonly Known[], now: readonly Compared[]) {
  const known = new Map<Compared, Known>();
  const gone = new Set(before);
  const fresh = new Set(now);
  for (const identity of IDENTITIES) {
    const by = new Map([...gone].map((article) => [identity(article), article]));
    for (const article of fresh) {
      const key = identity(article);
      const old = key === undefined ? undefined : by.get(key);
      if (!old) continue;
      by.delete(key);
      gone.delete(old);
      fresh.delete(article);
      known.set(article, old);
    }
  }
  return { known, gone };
}

const differences = (old: Known, now: Compared, fields: readonly Relabelled['what'][]): Relabelled[] =>
  fields
    .filter((what) => old[what] !== now[what])
    .map((what) => ({ file: now.file, what, from: old[what], to: now[what] }));

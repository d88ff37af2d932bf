/** What an ingest would do to the index that is served. */
import type { Manifest } from '../store/index-folder.ts';
import type { SourceArticle } from './articles.ts';
import { defined } from './defined.ts';
import { CHUNKING } from './prepare.ts';

/** Articles by their file's name, in the corpus' order. */
interface Changes {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  /** The same text in a file of another name. */
  readonly moved: readonly { readonly from: string; readonly to: string }[];
  readonly removed: readonly string[];
  readonly unchanged: number;
}

/** What a file's name does not always tell, and its metadata may have wrong. */
type Understood = Pick<SourceArticle, 'file' | 'id' | 'language' | 'title' | 'date'>;

export interface Plan extends Changes {
  /** Those added and changed, as they are understood. */
  readonly articles: readonly Understood[];
  readonly passages: number;
  /** Of them, how many have to be embedded. */
  readonly toEmbed: number;
  /** To read and cut the articles, as it took just now, and to embed, by the pace of runs before or of a short trial. */
  readonly seconds: number;
  /** Why nothing of the index that is served can stay, where it cannot. */
  readonly rebuild: string | undefined;
}

type Known = Manifest['articles'][number];
/** Of `compareArticles`: what of an article says whether it is the same. */
type Compared = Pick<SourceArticle, 'file' | 'id' | 'language' | 'hash'> & { readonly content: string };

export function compareArticles(before: readonly Known[], now: readonly Compared[]): Changes {
  const known = new Map(before.map((article) => [keyOf(article), article]));
  const added: Compared[] = [];
  const changed: string[] = [];
  let unchanged = 0;
  for (const article of now) {
    const old = known.get(keyOf(article));
    known.delete(keyOf(article));
    if (!old) added.push(article);
    else if (old.hash === article.hash) unchanged++;
    else changed.push(article.file);
  }
  const gone = new Map([...known.values()].map((article) => [article.content, article]));
  const moved: { from: string; to: string }[] = [];
  const isNew = ({ content, file }: Compared) => {
    const from = gone.get(content);
    if (!from) return true;
    gone.delete(content);
    known.delete(keyOf(from));
    moved.push({ from: from.file, to: file });
    return false;
  };
  return {
    added: added.filter(isNew).map(({ file }) => file),
    changed,
    moved,
    removed: [...known.values()].map(({ file }) => file),
    unchanged,
  };
}

/** Of the articles those that a plan adds or changes. */
export function understood(articles: readonly SourceArticle[], { added, changed }: Changes): Understood[] {
  const named = new Set([...added, ...changed]);
  return articles
    .filter(({ file }) => named.has(file))
    .map(({ file, id, language, title, date }) => ({ file, id, language, title, ...defined({ date }) }));
}

const keyOf = ({ file, id, language }: Pick<Known, 'file' | 'id' | 'language'>) => [file, id, language].join('\0');

/** @param served undefined when there is no index; an Error when its manifest cannot be read. */
export function rebuildReason(
  served: Manifest | Error | undefined,
  embeddingModel: string,
  asked: boolean,
): string | undefined {
  if (asked) return '--rebuild asks for it.';
  if (!served) return 'There is no index yet.';
  if (served instanceof Error) return `The index that is served cannot be read: ${served.message}`;
  if (served.embeddingModel !== embeddingModel) {
    return `The index was made with the embedding model ${served.embeddingModel}, and now it is ${embeddingModel}: vectors of two models cannot be compared.`;
  }
  if (served.chunking !== CHUNKING) {
    return `Articles are cut into passages differently now (${CHUNKING}) than when the index was made (${served.chunking}).`;
  }
  return undefined;
}

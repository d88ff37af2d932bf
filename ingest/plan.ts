/** What an ingest would do to the index that is served. */
import type { Manifest } from '../store/index-folder.ts';
import type { SourceArticle } from './articles.ts';
import type { Changes } from './changes.ts';
import { defined } from './defined.ts';
import { CHUNKING } from './prepare.ts';

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

/** Of the articles those that a plan adds or changes. */
export function understood(articles: readonly SourceArticle[], { added, changed }: Changes): Understood[] {
  const named = new Set([...added, ...changed]);
  return articles
    .filter(({ file }) => named.has(file))
    .map(({ file, id, language, title, date }) => ({ file, id, language, title, ...defined({ date }) }));
}

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

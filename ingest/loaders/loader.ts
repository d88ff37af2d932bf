/** What reads one format: bytes in, articles out. */
import type { Article } from '../../core/types.ts';

/** An article as its file tells it; what the file does not tell, the corpus works out (`candidate.ts`). */
export interface LoadedArticle extends Partial<Pick<Article, 'id' | 'title' | 'language' | 'source' | 'url' | 'date'>> {
  readonly text: string;
  readonly format: Article['format'];
  readonly questions?: readonly string[];
  /** BCP 47, as the file declares it. Less to be trusted than `language`, which an editor wrote. */
  readonly languageTag?: string;
  /** The id or the file of the article that this one is a translation of. */
  readonly translationOf?: string;
  /** Addresses of the same article in other languages. */
  readonly alternates?: readonly string[];
  /** Of a file with many articles: which one, such as `:12` for line 12. */
  readonly part?: string;
}

/** One of many articles in a file that cannot be used. */
export interface LoadProblem {
  readonly part: string;
  readonly reason: string;
}

export type Loaded = LoadedArticle | LoadProblem;

export interface LoadHints {
  /** The encoding that whoever sent the bytes named. */
  readonly charset?: string;
}

export interface ArticleLoader {
  /** @throws ArticleError where nothing can be read. Any other error is taken for a damaged file. */
  load(bytes: Uint8Array, hints?: LoadHints): Promise<readonly Loaded[]>;
}

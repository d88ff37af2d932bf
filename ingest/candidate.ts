/** An article as one file tells it, before it is compared with the others of the corpus. */
import { createHash } from 'node:crypto';
import type { Article, Language } from '../core/types.ts';
import { ArticleError } from './article-error.ts';
import { defined } from './defined.ts';
import { languageOfText } from './language-tags.ts';
import { FORMATS } from './loaders/formats.ts';
import type { LoadedArticle } from './loaders/loader.ts';

export interface Candidate {
  /** Relative to the corpus; with `:12` for an article of a feed. */
  readonly file: string;
  readonly id: string;
  readonly language: Language;
  readonly title: string;
  readonly loaded: LoadedArticle;
}

/** An article with the file it came from, relative to the corpus, and a hash of all that it says, its id included. */
export interface SourceArticle extends Article {
  readonly file: string;
  readonly hash: string;
}

const NAME = new RegExp(
  `^(?<id>.+?)(?:\\.(?<language>yue|zh-Hans|zh-Hant|en))?\\.(?:${Object.keys(FORMATS).join('|')})$`,
  'i',
);

/** `tram.en.md` → tram, en. @returns undefined for a name that no article has. */
export function partsOfName(file: string): { id: string; language?: Language } | undefined {
  const groups = NAME.exec(file.split('/').at(-1)!)?.groups;
  if (!groups) return undefined;
  const language = LANGUAGE_CASE[groups.language?.toLowerCase() ?? ''];
  return { id: groups.id!, ...(language && { language }) };
}

const LANGUAGE_CASE: Readonly<Record<string, Language>> = {
  yue: 'yue',
  'zh-hans': 'zh-Hans',
  'zh-hant': 'zh-Hant',
  en: 'en',
};

/** @throws ArticleError */
export function toCandidate(file: string, loaded: LoadedArticle, detect: (text: string) => Language): Candidate {
  if (!loaded.text.trim()) throw new ArticleError('has no text.');
  const named = partsOfName(file)!;
  const id = loaded.id ?? named.id;
  return {
    file: `${file}${loaded.part ?? ''}`,
    id,
    // A feed's name is of all its articles: what one of them says of itself goes before.
    language:
      (loaded.part ? (loaded.language ?? named.language) : (named.language ?? loaded.language)) ??
      languageOfText(loaded.text, loaded.languageTag, detect),
    title: loaded.title ?? id.replace(/[-_]+/g, ' '),
    loaded,
  };
}

/** @param id the one that it shares with its parallel versions. */
export function toArticle({ file, language, title, loaded }: Candidate, id: string): SourceArticle {
  const { text, format, source, url, date, questions } = loaded;
  const article: Article = { id, language, title, text, format, ...defined({ source, url, date, questions }) };
  const said = JSON.stringify([id, language, title, text, format, source, url, date, questions]);
  return { ...article, file, hash: createHash('sha256').update(said).digest('hex').slice(0, 24) };
}

/** The articles and passages of one index, and the versions a reader may be shown. */
import { toSimplified, toTraditional } from './language/script.ts';
import type { Article, Language, Passage } from './types.ts';

export interface ArticleSummary {
  readonly id: string;
  readonly title: string;
  /** Languages it can be read in, conversions between the two scripts included. */
  readonly languages: readonly Language[];
  readonly date?: string;
  readonly source?: string;
}

/** Which version of an article a reader of a language wants, best first. */
const PREFERENCE: Readonly<Record<Language, readonly Language[]>> = {
  yue: ['yue', 'zh-Hant', 'en'],
  'zh-Hant': ['zh-Hant', 'yue', 'en'],
  'zh-Hans': ['zh-Hans', 'yue', 'en'],
  en: ['en', 'zh-Hant', 'yue'],
};

const OTHER_SCRIPT: Partial<Record<Language, Language>> = { 'zh-Hant': 'zh-Hans', 'zh-Hans': 'zh-Hant' };

/** An array, or what reads each passage when it is asked for. */
export type PassageList = Pick<readonly Passage[], 'length' | 'at'> &
  Iterable<Passage> & {
    /** What version of which article each is of, where that can be told without making the passage. */
    readonly versions?: Iterable<Pick<Passage, 'article' | 'language'>>;
  };

export interface Library {
  readonly passages: PassageList;
  /** The version of an article that a passage stands in: cheaper than the passage, of which there are hundreds to rank. */
  versionOf(passage: number): Pick<Article, 'id' | 'language'>;
  articles(language: Language): ArticleSummary[];
  /** An article in a language it was written in, or in the other script of it; undefined when there is neither. */
  article(id: string, language: Language): Article | undefined;
  /** The languages an article can be read in; empty when there is no such article. */
  languages(id: string): readonly Language[];
  /** The language an article is shown in to a reader of `language`. */
  preferred(id: string, language: Language): Language;
  /** The numbers of the passages behind a version: of the version it is converted from, where it is converted. */
  passagesOf(id: string, language: Language): readonly number[];
  /** Whether two versions have the same sections: then whatever the one says, the other says too. */
  areParallel(id: string, one: Language, other: Language): boolean;
  /** A passage as it stands in its own version, or in the other script of it. Offsets are the same in both. */
  show(passage: number, language: Language): Passage;
}

export function createLibrary(articles: readonly Article[], passages: PassageList): Library {
  const written = new Map<string, Map<Language, Article>>();
  for (const article of articles) {
    const versions = written.get(article.id) ?? new Map<Language, Article>();
    written.set(article.id, versions.set(article.language, article));
  }
  const numbers = new Map<string, number[]>();
  const versions: Pick<Article, 'id' | 'language'>[] = [];
  for (const { article: id, language } of passages.versions ?? passages) {
    const key = `${id} ${language}`;
    const list = numbers.get(key);
    if (list) list.push(versions.length);
    else numbers.set(key, [versions.length]);
    versions.push(written.get(id)?.get(language) ?? { id, language });
  }
  const converted = new Map<string, Article>();

  /** The language of the version that the one in `language` is, or is converted from. */
  function origin(id: string, language: Language): Language | undefined {
    const versions = written.get(id);
    if (versions?.has(language)) return language;
    const other = OTHER_SCRIPT[language];
    return other && versions?.has(other) ? other : undefined;
  }

  function article(id: string, language: Language): Article | undefined {
    const from = origin(id, language);
    const original = from && written.get(id)?.get(from);
    if (!original || from === language) return original;
    const key = `${id} ${language}`;
    const known = converted.get(key);
    if (known) return known;
    const version = convert(original, language);
    if (converted.size >= CONVERTED_AT_MOST) converted.delete(converted.keys().next().value!);
    converted.set(key, version);
    return version;
  }

  const languages = (id: string): Language[] =>
    (['yue', 'zh-Hant', 'zh-Hans', 'en'] as const).filter((language) => origin(id, language));

  const preferred = (id: string, language: Language): Language =>
    PREFERENCE[language].find((wanted) => origin(id, wanted)) ?? language;

  const passagesOf = (id: string, language: Language) => numbers.get(`${id} ${origin(id, language)}`) ?? [];

  const counted = new Map<string, number>();
  function sections(id: string, language: Language): number {
    const key = `${id} ${origin(id, language)}`;
    const count =
      counted.get(key) ??
      new Set(passagesOf(id, language).map((number) => passages.at(number)!.headings.join('\n'))).size;
    counted.set(key, count);
    return count;
  }

  return {
    passages,
    versionOf: (passage) => versions[passage]!,
    passagesOf,
    areParallel: (id, one, other) => sections(id, one) === sections(id, other),
    article,
    languages,
    preferred,
    articles: (language) =>
      [...written.keys()].map((id) => {
        const { title, date, source } = article(id, preferred(id, language))!;
        return { id, title, languages: languages(id), ...(date && { date }), ...(source && { source }) };
      }),
    show(number, language) {
      const passage = passages.at(number)!;
      if (language === passage.language) return passage;
      const version = article(passage.article, language);
      if (!version || origin(passage.article, language) !== passage.language) return passage;
      const to = conversion(language);
      return {
        ...passage,
        language,
        title: version.title,
        headings: passage.headings.map(to),
        text: version.text.slice(passage.start, passage.end),
      };
    },
  };
}

/** Converted articles kept; one takes some milliseconds to make. */
const CONVERTED_AT_MOST = 64;

const conversion = (language: Language) => (language === 'zh-Hans' ? toSimplified : toTraditional);

/** Converts the whole text at once, so that every slice of it agrees; the length stays (see `script.ts`). */
function convert(article: Article, language: Language): Article {
  const to = conversion(language);
  return {
    ...article,
    language,
    title: to(article.title),
    text: to(article.text),
    ...(article.source && { source: to(article.source) }),
    ...(article.questions && { questions: article.questions.map(to) }),
  };
}

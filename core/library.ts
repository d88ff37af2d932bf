/** The articles and passages of one index, and the versions a reader may be shown. */
import { toShownSimplified, toTraditional } from './language/script.ts';
import { quoted } from './text/passage-text.ts';
import type { Article, Language, Passage } from './types.ts';

export interface ArticleSummary {
  readonly id: string;
  readonly title: string;
  /** Languages it can be read in, conversions between the two scripts included. */
  readonly languages: readonly Language[];
  readonly date?: string;
  readonly source?: string;
}

/**
 * Which version of an article a reader of a language wants, best first. Chinese may be converted into a reader's script; for
 * readers of English it stays as it was written.
 */
const PREFERENCE: Readonly<Record<Language, readonly Language[]>> = {
  yue: ['yue', 'zh-Hant', 'en'],
  'zh-Hant': ['zh-Hant', 'yue', 'en'],
  'zh-Hans': ['zh-Hans', 'yue', 'en'],
  en: ['en', 'zh-Hant', 'zh-Hans', 'yue'],
};

const OTHER_SCRIPT: Partial<Record<Language, Language>> = { 'zh-Hant': 'zh-Hans', 'zh-Hans': 'zh-Hant' };

/** An array, or what reads each passage when it is asked for. */
export type PassageList = Pick<readonly Passage[], 'length' | 'at'> &
  Iterable<Passage> & {
    /** What version of which article each is of, where that can be told without making the passage. */
    readonly versions?: Iterable<Pick<Passage, 'article' | 'language'>>;
    /** Whether a passage explains a name (`explainsName`), where that can be told without its text. */
    readonly explains?: (passage: number) => boolean;
  };

/** What a reader gets in place of a passage. */
export interface Standing {
  /** The language that its article is shown in. */
  readonly shownIn: Language;
  /** It stands in the version that is shown, or that the version shown is converted from. */
  readonly isShown: boolean;
  /** The version shown says what it says, and is searched instead of it. */
  readonly isReplaced: boolean;
}

export interface Library {
  readonly passages: PassageList;
  /** Whether any article has more than one. */
  readonly hasVersions: boolean;
  /** The version of an article that a passage stands in: cheaper than the passage, of which there are hundreds to rank. */
  versionOf(passage: number): Pick<Article, 'id' | 'language'>;
  /** Of the article that a passage stands in. */
  dateOf(passage: number): string | undefined;
  /**
   * The newest first, of one day by title as it was written, those without a date last. Made once for a language; titles and
   * sources are converted as they are looked at, and texts not at all.
   */
  articles(language: Language): readonly ArticleSummary[];
  /** Questions that editors offer a reader to begin with, one of each article in turn. Made once for a language. */
  starters(language: Language): readonly string[];
  /** An article in a language it was written in, or in the other script of it; undefined when there is neither. */
  article(id: string, language: Language): Article | undefined;
  /** The languages an article can be read in; empty when there is no such article. */
  languages(id: string): readonly Language[];
  /** The language an article is shown in to a reader of `language`. */
  preferred(id: string, language: Language): Language;
  /** Worked out once for all passages of a version: hundreds are asked about for a question. */
  standing(passage: number, reader: Language): Standing;
  /** The numbers of the passages behind a version: of the version it is converted from, where it is converted. */
  passagesOf(id: string, language: Language): readonly number[];
  /** Whether two versions have the same sections: then whatever the one says, the other says too. */
  areParallel(id: string, one: Language, other: Language): boolean;
  /** A passage as it stands in its own version, or in the other script of it. Offsets are the same in both. */
  show(passage: number, language: Language): Passage;
}

/** A version of an article: a library may have 100,000, so it is little more than what it is asked for. */
interface Version {
  readonly id: string;
  readonly language: Language;
  /** undefined where only passages tell of it. */
  article: Article | undefined;
  readonly passages: number[];
  /** By reader, as they are asked for. */
  standings: Partial<Record<Language, Standing>> | undefined;
}

export function createLibrary(articles: readonly Article[], passages: PassageList): Library {
  const byId = new Map<string, Version[]>();
  const versionIn = (id: string, language: Language) => byId.get(id)?.find((version) => version.language === language);
  function versionMade(id: string, language: Language): Version {
    const known = versionIn(id, language);
    if (known) return known;
    const version: Version = { id, language, article: undefined, passages: [], standings: undefined };
    const versions = byId.get(id);
    if (versions) versions.push(version);
    else byId.set(id, [version]);
    return version;
  }
  for (const article of articles) versionMade(article.id, article.language).article = article;
  const versions: Version[] = [];
  for (const { article, language } of passages.versions ?? passages) {
    const before = versions.at(-1);
    const version = before?.id === article && before.language === language ? before : versionMade(article, language);
    version.passages.push(versions.length);
    versions.push(version);
  }
  const converted = new Map<string, Article>();

  /** The language of the version that the one in `language` is, or is converted from. */
  function origin(id: string, language: Language): Language | undefined {
    if (versionIn(id, language)?.article) return language;
    const other = OTHER_SCRIPT[language];
    return other && versionIn(id, other)?.article ? other : undefined;
  }

  function article(id: string, language: Language): Article | undefined {
    const from = origin(id, language);
    const original = from && versionIn(id, from)?.article;
    if (!original || from === language) return original;
    const key = `${id} ${language}`;
    const known = converted.get(key);
    if (known) return known;
    const version = convert(original, language);
    if (converted.size >= CONVERTED_AT_MOST) converted.delete(converted.keys().next().value!);
    converted.set(key, version);
    return version;
  }

  function summaries(reader: Language): ArticleSummary[] {
    const { compare } = new Intl.Collator(reader);
    return [...byId]
      .filter(([, all]) => all.some((version) => version.article))
      .map(([id]) => {
        const shownIn = preferred(id, reader);
        return { id, shownIn, written: versionIn(id, origin(id, shownIn)!)!.article! };
      })
      .sort(({ written: { date: one = '', title } }, { written: { date: other = '', title: otherTitle } }) =>
        one === other ? compare(title, otherTitle) : one < other ? 1 : -1,
      )
      .map(({ id, shownIn, written: { title, date, source, language } }) => {
        const facts = { id, languages: languages(id), ...(date && { date }) };
        if (language === shownIn) return { ...facts, title, ...(source && { source }) };
        const to = conversion(shownIn);
        return withLazy(facts, { title: () => to(title), ...(source && { source: () => to(source) }) });
      });
  }

  function questions(id: string, language: Language): readonly string[] {
    const from = origin(id, language);
    const written = (from && versionIn(id, from)?.article?.questions) ?? [];
    return from === language ? written : written.map(conversion(language));
  }

  function starters(language: Language): string[] {
    const found: string[] = [];
    for (let turn = 0, before = -1; before < found.length; turn++) {
      before = found.length;
      for (const id of byId.keys()) {
        const question = questions(id, language)[turn];
        if (question !== undefined && found.push(question) === STARTERS) return found;
      }
    }
    return found;
  }

  const languages = (id: string): Language[] =>
    (['yue', 'zh-Hant', 'zh-Hans', 'en'] as const).filter((language) => origin(id, language));

  const preferred = (id: string, reader: Language): Language =>
    PREFERENCE[reader].find((wanted) => {
      const from = origin(id, wanted);
      return reader === 'en' ? from === wanted : from !== undefined;
    }) ?? reader;

  function passagesOf(id: string, language: Language): readonly number[] {
    const from = origin(id, language);
    return (from && versionIn(id, from)?.passages) ?? [];
  }

  const counted = new Map<string, number>();
  function sections(id: string, language: Language): number {
    const key = `${id} ${origin(id, language)}`;
    const count =
      counted.get(key) ??
      new Set(passagesOf(id, language).map((number) => passages.at(number)!.headings.join('\n'))).size;
    counted.set(key, count);
    return count;
  }

  const areParallel = (id: string, one: Language, other: Language) => sections(id, one) === sections(id, other);

  /** The few that there are: kept by 100,000 versions, they should be the same ones. */
  const standings = new Map<string, Standing>();
  function standingOf({ id, language }: Version, reader: Language): Standing {
    const shownIn = preferred(id, reader);
    const isShown = origin(id, shownIn) === language;
    const hasPassages = passagesOf(id, shownIn).length > 0;
    const isReplaced = !isShown && hasPassages && areParallel(id, shownIn, language);
    const key = `${shownIn} ${isShown} ${isReplaced}`;
    const standing = standings.get(key) ?? { shownIn, isShown, isReplaced };
    standings.set(key, standing);
    return standing;
  }

  return {
    passages,
    hasVersions: [...byId.values()].some((all) => all.length > 1),
    versionOf: (passage) => versions[passage]!,
    dateOf: (passage) => versions[passage]!.article?.date,
    standing(passage, reader) {
      const version = versions[passage]!;
      version.standings ??= {};
      version.standings[reader] ??= standingOf(version, reader);
      return version.standings[reader];
    },
    passagesOf,
    areParallel,
    article,
    languages,
    preferred,
    articles: perLanguage(summaries),
    starters: perLanguage(starters),
    show(number, language) {
      const passage = passages.at(number)!;
      if (language === passage.language) return passage;
      const version = article(passage.article, language);
      if (!version || origin(passage.article, language) !== passage.language) return passage;
      const to = conversion(language);
      const head = passage.tableHead;
      return {
        ...passage,
        language,
        title: version.title,
        headings: passage.headings.map(to),
        text: version.text.slice(passage.start, passage.end),
        tableHead: head && quoted(version.text, head),
      };
    },
  };
}

/** More than fit above a phone's keyboard. */
const STARTERS = 4;

/** Converted articles kept; one takes some milliseconds to make. */
const CONVERTED_AT_MOST = 64;

const conversion = (language: Language) => (language === 'zh-Hans' ? toShownSimplified : toTraditional);

function perLanguage<T>(make: (language: Language) => T): (language: Language) => T {
  const made = new Map<Language, T>();
  return (language) => {
    const known = made.get(language) ?? make(language);
    made.set(language, known);
    return known;
  };
}

/** Adds properties that are made when they are first looked at, and kept: a title takes 25 µs to convert. */
function withLazy<T extends object, L extends object>(
  target: T,
  makers: { readonly [K in keyof L]: () => L[K] },
): T & L {
  for (const [name, make] of Object.entries(makers) as [string, () => unknown][]) {
    const get = () => {
      const value = make();
      Object.defineProperty(target, name, { value });
      return value;
    };
    Object.defineProperty(target, name, { get, enumerable: true, configurable: true });
  }
  return target as T & L;
}

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

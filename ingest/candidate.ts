/** An article as one file tells it, before it is compared with the others of the corpus. */
import type { Article, Language } from '../core/types.ts';
import { textHash } from '../store/checksum.ts';
import { ArticleError } from './article-error.ts';
import { defined } from './defined.ts';
import { foreignLanguage } from './foreign-text.ts';
import { languageOfTag, languageOfText } from './language-tags.ts';
import { endingOf, formatOf } from './list-files.ts';
import type { LoadedArticle } from './loaders/loader.ts';

export interface Candidate {
  /** Relative to the corpus; with `:12` for an article of a feed. */
  readonly file: string;
  readonly id: string;
  readonly language: Language;
  readonly title: string;
  /** The language that its text seems to be in, which is none of ours and nobody has said otherwise. */
  readonly foreign?: string;
  readonly loaded: LoadedArticle;
}

/** An article with the file it came from, relative to the corpus, and a hash of all that it says, its id included. */
export interface SourceArticle extends Article {
  readonly file: string;
  readonly hash: string;
}

/** Language, script, region. */
const TAG = '(?:yue|zh[-_]yue|[a-z]{2})(?:[-_][a-z]{4})?(?:[-_](?:[a-z]{2}|\\d{3}))?';
/** Of a file, without its ending; a name may hold a line's end too. */
const NAME = new RegExp(`^(?<id>.+?)(?:\\.(?<tag>${TAG}))?$`, 'is');

interface NameParts {
  readonly id: string;
  readonly language?: Language;
  /** The tag of a language that is none of ours. */
  readonly foreign?: string;
}

/** `tram.en.md` → tram, en; so `zh-TW` is zh-Hant. @returns undefined for a name that no article has. */
export function partsOfName(file: string): NameParts | undefined {
  if (!formatOf(file)) return undefined;
  const stem = file
    .split('/')
    .at(-1)!
    .slice(0, -endingOf(file).length - 1);
  const { id = '', tag } = NAME.exec(stem.normalize('NFC'))?.groups ?? {};
  if (!tag) return { id };
  const language = languageOfTag(tag);
  if (language) return { id, language };
  // Chinese, in a script that the text tells.
  if (/^zh$/i.test(tag)) return { id };
  // `report.v2.md` and `prices.hk.md` are called so.
  const whole = `${id}.${tag}`;
  return NAMES_OF_LANGUAGES.of(tag.replaceAll('_', '-')) ? { id: whole, foreign: tag } : { id: whole };
}

const NAMES_OF_LANGUAGES = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });

/** @throws ArticleError where only the name tells the language, and it is one that is not answered in; `team.it.md` need not be. */
export function refuseForeign(
  named: NameParts | undefined,
  { language, text }: Pick<LoadedArticle, 'language' | 'text'>,
): void {
  if (!named?.foreign || language || IN_OURS.test(text)) return;
  throw new ArticleError(
    `is by its name in a language that Samman does not know (${named.foreign}). It knows yue, zh-Hant (zh-TW, zh-HK), zh-Hans (zh-CN, zh-SG) and en; with a language in its front matter it is read all the same.`,
  );
}

/** Chinese, or English: no other language has “the”. */
const IN_OURS = /\p{Script=Han}|\bthe\b.*\bthe\b/isu;

/** @throws ArticleError */
export function toCandidate(file: string, loaded: LoadedArticle, detect: (text: string) => Language): Candidate {
  if (!loaded.text.trim()) throw new ArticleError('has no text.');
  const named = partsOfName(file)!;
  if (!loaded.part) refuseForeign(named, loaded);
  const id = loaded.id ?? named.id;
  // A feed's name is of all its articles: what one of them says of itself goes before.
  const told = loaded.part ? (loaded.language ?? named.language) : (named.language ?? loaded.language);
  const foreign = told ? undefined : foreignLanguage(loaded.text);
  return {
    file: `${file}${loaded.part ?? ''}`,
    id,
    language: told ?? languageOfText(loaded.text, loaded.languageTag, detect),
    ...defined({ foreign }),
    title: loaded.title ?? id.replace(/[-_]+/g, ' '),
    loaded,
  };
}

/** @param id the one that it shares with its parallel versions. */
export function toArticle({ file, language, title, loaded }: Candidate, id: string): SourceArticle {
  const { text, format, source, url, date, questions } = loaded;
  const article: Article = { id, language, title, text, format, ...defined({ source, url, date, questions }) };
  const said = JSON.stringify([id, language, title, text, format, source, url, date, questions]);
  return { ...article, file, hash: textHash(said) };
}

/** Writes an article into the corpus as Markdown with front matter, and never over a different one unasked. */
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { ConfigError } from '../../config.ts';
import type { Article } from '../../core/types.ts';
import { writeWhole } from '../../store/write-whole.ts';
import { ArticleError } from '../article-error.ts';
import type { SourceArticle } from '../candidate.ts';
import { defined } from '../defined.ts';
import { escapeMarkdown } from '../loaders/html-to-markdown.ts';
import type { LoadedArticle } from '../loaders/loader.ts';

export interface Written {
  readonly outcome: 'added' | 'replaced' | 'unchanged';
  /** Relative to the corpus. */
  readonly file: string;
}

interface WriteOptions {
  readonly replace: boolean;
  /** Says what would be done, and does nothing. */
  readonly dryRun: boolean;
}

/** The corpus as it is. */
export interface Present {
  readonly articles: SourceArticle[];
  /** Files of the sources before in this run, whose place no other may take. */
  readonly met: Set<string>;
}

/**
 * @param named its id was given, by the source or by the editor: another id is then another article, whatever its address.
 * @throws ArticleError where it would overwrite what is not its own.
 */
export async function writeArticle(
  corpusDir: string,
  present: Present,
  article: Article,
  { replace, dryRun, named }: WriteOptions & { readonly named: boolean },
): Promise<Written> {
  const kept = asMarkdown(article);
  const { articles, met } = present;
  const rivals = articles.filter(({ language }) => language === kept.language);
  const same = rivals.find((other) => isOf(other, kept) && sameContent(asMarkdown(other), kept));
  const holder = same ?? holderOf(kept, rivals, named, met);
  const file = holder?.file ?? `${kept.id}.${kept.language}.md`;
  if (holder && !same) refuseOther(holder, kept, met, replace);
  met.add(file);
  if (same) return { outcome: 'unchanged', file };
  // A replaced article keeps the name and the id that it has here.
  const own = holder ? { ...kept, id: holder.id } : kept;
  if (!holder) await refuseTaken(corpusDir, file);
  if (!dryRun) await write(corpusDir, file, render(own, file), !holder);
  // The next article may be another version of it, or carry the same name.
  if (holder) articles.splice(articles.indexOf(holder), 1);
  articles.push({ ...own, file, hash: '' });
  return { outcome: holder ? 'replaced' : 'added', file };
}

/** By its address, and by its id: many pages of a site may give the front page as their address. */
const isOf = (other: Article, kept: Article): boolean =>
  other.id === kept.id || (kept.url !== undefined && other.url === kept.url);

function holderOf(
  { id, url }: Article,
  rivals: readonly SourceArticle[],
  named: boolean,
  met: ReadonlySet<string>,
): SourceArticle | undefined {
  const here = url === undefined ? [] : rivals.filter((other) => other.url === url);
  const renamed = named ? undefined : here.find(({ file }) => !met.has(file));
  return here.find((other) => other.id === id) ?? renamed ?? rivals.find((other) => other.id === id);
}

/** @throws ArticleError where the file that has the article's name, or its address, is not to be replaced with it. */
function refuseOther(holder: SourceArticle, kept: Article, met: ReadonlySet<string>, replace: boolean): void {
  const { file, title } = holder;
  if (met.has(file)) {
    throw new ArticleError(
      `would overwrite ${file}, where another of these sources is (“${title}”). Give this one another id; --id NAME does for a single source.`,
    );
  }
  if (!isSame(holder, kept) && !replace) {
    throw new ArticleError(
      `would overwrite ${file}, a different article (“${title}”). --replace does so; --id NAME gives this one another name.`,
    );
  }
  if (!file.endsWith('.md')) {
    throw new ArticleError(
      `is in the corpus as ${file}, otherwise than here. That is no Markdown file, into which it could be written: edit it there, or remove it there first.`,
    );
  }
  if (!replace) {
    throw new ArticleError(
      `is in the corpus as ${file} and has changed since, there or here. --replace takes it anew.`,
    );
  }
}

/** @throws ArticleError where the file is there, of which no article of the corpus is. */
async function refuseTaken(corpusDir: string, file: string): Promise<void> {
  if (await lstat(join(corpusDir, file)).catch(() => undefined)) throw takenBy(file);
}

/** @param fresh another program may have made the file since it was looked for. */
async function write(corpusDir: string, file: string, content: string, fresh: boolean): Promise<void> {
  await writeWhole(join(corpusDir, file), content, { fresh }).catch((error) => {
    if (error.code === 'EEXIST') throw takenBy(file);
    throw new ConfigError(
      `${join(corpusDir, file)} cannot be written (${error.code}). Change the folder's permissions, see that its disk has room, or set CORPUS_DIR or --corpus to another.`,
      { cause: error },
    );
  });
}

const takenBy = (file: string): ArticleError =>
  new ArticleError(
    `would overwrite ${file}, a file of the corpus that is left out or has another id. Mend, rename or remove it first; --id NAME gives this one another name.`,
  );

/** Plain text with the marks that Markdown would take for structure marked as text. */
const asMarkdown = (article: Article): Article =>
  article.format === 'markdown' ? article : { ...article, format: 'markdown', text: escapeMarkdown(article.text) };

/** Of two with one id. Where only one has an address, or neither has, the title tells: the other may be from before it was published. */
const isSame = (a: Article, b: Article): boolean =>
  a.url !== undefined && b.url !== undefined ? a.url === b.url : a.title.trim() === b.title.trim();

const sameContent = (a: Article, b: Article): boolean =>
  (['title', 'text', 'date'] as const).every((key) => a[key]?.trim() === b[key]?.trim()) && sourceOf(a) === sourceOf(b);

/** An article without a source is given the host of its address when it is added. */
export const sourceOf = ({ source, url }: Pick<LoadedArticle, 'source' | 'url'>): string | undefined =>
  source?.trim() ?? (url === undefined ? undefined : new URL(url).hostname);

function render({ id, title, language, source, url, date, questions, text }: Article, file: string): string {
  const told = file.split('/').at(-1) === `${id}.${language}.md` ? { title, language } : { id, title, language };
  return `---\n${stringify({ ...told, ...defined({ source, url, date, questions }) }, { lineWidth: 0 })}---\n${text.trim()}\n`;
}

/** Writes an article into the corpus as Markdown with front matter, and never over a different one unasked. */
import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Article } from '../../core/types.ts';
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

export interface WriteOptions {
  readonly replace: boolean;
  /** Says what would be done, and does nothing. */
  readonly dryRun: boolean;
}

/**
 * @param present the corpus as it is.
 * @throws ArticleError where it would overwrite what is not its own.
 */
export async function writeArticle(
  corpusDir: string,
  present: readonly SourceArticle[],
  article: Article,
  { replace, dryRun }: WriteOptions,
): Promise<Written> {
  const kept = asMarkdown(article);
  const own = present.find(
    (other) => kept.url !== undefined && other.url === kept.url && other.language === kept.language,
  );
  const holder = own ?? present.find((other) => other.id === kept.id && other.language === kept.language);
  if (holder && sameContent(asMarkdown(holder), kept)) return { outcome: 'unchanged', file: holder.file };
  const file = holder?.file ?? `${kept.id}.${kept.language}.md`;
  if (holder && !isSame(holder, kept) && !replace) {
    throw new ArticleError(
      `would overwrite ${file}, a different article (“${holder.title}”). --replace does so; --id NAME gives this one another name.`,
    );
  }
  if (!file.endsWith('.md')) {
    throw new ArticleError(
      `is in the corpus as ${file}, otherwise than here. That is no Markdown file, into which it could be written: edit it there, or remove it there first.`,
    );
  }
  if (holder && !replace) {
    throw new ArticleError(
      `is in the corpus as ${file} and has changed since, there or here. --replace takes it anew.`,
    );
  }
  // A replaced article keeps the name and the id that it has here.
  if (!dryRun) await writeWhole(corpusDir, file, render(holder ? { ...kept, id: holder.id } : kept, file));
  return { outcome: holder ? 'replaced' : 'added', file };
}

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

/** Under a hidden name first, which no ingest reads, and then in one step: it is there whole or not at all. */
async function writeWhole(corpusDir: string, name: string, content: string): Promise<void> {
  await mkdir(corpusDir, { recursive: true });
  const temporary = join(corpusDir, `.add-${randomBytes(6).toString('hex')}`);
  try {
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, join(corpusDir, name));
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

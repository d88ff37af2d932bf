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
  if (holder && sameContent(holder, kept)) return { outcome: 'unchanged', file: holder.file };
  if (holder && !replace) {
    throw new ArticleError(
      own
        ? `is in the corpus as ${holder.file} and has changed since, there or here. --replace takes it anew.`
        : `would overwrite ${holder.file}, a different article (“${holder.title}”). --replace does so; --id NAME gives this one another name.`,
    );
  }
  const file = holder?.file ?? `${kept.id}.${kept.language}.md`;
  if (!file.endsWith('.md'))
    throw new ArticleError(`is in the corpus as ${file}, which is no Markdown file. Remove that first.`);
  // A replaced article keeps the name and the id that it has here.
  if (!dryRun) await writeWhole(corpusDir, file, render(holder ? { ...kept, id: holder.id } : kept, file));
  return { outcome: holder ? 'replaced' : 'added', file };
}

/** Plain text with the marks that Markdown would take for structure marked as text. */
const asMarkdown = (article: Article): Article =>
  article.format === 'markdown' ? article : { ...article, format: 'markdown', text: escapeMarkdown(article.text) };

const KEYS = ['title', 'text', 'source', 'date'] as const;

const sameContent = (a: Article, b: Article): boolean => KEYS.every((key) => a[key]?.trim() === b[key]?.trim());

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

/** Reads the corpus folder: what can be read becomes articles, what cannot is named with the reason. */
import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { type Article, LANGUAGES, type Language } from '../core/types.ts';

/** An article with the file it came from, relative to the corpus, and a hash of the file's bytes. */
export interface SourceArticle extends Article {
  readonly file: string;
  readonly hash: string;
}

export interface Problem {
  readonly file: string;
  readonly reason: string;
}

export interface Corpus {
  readonly articles: readonly SourceArticle[];
  /** Files left out. */
  readonly problems: readonly Problem[];
}

/** Larger than any article; most likely something else with the wrong ending. */
const MAX_BYTES = 10 * 1024 * 1024;

const NAME = /^(?<id>.+?)(?:\.(?<language>yue|zh-Hans|zh-Hant|en))?\.(?<ending>md|txt)$/;

const line = z.coerce.string().trim().min(1);
const frontMatterSchema = z.object({
  title: line.optional(),
  language: z.enum(LANGUAGES as [Language, ...Language[]]).optional(),
  source: line.optional(),
  url: z.url({ protocol: /^https?$/ }).optional(),
  questions: z.array(line.max(200)).max(10).optional(),
  date: z.union([z.iso.date(), z.date().transform((date) => date.toISOString().slice(0, 10))]).optional(),
});

/**
 * @param detect tells the language of a text whose name and front matter do not.
 * @throws Error when the folder itself cannot be read.
 */
export async function readCorpus(corpusDir: string, detect: (text: string) => Language): Promise<Corpus> {
  const articles: SourceArticle[] = [];
  const problems: Problem[] = [];
  const seen = new Map<string, string>();
  for (const file of await listFiles(corpusDir)) {
    try {
      const article = await readArticle(corpusDir, file, detect);
      const key = `${article.id} (${article.language})`;
      const other = seen.get(key);
      if (other) throw new ArticleError(`is a second version of ${key}; ${other} is the first. Rename one.`);
      seen.set(key, file);
      articles.push(article);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (!(error instanceof ArticleError) && !code) throw error;
      problems.push({ file, reason: error instanceof ArticleError ? error.message : `cannot be read (${code}).` });
    }
  }
  return { articles, problems };
}

class ArticleError extends Error {}

async function listFiles(corpusDir: string): Promise<string[]> {
  const entries = await readdir(corpusDir, { recursive: true, withFileTypes: true }).catch((cause) => {
    throw new Error(`The corpus folder ${corpusDir} cannot be read (${cause.code}). Set CORPUS_DIR or --corpus.`, {
      cause,
    });
  });
  return entries
    .filter((entry) => entry.isFile() && NAME.test(entry.name))
    .map((entry) => relative(corpusDir, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((file) => !file.split('/').some((part) => part.startsWith('.')))
    .sort();
}

async function readArticle(
  corpusDir: string,
  file: string,
  detect: (text: string) => Language,
): Promise<SourceArticle> {
  const path = join(corpusDir, file);
  const { size } = await stat(path);
  if (size > MAX_BYTES)
    throw new ArticleError(`has ${Math.round(size / 1e6)} MB; an article has 10 at most. Split it.`);
  const bytes = await readFile(path);
  const { data, body } = splitFrontMatter(decode(bytes));
  if (!body.trim()) throw new ArticleError('has no text.');
  const { id, language, ending } = NAME.exec(file.split('/').at(-1)!)!.groups as Record<string, string | undefined>;
  const heading = (ending === 'md' ? /^#\s+(.+)$/m : FIRST_LINE).exec(body)?.[1]?.trim();
  return {
    id: id!,
    language: (language as Language | undefined) ?? data.language ?? detect(body),
    title: data.title ?? heading ?? id!.replace(/[-_]+/g, ' '),
    text: body,
    format: ending === 'md' ? 'markdown' : 'text',
    ...(data.source && { source: data.source }),
    ...(data.url && { url: data.url }),
    ...(data.date && { date: data.date }),
    ...(data.questions && { questions: data.questions }),
    file,
    hash: createHash('sha256').update(file).update('\0').update(bytes).digest('hex').slice(0, 24),
  };
}

/** Of a plain text: its title where it is short, stands alone and is no sentence. */
const FIRST_LINE = /^\s*(\S.{0,59}[^\s。！？.!?；;,，:：])[ \t]*\n[ \t]*\n/;

function decode(bytes: Uint8Array): string {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ArticleError('is not UTF-8 text. Save it as UTF-8.');
  }
  if (text.includes('\0')) throw new ArticleError('is a binary file, not text.');
  return text.replace(/\r\n?/g, '\n');
}

function splitFrontMatter(text: string): { data: z.infer<typeof frontMatterSchema>; body: string } {
  const match = /^---\n([\s\S]*?)\n---(?:\n|$)/.exec(text);
  if (!match) {
    if (/^---\n\s*\w+:/.test(text))
      throw new ArticleError('has front matter that is not closed. End it with a line of ---.');
    return { data: {}, body: text };
  }
  let yaml: unknown;
  try {
    yaml = parseYaml(match[1]!) ?? {};
  } catch (error) {
    throw new ArticleError(`has front matter that is not YAML: ${(error as Error).message.split('\n')[0]}`);
  }
  const parsed = frontMatterSchema.safeParse(yaml);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const field = issue!.path.join('.');
    const value = field ? JSON.stringify((yaml as Record<string, unknown>)[field]) : JSON.stringify(yaml);
    throw new ArticleError(`has front matter that cannot be used: ${field || 'it'} is ${value}: ${issue!.message}`);
  }
  return { data: parsed.data, body: text.slice(match[0].length) };
}

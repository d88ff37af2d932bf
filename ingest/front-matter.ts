/** The YAML between two lines of `---` above an article. */
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { LANGUAGES, type Language } from '../core/types.ts';
import { ArticleError } from './article-error.ts';
import { languageOfTag } from './language-tags.ts';

const line = z.coerce.string().trim().min(1);

/** An id is a path segment of `/articles/:id` and a file name. */
const idSchema = line.max(200).regex(/^[^/\\\p{Cc}]+$/u, 'An id holds no slash and no control character');

/** What an editor may say of an article; the fields of a JSONL line are the same. */
export const metadataSchema = z.object({
  id: idSchema.optional(),
  title: line.optional(),
  language: z
    .preprocess(
      (tag) => (typeof tag === 'string' && languageOfTag(tag)) || tag,
      z.enum(LANGUAGES as [Language, ...Language[]]),
    )
    .optional(),
  /** The id, or the file, of the article that this one is a translation of. */
  translation_of: line.max(500).optional(),
  source: line.optional(),
  url: z.url({ protocol: /^https?$/ }).optional(),
  questions: z.array(line.max(200)).max(10).optional(),
  date: z.union([z.iso.date(), z.date().transform((date) => date.toISOString().slice(0, 10))]).optional(),
});

export type Metadata = z.infer<typeof metadataSchema>;

/** @throws ArticleError that names the field, its value and what is wrong. */
export function readMetadata(data: unknown, where: string): Metadata {
  const parsed = metadataSchema.safeParse(data);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue!.path.join('.');
  const value = field
    ? JSON.stringify((data as Record<string, unknown>)[String(issue!.path[0])])
    : JSON.stringify(data);
  throw new ArticleError(`has ${where} that cannot be used: ${field || 'it'} is ${value}: ${issue!.message}`);
}

export function splitFrontMatter(text: string): { metadata: Metadata; body: string } {
  const match = /^---\n([\s\S]*?)\n---(?:\n|$)/.exec(text);
  if (!match) {
    if (/^---\n\s*\w+:/.test(text))
      throw new ArticleError('has front matter that is not closed. End it with a line of ---.');
    return { metadata: {}, body: text };
  }
  return { metadata: readMetadata(readYaml(match[1]!), 'front matter'), body: text.slice(match[0].length) };
}

function readYaml(text: string): unknown {
  try {
    return parseYaml(text) ?? {};
  } catch (error) {
    try {
      return parseYaml(text.replace(UNQUOTED, (_, key: string, value: string) => key + JSON.stringify(value)));
    } catch {
      const [reason] = (error as Error).message.split('\n');
      throw new ArticleError(`has front matter that is not YAML: ${reason} Put the value in quotation marks.`);
    }
  }
}

/** A line's value as people write it, with a colon of its own: `title: Grains: frequently asked questions`. */
const UNQUOTED = /^(\w+: +|[ \t]*- +)(?!["'[{|>])(.*\S)[ \t]*$/gm;

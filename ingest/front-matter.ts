/** The YAML between two lines of `---` above an article. */
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { LANGUAGES, type Language } from '../core/types.ts';
import { ArticleError } from './article-error.ts';
import { isoDate } from './iso-date.ts';
import { languageOfTag } from './language-tags.ts';

const line = z.coerce.string().trim().min(1);

/** A path segment of `/articles/:id`, in one way of writing accents. Of `..` a browser makes the folder above. */
const named = line.normalize('NFC').regex(/^(?!\.{1,2}$)/, 'An id is neither . nor ..');

const idSchema = named.max(200).regex(/^[^/\\\p{Cc}]+$/u, 'An id holds no slash and no control character');

/** What an editor may say of an article; the fields of a JSONL line are the same. */
const metadataSchema = z.object({
  id: idSchema.optional(),
  title: line.optional(),
  language: z
    .preprocess(
      (tag) => (typeof tag === 'string' && languageOfTag(tag)) || tag,
      z.enum(LANGUAGES as [Language, ...Language[]]),
    )
    .optional(),
  /** The id, or the file, of the article that this one is a translation of. */
  translation_of: named.max(500).optional(),
  source: line.optional(),
  url: z.url({ protocol: /^https?$/, error: 'It is a whole address, such as https://example.org/tram' }).optional(),
  questions: z
    .preprocess(
      (one) => (typeof one === 'string' ? [one] : one),
      z.array(line.max(200), 'They are a list, each on a line of its own that begins with “- ”').max(10),
    )
    .optional(),
  date: z
    .preprocess(
      (day) => (typeof day === 'string' && isoDate(day)) || day,
      z.iso.date('It is a day, such as 2026-04-01 or 1 April 2026'),
    )
    .optional(),
});

type Metadata = z.infer<typeof metadataSchema>;

/** @throws ArticleError that names the field, its value and what is wrong. */
export function readMetadata(data: unknown, where: string): Metadata {
  const parsed = metadataSchema.safeParse(told(data));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue!.path.join('.');
  const value = field
    ? JSON.stringify((data as Record<string, unknown>)[String(issue!.path[0])])
    : JSON.stringify(data);
  throw new ArticleError(`has ${where} that cannot be used: ${field || 'it'} is ${value}: ${issue!.message}`);
}

/** `source:` with nothing after it, and what feeds do not know, is not told. */
const told = (data: unknown): unknown =>
  typeof data === 'object' && data !== null && !Array.isArray(data)
    ? Object.fromEntries(Object.entries(data).filter(([, value]) => value !== null && value !== ''))
    : data;

/** After empty lines only with a field that is known: an article may begin with a line across the page. */
const AFTER_EMPTY_LINES = `\\s*\\n(?=---[ \\t]*\\n(?:\\w+:.*\\n)*?(?:${Object.keys(metadataSchema.shape).join('|')}):)`;

const FRONT_MATTER = new RegExp(`^(?:${AFTER_EMPTY_LINES})?---[ \\t]*\\n([\\s\\S]*?)\\n---[ \\t]*(?:\\n|$)`);

const OPENED = new RegExp(`^(?:${AFTER_EMPTY_LINES})?---[ \\t]*\\n\\s*\\w+:`);

export function splitFrontMatter(text: string): { metadata: Metadata; body: string } {
  const match = FRONT_MATTER.exec(text);
  if (!match) {
    if (OPENED.test(text)) throw new ArticleError('has front matter that is not closed. End it with a line of ---.');
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
      const open = UNCLOSED.exec(text)?.[0].trim();
      if (open)
        throw new ArticleError(
          `has front matter that is not YAML: ${open} has a quotation mark that is not closed. End the value with the mark that it begins with.`,
        );
      const [reason] = (error as Error).message.split('\n');
      throw new ArticleError(`has front matter that is not YAML: ${reason} Put the value in quotation marks.`);
    }
  }
}

/** A line's value as people write it, with a colon of its own: `title: Grains: frequently asked questions`. */
const UNQUOTED = /^(\w+: +|[ \t]*- +)(?!["'[{|>])(.*\S)[ \t]*$/gm;

/** A value that begins with a quotation mark which its line has only once. */
const UNCLOSED = /^(?:\w+: *|[ \t]*- +)(["'])(?:(?!\1).)*$/m;

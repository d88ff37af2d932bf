/** A feed of articles, one JSON object a line: `id`, `title`, `text` or `html`, `language`, `date`, `url`, … */
import { ArticleError } from '../article-error.ts';
import { defined } from '../defined.ts';
import { decodeText } from '../encoding.ts';
import { readMetadata } from '../front-matter.ts';
import { MAX_TEXT } from './formats.ts';
import type { ArticleLoader, Loaded, LoadedArticle } from './loader.ts';

/** @param loadHtml reads the `html` of a line; it comes from outside, as a page does. */
export function createJsonlLoader(loadHtml: (html: string) => Promise<LoadedArticle>): ArticleLoader {
  return {
    async load(bytes, hints) {
      const loaded: Loaded[] = [];
      for (const [i, line] of decodeText(bytes, hints?.charset).text.split('\n').entries()) {
        if (!line.trim()) continue;
        const part = `:${i + 1}`;
        try {
          loaded.push({ ...(await loadLine(line, loadHtml)), part });
        } catch (error) {
          if (!(error instanceof ArticleError)) throw error;
          loaded.push({ part, reason: error.message });
        }
      }
      if (loaded.length === 0) throw new ArticleError('has no articles: one JSON object a line.');
      return loaded;
    },
  };
}

async function loadLine(line: string, loadHtml: (html: string) => Promise<LoadedArticle>): Promise<LoadedArticle> {
  if (line.length > 2 * MAX_TEXT)
    throw new ArticleError(`has a line of ${Math.round(line.length / 1e6)} million characters. Split it.`);
  const { text, html, ...fields } = parseLine(line);
  const { translation_of: translationOf, ...metadata } = readMetadata(fields, 'a line');
  if (!metadata.id) throw new ArticleError('has a line without an "id", by which the article is told from the others.');
  const told = defined({ ...metadata, translationOf });
  if (typeof text === 'string' && text.trim())
    return { ...told, text: text.replace(/\r\n?/g, '\n'), format: 'markdown' };
  if (typeof html === 'string' && html.trim()) return { ...(await loadHtml(html)), ...told };
  throw new ArticleError('has a line without "text" or "html".');
}

function parseLine(line: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    throw new ArticleError(`has a line that is not JSON: ${(error as Error).message}.`);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new ArticleError(`has a line that is not a JSON object: ${line.slice(0, 40)}`);
}
